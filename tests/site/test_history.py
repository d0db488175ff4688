"""What changed in a story, told to readers: each version, and nothing that they never had."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editions import press
from articles.editions.edition import Edition
from articles.text.document import Takeaway
from tests.make import hours, make_edition, make_image
from tests.site.history import changes_of, make_history, marked, told

pytestmark = pytest.mark.looks

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
