"""A story in another language than the paper's: its words say so, those around it do not."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.utils.timezone import localdate

from articles.models import Edition
from articles.text.document import Takeaway
from tests.make import hours, make_edition, make_image

pytestmark = pytest.mark.looks

PARTS = {
    "headline": r"<h1([^>]*)>Le barrage",
    "standfirst": r'<p class="standfirst"([^>]*)>',
    "caption": r"<figcaption([^>]*)>Une vanne",
    "takeaway": r"<span([^>]*)>Le vote",
    "body": r'<div class="story"([^>]*)>',
    "step of the breadcrumb": r'<li aria-current="page"([^>]*)>',
    "contents": r"<ol([^>]*)>\s*<li><a href=\"#un\"",
}


def story(**known):
    """A story with all that can be in its language."""
    return make_edition(
        headline="Le barrage",
        takeaways=[Takeaway("Le vote", "un")],
        lead=make_image(caption="Une vanne"),
        body="<h2>Un</h2><p>a</p><h2>Deux</h2><p>b</p><h2>Trois</h2><p>c</p>",
        **known,
    )


@pytest.mark.parametrize(
    ("language", "said"), [("fr", ' lang="fr" dir="ltr"'), ("ar", ' lang="ar" dir="rtl"')]
)
def test_the_words_of_the_story_say_their_language(reader, db, language, said):
    page = reader.get(story(language=language).address).text

    assert {part: re.search(sought, page)[1] for part, sought in PARTS.items()} == dict.fromkeys(
        PARTS, said
    )
    assert '<html lang="en-gb" dir="ltr"' in page
    assert page.count(said) == len(PARTS)


@pytest.mark.parametrize("language", ["", "en-gb"])
def test_a_story_in_the_papers_own_language_says_nothing(reader, db, language):
    page = reader.get(story(language=language).address).text

    assert re.findall(r"<[^>]* lang=[^>]*>", page) == ['<html lang="en-gb" dir="ltr">']


def marked(page):
    """The words of a page that say a language of their own: what that is, and what says it."""
    found = re.findall(
        r'<(\w+)[^>]* lang="(\w+)" dir="(\w+)"[^>]*>(?:<a [^>]*>)?([^<]*)', page.text
    )
    return {(tag, text.strip()): said for tag, *said, text in found}


@pytest.mark.parametrize("language", ["ar", ""])
def test_a_card_says_the_language_of_its_story_wherever_it_stands(reader, db, language):
    lead = make_image(size=(1200, 800))
    make_edition(headline="السد", standfirst="ماء", language=language, tags=["Dams"], lead=lead)
    at_home = make_edition()

    cards = {
        address: marked(reader.get(address))
        for address in (
            "/",
            "/news/",
            "/tags/dams/",
            "/people/ada-marsh/",
            f"/archive/{localdate():%Y/%m}/",
            "/search/?q=ماء",
            at_home.address,
        )
    }

    assert len(cards) == 7
    for address, words in cards.items():
        text = {text: said for (_tag, text), said in words.items()}
        assert text.get("السد") == (["ar", "rtl"] if language else None), address
        assert len(words) in ({1, 2} if language else {0}), address


def test_the_lead_and_the_latest_of_the_front_page_say_their_language(reader, db):
    for n in range(12):
        story(language="fr", standfirst="Pourquoi", live_from=hours(n - 20))

    words = marked(reader.get("/"))

    assert {("h2", "Le barrage"), ("h3", "Le barrage"), ("a", "Le barrage")} <= words.keys()
    assert {("p", "Pourquoi"), ("ol", "")} <= words.keys()
    assert list(words.values()) == [["fr", "ltr"]] * len(words)


@pytest.mark.parametrize("address", ["/", "/corrections/"])
def test_a_correction_that_stands_apart_names_its_story_in_that_ones_language(reader, db, address):
    first = story(language="fr", live_from=hours(-2))
    story(article=first.article, language="fr", correction="It was two, not three.")

    page = reader.get(address)

    assert re.search(r'lang="fr" dir="ltr">(<a [^>]*>)?Le barrage', page.text)
    assert not re.search(r'lang="fr"[^<]*It was two', page.text)


def test_what_was_printed_before_lists_knew_languages_says_its_own_too(reader, db):
    make_edition(headline="Le barrage", language="fr")
    make_edition(headline="The dam")
    Edition.archive.update(language="")

    import_module("articles.migrations.0024_languages_of_editions").fill(apps, None)

    assert dict(Edition.archive.values_list("headline", "language")) == {
        "Le barrage": "fr",
        "The dam": "",
    }
