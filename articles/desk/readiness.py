"""What is to be said of a story before it is printed: what stops it, and what is worth a look."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.house_style import StyleRemark, told_of_style
from articles.desk.passages import remark_on as remark_on_passage
from articles.desk.rights import remark_on
from articles.editions.edition import Edition
from articles.editions.embargo import Embargo
from articles.editions.embargo import words_of as words_of_embargo
from articles.editions.way import page_at
from articles.library.contributor import Role
from articles.library.image import Image
from articles.text import body as vocabulary
from articles.text.document import Document, Takeaway
from articles.text.passage import Passages, Standing
from articles.text.words import excerpt

# What search engines show of a title and of a description before they cut it.
LONGEST_TITLE = 70
LONGEST_DESCRIPTION = 160
# Shorter stories need no takeaways.
LONG_STORY = 300
MOST_LINKS = 50
# What a rule would have found is not known, so it never stops a story.
NOT_LOOKED_FOR = "not_looked_for"
MOST_PLACEHOLDERS = 100
PLACEHOLDER = re.compile(r"\bTK(?:TK)*\b")
_HREF = re.compile(r'<a href="(/[^"#?]*)')


class Level(models.TextChoices):
    """How much a check weighs."""

    BLOCK = "block", gettext_lazy("Stops publishing")
    WARN = "warn", gettext_lazy("Asks once")
    OFF = "off", gettext_lazy("Is not made")


class Check(models.TextChoices):
    """What is looked at beside what every printed story must have."""

    ALT = "alt", gettext_lazy("Pictures have an alt text")
    CREDIT = "credit", gettext_lazy("Pictures have a credit")
    RIGHTS = "rights", gettext_lazy("Rights in pictures have not ended")
    PLACEHOLDER = "placeholder", gettext_lazy("No placeholder “TK” is left")
    TITLE = "title", gettext_lazy("The title fits search engines")
    DESCRIPTION = "description", gettext_lazy("The description fits search engines")
    TAKEAWAYS = "takeaways", gettext_lazy("A long story has key takeaways")
    SUPPORT = "support", gettext_lazy("Takeaways are borne out by the story")
    HEADINGS = "headings", gettext_lazy("Headings stand in order")
    LINKS = "links", gettext_lazy("Links to our own pages lead somewhere")
    APPROVED = "approved", gettext_lazy("The text has been approved")
    STYLE = "style", gettext_lazy("The text keeps to the house style")


STOPPING = {Check.ALT, Check.PLACEHOLDER}
# For a house in which every text is read by a second person; elsewhere it would ask each time.
UNUSUAL = {Check.APPROVED}


class CheckRule(models.Model):
    """How much a check weighs in this house, where that is not as it comes."""

    check_code = models.CharField(
        gettext_lazy("check"), max_length=20, choices=Check, primary_key=True
    )
    level = models.CharField(gettext_lazy("weight"), max_length=8, choices=Level)

    class Meta:
        verbose_name = gettext_lazy("check before publishing")
        verbose_name_plural = gettext_lazy("checks before publishing")
        ordering = ["check_code"]
        default_permissions = ("view", "change")

    def __str__(self):
        return self.get_check_code_display()


@dataclass(frozen=True)
class Concern:
    """Something to be said of a story, and the field of the form that it is about."""

    code: str
    field: str
    text: str
    stops: bool

    @property
    def key(self) -> str:
        """By which it is accepted: other words make it another."""
        return hashlib.sha256(f"{self.code}:{self.text}".encode()).hexdigest()[:16]

    @property
    def target(self) -> str:
        """The id of what a link to the field leads to."""
        places = {
            "credits": "credits-group",
            "takeaways": "takeaways-group",
            "editions": "editions",
        }
        return places.get(self.field, f"id_{self.field}")


def levels() -> dict[str, str]:
    """How much each check weighs. One query."""
    set_here = dict(CheckRule.objects.values_list("check_code", "level"))
    usual = dict.fromkeys(Check.values, Level.WARN)
    usual |= dict.fromkeys(STOPPING, Level.BLOCK) | dict.fromkeys(UNUSUAL, Level.OFF)
    return usual | set_here


def concerns_of(
    document: Document,
    *,
    at: datetime,
    checked: Mapping[Takeaway, str],
    is_approved: bool = True,
    embargo: Embargo | None = None,
) -> list[Concern]:
    """What is to be said of `document` if it is printed from `at` on, what stops it first.

    `checked` are the digests of the passages of its takeaways as they were last looked at;
    `is_approved` is whether an editor has said that it may be printed. `embargo` is one that ends
    after `at`. Four queries, and a few for each link that leads to no story.
    """
    weights = levels()
    found = [Concern("needed", field, text, stops=True) for field, text in _needed(document)]
    if embargo:
        said = words_of_embargo(embargo.until)
        found.insert(0, Concern("embargo", "print_at", said, stops=True))
    for code, field, text in _looked_at(document, at=at, weights=weights, checked=checked):
        if weights.get(code) != Level.OFF:
            found.append(Concern(code, field, text, stops=weights.get(code) == Level.BLOCK))
    if not is_approved and (weight := weights[Check.APPROVED]) != Level.OFF:
        text = _("No editor has approved this text yet.")
        found.append(Concern(Check.APPROVED, "state", text, stops=weight == Level.BLOCK))
    return sorted(found, key=lambda each: not each.stops)


def _needed(document: Document) -> Iterator[tuple[str, str]]:
    """What the press cannot do without, in the order of the form."""
    if not document.headline:
        yield "headline", _("A headline is missing.")
    if vocabulary.is_empty(document.body):
        yield "body", _("The story is still empty.")
    if not document.section:
        yield "section", _("Choose the section in which it is to stand.")
    if document.headline and not document.slug:
        yield "slug", _("Write an address: none can be made of this headline.")
    if not document.credited(Role.AUTHOR):
        yield (
            "credits",
            _("An author is missing: add one under Credits, with the role Author."),
        )


def _looked_at(
    document: Document,
    *,
    at: datetime,
    weights: dict[str, str],
    checked: Mapping[Takeaway, str],
) -> Iterator[tuple[str, str, str]]:
    yield from _placeholders(document)
    yield from _pictures(document, at=at)
    yield from _for_search_engines(document)
    if not document.takeaways and document.words >= LONG_STORY:
        yield Check.TAKEAWAYS, "takeaways", _("A story of this length has key takeaways.")
    passages = Passages(document.body)
    for number, point in enumerate(document.takeaways, start=1):
        standing = passages.standing(point, checked=checked.get(point, ""))
        if standing is not Standing.UNNAMED and (said := remark_on_passage(point, standing)):
            known = {"number": number, "text": said}
            yield Check.SUPPORT, "takeaways", _("Takeaway %(number)d: %(text)s") % known
    levels_seen = [heading.level for heading in vocabulary.headings(document.body)]
    if levels_seen and levels_seen[0] == 3:
        yield Check.HEADINGS, "body", _("A smaller heading stands before any large one.")
    if weights[Check.LINKS] != Level.OFF:
        for address in dead_links(document.body, at=at):
            text = _("The link to %s leads to no page of ours.") % excerpt(address, length=80)
            yield Check.LINKS, "body", text
    if weights[Check.STYLE] != Level.OFF:
        for told in told_of_style(document):
            yield Check.STYLE if told.found else NOT_LOOKED_FOR, told.field, told.text


def _placeholders(document: Document) -> Iterator[tuple[str, str, str]]:
    texts = [
        ("headline", document.headline),
        ("standfirst", document.standfirst),
        ("body", vocabulary.plain(document.body)),
        ("takeaways", "\n".join(point.text for point in document.takeaways)),
        ("seo_title", document.seo_title),
        ("seo_description", document.seo_description),
        ("lead_caption", document.lead.caption if document.lead else ""),
    ]
    for field, text in texts:
        if found := PLACEHOLDER.search(text):
            around = text[max(0, found.start() - 20) : found.end() + 20].replace("\n", " ")
            yield Check.PLACEHOLDER, field, _("A placeholder is left: “%s”") % around.strip()


def placeholders_in(texts: Sequence[tuple[str, str]]) -> list[StyleRemark]:
    """Those in `texts`, which are (part, text), for whoever writes, if the check is made.

    At most one query. Of no rule: its number is 0.
    """
    found = [
        StyleRemark(
            n,
            *each.span(),
            words=each[0],
            instead="",
            say=_("A placeholder: what is to come here is not written yet."),
            rule=0,
        )
        for n, (_part, text) in enumerate(texts)
        for each in PLACEHOLDER.finditer(text)
    ][:MOST_PLACEHOLDERS]
    return found if found and levels()[Check.PLACEHOLDER] != Level.OFF else []


def _pictures(document: Document, *, at: datetime) -> Iterator[tuple[str, str, str]]:
    """One query for all of them."""
    lead = document.lead
    for image in Image.objects.filter(pk__in=document.images).order_by("name"):
        is_lead = bool(lead and lead.image == image.pk)
        field = "lead_image" if is_lead else "body"
        if not image.alt:
            text = _("The picture “%s” has no alt text, for those who cannot see it.")
            yield Check.ALT, field, text % image.name
        if not (image.credit or (is_lead and lead and lead.credit)):
            yield Check.CREDIT, field, _("The picture “%s” has no credit.") % image.name
        if image.rights_until and image.rights_until < localdate(at):
            remark = remark_on(image, at=at)
            yield Check.RIGHTS, field, remark.text if remark else date_format(image.rights_until)


def _for_search_engines(document: Document) -> Iterator[tuple[str, str, str]]:
    title, where = document.seo_title or document.headline, "seo_title"
    if len(title) > LONGEST_TITLE:
        text = _("Search engines cut a title after %(most)d letters; this has %(has)d.")
        yield Check.TITLE, where, text % {"most": LONGEST_TITLE, "has": len(title)}
    described = document.seo_description or document.standfirst
    if len(described) > LONGEST_DESCRIPTION:
        text = _("Search engines cut a description after %(most)d letters; this has %(has)d.")
        known = {"most": LONGEST_DESCRIPTION, "has": len(described)}
        yield Check.DESCRIPTION, "seo_description", text % known


def dead_links(html: str, *, at: datetime) -> list[str]:
    """The addresses of ours in clean `html` at which readers find no page at `at`, each once.

    One query for those that lead to stories; a few for each of the rest.
    """
    asked = list(dict.fromkeys(_HREF.findall(html.replace(f'"{settings.SITE_URL}/', '"/'))))
    asked = [each for each in asked if not each.startswith("/media/")][:MOST_LINKS]
    if not asked:
        return []
    live = set(Edition.live(at=at).filter(address__in=asked).values_list("address", flat=True))
    return [each for each in asked if each not in live and not page_at(each, at=at)]
