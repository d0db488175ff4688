"""Everything that the pages of feedback show. None of them reads what readers have said."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.editions.edition import Edition
from articles.feedback.intake import Refused
from articles.feedback.parts import Part
from articles.feedback.slip import Slip


@dataclass(frozen=True)
class Meta:
    """The head of a page that no machine should keep."""

    title: str
    description: str = ""
    canonical: str = ""
    robots: str = "noindex"
    og_type: str = "website"
    image: str = ""
    image_width: int = 0
    image_height: int = 0
    image_alt: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    section: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    json_ld: str = ""
    next_url: str = ""
    prev_url: str = ""


@dataclass(frozen=True)
class ReasonsPage:
    """The second step: thanks, what was counted, room for a comment, and the story's parts."""

    meta: Meta
    headline: str
    story_url: str
    vote: str
    form: Form
    parts: list[Part]
    part: str
    url: str


@dataclass(frozen=True)
class ThanksPage:
    """The last step."""

    meta: Meta
    headline: str
    story_url: str
    comment_kept: bool
    part_kept: bool


@dataclass(frozen=True)
class RefusedPage:
    """Why an answer was not taken; `words` are those of the reader, who may want them back."""

    meta: Meta
    headline: str
    notice: str
    words: str


def reasons(request, slip: Slip, *, signed: str, form: Form) -> ReasonsPage:
    """The second step of the vote that `slip` speaks of."""
    headline, story_url = _story(slip.article_id, at=request.moment)
    return ReasonsPage(
        meta=_meta(_("Your answer")),
        headline=headline,
        story_url=story_url,
        vote=slip.vote,
        form=form,
        parts=list(form.parts.values()),
        part=form["part"].value() if form["part"].value() in form.parts else "",
        url=reverse("feedback:word", args=[signed]),
    )


def thanks(request, article_id: int, *, comment_kept: bool, part_kept: bool) -> ThanksPage:
    """The last step of an answer to that story."""
    headline, story_url = _story(article_id, at=request.moment)
    return ThanksPage(_meta(_("Thank you")), headline, story_url, comment_kept, part_kept)


def refused(refusal: Refused, *, words: str) -> RefusedPage:
    """The page that tells `refusal`."""
    return RefusedPage(_meta(refusal.headline), str(refusal.headline), str(refusal), words)


def _meta(title: str) -> Meta:
    return Meta(title=f"{title} | {settings.SITE_NAME}")


def _story(article_id: int, *, at: datetime) -> tuple[str, str]:
    """Headline and address as they are now; nothing of a story that was withdrawn meanwhile."""
    edition = Edition.archive.of(article_id).standing(at).for_lists().get()
    return edition.headline or _("A story that was withdrawn"), edition.address
