"""Columns of numbers stand in line; all others begin where text begins."""

import re

import pytest

from articles.text.body import clean
from articles.text.table import for_page


def columns(*rows, head=("A", "B")):
    """For each column of a table with these rows: whether all of its cells are marked."""
    body = "".join(f"<tr>{''.join(f'<td>{words}</td>' for words in row)}</tr>" for row in rows)
    top = "".join(f"<th>{words}</th>" for words in head)
    table = clean(f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>")
    page = for_page(table, label="Table")
    assert re.sub(' class="num"', "", page).count(table) == 1
    marks = [
        [' class="num"' in cell for cell in re.findall(r"<t[dh]\b[^>]*>", row)]
        for row in re.findall(r"<tr>.*?</tr>", page)
    ]
    assert marks == [marks[0]] * len(marks)
    return marks[0]


@pytest.mark.parametrize(
    "number",
    [
        "7",
        "1,266",
        "1 266",
        "3.5",
        "3,5 %",
        "−4",
        "+0.2",
        "£38",
        "€1.2m",
        "CHF 40",
        "40 €",
        "21 sec",
    ]
    + ["12 km", "180 kWh", "14:05", "38p", "90%", "4 per cent", "18 °C", "(12)", "≈ 40", "12 m²"]
    + ["1 min 10 sec", "2 h 5 min", "<strong>7</strong>", "&lt; 5", "40 000"],
)
def test_a_column_of_numbers_is_marked_with_its_heading(number):
    assert columns(("Isk", number), ("Wend", number)) == [False, True]


@pytest.mark.parametrize(
    "words",
    ["seven", "1 to 4", "5–8", "9 Oct", "24 November", "12 people", "No 7", "7, 8 and 9", "a1"]
    + ["M25 to A1", "7 out of 9"],
)
def test_a_column_of_words_is_not(words):
    assert columns((words, "7"), (words, "8")) == [False, True]


@pytest.mark.parametrize("gap", ["", "–", "n/a", "—"])
def test_a_gap_among_numbers_makes_no_words_of_them(gap):
    assert columns(("Isk", "7"), ("Wend", gap)) == [False, True]


def test_one_word_among_numbers_does():
    assert columns(("Isk", "7"), ("Wend", "about 7")) == [False, False]


def test_gaps_alone_are_no_numbers():
    assert columns(("–", "7"), ("", "8")) == [False, True]


def test_a_row_named_by_a_heading_of_its_own_counts_too():
    table = "<table><tbody><tr><th>Isk</th><td>7</td></tr></tbody></table>"

    page = for_page(table, label="Table")

    assert '<th>Isk</th><td class="num">7</td>' in page


def test_where_cells_span_columns_none_is_marked():
    table = '<table><tbody><tr><td colspan="2">7</td></tr><tr><td>7</td></tr></tbody></table>'

    assert for_page(table, label="T").count(table) == 1


def test_a_table_without_cells_stays_as_it_is():
    table = "<table><tbody><tr></tr></tbody></table>"

    assert for_page(table, label="T").count(table) == 1
