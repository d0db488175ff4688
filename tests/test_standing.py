"""Parts of pages that stand: made once for the same values, and never mistaken for one another."""

from datetime import UTC, datetime
from unittest import mock

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import mark_safe
from django.utils.translation import override

from articles import standing as kept
from articles.site.house import Link
from articles.standing import standing

at = datetime(2026, 3, 5, 12, tzinfo=UTC)
SECTIONS = (Link("News", "/news/"), Link("Sport", "/sport/"))


@pytest.fixture(autouse=True)
def none_stands():
    kept._set.cache_clear()


def test_a_part_is_made_once_for_the_same_values():
    with mock.patch.object(kept, "render_to_string", wraps=kept.render_to_string) as made:
        first = standing("_sections.html", sections=SECTIONS)
        again = standing("_sections.html", sections=tuple(Link(s.name, s.url) for s in SECTIONS))

    assert made.call_count == 1
    assert '<a href="/sport/">Sport</a>' in first
    assert again == first


def test_a_part_is_made_anew_where_anything_has_changed():
    standing("_sections.html", sections=SECTIONS)

    current = standing("_sections.html", sections=(Link("News", "/news/", current=True),))

    assert 'aria-current="true"' in current
    assert "Sport" not in current


def test_a_part_is_made_for_each_language():
    english = standing("_search.html")
    with override("fr"):
        french = standing("_search.html")

    assert (english == french, "Rechercher" in french) == (False, True)


def test_a_part_is_made_for_each_way_to_write_moments(settings):
    known = {"authors": (), "credits": (), "editors": (), "published": at, "updated": None}
    usual = standing("site/_byline.html", **known)
    settings.SITE_DATE_FORMAT = "Y-m-d"

    assert ">5 March 2026, 12:00</time>" in usual
    assert ">2026-03-05, 12:00</time>" in standing("site/_byline.html", **known)


def test_words_are_never_taken_for_the_same_words_as_html():
    # A constant of this test, which stands for HTML that was cleaned.
    as_html = standing("_name.html", name=mark_safe("<b>Upland</b>"))
    as_words = standing("_name.html", name="<b>Upland</b>")

    assert "<b>Upland</b>" in as_html
    assert "&lt;b&gt;Upland&lt;/b&gt;" in as_words


def test_templates_ask_for_what_stands_by_a_tag():
    text = '{% load newsroom %}{% standing "_name.html" with name=site only %}'

    assert ">The Upland</a>" in Template(text).render(Context({"site": "The Upland"}))


def test_a_tag_that_does_not_say_only_is_refused():
    with pytest.raises(TemplateSyntaxError, match="needs “only”"):
        Template('{% load newsroom %}{% standing "_name.html" with name=site %}')
