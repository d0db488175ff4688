"""What the desk says of rights in pictures: it warns in time, and takes nothing from readers."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from articles.desk.article import Article
from articles.editions.edition import Edition
from articles.editions.listing import List, Listing
from articles.library.image import Image, Rights

SHOWN_AT_MOST = 10


@dataclass(frozen=True)
class RightsRemark:
    """What is to be said of the rights in an image that end soon or have ended."""

    image: Image
    rights: Rights
    text: str


def remark_on(image: Image, *, at: datetime) -> RightsRemark | None:
    """The remark on an image; none while its rights are held for longer."""
    rights = image.rights_on(localdate(at))
    if rights == Rights.HELD:
        return None
    known = {"picture": image.name, "day": date_format(image.rights_until, "DATE_FORMAT")}
    if rights == Rights.ENDED:
        text = _("The rights in the picture “%(picture)s” ended on %(day)s.") % known
    else:
        text = _("The rights in the picture “%(picture)s” end on %(day)s.") % known
    return RightsRemark(image, rights, text)


def remarks_on_story(story: Article, *, at: datetime) -> list[RightsRemark]:
    """Remarks on what a story shows: as it was last saved, and as readers have it. One query."""
    live = Edition.live(at=at).filter(article=story).order_by()
    printed = Listing.objects.of_editions(live.values("pk"), (List.IMAGE,))
    shown = Q(pk__in=story.images) | Q(pk__in=printed.values("key"))
    return _remarks(Image.objects.filter(shown), at=at)


def remarks_on_images(images, *, at: datetime) -> list[RightsRemark]:
    """Remarks on these images, by their ids, whose rights end soon. One query."""
    found = _remarks(Image.objects.filter(pk__in=images), at=at)
    return [each for each in found if each.rights != Rights.ENDED]


def remarks_on_site(*, at: datetime) -> list[RightsRemark]:
    """Remarks on what readers are shown, the most urgent first; so many as one can look after."""
    # Asked of each picture whose rights run out: the list of all that is shown is a long one.
    shown = Listing.objects.holding(List.IMAGE, at).filter(key=OuterRef("pk"))
    return _remarks(Image.objects.filter(Exists(shown)), at=at)


def _remarks(images, *, at: datetime) -> list[RightsRemark]:
    running_out = images.running_out(on=localdate(at)).order_by("rights_until")
    return [remark for image in running_out[:SHOWN_AT_MOST] if (remark := remark_on(image, at=at))]
