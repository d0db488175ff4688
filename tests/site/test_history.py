"""What changed in a story, told to readers: each version, and nothing that they never had."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editions import press
from articles.editions.edition import Edition
from articles.text.document import Takeaway
from tests.make import hours, make_edition, make_image

UNTOLD = "zzuntold"


def make_history(*bodies, kinds=(), begun=-100, **known):
    """A story printed once an hour with these bodies; its editions, the first at the beginning."""
    editions = [make_edition(body=bodies[0], live_from=hours(begun), headline="Boats", **known)]
    for n, body in enumerate(bodies[1:], start=1):
        kind = kinds[n - 1] if len(kinds) >= n else "update"
        edition = make_edition(
            article=editions[0].article,
            body=body,
            kind=kind,
            headline="Boats",
            live_from=hours(begun + n),
            **known,
        )
        editions.append(edition)
    return editions


def changes_of(edition, query=""):
    """Where the story's history is."""
    return f"{edition.address}changes/{query}"


def told(page):
    """The numbers of the versions that a page lists."""
    return [int(n) for n in re.findall(r'id="version-(\d+)"', page.text)]


def marked(page):
    """What a page shows as cut and as added."""
    text = re.sub(r'<span class="vh">[^<]*</span>', "", page.text)
    return re.findall(r"<del>(.*?)</del>", text), re.findall(r"<ins>(.*?)</ins>", text)


# The list


def test_each_version_is_told_with_its_time_its_note_and_its_correction(reader):
    first = make_edition(headline="Boats", body="<p>Thirteen boats.</p>", live_from=hours(-5))
    press.print_edition(
        first.as_document(), article_id=first.article_id, by=None, at=hours(-3), note="A map added."
    )
    make_edition(
        article=first.article,
        headline="Boats",
        body="<p>Thirty boats.</p>",
        correction="It was 30.",
    )

    page = reader.get(changes_of(first))

    assert page.status_code == 200
    assert told(page) == [3, 2, 1]
    labels = re.findall(r"<h2>(\w+(?: \w+)?) <time", page.text)
    assert labels == ["Corrected", "Updated", "First published"]
    for words in ("A map added.", "It was 30.", f'href="{first.address}">Boats</a>'):
        assert words in page.text
    assert marked(page) == (["Thirteen"], ["Thirty"])
    assert "No words changed." in page.text


def test_a_minor_change_is_not_told_until_the_next_version(reader):
    first, minor = make_history("<p>One boat.</p>", "<p>Two boats.</p>", kinds=["minor"])
    assert told(reader.get(changes_of(first))) == [1]
    assert "Two" not in reader.get(changes_of(first)).text

    make_edition(article=first.article, headline="Boats", body="<p>Two boats sank.</p>")

    page = reader.get(changes_of(first))
    assert told(page) == [2, 1]
    assert marked(page) == (["One boat."], ["Two boats sank."])


def test_any_two_versions_can_be_compared(reader):
    bodies = [f"<p>There were {n} boats.</p>" for n in ("one", "two", "three", "four")]
    story = make_history(*bodies)[0]

    pairs = {
        query: marked(reader.get(changes_of(story, query)))
        for query in ("?from=1&to=4", "?from=4&to=1", "?to=3", "?from=2", "?to=4&from=3")
    }

    assert pairs == {
        "?from=1&to=4": (["one"], ["four"]),
        "?from=4&to=1": (["one"], ["four"]),
        "?to=3": (["two"], ["three"]),
        "?from=2": (["two"], ["four"]),
        "?to=4&from=3": (["three"], ["four"]),
    }


@pytest.mark.parametrize("query", ["?from=2&to=2", "?to=1", "?from=1&to=1"])
def test_a_version_compared_with_itself_differs_in_nothing(reader, query):
    story = make_history("<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>")[0]

    page = reader.get(changes_of(story, query))

    assert page.status_code == 200
    assert "No words changed." in page.text
    assert "Compare any two versions" in page.text


@pytest.mark.parametrize(
    "query",
    ["?from=0&to=1", "?to=4", "?from=x", "?from=-1", "?from=", "?to=²"]
    + [f"?to={'9' * 400}", "?before=1", "?before=5", "?before=x", "?from=1.0", "?before=0"],
)
def test_versions_that_there_are_not_are_404(reader, query):
    story = make_history("<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>")[0]

    assert reader.get(changes_of(story, query)).status_code == 404


def test_all_that_readers_see_of_a_story_is_told(reader):
    image, other = make_image("red", alt="Red"), make_image("blue", alt="Blue")
    first = make_edition(
        headline="Boats come in",
        standfirst="All of them.",
        authors=["Ada Marsh"],
        editors=["Dee Ray"],
        takeaways=["Nine came", "None sank"],
        lead=image,
        body="<h2>At sea</h2><p>x</p><p>y</p>",
        live_from=hours(-5),
    )
    make_edition(
        article=first.article,
        headline="Boats go out",
        standfirst="Some of them.",
        authors=["Ada Marsh", "Ben Okoro"],
        editors=["Cy Lund"],
        takeaways=["Nine came", "One sank"],
        lead=other,
        body=f'<h2>At sea</h2><p>x</p><figure data-image="{image.pk}"></figure>',
    )

    page = reader.get(changes_of(first))

    for heading in ("Headline", "Standfirst", "Byline", "Lead picture", "Key Takeaways", "Story"):
        assert f'<h3 class="small-h">{heading}</h3>' in page.text
    cut, added = marked(page)
    assert cut == ["come in", "All", "Dee Ray", "None", "y"]
    assert added == ["go out", "Some", "Ben Okoro", "Cy Lund", "One", "A picture was added"]
    assert "2 paragraphs as before" in page.text


def test_what_was_cut_and_added_is_said_to_those_who_do_not_see_it(reader):
    story = make_history("<p>One boat.</p>", "<p>Two boats.</p>")[0]

    page = reader.get(changes_of(story)).text

    assert re.search(r'<del><span class="vh">Removed: </span>', page)
    assert re.search(r'<ins><span class="vh">Added: </span>', page)


def test_a_long_history_is_walked_by_tens(reader):
    story = make_history(*[f"<p>Version {n}.</p>" for n in range(25)])[0]

    pages, query = [], ""
    while query is not None:
        page = reader.get(changes_of(story, query))
        pages.append(told(page))
        link = re.search(r'href="[^"]*(\?before=\d+)">Older', page.text)
        query = link[1] if link else None
    back = re.search(r'href="([^"]*)">Newer', page.text)[1]

    assert [n for each in pages for n in each] == list(range(25, 0, -1))
    assert [len(each) for each in pages] == [10, 10, 5]
    assert told(reader.get(back)) == pages[1]
    assert f'href="{changes_of(story)}">Newer' in reader.get(back).text


def test_versions_of_the_longest_stories_are_compared_one_at_a_time(reader):
    story = make_history(*(f"<p>{n} {'word ' * 150_000}</p>" for n in "abc"))[0]

    page = reader.get(changes_of(story))

    assert page.text.count("<details") == 0
    links = re.findall(r'href="([^"]*\?to=\d)"', page.text)
    assert links == [changes_of(story, "?to=3"), changes_of(story, "?to=2")]
    assert marked(reader.get(links[0])) == (["b"], ["c"])


# Who is told of it


def test_a_story_says_that_it_has_a_history_once_there_is_more_than_one_version(reader):
    first = make_edition(body="<p>One.</p>", live_from=hours(-5))
    link = f'href="{changes_of(first)}"'
    assert link not in reader.get(first.address).text
    assert told(reader.get(changes_of(first))) == [1]

    make_edition(article=first.article, body="<p>Two.</p>", kind="minor", live_from=hours(-4))
    assert link not in reader.get(first.address).text
    make_edition(article=first.article, body="<p>Three.</p>")
    assert link in reader.get(first.address).text


def test_a_story_whose_editors_closed_its_history_has_none(reader):
    first = make_history("<p>One.</p>", "<p>Two.</p>")[0]
    make_edition(article=first.article, body="<p>Three.</p>", history_closed=True)

    assert reader.get(changes_of(first)).status_code == 404
    assert reader.get(changes_of(first, "?from=1&to=2")).status_code == 404
    assert "changes/" not in reader.get(first.address).text


def test_a_newsroom_can_tell_of_no_changes_at_all(reader, settings):
    settings.PUBLIC_HISTORY = False
    first = make_history("<p>One.</p>", "<p>Two.</p>")[0]

    assert reader.get(changes_of(first)).status_code == 404
    assert "changes/" not in reader.get(first.address).text


def test_machines_keep_the_history_and_no_comparison(reader):
    first = make_history(*[f"<p>{n}.</p>" for n in range(12)])[0]
    canonical = f'<link rel="canonical" href="http://testserver{changes_of(first)}">'

    plain = reader.get(changes_of(first)).text
    assert canonical in plain
    assert "noindex" not in plain
    for query in ("?from=1&to=2", "?to=2", "?before=4"):
        page = reader.get(changes_of(first, query)).text
        assert canonical in page
        assert '<meta name="robots" content="noindex">' in page


# What is never told


def test_nothing_of_an_edition_that_waits_is_told_before_its_time(reader):
    first = make_history("<p>One.</p>", "<p>Two.</p>")[0]
    make_edition(article=first.article, body=f"<p>{UNTOLD}</p>", live_from=hours(2))

    page = reader.get(changes_of(first))

    assert told(page) == [2, 1]
    assert UNTOLD not in page.text
    assert reader.get(changes_of(first, "?to=3")).status_code == 404
    assert told(reader.get(changes_of(first), at=hours(3))) == [3, 2, 1]
    assert UNTOLD in reader.get(changes_of(first), at=hours(3)).text


def test_nothing_of_a_redacted_edition_is_told_nor_that_it_was(reader):
    body = "<p>One boat.</p>"
    editions = make_history(body, f"<p>{UNTOLD} boat.</p>", "<p>Two boats.</p>", "<p>Three.</p>")
    Edition.archive.filter(pk=editions[1].pk).update(note=f"{UNTOLD} note")
    press.redact(editions[1].pk, by=None, reason=UNTOLD)

    pages = [
        reader.get(changes_of(editions[0], query))
        for query in ("", "?from=1&to=2", "?from=2&to=3", "?from=1&to=3")
    ]

    assert told(pages[0]) == [3, 2, 1]
    assert marked(pages[1]) == (["One boat."], ["Two boats."])
    assert not [page for page in pages if UNTOLD in page.text]
    assert reader.get(changes_of(editions[0], "?to=4")).status_code == 404


def test_a_correction_of_a_redacted_edition_is_told_nowhere(reader):
    first = make_edition(body="<p>One.</p>", live_from=hours(-5))
    wrong = make_edition(
        article=first.article, body="<p>Two.</p>", correction=UNTOLD, live_from=hours(-4)
    )
    make_edition(article=first.article, body="<p>Three.</p>")
    press.redact(wrong.pk, by=None, reason="A court said so.")

    assert UNTOLD not in reader.get(changes_of(first)).text


def test_the_history_of_a_withdrawn_story_answers_as_the_story_does(reader):
    first = make_history("<p>One.</p>", f"<p>{UNTOLD}</p>")[0]
    press.withdraw(first.article_id, by=None, notice="We were wrong.")

    for address in (first.address, changes_of(first), changes_of(first, "?from=1&to=2")):
        page = reader.get(address)
        assert page.status_code == 410
        assert "We were wrong." in page.text
        assert UNTOLD not in page.text


def test_a_withdrawn_story_leads_from_its_history_where_it_leads_itself(reader):
    other = make_edition(headline="Other")
    first = make_history("<p>One.</p>", "<p>Two.</p>")[0]
    press.withdraw(first.article_id, by=None, moved_to=other.address)

    answer = reader.get(changes_of(first))

    assert (answer.status_code, answer["Location"]) == (301, other.address)


def test_a_redacted_story_has_no_history(reader):
    first = make_history("<p>One.</p>", f"<p>{UNTOLD}</p>")
    press.redact(first[1].pk, by=None, reason="A court said so.")

    page = reader.get(changes_of(first[0]))

    assert page.status_code == 410
    assert "One." not in page.text


def test_the_history_of_a_story_that_came_back_begins_anew(reader):
    first = make_history(f"<p>{UNTOLD} one.</p>", f"<p>{UNTOLD} two.</p>", begun=-9)[0]
    press.withdraw(first.article_id, by=None, at=hours(-5))
    make_edition(article=first.article, headline="Boats", body="<p>Back.</p>", live_from=hours(-4))

    page = reader.get(changes_of(first))
    assert told(page) == [1]
    assert UNTOLD not in page.text
    assert changes_of(first) not in reader.get(first.address).text

    make_edition(article=first.article, headline="Boats", body="<p>Back again.</p>")
    page = reader.get(changes_of(first))
    assert told(page) == [2, 1]
    assert marked(page) == ([], ["again"])
    assert UNTOLD not in page.text


def test_before_a_withdrawal_comes_the_history_is_whole(reader):
    first = make_history("<p>One.</p>", "<p>Two.</p>")[0]
    press.withdraw(first.article_id, by=None, at=hours(5))

    assert told(reader.get(changes_of(first))) == [2, 1]
    assert reader.get(changes_of(first), at=hours(6)).status_code == 410


def test_a_story_that_came_back_by_a_minor_change_has_nothing_to_tell(reader):
    first = make_history("<p>One.</p>", "<p>Two.</p>", begun=-9)[0]
    press.withdraw(first.article_id, by=None, at=hours(-5))
    make_edition(article=first.article, body="<p>Back.</p>", kind="minor")

    assert reader.get(changes_of(first)).status_code == 404
    assert reader.get(first.address).status_code == 200


def test_script_in_a_note_or_a_text_is_shown_as_text(reader):
    script = "<script>alert(1)</script>"
    first = make_edition(body="<p>One.</p>", live_from=hours(-5))
    document = replace(first.as_document(), body="<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")
    press.print_edition(document, article_id=first.article_id, by=None, note=script)

    page = reader.get(changes_of(first))

    assert page.status_code == 200
    assert script not in page.text
    assert page.text.count("&lt;script&gt;") == 2


# Addresses


def test_a_story_called_changes_is_a_story(reader):
    story = make_edition(
        headline="Changes", slug="changes", body="<p>One.</p>", live_from=hours(-5)
    )
    make_edition(article=story.article, headline="Changes", body="<p>Two.</p>")

    assert story.address == "/news/changes/"
    assert "Two." in reader.get(story.address).text
    assert told(reader.get("/news/changes/changes/")) == [2, 1]


@pytest.mark.parametrize("address", ["/changes/", "/news/changes/", "/news/nothing/changes/"])
def test_what_is_no_story_has_no_history(reader, address):
    make_edition()

    assert reader.get(address).status_code == 404


def test_the_history_moves_with_its_story(reader):
    first = make_history("<p>One.</p>", "<p>Two.</p>")[0]
    moved = make_edition(article=first.article, slug="elsewhere", body="<p>Three.</p>")

    answer = reader.get(changes_of(first))

    assert (answer.status_code, answer["Location"]) == (301, changes_of(moved))
    assert told(reader.get(changes_of(moved))) == [3, 2, 1]


def test_its_last_slash_is_supplied(reader):
    first = make_history("<p>One.</p>", "<p>Two.</p>")[0]

    answer = reader.get(changes_of(first).rstrip("/"))

    assert (answer.status_code, answer["Location"]) == (301, changes_of(first))


# What it costs


def cost(reader, address):
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as made:
        assert reader.get(address).status_code == 200
    return len(made)


def make_long_history(count):
    """A story with so many editions, every third of them minor, written in bulk."""
    first = make_edition(body="<p>One.</p>", live_from=hours(-9_000))
    document = first.as_document()
    Edition.archive.filter(pk=first.pk).update(live_until=hours(-8_999))
    Edition.archive.bulk_create(
        Edition(
            article_id=first.article_id,
            number=n,
            kind="minor" if n % 3 == 0 else "update",
            live_from=hours(n - 9_000),
            live_until=hours(n - 8_999) if n < count else None,
            address=first.address,
            document={**document.to_json(), "body": f"<p>Edition {n}.</p>"},
            headline=first.headline,
            section_id=first.section_id,
            printed_at=hours(0),
        )
        for n in range(2, count + 1)
    )
    return first


@pytest.mark.parametrize("count", [4, 1_500])
def test_a_history_takes_at_most_eight_queries_however_long(reader, count):
    first = make_long_history(count)

    costs = [cost(reader, changes_of(first, query)) for query in ("", "?from=1&to=3", "?before=3")]

    assert max(costs) <= 8
    assert cost(reader, first.address) <= 8
    assert told(reader.get(changes_of(first)))[0] == count - count // 3


def test_many_takeaways_and_names_take_no_more(reader):
    known = {"authors": ["Ada Marsh", "Ben Okoro"], "editors": ["Dee Ray"], "lead": make_image()}
    points = [Takeaway("x", quote="One")] * 9
    first = make_history("<p>One.</p>", "<p>Two.</p>", takeaways=points, **known)[0]

    assert cost(reader, changes_of(first)) <= 8
