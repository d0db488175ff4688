"""A story that is not printed, on the readers' own page: what is typed, or a draft as saved."""

import re
from dataclasses import replace

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from articles.editions.correction import Correction
from articles.editions.edition import Edition
from articles.site import metadata, page
from articles.site.card import people
from articles.site.house import House
from articles.text.document import Document
from articles.text.typeset import Typeset


def preview(document: Document, *, article_id: int | None, pictures: str, **banner) -> str:
    """The whole page as HTML, as readers would have it now; no machine is to keep it.

    Pictures come from `pictures` (an address that a digest and a name follow), since readers'
    own addresses are closed until an edition shows them. `banner` is for the template. Some ten
    queries.
    """
    now = timezone.now()
    published, _updated = Edition.archive.times(article_id, now) if article_id else (None, None)
    corrections = Correction.objects.of(article_id, now).select_related("edition")
    asked = HttpRequest()
    asked.method, asked.path, asked.moment, asked.house = "GET", "/", now, House(now=now)
    shown = page.build(
        document,
        Typeset.of(document),
        house=asked.house,
        edition=None,
        known=people({credit.contributor for credit in document.credits}),
        published=published or now,
        updated=now if published else None,
        corrections=list(map(page.notice_of, corrections)),
    )
    shown = replace(shown, meta=metadata.plain(document.headline))
    html = render_to_string("desk/preview.html", {"page": shown, **banner}, request=asked)
    # Links lead out of a frame, whose sandbox then forbids them; elsewhere to another tab.
    html = html.replace("<head>", '<head><base target="_blank">', 1)
    return re.sub(r"/media/(?=[0-9a-f]{64}/)", pictures, html)
