"""A story in another language than the paper's: its words say so, those around it do not."""

import re

import pytest

from articles.text.document import Takeaway
from tests.make import make_edition, make_image

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
