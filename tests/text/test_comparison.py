"""Two texts compared for the desk: what changed is told, and nothing else."""

import random
import re
from itertools import count

import pytest

from articles.text.comparison import Change, compare
from articles.text.document import Credit, Document, Takeaway
from tests.text.test_merge import rewritten, sentence

ONE, TWO, THREE = "<p>One ferry waited.</p>", "<h2>Why</h2>", "<p>Nobody said a word.</p>"


def body(old, new):
    """The rows of two bodies: (change, from where it moved, runs of its first leaf)."""
    found = compare(Document(body=old), Document(body=new)).body
    return [
        (
            str(row.change),
            row.moved_from,
            [(str(run.change), run.text) for run in row.leaves[0].runs] if row.leaves else [],
        )
        for row in found
    ]


def test_the_same_is_the_same():
    document = Document(headline="Gates", body=ONE + TWO, takeaways=(Takeaway("a"),), tags=(1,))

    found = compare(document, document)

    assert found.is_empty
    assert [row.change for row in found.body] == [Change.SAME, Change.SAME]


def test_words_are_told_within_their_paragraph():
    assert body(ONE, ONE.replace("One", "Two")) == [
        ("changed", 0, [("cut", "One "), ("added", "Two "), ("same", "ferry waited.")])
    ]


def test_a_paragraph_that_moved_is_told_as_moved_and_not_as_cut_and_added():
    assert body(ONE + TWO + THREE, THREE + ONE + TWO) == [
        ("same", 3, [("same", "Nobody said a word.")]),
        ("same", 0, [("same", "One ferry waited.")]),
        ("same", 0, [("same", "Why")]),
    ]


def test_one_that_moved_and_changed_is_both():
    rows = body(ONE + TWO + THREE, THREE.replace("word", "thing") + ONE + TWO)

    assert rows[0][:2] == ("changed", 3)
    assert ("cut", "word") in rows[0][2] and ("added", "thing") in rows[0][2]


def test_what_was_cut_stands_where_it_stood():
    assert [row[0] for row in body(ONE + TWO + THREE, ONE + THREE)] == ["same", "cut", "same"]
    assert [row[0] for row in body(ONE + THREE, ONE + TWO + THREE)] == ["same", "added", "same"]


@pytest.mark.parametrize(
    ("old", "new", "was", "marks"),
    [
        ("<p>a b c</p>", "<p>a <strong>b</strong> c</p>", (), ("strong",)),
        ("<p>a <em>b</em> c</p>", "<p>a b c</p>", ("em",), ()),
        (
            '<p>a <a href="/x/">b</a> c</p>',
            '<p>a <a href="/y/">b</a> c</p>',
            ("a:/x/",),
            ("a:/y/",),
        ),
    ],
)
def test_words_of_another_look_are_told_as_restyled(old, new, was, marks):
    (row,) = compare(Document(body=old), Document(body=new)).body

    (restyled,) = [run for run in row.leaves[0].runs if run.change is Change.RESTYLED]
    assert (restyled.text.strip(), restyled.was, restyled.marks) == ("b", was, marks)


@pytest.mark.parametrize(
    ("old", "new", "was", "now"),
    [
        ("<ul><li>a</li></ul>", "<ol><li>a</li></ol>", "ul", "ol"),
        ("<ol><li>a</li></ol>", '<ol start="4"><li>a</li></ol>', "ol", 'ol start="4"'),
        (
            "<blockquote><p>a</p></blockquote>",
            '<blockquote class="pull"><p>a</p></blockquote>',
            "blockquote",
            'blockquote class="pull"',
        ),
    ],
)
def test_a_block_of_another_kind_is_told(old, new, was, now):
    (row,) = compare(Document(body=old), Document(body=new)).body

    assert (row.change, row.was, row.tag) == (Change.CHANGED, was, now)


def test_a_heading_of_another_level_is_told():
    (row,) = compare(Document(body="<h2>Why</h2>"), Document(body="<h3>Why</h3>")).body

    assert (row.change, row.leaves[0].was_tag, row.leaves[0].tag) == (Change.CHANGED, "h2", "h3")


def test_a_swapped_picture_is_cut_and_added_and_its_caption_compared():
    old = '<figure data-image="1"><figcaption>A gate</figcaption></figure>'
    new = '<figure data-image="2"><figcaption>The gate</figcaption></figure>'

    (row,) = compare(Document(body=old), Document(body=new)).body

    told = [(str(leaf.change), leaf.image) for leaf in row.leaves if leaf.tag == "figure"]
    assert sorted(told) == [("added", 2), ("cut", 1)]
    assert [str(run.change) for run in row.leaves[-1].runs] == ["cut", "added", "same"]


def test_items_and_cells_are_compared_one_by_one():
    old = "<table><tbody><tr><td>four</td><td>five</td></tr></tbody></table>"

    (row,) = compare(Document(body=old), Document(body=old.replace("five", "six"))).body

    assert [str(leaf.change) for leaf in row.leaves] == ["same", "changed"]


def test_takeaways_are_told_when_moved_reworded_or_led_elsewhere():
    old = Document(takeaways=(Takeaway("One ferry waited"), Takeaway("Nobody said why", "why")))
    new = Document(takeaways=(Takeaway("Nobody said why", "how"), Takeaway("One ferry waited")))

    rows = compare(old, new).changed_takeaways

    assert [(str(row.change), row.moved_from) for row in rows] == [("changed", 0), ("same", 1)]


def test_parts_that_are_told_by_name_are_named():
    old = Document(headline="Gates", tags=(1,), credits=(Credit(1, "author"),), section=1)
    new = Document(headline="Gates shut", tags=(2,), credits=(Credit(1, "editor"),), section=1)

    found = compare(old, new)

    assert list(found.texts) == ["headline"]
    assert found.named == ("tags", "credits")


@pytest.mark.parametrize("seed", range(80))
def test_the_words_of_both_are_told_each_as_often_as_it_is_there(seed):
    chance, number = random.Random(seed), count()  # noqa: S311 - to try orders, not to keep secrets
    old = [f"<p>{sentence(chance, number)}</p>" for _n in range(chance.randint(1, 7))]
    new = rewritten(old, chance, number)

    rows = compare(Document(body="".join(old)), Document(body="".join(new))).body

    runs = [run for row in rows for leaf in row.leaves for run in leaf.runs]
    kept = "".join(run.text + " " for run in runs if run.change is not Change.ADDED)
    now = "".join(run.text + " " for run in runs if run.change is not Change.CUT)
    assert sorted(re.findall(r"w\d+", kept)) == sorted(re.findall(r"w\d+", "".join(old)))
    assert re.findall(r"w\d+", now) == re.findall(r"w\d+", "".join(new))


def test_a_very_long_story_is_compared_in_bounded_work():
    old = "".join(f"<p>{' '.join(f'w{n * 40 + k}' for k in range(40))}</p>" for n in range(500))
    new = old.replace("w1", "v1").replace("w7 ", "u7 ")

    assert compare(Document(body=old), Document(body=new)).changed_elements
