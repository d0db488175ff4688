"""Readers' pages: what stands on them, in which order, and with which headers."""

import json
import re
from datetime import timedelta

import pytest

from articles.text.document import Takeaway
from tests.make import hours, make_edition, make_image, make_section

pytestmark = pytest.mark.looks


def json_ld(page):
    """The structured data of a page, by type."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.text)
    return {node["@type"]: node for node in json.loads(found[1])["@graph"]}


@pytest.fixture
def story():
    """A story with everything."""
    make_section("news"), make_section("news/technology", "Technology")
    make_section("news/technology/ai", "AI")
    return make_edition(
        headline="The <b>model</b> & the gate",
        slug="gate",
        section="news/technology/ai",
        authors=["Ada Marsh", "Ben Okoro"],
        editors=["Dee Ray"],
        tags=["Floods"],
        takeaways=[
            Takeaway("The vote was close", "the-vote"),
            Takeaway("Nothing behind it", "gone"),
        ],
        lead=make_image(caption="A gate", credit="Photograph: Ada"),
        body="<p>It began.</p><h2>The vote</h2><p>17 to 12.</p>",
        live_from=hours(-5),
    )


def test_the_parts_of_a_story_stand_in_their_order(reader, story):
    make_edition(
        article=story.article, headline="Second", section="news/technology/ai", slug="gate"
    )
    text = " ".join(re.sub(r"<[^>]+>", " ", reader.get(story.address, at=hours(-4)).text).split())

    parts = ["Home", "News", "Technology", "AI", "The &lt;b&gt;model&lt;/b&gt; &amp; the gate"]
    parts += ["1 min read", "What happened, and why it matters.", "By", "Published", "Edited by"]
    parts += ["A gate", "Photograph: Ada", "Key Takeaways", "The vote was close", "It began."]
    parts += ["The vote", "17 to 12.", "Floods", "Was this article helpful?", "Yes", "No"]
    parts += ["Ada Marsh", "See more", "Related stories"]
    at = text.index("Skip to the content")
    for part in parts[:-1]:
        at = text.index(part, at)


def test_updated_is_shown_once_it_differs_and_a_minor_change_does_not_make_it_differ(reader, story):
    assert "Updated" not in reader.get(story.address).text

    keep = {"article": story.article, "section": "news/technology/ai"}
    make_edition(**keep, kind="minor", live_from=hours(1))
    make_edition(**keep, kind="update", live_from=hours(2))

    assert "Updated" not in reader.get(story.address, at=hours(1)).text
    assert "Updated" in reader.get(story.address, at=hours(2)).text


def test_machines_are_told_what_readers_see(reader, story):
    found = json_ld(reader.get(story.address))

    article = found["NewsArticle"]
    assert article["headline"] == "The <b>model</b> & the gate"
    assert [person["name"] for person in article["author"]] == ["Ada Marsh", "Ben Okoro"]
    assert article["editor"][0]["name"] == "Dee Ray"
    assert article["articleSection"] == ["News", "Technology", "AI"]
    assert article["datePublished"] == article["dateModified"]
    crumbs = [item["name"] for item in found["BreadcrumbList"]["itemListElement"]]
    assert crumbs == ["Home", "News", "Technology", "AI", "The <b>model</b> & the gate"]


def test_a_takeaway_leads_to_its_passage_only_where_there_is_one(reader, story):
    page = reader.get(story.address).text

    assert f'href="{story.address}#the-vote"' in page or 'href="#the-vote"' in page
    assert "#gone" not in page
    assert 'id="the-vote"' in page


def test_public_pages_are_the_same_for_everyone_and_set_nothing(reader, story, editor):
    for address in (story.address, "/", "/news/", "/people/ada-marsh/", "/corrections/", "/tags/"):
        one, other, staff = reader.get(address), reader.get(address), editor.get(address)

        assert one.content == other.content == staff.content, address
        assert not one.cookies and not staff.cookies, address
        assert "Cookie" not in one.headers.get("Vary", ""), address
        assert "csrf" not in one.text, address


def test_the_front_page_is_the_same_all_day(reader, story):
    morning = hours(24).replace(hour=8, minute=0, second=1)

    tags = {reader.get("/", at=morning + timedelta(hours=n))["ETag"] for n in range(3)}

    assert len(tags) == 1


@pytest.mark.parametrize("cookie", ["sessionid=x", "csrftoken=zz", 'sessionid="\\000aaaaaaaaaa"'])
def test_a_readers_cookies_are_not_even_looked_at(reader, story, cookie):
    page = reader.get(story.address, Cookie=cookie)

    assert (page.status_code, dict(page.cookies)) == (200, {})
    assert page["Cache-Control"] == "public, no-cache"


def test_a_spoilt_cookie_at_the_desk_is_as_good_as_none(reader, db):
    answer = reader.get("/admin/", Cookie='sessionid="\\000aaaaaaaaaaaaaa"')

    assert (answer.status_code, answer["Location"]) == (302, "/admin/login/?next=/admin/")


def test_corrections_stand_in_the_order_in_which_readers_had_them(reader, db):
    later = make_edition(headline="Later")
    make_edition(article=later.article, correction="The second.", live_from=hours(2))
    first = make_edition(headline="First")
    make_edition(article=first.article, correction="The first.", live_from=hours(1))

    text = reader.get("/corrections/", at=hours(3)).text

    assert text.index("The second.") < text.index("The first.")


def test_a_long_list_of_corrections_is_walked_by_twenties(reader, db):
    for n in range(25):
        edition = make_edition(live_from=hours(n - 60))
        make_edition(article=edition.article, correction=f"Number {n:02}.", live_from=hours(n - 30))

    page = reader.get("/corrections/")
    link = re.search(r'href="(/corrections/\?older=[^"]+)"', page.text)[1]
    rest = reader.get(link)

    numbers = [re.findall(r"Number (\d\d)\.", each.text) for each in (page, rest)]
    assert [int(n) for n in numbers[0] + numbers[1]] == list(reversed(range(25)))
    assert len(numbers[0]) == 20
    assert reader.get("/corrections/?older=x").status_code == 404
    back = re.search(r'href="(/corrections/\?newer=[^"]+)" rel="prev"', rest.text)[1]
    assert re.findall(r"Number (\d\d)\.", reader.get(back).text) == numbers[0]
    assert reader.get("/corrections/?newer=x").status_code == 404


def test_an_unchanged_page_is_answered_with_304(reader, story):
    first = reader.get(story.address)

    again = reader.get(story.address, **{"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"] == "public, no-cache"


def test_what_is_not_there_is_404_and_says_where_to_go_on(reader, db):
    for address in (
        "/nothing/",
        "/people/nobody/",
        "/tags/nothing/",
        "/news/x/y/z/",
        "/\x00/",
        "/tags/\x00/",
        "/?x=%00",
    ):
        page = reader.get(address)

        assert page.status_code == 404, address
        assert 'href="/"' in page.text, address


def test_on_ones_own_machine_too_what_is_not_there_has_the_papers_page(reader, db, settings):
    public = reader.get("/nothing/")
    settings.DEBUG = True

    assert reader.get("/nothing/").text == public.text


def test_a_missing_slash_is_added_on_this_site_only(reader, story):
    assert reader.get(story.address.rstrip("/"))["Location"] == story.address
    assert not reader.get("//evil.example/x").headers.get("Location", "").startswith("//")


def test_paging_forth_and_back_meets_each_story_once(reader, db):
    for n in range(45):
        make_edition(headline=f"Number {n:02}", live_from=hours(n - 60))

    def walk(page, rel):
        seen = [re.findall(r">(Number \d\d)</a>", page.text)]
        while link := re.search(rf'<link rel="{rel}" href="([^"]+)"', page.text):
            page = reader.get(link[1].replace("&amp;", "&").removeprefix("http://testserver"))
            seen.append(re.findall(r">(Number \d\d)</a>", page.text))
        return seen, page

    forth, last = walk(reader.get("/news/"), "next")
    back, _first = walk(last, "prev")

    newest_first = [f"Number {n:02}" for n in reversed(range(45))]
    assert [name for names in forth for name in names] == newest_first
    assert back == forth[::-1]


@pytest.mark.parametrize("key", ["x", "1", "1-", "-1", "9" * 50 + "-1", "1-1-1", "0-0", "\x00"])
def test_a_stretch_that_cannot_be_is_404(reader, story, key):
    assert reader.get(f"/news/?older={key}").status_code == 404


def test_an_image_is_for_readers_once_a_live_story_shows_it(reader, db):
    image = make_image()
    address = f"/media/{image.sha256}/page.jpg"
    assert reader.get(address).status_code == 404

    make_edition(lead=image, live_from=hours(2))

    assert reader.get(address).status_code == 404
    assert reader.get(address, at=hours(3)).status_code == 200
    assert reader.get(address.replace("page", "original"), at=hours(3)).status_code == 404


def test_the_policy_of_public_pages_allows_nothing_inline_and_is_the_same_each_time(reader, story):
    policies = {reader.get(story.address)["Content-Security-Policy"] for _twice in range(2)}

    (policy,) = policies
    assert "script-src 'self';" in policy + ";"
    assert "unsafe" not in policy
    assert "nonce" not in policy
