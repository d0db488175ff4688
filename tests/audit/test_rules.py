"""What an audit would fault, it faults."""

import json

import pytest

from tests.audit import feeds, structured
from tests.audit.structured import faults_of
from tests.crawl import Answer

SITE = "https://paper.example"
WHEN = "2026-11-23T14:05:00+00:00"
ARTICLE = {
    "@type": "NewsArticle",
    "headline": "A",
    "image": [f"{SITE}/a.jpg"],
    "datePublished": WHEN,
    "dateModified": WHEN,
    "author": [{"@type": "Person", "name": "Ada", "url": f"{SITE}/people/ada/"}],
    "publisher": {"@id": f"{SITE}/#org"},
    "mainEntityOfPage": f"{SITE}/a/",
    "description": "A",
    "articleSection": ["News"],
    "inLanguage": "en",
    "isAccessibleForFree": True,
    "wordCount": 3,
}
STEPS = [{"position": 1, "name": "Home", "item": f"{SITE}/"}, {"position": 2, "name": "A"}]
RSS = """<rss xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>A</title>
<link>https://paper.example/</link><description>A</description>
<atom:link rel="self" href="https://paper.example/feed/"/><item><title>B</title>
<link>https://paper.example/b/</link><guid>1</guid>
<pubDate>Mon, 23 Nov 2026 14:05:00 +0000</pubDate>
<content:encoded>&lt;p&gt;C&lt;/p&gt;</content:encoded></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><id>a</id><title>A</title>
<updated>2026-11-23T14:05:00Z</updated><author><name>Ada</name></author>
<link rel="self" href="https://paper.example/feed/"/>
<entry><id>b</id><title>B</title><updated>2026-11-23T14:05:00Z</updated></entry></feed>"""
MAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://paper.example/b/</loc>
<lastmod>2026-11-23T14:05:00+00:00</lastmod><n:news><n:publication><n:name>A</n:name></n:publication>
<n:publication_date>2026-11-23</n:publication_date><n:title>B</n:title></n:news></url></urlset>"""


def test_a_whole_article_is_not_faulted():
    assert faults_of(ARTICLE) == []
    assert faults_of({"@type": "BreadcrumbList", "itemListElement": STEPS}) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"image": []}, "NewsArticle lacks image"),
        (
            {"datePublished": "2026-11-23"},
            "datePublished is '2026-11-23', no moment",
        ),
        ({"dateModified": "2026-11-22T00:00:00+00:00"}, "modified before it was published"),
        ({"mainEntityOfPage": "/a/"}, "NewsArticle.mainEntityOfPage is '/a/', no whole address"),
    ],
)
def test_what_an_article_lacks_is_told(change, fault):
    (found,) = faults_of(ARTICLE | change)

    assert fault in found


def test_steps_out_of_order_or_without_an_address_are_told():
    def told(steps):
        return faults_of({"@type": "BreadcrumbList", "itemListElement": steps})

    assert told(STEPS[::-1]) == ["BreadcrumbList has the positions [2, 1]"]
    assert told([STEPS[0] | {"item": ""}, STEPS[1]]) == ["ListItem 1 lacks item"]


def test_a_page_without_data_and_a_type_that_is_nowhere_are_told():
    data = f'<script type="application/ld+json">{json.dumps({"@graph": [ARTICLE]})}</script>'
    pages = [Answer(address, 200, "text/html", text.encode()) for address, text in
             (("/a/", data), ("/b/", "<p>nothing"))]  # fmt: skip

    told = structured.check(pages).faults

    assert told[0] == "/b/: has no structured data"
    assert "no page has a BreadcrumbList" in told
    assert "no page has a NewsArticle" not in told


def complaints(text):
    """What is found wrong with one feed or map."""
    told = feeds.check([Answer("/feed/", 200, "application/xml", text.encode())], SITE).faults
    return [each for each in told if not each.startswith("there is no")]


@pytest.mark.parametrize("text", [RSS, ATOM, MAP])
def test_a_feed_or_map_as_it_should_be_is_not_faulted(text):
    assert complaints(text) == []


@pytest.mark.parametrize(
    ("text", "old", "new", "fault"),
    [
        (RSS, "<guid>1</guid>", "", "B: lacks guid"),
        (RSS, "/feed/", "/fed/", "says that it stands at ['https://paper.example/fed/']"),
        (RSS, " +0000", "", "has the date 'Mon, 23 Nov 2026 14:05:00'"),
        (RSS, "&lt;p&gt;", "&lt;p onclick='x'&gt;", "B: its text holds 'onclick='"),
        (
            RSS,
            "&lt;p&gt;",
            "&lt;a href='/c/'&gt;",
            "holds an address that is not whole",
        ),
        (ATOM, "<author><name>Ada</name></author>", "", "B: has no author, nor has the feed"),
        (ATOM, "<id>b</id>", "<id> </id>", "B: lacks id"),
        (ATOM, "05:00Z</updated></entry>", "05</updated></entry>", "has the date"),
        (MAP, "<n:title>B</n:title>", "", "https://paper.example/b/: lacks title"),
        (MAP, "</url>", "</url><url><loc>https://paper.example/b/</loc></url>", "b/' twice"),
        (MAP, "</urlset>", "", "is no XML"),
    ],
)
def test_what_is_wrong_with_a_feed_or_map_is_told(text, old, new, fault):
    assert old in text

    assert fault in complaints(text.replace(old, new))[0]


def test_a_site_without_feeds_is_told():
    assert feeds.check([], SITE).faults == [
        "there is no rss",
        "there is no feed",
        "there is no sitemapindex",
    ]
