"""What the specifications of RSS 2.0, Atom and JSON Feed 1.1 ask of a feed, as one function each.

Each returns the rules that a feed breaks, so that a test says `== []` and a failure says which.
"""

import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

ATOM, DC = "{http://www.w3.org/2005/Atom}", "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
MEDIA = "{http://search.yahoo.com/mrss/}"
RFC_822 = re.compile(r"\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
# What no feed's text may hold: scripts, and addresses that lead nowhere from elsewhere.
RELATIVE = re.compile(r"""(?:href|src)=["'](?!https?:|mailto:)""")


def _texts(element, *names):
    return [(each.text or "") for name in names for each in element.iter(name)]


def _is_rfc_3339(text):
    moment = datetime.fromisoformat(text)
    return moment.tzinfo is not None and "T" in text


def _common(items, ids, links, texts):
    wrong = []
    if len(set(ids)) != len(items) or not all(re.match(r"[a-z]+:\S+$", each) for each in ids):
        wrong.append("each item has an id of its own, which is a URI")
    if len(links) != len(items) or not all(each.startswith("http") for each in links):
        wrong.append("each item has one whole address")
    wrong += [f"relative address in {text!r}" for text in texts if RELATIVE.search(text)]
    return wrong + [f"script in {text!r}" for text in texts if re.search(r"<script|\son\w+=", text)]


def broken_rss(source, *, at):
    """The rules of RSS 2.0, and of the modules used, that a feed from the address `at` breaks."""
    root = ElementTree.fromstring(source)  # noqa: S314 - our own
    (channel,) = root
    wrong = [] if (root.tag, root.get("version")) == ("rss", "2.0") else ["the root is rss 2.0"]
    for name in ("title", "link", "description", "language", "lastBuildDate", "ttl"):
        if len(channel.findall(name)) != 1 or not channel.findtext(name):
            wrong.append(f"a channel has one {name}")
    myself = [link.get("href") for link in channel.findall(f"{ATOM}link[@rel='self']")]
    wrong += [] if myself == [at] else ["a feed names its own address"]
    wrong += [] if LANGUAGE.fullmatch(channel.findtext("language")) else ["a language is a code"]
    for text in _texts(channel, "pubDate", "lastBuildDate"):
        if not RFC_822.fullmatch(text) or parsedate_to_datetime(text).tzinfo is None:
            wrong.append(f"{text} is no date of RFC 822")
    wrong += [t for t in _texts(channel, f"{ATOM}updated") if not _is_rfc_3339(t)]
    items = channel.findall("item")
    for item in items:
        if not (item.findtext("title") and item.findtext("description")):
            wrong.append("an item has a title and a description")
        if item.find("guid").get("isPermaLink") != "false":
            wrong.append("an id that is no address says so")
        for name in ("title", "link", "description", "guid", "pubDate", CONTENT):
            if len(item.findall(name)) > 1:
                wrong.append(f"an item has one {name}")
    texts = _texts(channel, "description", CONTENT)
    links = [item.findtext("link") for item in items]
    return wrong + _common(items, _texts(channel, "guid"), links, texts)


def broken_atom(source, *, at):
    """The rules of RFC 4287 that a feed from the address `at` breaks."""
    root = ElementTree.fromstring(source)  # noqa: S314 - our own
    wrong = [] if root.tag == f"{ATOM}feed" else ["the root is an Atom feed"]
    entries = root.findall(f"{ATOM}entry")
    for each in (root, *entries):
        for name in ("id", "title", "updated"):
            if len(each.findall(ATOM + name)) != 1 or not each.findtext(ATOM + name):
                wrong.append(f"{each.tag} has one {name}")
        if len(each.findall(f"{ATOM}link[@rel='alternate']")) != 1:
            wrong.append(f"{each.tag} has one alternate link")
    if not root.findall(f"{ATOM}author/{ATOM}name"):
        wrong.append("a feed has an author, for entries that have none")
    myself = [link.get("href") for link in root.findall(f"{ATOM}link[@rel='self']")]
    wrong += [] if myself == [at] else ["a feed names its own address"]
    wrong += [
        f"{text} is no date of RFC 3339"
        for text in _texts(root, f"{ATOM}updated", f"{ATOM}published")
        if not _is_rfc_3339(text)
    ]
    wrong += [
        "text that is HTML says so"
        for each in (*root.iter(f"{ATOM}content"), *root.iter(f"{ATOM}summary"))
        if each.get("type") != "html"
    ]
    links = [entry.find(f"{ATOM}link[@rel='alternate']").get("href") for entry in entries]
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    return wrong + _common(entries, ids, links, _texts(root, f"{ATOM}content", f"{ATOM}summary"))


def broken_json(source, *, at):
    """The rules of JSON Feed 1.1 that a feed from the address `at` breaks."""
    feed = json.loads(source)
    wrong = []
    if feed["version"] != "https://jsonfeed.org/version/1.1" or not feed["title"]:
        wrong.append("a feed has its version and a title")
    wrong += [] if feed["feed_url"] == at else ["a feed names its own address"]
    wrong += [] if LANGUAGE.fullmatch(feed["language"]) else ["a language is a code"]
    items = feed["items"]
    for item in items:
        if not item.get("content_html"):
            wrong.append("an item has a text")
        if not all(_is_rfc_3339(item[name]) for name in ("date_published", "date_modified")):
            wrong.append("dates are those of RFC 3339")
        if not all(author.get("name") for author in item.get("authors", ())):
            wrong.append("an author has a name")
    texts = [item["content_html"] for item in items]
    return wrong + _common(items, [i["id"] for i in items], [i["url"] for i in items], texts)


BROKEN = {"rss": broken_rss, "atom": broken_atom, "json": broken_json}
