"""Where pictures are used: in the texts of the desk, in print, on fronts, as portraits."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.desk.article import Article
from articles.desk.ids import is_id
from articles.desk.illustration import Illustration
from articles.desk.sitting import Sitting
from articles.editions.edition import Edition
from articles.editions.front import FrontSlot
from articles.editions.listing import List, Listing
from articles.library.contributor import Contributor
from articles.library.image import Image

SHOWN_AT_MOST = 50
# Of text that nobody has cleaned yet.
_IMAGE = re.compile(r'data-image="([0-9]{1,18})"')


@dataclass(frozen=True)
class Uses:
    """How often a picture is used: in stories, as a portrait, and on how many fronts now."""

    stories: int = 0
    portraits: int = 0
    fronts: int = 0

    def __bool__(self):
        return bool(self.stories or self.portraits)


@dataclass(frozen=True)
class Showing:
    """A story that shows a picture, called as whoever asks may know it, and in which texts."""

    headline: str
    url: str
    texts: tuple[str, ...]


def used(images):
    """Those of these images (a queryset) that something shows, or has shown in print."""
    return images.filter(_any_use())


def unused(images):
    """Those that nothing shows."""
    return images.exclude(_any_use())


def uses_of(ids, *, at: datetime) -> dict[int, Uses]:
    """The Uses of the images with these ids. Four queries, however many they are."""
    # The union has each pair once.
    stories = Counter(image for image, _story in _pairs(ids))
    people = Contributor.everyone.filter(portrait__in=ids).values_list("portrait", flat=True)
    portraits, fronts = Counter(people), fronts_with(ids, at=at)
    return {pk: Uses(stories[pk], portraits[pk], len(fronts[pk])) for pk in ids}


def fronts_with(ids, *, at: datetime) -> dict[int, list[tuple[int | None, str]]]:
    """By image, the (section's id, name) of the fronts to which a story that it leads was put.

    The home page has no id. Two queries.
    """
    slots = FrontSlot.objects.standing(at).filter(article__isnull=False, live_from__lte=at)
    slots = slots.filter(Q(live_until__isnull=True) | Q(live_until__gt=at))
    places = defaultdict(dict)
    for story, section, name in slots.values_list(
        "article", "front__section", "front__section__name"
    ):
        places[story][section] = name or _("Home page")
    found = defaultdict(list)
    leads = Edition.live(at=at).filter(lead_image__in=ids, article__in=list(places))
    for image, story in leads.values_list("lead_image", "article"):
        found[image] += [place for place in places[story].items() if place not in found[image]]
    return found


def showings_of(image: Image, *, at: datetime, by) -> tuple[list[Showing], int]:
    """The latest stories that show an image, and how many more there are. Three queries.

    Of others' stories whoever may not edit them learns what readers see, and no more.
    """
    pairs = sorted((story for _image, story in _pairs([image.pk])), reverse=True)
    ids, told = pairs[:SHOWN_AT_MOST], []
    rows = Listing.objects.filter(list=List.IMAGE, key=image.pk, edition__article__in=ids)
    printed = defaultdict(list)
    for row in rows.select_related("edition").defer("edition__document").order_by("live_from"):
        printed[row.edition.article_id].append(row.edition)
    copies = Article.objects.filter(pk__in=ids).annotate(
        inside=Exists(Illustration.objects.filter(article=OuterRef("pk"), image=image))
    )
    everyone = by.has_perm("articles.edit_any_article")
    for story in copies.defer("body").order_by("-pk"):
        editions = printed[story.pk]
        live = next((each for each in editions if _holds(each, at)), None)
        if everyone or story.created_by_id == by.pk:
            texts = _("Working copy"), *_printed(editions, at)
            in_copy = story.inside or story.lead_image_id == image.pk
            url = reverse("admin:articles_article_change", args=[story.pk])
            told.append(Showing(str(story), url, texts if in_copy else texts[1:]))
        elif live:
            told.append(Showing(live.headline, live.address, (_("Live"),)))
    return told, len(pairs) - len(told)


def portraits_of(image: Image) -> list[Contributor]:
    """The people whose portrait it is. One query."""
    return list(Contributor.objects.filter(portrait=image))


def in_unsaved_texts() -> set[int]:
    """The images in what people have typed and not saved yet. One query."""
    found: set[str] = set()
    forms = Sitting.objects.filter(closed=False, fields__isnull=False)
    for fields in forms.values_list("fields", flat=True).iterator():
        found |= set(_IMAGE.findall(" ".join(fields.get("body", ()))))
        found |= set(filter(is_id, fields.get("lead_image", ())))
    return set(map(int, found))


def _any_use() -> Q:
    pk = OuterRef("pk")
    return Q(
        Exists(Listing.objects.filter(list=List.IMAGE, key=pk))
        | Exists(Article.objects.filter(lead_image=pk))
        | Exists(Illustration.objects.filter(image=pk))
        | Exists(Contributor.everyone.filter(portrait=pk))
    )


def _pairs(ids) -> list[tuple[int, int]]:
    """(image, story) of all texts that show one of them, each once. One query."""
    leads = Article.objects.filter(lead_image__in=ids).order_by().values_list("lead_image", "pk")
    within = Illustration.objects.filter(image__in=ids).values_list("image", "article")
    listed = Listing.objects.filter(list=List.IMAGE, key__in=ids)
    printed = listed.values_list("key", F("edition__article"))
    return list(leads.union(within, printed)) if ids else []


def _holds(edition: Edition, at: datetime) -> bool:
    return edition.live_from <= at and (edition.live_until is None or edition.live_until > at)


def _printed(editions: list[Edition], at: datetime) -> list[str]:
    """In which printed texts of one story it stands, as the desk calls them."""
    texts = [_("Live")] if any(_holds(each, at) for each in editions) else []
    for each in editions:
        if each.live_from > at:
            when = date_format(localtime(each.live_from), "SHORT_DATETIME_FORMAT")
            texts.append(_("Waits for %s") % when)
    if any(each.live_until and each.live_until <= at for each in editions):
        texts.append(_("Earlier edition"))
    return texts
