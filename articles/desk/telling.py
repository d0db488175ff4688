"""Parts of a Document in words: names instead of numbers, a body with its pictures."""

import re

from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from taggit.models import Tag

from articles.desk.article import Article
from articles.library.contributor import Contributor, Role
from articles.library.image import Image
from articles.library.section import Section
from articles.text.alignment import Effort
from articles.text.body import clean
from articles.text.document import Credit, Document, Lead, Takeaway
from articles.text.marking import marked

# In the order of the form.
LABELS = {
    "headline": gettext_lazy("Headline"),
    "standfirst": gettext_lazy("Standfirst"),
    "body": gettext_lazy("Story"),
    "takeaways": gettext_lazy("Key takeaways"),
    "credits": gettext_lazy("Credits"),
    "section": gettext_lazy("Section"),
    "slug": gettext_lazy("Address"),
    "tags": gettext_lazy("Tags"),
    "lead": gettext_lazy("Lead picture"),
    "related": gettext_lazy("Related stories"),
    "seo_title": gettext_lazy("Title for search engines"),
    "seo_description": gettext_lazy("Description for search engines"),
    "language": gettext_lazy("Language"),
    "history_closed": gettext_lazy("Keep what changed from readers"),
}


class Telling:
    """The words for what some documents say. Five queries at most, whatever their number."""

    def __init__(self, *documents: Document):
        people = {credit.contributor for each in documents for credit in each.credits}
        self.people = dict(Contributor.everyone.filter(pk__in=people).values_list("pk", "name"))
        self.tags = _named(Tag.objects, "name", [tag for each in documents for tag in each.tags])
        self.sections = _named(Section.objects, "path", [each.section for each in documents])
        leads = [each.lead.image for each in documents if each.lead]
        self.images = _named(Image.objects, "name", leads)
        related = [pk for each in documents for pk in each.related]
        self.stories = _named(Article.objects, "headline", related)

    def of(self, document: Document, part: str) -> SafeString:
        """A part of the document, as HTML; nothing for what is empty."""
        value = getattr(document, part)
        if part in ("takeaways", "credits"):
            return _listed([self.told(part, each) for each in value])
        if part == "tags":
            return format_html("{}", ", ".join(self.tags.get(tag, _gone(tag)) for tag in value))
        if part == "related":
            return _listed([self.stories.get(story, _gone(story)) for story in value])
        return self.told(part, value)

    def told(self, part: str, value: object) -> SafeString:
        """One value of a part: a field's, or one element, takeaway or credit of it."""
        if part == "body" and value:
            return shown(str(value))
        if isinstance(value, Takeaway):
            passage = value.quote or value.anchor
            return format_html('{} <span class="quiet">{}</span>', value.text, passage)
        if isinstance(value, Credit):
            name = self.people.get(value.contributor, _gone(value.contributor))
            return format_html("{} ({})", name, Role(value.role).label)
        if isinstance(value, Lead):
            name = self.images.get(value.image, _gone(value.image))
            return _listed([each for each in (name, value.caption, value.credit) if each])
        if part == "section" and value:
            return format_html("{}", self.sections.get(value, _gone(value)))
        if isinstance(value, bool):
            return format_html("{}", _("Yes") if value else _("No"))
        return format_html("{}", value or "")


def shown(html: str) -> SafeString:
    """A body, or an element of one, with small pictures and the addresses of its embeds."""
    html = re.sub(r'(<figure data-image="(\d+)">)', _with_picture, clean(html))
    html = re.sub(r'(<figure data-embed="([^"]*)">)', r"\1<p>\2</p>", html)
    # Cleaned above; what is put in are addresses of the desk's own, and one that was escaped.
    return mark_safe(html)  # noqa: S308


def with_marks(was: str, now: str, *, effort: Effort) -> SafeString:
    """`now`, as it is told, with marks on what differs from `was`."""
    html = marked(conditional_escape(was), conditional_escape(now), effort=effort)
    for tag, word in (("ins", _("Added:")), ("del", _("Cut:"))):
        said = format_html('<span class="visually-hidden">{} </span>', word)
        html = html.replace(f"<{tag}>", f"<{tag}>{said}")
    # Escaped or cleaned above: `marked` puts whole tags and words in a row, and adds its own alone.
    return mark_safe(html)  # noqa: S308 - of what was escaped or cleaned, in whole tags and words


def _with_picture(found: re.Match) -> str:
    address = reverse("admin:articles_image_thumbnail", args=[int(found[2])])
    return f'{found[1]}<img class="thumb" src="{address}" alt="">'


def _named(records, name: str, keys: list) -> dict[int, str]:
    wanted = {key for key in keys if key}
    return dict(records.filter(pk__in=wanted).values_list("pk", name)) if wanted else {}


def _listed(lines: list) -> SafeString:
    items = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    return format_html("<ul>{}</ul>", items) if lines else SafeString("")


def _gone(key: object) -> str:
    return _("no. %s, which is gone") % key
