"""Bodies that would take for ever: a fault here shows as a test that does not end.

Nothing is timed. Each is as long as hostile text mostly is, some tens of thousands of characters
or a few hundred thousand.
"""

import pytest

from articles.text.body import clean, for_page, headings, plain
from tests.text.proof import strange_in

MONOTONY = {
    "quotes": '"' * 100_000,
    "quotes in quotes": "\"'" * 50_000,
    "brackets": "(" * 100_000,
    "equals": "= " * 50_000,
    "less than": "<" * 100_000,
    "less than and a space": "< " * 50_000,
    "ampersands": "&" * 100_000,
    "half references": "&#" * 50_000,
    "white space": " \n" * 50_000,
    "tags begun": "<p" * 50_000,
    "tags begun with a space": "<p " * 33_000,
    "values begun": '<a href="' * 11_000,
    "values begun in both quotes": "<a b=\"' c='\"" * 8_000,
    "comments begun": "<!--" * 25_000,
    "sections begun": "<![CDATA[" * 11_000,
    "attributes": f"<p {' '.join(f'a{n}=1' for n in range(12_000))}>",
    "ends": "</p>" * 25_000,
    "paragraphs": "<p>x</p>" * 12_000,
    "paragraphs left open": "<p>x" * 25_000,
    "lists in lists": "<ul><li>" * 12_000,
    "items in terms": "<li><dd>" * 12_000,
    "marks in marks": "<b><i>" * 16_000,
    "links in links": "<a href=/>" * 10_000,
    "tables in tables": "<table><tr><td>" * 6_000,
    "words between rows": f"<table>{'<tr>x' * 20_000}",
    "cells": f"<table><tr>{'<td>x</td>' * 10_000}",
    "headings": "<h2>x</h2>" * 10_000,
    "figures": "<figure data-image=1>x</figure>" * 3_000,
    "foreign": "<svg><g><math><mi>" * 5_500,
    "blocks": "<div>" * 100_000,
    "blocks, with ends of nothing": "<div></x>" * 11_000,
    "lists, with ends of nothing": "<ul><li></x>" * 50_000,
    "lists, with ends in comments": "<ul><li><!--</ul>-->" * 20_000,
    "lists, with ends in values": '<ul title="</ul>"><li>' * 20_000,
    "lists, with ends in quoted quotes": "<ul ' a=\"' ></ul>\"><li>" * 20_000,
    "lists, with ends in sections": f"<svg>{'<g><![CDATA[></g>]]>' * 20_000}",
    "lists, with ends in styles": "<ul><style></ul></style><li>" * 20_000,
    "lists, with ends in menus": "<ul><select></ul></select><li>" * 20_000,
    "lists, with names from abroad": "<ul><li><x\u3000y></x>" * 20_000,
    "what is empty in pages, and full in drawings": f"<svg>{'<link>' * 100_000}",
    "marks that each paragraph opens anew": "<p>"
    + "".join(f"<b id={n}>" for n in range(900))
    + "<p>x" * 20_000,
}


@pytest.mark.parametrize("typed", MONOTONY.values(), ids=MONOTONY.keys())
def test_a_body_of_nothing_but_the_same_is_soon_read(typed):
    printed = clean(typed)

    assert strange_in(printed) == []
    assert clean(printed) == printed
    assert for_page(printed, figure=lambda *_: "", embed=lambda *_: "").count("<h2") == len(
        headings(printed)
    )


def test_words_outlast_what_is_too_deep_to_be_read():
    typed = f"<p>Before</p>{'<div>' * 100_000}in the depth{'</div>' * 100_000}<p>after</p>"

    printed = clean(typed)

    assert strange_in(printed) == []
    assert plain(printed).split() == ["Before", "in", "the", "depth", "after"]


def test_what_is_left_of_tags_in_the_depth_makes_no_tag_in_its_turn():
    printed = clean('<ul title="</ul>"><li>' * 5_000 + "found")

    assert strange_in(printed) == []
    assert "<li>" not in printed
    assert "found" in plain(printed)


@pytest.mark.parametrize(
    "typed",
    [
        f"{'<div>' * 300}<h2>Found</h2>{'</div>' * 300}",
        f"<h2>Found</h2>{'<p>x' * 5_000}",
        f"<h2>Found</h2><table><tr>{'<td>x</td>' * 50_000}</table>",
        f"<h2>Found</h2>{'<p>x<p><b>y' * 200}",
        f"<h2>Found</h2>{'<ul><li>x<li>y</ul>' * 200}",
        f"<h2>Found</h2>{'<table><tr><td>x<td>y</table>' * 100}",
        f"<h2>Found</h2>{'<!-- wp:paragraph --><p>x</p><!-- /wp:paragraph -->' * 5_000}",
        f"<h2>Found</h2>{'<p>x<img src=x alt=y><br><wbr>y</p>' * 5_000}",
        f"<h2>Found</h2>{'<p><b><i>x</b></i></p>' * 200}",
        f"<h2>Found</h2>{'<p><a href=/x?a=b title=y>x</a></p>' * 5_000}",
    ],
    ids=range(10),
)
def test_what_an_old_page_or_another_system_writes_is_not_too_deep(typed):
    assert "<h2>Found</h2>" in clean(typed)
