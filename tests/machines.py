"""What a walked site tells machines: structured data, feeds and maps, each by its rules."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.etree import ElementTree

from tests.crawl import Answer
from tests.site.feed_rules import BROKEN
from tests.site.schema_rules import broken, nodes_within

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
MOST_IN_A_MAP, MOST_IN_NEWS = 50_000, 1_000
# Each of these must be somewhere, or nothing has been looked at.
TYPES = {"NewsArticle", "BreadcrumbList", "Person", "ProfilePage", "CorrectionComment"}
FEEDS = {"rss", "atom"}
MAPS = {"sitemapindex", "urlset"}


def structured_faults(answers: Iterable[Answer]) -> tuple[Counter, list[str]]:
    """(nodes by type, what is wrong with them) of all pages that machines keep."""
    types, faults = Counter(), []
    for answer in answers:
        if not answer.is_page or not answer.is_indexed:
            continue
        nodes = list(nodes_within([json.loads(text) for text in answer.markup.structured]))
        types.update(node["@type"] for node in nodes)
        told = broken(dict(enumerate(nodes))) if nodes else ["no structured data"]
        faults += [f"{answer.address}: {each}" for each in dict.fromkeys(told)]
    return types, faults + [f"no page has a {each}" for each in sorted(TYPES - types.keys())]


def feed_faults(answers: Iterable[Answer], *, site: str) -> tuple[Counter, list[str]]:
    """(feeds by kind, what is wrong with them)."""
    kinds, faults = Counter(), []
    for answer in answers:
        found = re.match(r"application/(?:(rss|atom)\+xml|feed\+(json))", answer.kind)
        if not found:
            continue
        kind = found[1] or found[2]
        kinds[kind] += 1
        told = BROKEN[kind](answer.body, at=site + answer.address)
        faults += [f"{answer.address}: {each}" for each in told]
    return kinds, faults + [f"there is no {each}" for each in sorted(FEEDS - kinds.keys())]


def map_faults(answers: Iterable[Answer]) -> tuple[Counter, list[str]]:
    """(maps of the site by kind, what is wrong with them)."""
    kinds, faults = Counter(), []
    for answer in answers:
        if not re.match("(application|text)/xml", answer.kind):
            continue
        root = ElementTree.fromstring(answer.body)  # noqa: S314 - our own
        kind = root.tag.removeprefix(MAP)
        kinds[kind] += 1
        told = _broken_map(root) if kind in MAPS else [f"a {kind} is no map"]
        faults += [f"{answer.address}: {each}" for each in told]
    return kinds, faults + [f"there is no {each}" for each in sorted(MAPS - kinds.keys())]


def _broken_map(root) -> Iterator[str]:
    places = Counter(each.text for each in root.iter(f"{MAP}loc"))
    yield from (f"{place} stands there twice" for place, n in places.items() if n > 1)
    news = list(root.iter(f"{NEWS}news"))
    if len(places) > (MOST_IN_NEWS if news else MOST_IN_A_MAP):
        yield f"{len(places)} addresses are too many"
    for story in news:
        for name in ("publication/{0}name", "publication/{0}language", "publication_date", "title"):
            if not story.findtext(NEWS + name.format(NEWS)):
                yield f"a story lacks its {name.format('')}"
    dates = (*root.iter(f"{MAP}lastmod"), *root.iter(f"{NEWS}publication_date"))
    yield from (
        f"{each.text} is no moment with an offset" for each in dates if not _is_moment(each)
    )


def _is_moment(element) -> bool:
    try:
        return datetime.fromisoformat(element.text or "").tzinfo is not None
    except ValueError:
        return False
