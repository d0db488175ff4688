"""The writing form as a browser would send it."""

import re

from django.urls import reverse

ADD = "admin:articles_article_add"
CHANGE = "admin:articles_article_change"


def address_of(article=None):
    """The form's address: of a story, or of a new one."""
    return reverse(CHANGE, args=[article.pk]) if article else reverse(ADD)


def filled(article=None, *, takeaways=(), credits=(), **fields):
    """What the form of `article` would post, with some fields changed and rows added."""
    posted = {
        "headline": "",
        "standfirst": "",
        "body": "",
        "slug": "",
        "section": "",
        "tags": "",
        "seen_version": "",
    }
    rows = {"takeaways": [], "credits": []}
    if article:
        article.refresh_from_db()
        posted |= {
            name: getattr(article, name) for name in ("headline", "standfirst", "body", "slug")
        }
        posted |= {
            "section": article.section_id or "",
            "tags": ", ".join(article.tags.names()),
            "seen_version": article.version,
            "kind": "update",
            "lead_image": article.lead_image_id or "",
            "lead_caption": article.lead_caption,
            "lead_credit": article.lead_credit,
        }
        rows["takeaways"] = [
            {"id": p.pk, "text": p.text, "passage": p.passage} for p in article.takeaways.all()
        ]
        rows["credits"] = [
            {"id": c.pk, "contributor": c.contributor_id, "role": c.role}
            for c in article.credits.all()
        ]
    rows["takeaways"] += [{"id": "", "text": text} for text in takeaways]
    rows["credits"] += [
        {"id": "", "contributor": person.pk, "role": role} for person, role in credits
    ]
    for prefix, found in rows.items():
        posted[f"{prefix}-TOTAL_FORMS"] = len(found)
        posted[f"{prefix}-INITIAL_FORMS"] = sum(1 for row in found if row["id"])
        for n, row in enumerate(found):
            posted |= {f"{prefix}-{n}-{name}": value for name, value in row.items()}
            posted[f"{prefix}-{n}-position"] = n
    return posted | fields


def text_of(response):
    """The page's words, as a person would read them."""
    return _words(response.content.decode())


def result_of(response):
    """Likewise, without what is marked as cut, and without the marks of what was added."""
    html = re.sub(r"<del>.*?</del>", "", response.content.decode(), flags=re.DOTALL)
    return _words(re.sub(r'<ins><span class="visually-hidden">[^<]*</span>|</ins>', "", html))


def _words(html):
    html = re.sub(r"<(script|style).*?</\1>", "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())
