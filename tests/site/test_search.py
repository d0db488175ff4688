"""Search: what is found, at which moment, in which order, and what no question can break."""

import re
from datetime import timedelta
from html import unescape
from time import monotonic

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from modelsearch.models import IndexEntry

from articles import search
from articles.editions import press
from articles.models import Edition
from tests.make import hours, make_edition, make_section

PRINTED = {"content_type__model": "edition"}
HOSTILE = ('"', '""', "*", "flood*", "AND", "flood AND", "NOT flood", "NEAR(a b)", "(", "((((")
HOSTILE += (")", "title:x", "{a b} : c", "a^2", "-", "--", "'; DROP TABLE x; --", "\\", "%s %d %")
HOSTILE += ("%%", "😀", "\u200f\u202eflood", "\ufeff", "the of and", "a", "ſ", "\x01", "\ud7ff")
HOSTILE += ("<script>alert(1)</script>", "a" * 10_000, "a " * 5_000, '"a b" ' * 2_000, "x|!y:*")
HOSTILE += ("'a' & 'b'", "flood\tgate\r\n", "ﬂood", "１９", "\u0301\u0301", "_", "__flood__")


def headlines(page):
    """The headlines of what was found, in their order, and with no marks."""
    found = re.findall(r"<h2><a href=[^>]+>(.+?)</a></h2>", page.text)
    return [unescape(re.sub(r"</?mark>", "", each)) for each in found]


def find(reader, q="flood", *, at=None, **limits):
    """The headlines that a question finds."""
    query = "&".join(f"{name.strip('_')}={value}" for name, value in {"q": q, **limits}.items())
    return headlines(reader.get(f"/search/?{query}", at=at))


def test_a_story_is_found_by_its_headline_standfirst_points_and_body(reader, db):
    make_edition(
        headline="Harbour gates stay shut",
        standfirst="Sluice keepers wait.",
        takeaways=["The barrage holds"],
        body="<p>An estuary pilot said so.</p>",
    )

    for word in ("harbour", "sluice", "barrage", "estuary", "GATES", "estu"):
        assert find(reader, word) == ["Harbour gates stay shut"], word
    assert find(reader, "volcano") == []


def test_all_words_must_be_there_and_phrases_as_they_stand(reader, db):
    make_edition(headline="One", body="<p>The council met on Monday.</p>")
    make_edition(headline="Two", body="<p>Monday came before the council.</p>")

    assert sorted(find(reader, "council+monday")) == ["One", "Two"]
    assert find(reader, "%22council met%22") == ["One"]
    assert find(reader, "council+tuesday") == []


def test_the_headline_weighs_most(reader, db):
    body = "<p>" + "flood " * 30 + "</p>"
    make_edition(headline="Only in the body", body=body)
    make_edition(headline="A flood in the headline")
    make_edition(headline="Only in the body too", body=body)

    assert find(reader)[0] == "A flood in the headline"


def test_words_are_found_in_other_forms_and_without_their_accents(reader, db):
    make_edition(headline="Écluse fermée", body="<p>Flooded fields</p>")

    for words in ("ecluse", "ÉCLUSE", "floods", "flooding+fields"):
        assert find(reader, words) == ["Écluse fermée"], words


def test_the_moment_decides_what_is_found(reader, db):
    live = make_edition(headline="Flood today", live_from=hours(-2))
    make_edition(article=live.article, headline="Drought since", live_from=hours(1))
    make_edition(headline="Flood tomorrow", live_from=hours(2))

    assert find(reader) == ["Flood today"]
    assert find(reader, at=hours(1.5)) == []
    assert find(reader, at=hours(3)) == ["Flood tomorrow"]
    assert find(reader, "drought", at=hours(3)) == ["Drought since"]


def test_what_is_withdrawn_redacted_or_called_off_is_not_found(reader, db):
    withdrawn = make_edition(headline="Flood withdrawn", live_from=hours(-2))
    redacted = make_edition(headline="Flood redacted")
    called_off = make_edition(headline="Flood called off", live_from=hours(2))

    press.withdraw(withdrawn.article_id, by=None)
    press.redact(redacted.pk, by=None, reason="A court said so.")
    press.cancel(called_off.pk)

    assert find(reader, at=hours(3)) == []
    kept = IndexEntry.objects.filter(**PRINTED)
    assert [entry.object_id for entry in kept] == [str(withdrawn.pk)]


def test_a_rescheduled_story_is_found_at_its_new_time(reader, db):
    waiting = make_edition(headline="Flood later", live_from=hours(2))

    press.reschedule(waiting.pk, at=hours(5))

    assert find(reader, at=hours(3)) == []
    assert find(reader, at=hours(6)) == ["Flood later"]


@pytest.fixture
def floods(db):
    """Stories of a flood that differ in all by which a search can be narrowed."""
    for section in ("news/city", "news/technology/ai", "sport"):
        make_section(section)
    known = {"body": "<p>A flood.</p>"}
    make_edition(headline="City", section="news/city", live_from=hours(-1), **known)
    make_edition(
        headline="AI",
        section="news/technology/ai",
        authors=["Ben Okoro"],
        editors=["Ada Marsh"],
        tags=["Dams"],
        live_from=hours(-24 * 400),
        **known,
    )
    make_edition(headline="Match", section="sport", live_from=hours(-24 * 3), **known)


def test_a_search_is_narrowed_by_section_author_topic_and_day(reader, floods):
    day = (hours(-24 * 3)).date()

    assert sorted(find(reader, section="news")) == ["AI", "City"]
    assert find(reader, section="news/technology") == ["AI"]
    assert find(reader, author="ben-okoro") == ["AI"]
    assert sorted(find(reader, author="ada-marsh")) == ["City", "Match"]
    assert find(reader, tag="dams") == ["AI"]
    assert find(reader, to=day - timedelta(days=2)) == ["AI"]
    assert find(reader, from_=day - timedelta(days=1), to=day + timedelta(days=1)) == ["Match"]
    assert find(reader, section="news", author="ada-marsh", tag="dams") == []


def test_the_page_says_how_many_there_are_and_leads_to_fewer(reader, floods):
    page = reader.get("/search/?q=flood")

    assert "3 stories" in page.text
    assert re.search(r'section=news" rel="nofollow">News</a> <span class="meta">2<', page.text)
    assert re.search(
        r'author=ben-okoro" rel="nofollow">Ben Okoro</a> <span class="meta">1<', page.text
    )
    assert re.search(r'tag=dams" rel="nofollow">Dams</a> <span class="meta">1<', page.text)
    years = re.findall(r"from=\d{4}-01-01&amp;to=(\d{4})-12-31", page.text)
    assert len(years) == 2 and years == sorted(years, reverse=True)


def test_a_limit_is_named_and_can_be_taken_away(reader, floods):
    page = reader.get("/search/?q=flood&author=ben-okoro&section=news")

    ways = re.findall(r'<a href="([^"]+)">(News|Ben Okoro) <span', page.text)
    assert [(unescape(way), name) for way, name in ways] == [
        ("/search/?q=flood&author=ben-okoro", "News"),
        ("/search/?q=flood&section=news", "Ben Okoro"),
    ]


@pytest.mark.parametrize("limit", ["section", "author", "tag"])
@pytest.mark.parametrize("value", ["nothing", "%27", "news//x", "😀", "a" * 300, "%3Cb%3E"])
def test_an_unknown_section_author_or_topic_has_no_stories(reader, floods, limit, value):
    page = reader.get(f"/search/?q=flood&{limit}={value}")

    assert (page.status_code, headlines(page)) == (200, [])
    assert "We found nothing" in page.text


def test_an_author_of_whom_nothing_is_live_is_as_unknown_as_any(reader, floods):
    make_edition(
        headline="Waiting flood", authors=["Zoe Secret"], tags=["Hush"], live_from=hours(9)
    )

    page = reader.get("/search/?q=flood&author=zoe-secret&tag=hush")

    assert "Zoe Secret" not in page.text
    assert "Hush" not in page.text


@pytest.mark.parametrize(
    "day", ["yesterday", "2026-13-01", "0000-00-00", "9999-12-31", "0001-01-01"]
)
def test_a_day_that_is_none_is_told_beside_its_field_and_the_rest_is_searched(reader, floods, day):
    page = reader.get(f"/search/?q=flood&from={day}")

    assert page.status_code == 200
    assert len(headlines(page)) == 3
    assert 'aria-describedby="from-error"' in page.text
    assert "<title>Error: Search: flood" in page.text


def test_days_in_the_wrong_order_are_told(reader, floods):
    page = reader.get("/search/?q=flood&from=2026-02-02&to=2026-01-01")

    assert "This day is before the first one." in page.text


@pytest.mark.parametrize("q", HOSTILE)
def test_no_question_breaks_the_page_or_takes_long(reader, db, q):
    make_edition(headline="A flood")

    # On a busy machine too; a question that takes long takes minutes.
    began = monotonic()
    page = reader.client.get("/search/", {"q": q, "section": q, "from": q})
    plain = reader.client.get("/search/", {"q": q})

    assert (page.status_code, plain.status_code) == (200, 200)
    assert monotonic() - began < 10
    assert b"<script>alert" not in plain.content


@pytest.mark.parametrize("page", ["0", "-1", "x", "99", "9" * 30, "1.5"])
def test_a_page_that_cannot_be_is_404(reader, db, page):
    make_edition(headline="A flood")

    assert reader.get(f"/search/?q=flood&page={page}").status_code == 404


def test_what_is_found_is_walked_by_twenties_and_met_once(reader, db):
    for n in range(45):
        make_edition(headline=f"Flood {n:02}")

    pages = [find(reader), find(reader, page=2), find(reader, page=3)]

    assert [len(each) for each in pages] == [20, 20, 5]
    assert sorted(name for each in pages for name in each) == [f"Flood {n:02}" for n in range(45)]
    assert "45 stories" in reader.get("/search/?q=flood").text


def test_only_the_thousand_best_can_be_walked(reader, db, monkeypatch):
    monkeypatch.setattr("articles.site.search.MOST", 30)
    for n in range(31):
        make_edition(headline=f"Flood {n:02}")

    page = reader.get("/search/?q=flood&page=2")

    assert "More than 30 stories" in page.text
    assert len(headlines(page)) == 10
    assert 'rel="next"' not in page.text


def test_words_are_marked_and_markup_is_shown_as_it_is_written(reader, db):
    make_edition(
        headline="<b>Flood</b> & gate", standfirst="No more.", body="<p>If a &lt; flood</p>"
    )

    page = reader.get("/search/?q=flood")

    assert "&lt;b&gt;<mark>Flood</mark>&lt;/b&gt; &amp; gate" in page.text
    assert "If a &lt; <mark>flood</mark>" in page.text


def test_a_search_page_is_for_readers_and_for_no_index(reader, db):
    page = reader.get("/search/?q=flood")

    assert '<meta name="robots" content="noindex' in page.text
    assert 'rel="canonical"' not in page.text
    assert "Type a word or more" in reader.get("/search/").text
    assert "Type a word or more" in reader.get("/search/?q=+&section=&from=yesterday").text


def test_limits_without_words_find_all_that_is_within_them_the_newest_first(reader, db):
    for n, section in enumerate(("news", "sport", "news")):
        make_edition(
            headline=f"Story {n}",
            section=section,
            tags=["Rivers"] if n else [],
            authors=["Ada Marsh"],
            live_from=hours(n - 50),
        )
    make_edition(headline="Waiting", section="news", live_from=hours(3))

    assert find(reader, "", section="news") == ["Story 2", "Story 0"]
    assert find(reader, "+", tag="rivers", author="ada-marsh") == ["Story 2", "Story 1"]
    assert find(reader, "", from_="2020-01-01") == ["Story 2", "Story 1", "Story 0"]
    assert "<mark>" not in reader.get("/search/?section=news").text
    assert "within these limits" in reader.get("/search/?to=2020-01-01").text


@pytest.fixture
def away(monkeypatch):
    """The search engine gives no answer to anything."""

    def refuse(*args, **known):
        raise DatabaseError("gone")

    for verb in ("search", "add", "delete"):
        monkeypatch.setattr(search.engine(), verb, refuse)


def test_while_the_engine_is_away_search_says_so_and_nothing_else_is_lost(reader, db, away):
    edition = make_edition(headline="Flood printed meanwhile")
    page = reader.get("/search/?q=flood")

    assert (page.status_code, page["Retry-After"], page["Cache-Control"]) == (503, "60", "no-store")
    assert "Search is away for a moment" in page.text
    assert 'value="flood"' in page.text
    assert reader.get(edition.address).status_code == 200
    press.redact(edition.pk, by=None, reason="A court said so.")
    assert reader.get(edition.address).status_code == 410


def test_what_was_printed_while_the_engine_was_away_can_be_added(reader, db):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search.engine(), "add", lambda record: None)
        make_edition(headline="Flood meanwhile")
    assert find(reader) == []

    call_command("rebuild_search", missing=True)

    assert find(reader) == ["Flood meanwhile"]


def test_a_lost_index_is_made_anew_without_what_was_redacted(reader, db):
    make_edition(headline="Flood one")
    redacted = make_edition(headline="Flood two")
    editions = IndexEntry.objects.filter(**PRINTED)
    editions.filter(object_id=str(redacted.pk)).update(object_id="999999")
    Edition.archive.filter(pk=redacted.pk).update(document=None, redacted_at=hours(0))

    call_command("rebuild_search")

    assert find(reader) == ["Flood one"]
    assert editions.count() == 1


@pytest.mark.parametrize("typed", ["harbuor", "harbour+gtaes", "harbours+gates", "Harbor"])
def test_a_slip_of_the_pen_finds_what_comes_near(reader, db, typed):
    make_edition(headline="Harbour gates stay shut")
    make_edition(headline="Harbour gates tomorrow", live_from=hours(3))

    page = reader.get(f"/search/?q={typed}")

    assert headlines(page) == ["Harbour gates stay shut"]


def test_of_words_that_come_near_the_nearest_are_meant(reader, db):
    make_edition(headline="Stennet closes its school")
    for word in ("Street", "Sent"):
        make_edition(headline=f"{word} again", body=f"<p>{word} {word}</p>")

    assert find(reader, "stenet") == ["Stennet closes its school"]


def test_what_only_comes_near_is_said_to(reader, db):
    make_edition(headline="Harbour gates stay shut")

    assert "These stories come near" in reader.get("/search/?q=harbuor").text
    assert "These stories come near" not in reader.get("/search/?q=harbour").text
    assert headlines(reader.get("/search/?q=xylophone")) == []


def test_people_and_topics_called_as_the_words_are_named(reader, db):
    make_edition(headline="A story", authors=["Ada Marsh"], tags=["Marsh plants"])
    make_edition(headline="Waiting", authors=["Ben Marsh"], tags=["Marshes"], live_from=hours(2))

    page = reader.get("/search/?q=marsh")

    named = re.search(r'<nav class="named".*?</nav>', page.text, re.DOTALL)[0]
    assert re.findall(r'href="([^"]+)">(.+?)</a>', named) == [
        ("/people/ada-marsh/", "Ada Marsh"),
        ("/tags/marsh-plants/", "Marsh plants"),
    ]
    assert "Ben Marsh" not in page.text
    assert 'class="named"' not in reader.get("/search/?q=a").text


def test_of_very_many_stories_the_last_are_weighed(reader, monkeypatch, db):
    monkeypatch.setattr(f"articles.search.{connection.vendor}.WEIGHED", 3)
    old = make_edition(headline="Dam dam dam", section="news/dams")
    for n in range(3):
        make_edition(headline=f"Dam {n}", section="sport")

    everywhere = reader.get("/search/?q=dam").text
    narrowed = reader.get("/search/?q=dam&section=news").text

    assert old.address not in everywhere
    assert old.address in narrowed
