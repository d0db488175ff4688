"""What would be wrong with what machines are told is found wrong."""

import json

import pytest

from tests.crawl import Answer
from tests.machines import feed_faults, map_faults, structured_faults

SITE = "https://paper.example"
WHEN = "2026-11-23T14:05:00+00:00"
PERSON = {"@type": "Person", "name": "Ada", "url": f"{SITE}/people/ada/"}
STEPS = [
    {"@type": "ListItem", "position": 1, "name": "Home", "item": f"{SITE}/"},
    {"@type": "ListItem", "position": 2, "name": "A"},
]
RSS = """<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>A</title>
<link>https://paper.example/</link><description>A</description><language>en</language><ttl>5</ttl>
<lastBuildDate>Mon, 23 Nov 2026 14:05:00 +0000</lastBuildDate>
<atom:link rel="self" href="https://paper.example/feed/"/><item><title>B</title>
<link>https://paper.example/b/</link><guid isPermaLink="false">tag:b</guid>
<pubDate>Mon, 23 Nov 2026 14:05:00 +0000</pubDate><description>&lt;p&gt;C</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:a</id><title>A</title>
<updated>2026-11-23T14:05:00Z</updated><author><name>Ada</name></author>
<link rel="self" href="https://paper.example/feed/"/><link rel="alternate" href="https://e/"/>
<entry><id>tag:b</id><title>B</title><updated>2026-11-23T14:05:00Z</updated>
<link rel="alternate" href="https://paper.example/b/"/></entry></feed>"""
MAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://paper.example/b/</loc>
<lastmod>2026-11-23T14:05:00+00:00</lastmod><n:news><n:publication><n:name>A</n:name>
<n:language>en</n:language></n:publication><n:title>B</n:title>
<n:publication_date>2026-11-23T14:05:00Z</n:publication_date></n:news></url></urlset>"""


def told_of(node):
    """What is found wrong with a page of this one node, but for what no page has."""
    data = json.dumps({"@context": "https://schema.org", "@graph": [node]})
    html = f'<script type="application/ld+json">{data}</script>'
    found = structured_faults([Answer("/", 200, "text/html", html.encode())])[1]
    return [each for each in found if not each.startswith("no page")]


def told_of_feed(kind, text):
    """What is found wrong with a feed, but for the kinds that are not there."""
    answer = Answer("/feed/", 200, f"application/{kind}+xml", text.encode())
    return [each for each in feed_faults([answer], site=SITE)[1] if "there is no" not in each]


def told_of_map(text):
    """What is found wrong with a map of the site."""
    found = map_faults([Answer("/map.xml", 200, "application/xml", text.encode())])[1]
    return [each for each in found if "there is no" not in each]


@pytest.mark.parametrize(
    ("node", "fault"),
    [
        (PERSON | {"name": ""}, "/: Person.name is empty"),
        ({"@type": "Person", "name": "Ada"}, "/: Person lacks url"),
        (PERSON | {"url": "/people/ada/"}, "/: Person.url is /people/ada/"),
        (
            {"@type": "CorrectionComment", "text": "A", "datePublished": "2026-11-23"},
            "/: CorrectionComment.datePublished has no offset",
        ),
        (
            {"@type": "BreadcrumbList", "itemListElement": STEPS[::-1]},
            "/: BreadcrumbList is not counted",
        ),
    ],
)
def test_what_a_node_lacks_is_told(node, fault):
    assert told_of(node) == [fault]


def test_a_node_that_lacks_nothing_is_not_faulted():
    assert told_of(PERSON) == told_of({"@type": "BreadcrumbList", "itemListElement": STEPS}) == []


def test_a_page_that_tells_nothing_and_types_that_no_page_has_are_told():
    _types, faults = structured_faults([Answer("/", 200, "text/html", b"<p>A")])

    assert faults[0] == "/: no structured data"
    assert faults[1:3] == ["no page has a BreadcrumbList", "no page has a CorrectionComment"]


@pytest.mark.parametrize(
    ("kind", "text", "old", "new", "fault"),
    [
        ("rss", RSS, "tag:b", "b", "each item has an id of its own, which is a URI"),
        ("rss", RSS, "/feed/", "/fed/", "a feed names its own address"),
        ("rss", RSS, "05:00 +0000</pub", "05:00</pub", "no date of RFC 822"),
        ("rss", RSS, "&lt;p&gt;", "&lt;p onclick='x'&gt;", "script in"),
        ("rss", RSS, "&lt;p&gt;", "&lt;a href='/c/'&gt;", "relative address in"),
        ("atom", ATOM, "<author><name>Ada</name></author>", "", "a feed has an author"),
        ("atom", ATOM, "<title>B</title>", "", "has one title"),
    ],
)
def test_what_is_wrong_with_a_feed_is_told(kind, text, old, new, fault):
    assert old in text

    assert told_of_feed(kind, text) == []
    assert any(fault in each for each in told_of_feed(kind, text.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<n:title>B</n:title>", "", "/map.xml: a story lacks its title"),
        ("05:00+00:00", "05:00", "/map.xml: 2026-11-23T14:05:00 is no moment with an offset"),
        (
            "</url>",
            "</url><url><loc>https://paper.example/b/</loc></url>",
            "/map.xml: https://paper.example/b/ stands there twice",
        ),
        ("urlset", "addresses", "/map.xml: a addresses is no map"),
    ],
)
def test_what_is_wrong_with_a_map_is_told(old, new, fault):
    assert told_of_map(MAP) == []
    assert told_of_map(MAP.replace(old, new)) == [fault]


def test_a_site_without_feeds_or_maps_is_told():
    assert feed_faults([], site=SITE)[1] == ["there is no atom", "there is no rss"]
    assert map_faults([])[1] == ["there is no sitemapindex", "there is no urlset"]
