"""What an archive's stories are filed under and made with: sections, people, tags, pictures."""

import io
import random
from dataclasses import dataclass

from django.contrib.auth.models import Group, User
from PIL import Image as Pillow
from taggit.models import Tag

from articles.demo.archive.tongue import Shares, Tongue
from articles.demo.pictures import palette
from articles.editions.address import place_section
from articles.library.contributor import Contributor
from articles.library.image import take_image
from articles.library.section import Section, SectionTree

SECTIONS = {
    "news": ("city", "region", "world", "politics", "technology", "technology/ai", "health"),
    "business": ("farming", "jobs", "energy", "markets", "markets/property"),
    "culture": ("books", "film", "music", "theatre", "food"),
    "sport": ("football", "running", "cycling", "cricket", "cricket/county"),
    "opinion": ("letters", "columns"),
    "science": ("nature", "space"),
}
# Whose colours run into each other: no two alike.
PICTURES = ("NIGHT", "TEAL", "SLATE", "RUST", "MOSS", "PLUM", "LAMP", "STONE")
SIZE = (960, 600)
STAFF = 12
AT_A_TIME = 2_000


@dataclass(frozen=True)
class Ground:
    """Ids of all that stories name, the most used first; and how often each is."""

    tree: SectionTree
    sections: list[int]
    people: list[int]
    tags: list[int]
    images: list[int]
    staff: list[int]
    of_sections: Shares
    of_people: Shares
    of_tags: Shares


def lay(stories: int, tongue: Tongue) -> Ground:
    """Make it for so many stories: people and tags grow with them, but not for ever.

    There are always enough of both for a full page of them.
    """
    sections = _sections()
    people = _people(tongue, max(80, min(5_000, stories // 200)))
    tags = _tags(tongue, max(150, min(20_000, stories // 50)))
    return Ground(
        tree=SectionTree(),
        sections=sections,
        people=people,
        tags=tags,
        images=[_picture(name) for name in PICTURES],
        staff=_staff(),
        of_sections=Shares(len(sections), steep=0.6),
        of_people=Shares(len(people), steep=0.6),
        of_tags=Shares(len(tags)),
    )


def _sections() -> list[int]:
    for top, below in SECTIONS.items():
        for path in (top, *(f"{top}/{each}" for each in below)):
            above, _slash, last = path.rpartition("/")
            parent = Section.objects.get(path=above) if above else None
            section = Section(name=last.title(), description=f"All about {last}.")
            place_section(section, parent=parent, slug=last)
    found = list(Section.objects.order_by("path").values_list("pk", flat=True))
    # As often as not a story is filed in one that lies beneath others.
    random.Random(len(found)).shuffle(found)  # noqa: S311 - no secret
    return found


def _people(tongue: Tongue, number: int) -> list[int]:
    first = tongue.names(200)
    last = tongue.names(number)
    rows = [
        Contributor(
            name=f"{first[n % len(first)].title()} {name.title()}",
            slug=f"{first[n % len(first)]}-{name}",
            role_line="Reporter" if n % 3 else "Editor",
            bio=tongue.sentences(3),
        )
        for n, name in enumerate(last)
    ]
    return [row.pk for row in Contributor.objects.bulk_create(rows, batch_size=AT_A_TIME)]


def _tags(tongue: Tongue, number: int) -> list[int]:
    # In the order of their names, so that ids sort them as a Document does.
    rows = [Tag(name=name.title(), slug=name) for name in sorted(tongue.names(number))]
    ids = [row.pk for row in Tag.objects.bulk_create(rows, batch_size=AT_A_TIME)]
    tongue.dice.shuffle(ids)
    return ids


def _picture(name: str) -> int:
    ink, light = getattr(palette, name), palette.PALE
    shade = Pillow.linear_gradient("L").resize(SIZE)
    drawn = Pillow.composite(Pillow.new("RGB", SIZE, ink), Pillow.new("RGB", SIZE, light), shade)
    file = io.BytesIO()
    drawn.save(file, "JPEG", quality=85)
    known = {"alt": f"A field of {name.lower()}", "credit": "Picture: the archive"}
    return take_image(file.getvalue(), name=name.title(), **known).pk


def _staff() -> list[int]:
    """Accounts in whose names the desk has worked. None of them can sign in."""
    found = []
    for n in range(STAFF):
        account = User(username=f"archive-{n + 1}", is_staff=True)
        account.set_unusable_password()
        account.save()
        account.groups.add(Group.objects.get(name="Editor" if n % 4 == 0 else "Writer"))
        found.append(account.pk)
    return found
