"""What changed between two documents: whole, readable, and told in time whatever they are."""

import random
from itertools import pairwise

import pytest

from articles.text.alignment import Effort, align
from articles.text.diff import Op, Piece, differences, items, words
from articles.text.document import Document, Lead, Takeaway

SIGNS = {Op.SAME: "{}", Op.CUT: "[-{}-]", Op.ADDED: "{{+{}+}}"}


def shown(pieces):
    """Pieces as one line: [-cut-] {+added+} same."""
    return "".join(SIGNS[piece.op].format(piece.text) for piece in pieces)


def body_of(old, new, **known):
    """What is told of two bodies: a line for each changed block, a number for the rest."""
    rows = differences(Document(body=old), Document(body=new), **known).body
    return [
        row.unchanged or (f"{row.more} more" if row.more else shown(row.pieces)) for row in rows
    ]


# Words


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "Thirteen boats waited in a rising wind.",
            "Thirty-one boats waited in a rising wind.",
            "[-Thirteen-] {+Thirty-one+} boats waited in a rising wind.",
        ),
        ("Nine boats came in.", "Nine boats came.", "Nine boats came [-in-]."),
        ("It was late.", "It was very late.", "It was {+very+} late."),
        ("It cost £4.88 in all.", "It cost £4.89 in all.", "It cost £[-4.88-] {+4.89+} in all."),
        ("“Yes,” said Ana.", "“No,” said Ana.", "“[-Yes-] {+No+},” said Ana."),
        ("It’s done now, she said.", "It isn’t done now, she said.", None),
        (
            "one two three four of nine ten eleven twelve",
            "uno dos tres cuatro of nueve ten eleven twelve",
            "[-one two three four of nine-] {+uno dos tres cuatro of nueve+} ten eleven twelve",
        ),
        ("", "New.", "{+New.+}"),
        ("Old.", "", "[-Old.-]"),
        ("All else.", "Nothing like it", "[-All else.-] {+Nothing like it+}"),
    ],
)
def test_words_are_told_in_whole_and_in_phrases(old, new, told):
    found = shown(words(old, new, Effort()))

    assert told is None or " ".join(found.split()) == told
    pieces = words(old, new, Effort())
    assert "".join("".join(p.text for p in pieces if p.op is not Op.CUT).split()) == "".join(
        new.split()
    )
    assert "".join("".join(p.text for p in pieces if p.op is not Op.ADDED).split()) == "".join(
        old.split()
    )


def test_whatever_the_words_both_texts_can_be_read_out_of_what_is_told():
    dice = random.Random(1871)  # noqa: S311 - of texts, not of secrets

    for _n in range(2_000):
        old, new = (
            " ".join(
                dice.choice(["a", "b", "sea,", "tide", "3.5"]) for _ in range(dice.randrange(9))
            )
            for _side in range(2)
        )
        pieces = words(old, new, Effort(dice.choice([0, 5, 10_000])))
        for kept, text in ((Op.CUT, old), (Op.ADDED, new)):
            read = "".join(p.text for p in pieces if p.op in (Op.SAME, kept))
            assert read.replace(" ", "") == text.replace(" ", ""), (old, new)


# Blocks


def test_paragraphs_are_told_apart_before_their_words_are():
    old = "<p>One.</p><p>The vote was close at noon.</p><p>Three.</p><p>Four.</p>"
    new = old.replace("close", "very close").replace("<p>Four", "<p>New here.</p><p>Four")

    assert body_of(old, new) == [
        1,
        "The vote was {+very+} close at noon.",
        1,
        "{+New here.+}",
        1,
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("<p>a</p>", "<p>a</p>", []),
        ("<p>a</p>", "<p><em>a</em></p>", []),
        ('<p><a href="/x">a</a></p>', "<p>a</p>", []),
        ("<p>a\u00a0b</p>", "<p>a b</p>", []),
        ("<p>a</p>", "<h2>a</h2>", []),
        ("", "", []),
        ("", "<p>a</p>", ["{+a+}"]),
        ("<p>a</p>", "", ["[-a-]"]),
        ("<p>a</p><p>b</p>", "<p>b</p><p>a</p>", ["[-a-]", 1, "{+a+}"]),
        ("<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li><li>c</li></ul>", [1, "[-b-]", "{+c+}"]),
        ("<p>It was one.</p>", "<p>It was two.</p>", ["It was [-one-] {+two+}."]),
        ("<p>x &lt;b&gt;</p>", "<p>x &lt;i&gt;</p>", ["x <[-b-] {+i+}>"]),
    ],
)
def test_blocks_are_compared_by_their_words_alone(old, new, told):
    assert body_of(old, new) == told


def test_pictures_that_come_and_go_are_told_by_their_ids():
    old, new = (
        '<figure data-image="4"></figure><p>x</p>',
        '<p>x</p><figure data-image="5"></figure>',
    )

    rows = differences(Document(body=old), Document(body=new)).body

    assert [(row.image, row.op, row.unchanged) for row in rows] == [
        (4, Op.CUT, 0),
        (0, Op.SAME, 1),
        (5, Op.ADDED, 0),
    ]


def test_a_paragraph_that_was_rewritten_is_told_from_one_that_is_another():
    old = "<p>The ferry left at nine with all aboard.</p><p>Nobody was hurt in the storm.</p>"
    new = "<p>Rain is forecast.</p><p>The ferry left at ten with all aboard.</p>"

    assert body_of(old, new) == [
        "{+Rain is forecast.+}",
        "The ferry left at [-nine-] {+ten+} with all aboard.",
        "[-Nobody was hurt in the storm.-]",
    ]


# Documents


def test_all_that_readers_see_is_compared():
    old = Document("Boats in", "s", "All.", "<p>x</p>", (Takeaway("Nine"),), lead=Lead(1, "A", "B"))
    new = Document(
        "Boats out", "t", "Some.", "<p>y</p>", (Takeaway("Ten"),), lead=Lead(2, "C", "D")
    )

    found = differences(old, new)

    assert shown(found.headline) == "Boats [-in-] {+out+}"
    assert shown(found.standfirst) == "[-All-] {+Some+}."
    assert [shown(row.pieces) for row in found.takeaways] == ["[-Nine-]", "{+Ten+}"]
    assert found.is_other_picture
    assert (shown(found.caption), shown(found.picture_credit)) == ("[-A-] {+C+}", "[-B-] {+D+}")
    assert found


def test_what_readers_do_not_see_differs_in_nothing():
    old = Document("Boats", "a", body="<p>x</p>", section=1, seo_title="A", tags=(1,))
    new = Document("Boats", "b", body="<p>x</p>", section=2, seo_title="B", tags=(2,))

    assert not differences(old, new)
    assert not differences(old, old)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (["Ada"], ["Ada"], ""),
        (["Ada"], ["Ada", "Ben"], "Ada{+Ben+}"),
        (["Ada", "Ben"], ["Ben", "Ada"], None),
        ([], ["Ada"], "{+Ada+}"),
    ],
)
def test_names_are_compared_whole(old, new, told):
    found = items(old, new)

    assert told is None or shown(found) == told
    assert found == () or [p.text for p in found if p.op is not Op.CUT] == new


# Side by side


def longest(a, b):
    """How many of both stand in the same order, by the plainest method."""
    row = [0] * (len(b) + 1)
    for x in a:
        last = 0
        for j, y in enumerate(b, start=1):
            last, row[j] = row[j], (last + 1 if x == y else max(row[j], row[j - 1]))
    return row[-1]


@pytest.mark.parametrize("effort", [0, 3, 40, 10**6])
def test_whatever_stands_side_by_side_both_are_told_in_whole(effort):
    dice = random.Random(effort)  # noqa: S311 - likewise

    for _n in range(1_500):
        kinds = "abcdefgh"[: dice.choice([2, 3, 8])]
        a, b = ("".join(dice.choices(kinds, k=dice.randrange(14))) for _side in range(2))
        found = align(a, b, Effort(effort))

        assert "".join(a[n] for each in found for n in each.cut) == a
        assert "".join(b[n] for each in found for n in each.added) == b
        same = [each for each in found if each.is_same]
        assert all([a[n] for n in each.cut] == [b[n] for n in each.added] for each in same)
        assert all(one.is_same is not other.is_same for one, other in pairwise(found))
        if effort > 10**5:
            assert sum(len(each.cut) for each in same) == longest(a, b)


# Long and hostile texts


def numbers(dice, count, most):
    return " ".join(str(dice.randrange(most)) for _n in range(count))


def hostile():
    """Pairs of bodies of some 900,000 characters that would take an exact comparison for ever."""
    dice = random.Random(7)  # noqa: S311 - likewise
    yield "one paragraph after another", "<p>a</p>" * 112_000, "<p>a</p>" * 111_999 + "<p>b</p>"
    yield "turn about", "<p>a</p><p>b</p>" * 56_000, "<p>b</p><p>a</p><p>c</p>" * 37_000
    yield "words turn about", f"<p>{'a b ' * 225_000}</p>", f"<p>{'b a c ' * 150_000}</p>"
    yield "dice", *(f"<p>{numbers(dice, 230_000, 999)}</p>" for _side in range(2))
    straight = [f"<p>{n}</p>" for n in range(75_000)]
    yield "back to front", "".join(straight), "".join(reversed(straight))
    yield "all new", "".join(straight), "".join(straight).replace("<p>", "<p>n")
    rolls = ("".join(f"<p>{numbers(dice, 100, 50)}</p>" for _n in range(3_000)) for _side in "ab")
    yield "paragraphs of dice", *rolls
    yield "one word", f"<p>{'a' * 900_000}</p>", f"<p>{'a' * 899_999}b</p>"
    yield "signs", f"<p>{'.!' * 440_000}</p>", f"<p>{'!.' * 440_000}</p>"
    text = "".join(f"<p>{numbers(dice, 100, 9_999)}</p>" for _n in range(1_800))
    yield "every paragraph a little", text, text.replace("1 ", "7 ")


@pytest.mark.parametrize(
    ("old", "new"), [pytest.param(old, new, id=name) for name, old, new in hostile()]
)
def test_no_two_bodies_take_for_ever(old, new):
    effort = Effort()

    rows = differences(Document(body=old), Document(body=new), effort=effort).body

    assert rows
    assert sum(bool(row.pieces) for row in rows) <= 400
    # What was spent is what was granted, and at most one comparison more.
    assert effort.left > -1_000_000


def test_comparisons_can_share_what_is_granted_and_grow_coarser():
    old, new = "<p>a b c d e f g</p>", "<p>b c d x e f g h</p>"

    fine = body_of(old, new)
    coarse = body_of(old, new, effort=Effort(0))

    assert fine == ["[-a-] b c d {+x+} e f g {+h+}"]
    assert coarse == ["[-a b c d e f g-] {+b c d x e f g h+}"]


def test_more_rows_than_anyone_reads_are_told_by_their_number():
    old, new = ("".join(f"<p>{side}{n}</p>" for n in range(500)) for side in "ab")

    told = body_of(old, new)

    assert told[-1] == "600 more"
    assert len(told) == 401


def test_what_is_the_same_is_not_told_however_long():
    long = "<p>a</p>" * 50_000

    assert body_of(long, long) == []
    assert body_of(long, long + "<p>End.</p>") == [50_000, "{+End.+}"]


def test_a_piece_cannot_be_written_over():
    piece = Piece(Op.SAME, "x")

    with pytest.raises(AttributeError):
        piece.text = "y"
