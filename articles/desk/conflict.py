"""What a colleague saved while one was writing: shown beside one's own, part by part."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.article import Article
from articles.desk.revision import Revision
from articles.text.body import plain


@dataclass(frozen=True)
class Difference:
    """A part of the story that the other save changed, and what it says there now."""

    label: str
    theirs: str


def _lead(article: Article) -> str:
    parts = (article.lead_image, article.lead_caption, article.lead_credit)
    return "\n".join(str(part) for part in parts if part)


def _points(article: Article) -> str:
    points = article.takeaways.all()
    return _lines(f"{p.text} ({p.passage})" if p.passage else p.text for p in points)


def _lines(found) -> str:
    return "\n".join(map(str, found))


# By the parts of a Document; how each is told of a story.
PARTS = {
    "headline": (gettext_lazy("Headline"), lambda story: story.headline),
    "standfirst": (gettext_lazy("Standfirst"), lambda story: story.standfirst),
    "body": (gettext_lazy("Story"), lambda story: plain(story.body)),
    "takeaways": (gettext_lazy("Key takeaways"), _points),
    "credits": (
        gettext_lazy("Credits"),
        lambda story: _lines(story.credits.select_related("contributor")),
    ),
    "section": (gettext_lazy("Section"), lambda story: str(story.section or "")),
    "slug": (gettext_lazy("Address"), lambda story: story.slug),
    "tags": (gettext_lazy("Tags"), lambda story: ", ".join(sorted(story.tags.names()))),
    "lead": (gettext_lazy("Lead image"), _lead),
    "related": (gettext_lazy("Related stories"), lambda story: _lines(story.related.all())),
    "seo_title": (gettext_lazy("Title for search engines"), lambda story: story.seo_title),
    "seo_description": (
        gettext_lazy("Description for search engines"),
        lambda story: story.seo_description,
    ),
    "language": (gettext_lazy("Language"), lambda story: story.language),
    "history_closed": (
        gettext_lazy("Keep what changed from readers"),
        lambda story: _("Yes") if story.history_closed else _("No"),
    ),
}


def differences(article_id: int, *, seen: int | None) -> list[Difference]:
    """What has been saved of the story since its version `seen`; all of it if that is unknown."""
    story = Article.objects.select_related("section", "lead_image").get(pk=article_id)
    now = story.to_document()
    before = Revision.objects.filter(article=article_id, number=seen or 0).first()
    then = before.as_document() if before else None
    return [
        Difference(str(label), told(story) or _("Nothing"))
        for part, (label, told) in PARTS.items()
        if then is None or getattr(now, part) != getattr(then, part)
    ]
