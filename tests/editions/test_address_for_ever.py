"""Whatever happens to stories, sections, people and topics: an address is one step from a page."""

from random import Random

import pytest

from articles.editions import press
from articles.editions.address import Redirect
from articles.editions.by_hand import add_redirect
from articles.editions.edition import Edition
from articles.editions.listing import List, Listing
from articles.editions.naming import place_contributor, place_tag
from articles.library.tag import Tag
from articles.models import Contributor, Section
from articles.text.refusal import Refusal
from tests.chance import seeds
from tests.desk.merging import merge_people, merge_topics
from tests.library.tree import move
from tests.make import hours, make_contributor, make_edition, make_section, make_tag, make_user

pytestmark = pytest.mark.django_db

NAMES = ("ada", "ben", "cy", "dee", "eve")
SLUGS = (*NAMES, "mill", "ferry")
SECTIONS = ("news", "news/city", "world", "world/parks", "sport")


class Chance:
    """A newsroom in which anything happens, and what it has had an address for."""

    def __init__(self, seed):
        self.chance = Random(seed)  # noqa: S311 - a seed, so that it can be seen again
        self.by = make_user("Administrator")
        self.seen, self.done = {}, 0
        for path in SECTIONS:
            make_section(path)
        for name in NAMES:
            make_contributor(name), make_tag(name)
        make_edition(slug="first"), self.looks()

    def one(self, choices):
        """Any of them."""
        return self.chance.choice(list(choices))

    def happens(self):
        """One thing, if it is not refused; then everything that has an address is noted."""
        try:
            self.one(
                [self.prints, self.follows, self.withdraws, self.withdraws, self.moves]
                + [self.renames, self.merges, self.leads, self.calls_off]
            )()
            self.done += 1
        except (Refusal, LookupError):
            pass
        self.looks()

    def looks(self):
        """Note all addresses that readers have or will have, and from when on."""
        now = hours(0)
        people, tags = Contributor.objects.all(), Tag.objects.all()
        found = [(section.address, now) for section in Section.objects.all()]
        found += [(f"/people/{each.slug}/", now) for each in people]
        found += [(f"/tags/{each.slug}/", now) for each in tags]
        found += Edition.archive.values_list("address", "live_from")
        for address, begins in found:
            self.seen[address] = min(begins, self.seen.get(address, begins))

    def when(self):
        """Now, or within the next hours."""
        return self.one([None, hours(self.chance.uniform(1, 9))])

    def filed(self):
        """What a story is filed under."""
        path = self.one(Section.objects.values_list("path", flat=True))
        people, tags = self.people(Contributor), self.people(Tag)
        return {"section": path, "slug": self.one(SLUGS), "authors": people, "tags": tags}

    def people(self, kind):
        """One or two names, of those that are still there."""
        known = list(kind.objects.values_list("name", flat=True))
        return list(dict.fromkeys((self.one(known), self.one(known))))

    def prints(self):
        """A new story."""
        make_edition(live_from=self.when(), **self.filed())

    def follows(self):
        """Another edition of a story, perhaps elsewhere."""
        article = self.one(Edition.archive.all()).article
        make_edition(article=article, live_from=self.when(), **self.filed())

    def withdraws(self):
        """A story goes, with a notice or with a way on to something that has had an address."""
        story = self.one(Edition.archive.all())
        onward = self.one(["", "/", self.one(self.seen), self.one(self.seen)])
        press.withdraw(story.article_id, by=None, at=self.when(), moved_to=onward)

    def calls_off(self):
        """What waits does not come."""
        press.cancel(self.one(Edition.archive.waiting(hours(0))).pk)
        self.seen = {each: begins for each, begins in self.seen.items() if begins <= hours(0)}

    def moves(self):
        """A section goes somewhere else, or is called something else."""
        above = self.one(["", *(f"{each.path}/" for each in Section.objects.all())])
        move(self.one(Section.objects.all()).path, f"{above}{self.one(SLUGS)}")

    def renames(self):
        """A person or topic."""
        place_contributor(self.one(Contributor.objects.all()), slug=self.one(SLUGS))
        place_tag(self.one(Tag.objects.all()), slug=self.one(SLUGS))

    def merges(self):
        """Two people, or two topics."""
        kind, verb = self.one([(Contributor, merge_people), (Tag, merge_topics)])
        verb(*self.people(kind)[:1], into=self.people(kind)[0])

    def leads(self):
        """An address of another system."""
        address = f"/old/{self.chance.randrange(99)}/"
        add_redirect(address, to=self.one(self.seen), by=self.by)
        self.seen[address] = hours(0)


def steps(reader, address, *, at):
    """The statuses that a reader of `address` gets, one after the other."""
    answer = reader.get(address, at=at)
    found = [answer.status_code]
    while answer.status_code in {301, 302} and len(found) < 4:
        answer = reader.get(answer["Location"], at=at)
        found.append(answer.status_code)
    return found


def is_shown(address, *, at):
    """Whether it is no person's or topic's, or one whom a live story shows at that moment."""
    kind, records = (List.TAG, Tag) if address.startswith("/tags/") else (List.CONTRIBUTOR, None)
    if not address.startswith(("/people/", "/tags/")):
        return True
    records = records or Contributor
    slug = address.split("/")[2]
    owner = records.objects.filter(slug=slug).first()
    if owner is None:
        claim = Redirect.objects.get(address=address)
        owner = claim.contributor or claim.tag
    return Listing.objects.on(kind, owner.pk, at).exists()


@pytest.mark.parametrize("seed", seeds(2))
def test_every_address_that_ever_was_is_at_most_one_step_from_a_page(reader, seed):
    newsroom = Chance(seed)

    for _n in range(30):
        newsroom.happens()

    assert newsroom.done > 8
    wrong = []
    for moment in (hours(0), hours(3), hours(10)):
        for address, begins in sorted(newsroom.seen.items()):
            found = steps(reader, address, at=moment)
            there = begins <= moment and is_shown(address, at=moment)
            ends = {200, 410} if there else {200, 410, 404}
            # Nor does what is not there yet send anyone about.
            if len(found) > 2 or found[-1] not in ends or found == [301, 404]:
                wrong.append((address, moment, found))
            loud = steps(reader, address.rstrip("/").upper() or "/", at=moment)
            if len(loud) > 2 or loud[-1] != found[-1]:
                wrong.append((address, moment, "loud", loud, found))
    assert wrong == []
