"""Feeds and maps: the rules of RSS 2.0, Atom, sitemaps and news sitemaps that readers' tools mind.

The W3C's own validator is in no registry of packages. Where FEEDVALIDATOR names a command that
runs it on an address, it has its say too.
"""

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

from tests.audit.outcome import Absent, Outcome
from tests.crawl import Answer

NAME, VALIDATOR = "Feeds and maps", "W3C feed validator"
ATOM, CONTENT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/rss/1.0/modules/content/}encoded"
MAP, NEWS = (
    "{http://www.sitemaps.org/schemas/sitemap/0.9}",
    ("{http://www.google.com/schemas/sitemap-news/0.9}"),
)
EXPECTED = ("rss", "feed", "sitemapindex")
MOST_IN_A_MAP, MOST_IN_NEWS = 50_000, 1_000
# What a feed's reader would drop, or run.
UNSAFE = re.compile(r"<(script|style|iframe|object|form)\b|\s(style|on\w+)=", re.IGNORECASE)
RELATIVE = re.compile(r"\s(?:href|src)=[\"'](?!https?:|mailto:)")


def check(pages: list[Answer], site: str) -> Outcome:
    """No feed or map breaks a rule, and each kind is there."""
    kinds, faults = {}, []
    for answer in pages:
        if "xml" not in answer.kind or "svg" in answer.kind:
            continue
        try:
            # Our own server made it.
            root = ElementTree.fromstring(answer.body)  # noqa: S314
        except ElementTree.ParseError as problem:
            faults.append(f"{answer.address} is no XML: {problem}")
            continue
        kind = root.tag.rpartition("}")[2]
        kinds[kind] = kinds.get(kind, 0) + 1
        rules = {"rss": _rss, "feed": _atom, "urlset": _map, "sitemapindex": _index}.get(kind)
        told = rules(root, site + answer.address) if rules else [f"is a {kind}, which is unknown"]
        faults += [f"{answer.address} {each}" for each in told]
    faults += [
        f"there is no {kind}" for kind in ("rss", "feed", "sitemapindex") if kind not in kinds
    ]
    figures = ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items()))
    return Outcome(NAME, figures or "none found", faults)


def validate(pages: list[Answer], site: str) -> Outcome:
    """What the W3C's validator says of each feed. Raises Absent where there is none."""
    command = os.environ.get("FEEDVALIDATOR")
    if not command:
        raise Absent(
            "Name a command that runs it on an address, by FEEDVALIDATOR: see docs/audit.md"
        )
    feeds = [a.address for a in pages if re.match(r"application/(rss|atom)\+xml", a.kind)]
    faults = []
    for address in feeds:
        words = [*shlex.split(command), site + address]
        done = subprocess.run(words, capture_output=True, text=True)  # noqa: S603 - the caller's own words
        if done.returncode:
            lines = [each for each in done.stdout.splitlines() if not each.startswith("Validating")]
            faults += [f"{address}: {each}" for each in lines or [done.stderr.strip()[-300:]]]
    return Outcome(VALIDATOR, f"{len(feeds)} feeds", faults)


def _rss(root, url: str) -> Iterator[str]:
    channel = root.find("channel")
    yield from _lacking(channel, ("title", "link", "description"), "channel")
    own = [each.get("href") for each in channel.findall(f"{ATOM}link") if each.get("rel") == "self"]
    if own != [url]:
        yield f"says that it stands at {own}"
    items = channel.findall("item")
    yield from _twice([item.findtext("guid", "") for item in items])
    for item in items:
        name = item.findtext("title", "an item")
        yield from _lacking(item, ("title", "link", "guid", "pubDate"), name)
        yield from (f"{name}: {each}" for each in _markup(item.findtext(CONTENT) or ""))
        for enclosure in item.findall("enclosure"):
            if not all(enclosure.get(each) for each in ("url", "type", "length")):
                yield f"{name}: an enclosure lacks its address, type or length"
    dates = [each.text for each in root.iter("pubDate")] + [
        each.text for each in root.iter("lastBuildDate")
    ]
    yield from (f"has the date {each!r}" for each in dates if not _is_mail_date(each))


def _atom(root, url: str) -> Iterator[str]:
    names = tuple(f"{ATOM}{each}" for each in ("id", "title", "updated"))
    yield from _lacking(root, names, "feed")
    own = [each.get("href") for each in root.findall(f"{ATOM}link") if each.get("rel") == "self"]
    if own != [url]:
        yield f"says that it stands at {own}"
    entries = root.findall(f"{ATOM}entry")
    yield from _twice([entry.findtext(f"{ATOM}id", "") for entry in entries])
    for entry in entries:
        name = entry.findtext(f"{ATOM}title", "an entry")
        yield from _lacking(entry, names, name)
        if root.find(f"{ATOM}author") is None and entry.find(f"{ATOM}author") is None:
            yield f"{name}: has no author, nor has the feed"
        yield from (f"{name}: {each}" for each in _markup(entry.findtext(f"{ATOM}content") or ""))
    for tag in ("updated", "published"):
        dates = (each.text for each in root.iter(f"{ATOM}{tag}"))
        yield from (f"has the date {each!r}" for each in dates if not _is_moment(each))


def _map(root, _url: str) -> Iterator[str]:
    addresses = root.findall(f"{MAP}url")
    news = [each for each in addresses if each.find(f"{NEWS}news") is not None]
    yield from _twice([each.findtext(f"{MAP}loc", "") for each in addresses])
    if len(addresses) > (MOST_IN_NEWS if news else MOST_IN_A_MAP):
        yield f"has {len(addresses)} addresses"
    for each in news:
        told = each.find(f"{NEWS}news")
        names = tuple(f"{NEWS}{name}" for name in ("publication", "publication_date", "title"))
        yield from _lacking(told, names, each.findtext(f"{MAP}loc"))
    dates = [e.text for e in (*root.iter(f"{MAP}lastmod"), *root.iter(f"{NEWS}publication_date"))]
    yield from (f"has the date {each!r}" for each in dates if not _is_moment(each))


def _index(root, _url: str) -> Iterator[str]:
    yield from _twice([each.text for each in root.iter(f"{MAP}loc")])


def _lacking(node, names: tuple[str, ...], whose: str) -> Iterator[str]:
    for name in names:
        found = node.find(name)
        if found is None or not ((found.text or "").strip() or len(found)):
            yield f"{whose}: lacks {name.rpartition('}')[2]}"


def _twice(names: list[str]) -> Iterator[str]:
    yield from (f"has {name!r} twice" for name in sorted({n for n in names if names.count(n) > 1}))


def _markup(html: str) -> Iterator[str]:
    if unsafe := UNSAFE.search(html):
        yield f"its text holds {unsafe[0].strip()!r}"
    if RELATIVE.search(html):
        yield "its text holds an address that is not whole"


def _is_mail_date(text: str | None) -> bool:
    try:
        return parsedate_to_datetime(text or "").tzinfo is not None
    except ValueError:
        return False


def _is_moment(text: str | None) -> bool:
    """Whether it is a moment with an offset, or a day."""
    try:
        return datetime.fromisoformat(text or "").tzinfo is not None or len(text or "") == 10
    except ValueError:
        return False
