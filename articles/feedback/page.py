"""Everything that the pages of feedback show. None of them reads what readers have said."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.editions.edition import Edition
from articles.feedback.feedback import Feedback
from articles.feedback.intake import Refused
from articles.feedback.parts import Part
from articles.feedback.slip import Kept, Slip
from articles.text.trap import trap_name

Vote = Feedback.Vote


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
class Change:
    """The way to the other answer: it is `vote`, and goes to `url`; `trap` is not for people."""

    vote: str
    url: str
    trap: str


@dataclass(frozen=True)
class SecondStep:
    """Thanks, what was counted, and room for what a reader may add: see form.py."""

    meta: Meta
    headline: str
    story_url: str
    vote: str
    form: Form
    parts: list[Part]
    part: str
    change: Change


@dataclass(frozen=True)
class ThanksPage:
    """The last step: what was kept, for how many months, and the other answer while there is time
    for it."""

    meta: Meta
    headline: str
    story_url: str
    kept: Kept
    months: int
    change: Change | None


@dataclass(frozen=True)
class RefusedPage:
    """Why an answer was not taken; `words` are those of the reader, who may want them back."""

    meta: Meta
    headline: str
    notice: str
    words: str
    back: str


def second_step(request, slip: Slip, *, signed: str, form: Form) -> SecondStep:
    """What may be added to the vote that `slip` speaks of."""
    headline, story_url = _story(slip.article_id, at=request.moment)
    return SecondStep(
        meta=_meta(_("Your answer")),
        headline=headline,
        story_url=story_url,
        vote=slip.vote,
        form=form,
        parts=list(form.parts.values()),
        part=form["part"].value() if form["part"].value() in form.parts else "",
        change=_change(slip, signed),
    )


def thanks(request, kept: Kept) -> ThanksPage:
    """The last step."""
    headline, story_url = _story(kept.slip.article_id, at=request.moment)
    return ThanksPage(
        meta=_meta(_("Thank you")),
        headline=headline,
        story_url=story_url,
        kept=kept,
        months=settings.FEEDBACK_KEEP_MONTHS,
        change=None if kept.slip.is_over else _change(kept.slip, kept.signed),
    )


def refused(refusal: Refused, *, words: str, back: str = "") -> RefusedPage:
    """The page that tells `refusal`; `back` leads to the story."""
    return RefusedPage(_meta(refusal.headline), str(refusal.headline), str(refusal), words, back)


def story_url(slip: Slip, request) -> str:
    """The address of the story, as it is now."""
    return _story(slip.article_id, at=request.moment)[1]


def _change(slip: Slip, signed: str) -> Change:
    url = reverse("feedback:word", args=[signed])
    other = Vote.YES if slip.vote == Vote.NO else Vote.NO
    return Change(other, url, trap_name(url, secret=settings.SECRET_KEY))


def _meta(title: str) -> Meta:
    return Meta(title=f"{title} | {settings.SITE_NAME}")


def _story(article_id: int, *, at: datetime) -> tuple[str, str]:
    """Headline and address as they are now; nothing of a story that was withdrawn meanwhile."""
    edition = Edition.archive.of(article_id).standing(at).for_lists().get()
    return edition.headline or _("A story that was withdrawn"), edition.address
