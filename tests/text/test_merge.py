"""Three texts made one: nothing that either wrote is dropped, and what both changed is told."""

import random
import re
from itertools import count

import pytest

from articles.text.blocks import elements_of
from articles.text.document import Credit, Document, Lead, Takeaway
from articles.text.merge import merge, settle

LIVE = "<p>The barier shut at noon.</p><p>Two ferries waited.</p><h2>Why</h2><p>Nobody said.</p>"


def body(base, mine, theirs):
    """The merge of three bodies."""
    return merge(*(Document(body=each) for each in (base, mine, theirs)))


def test_a_typo_that_is_mended_is_mended_in_the_rewrite_too():
    rewrite = LIVE.replace("at noon", "at noon, after a night of warnings")

    merged = body(LIVE, rewrite, LIVE.replace("barier", "barrier"))

    assert "The barrier shut at noon, after a night of warnings." in merged.document.body
    assert merged.clashes == ()


def test_a_mend_follows_a_paragraph_that_the_rewrite_has_moved():
    moved = (
        "<p>Two ferries waited.</p><h2>Why</h2><p>Nobody said.</p><p>The barier shut at noon.</p>"
    )

    merged = body(LIVE, moved, LIVE.replace("barier", "barrier"))

    assert merged.document.body == moved.replace("barier", "barrier")


def test_what_has_words_of_both_is_told_to_be_looked_at():
    merged = body(
        "<p>Two ferries waited.</p>", "<p>Two big ferries waited.</p>", "<p>Two ferries sank.</p>"
    )

    assert merged.document.body == "<p>Two big ferries sank.</p>"
    assert [each.result for each in merged.mixed] == ["<p>Two big ferries sank.</p>"]


def test_where_both_changed_the_same_words_mine_stands_and_the_clash_is_told():
    merged = body(LIVE, LIVE.replace("Two", "Three"), LIVE.replace("Two", "Four"))

    (clash,) = merged.clashes
    assert "Three ferries" in merged.document.body
    assert (clash.base, clash.mine, clash.theirs) == (
        "<p>Two ferries waited.</p>",
        "<p>Three ferries waited.</p>",
        "<p>Four ferries waited.</p>",
    )


def test_a_clash_can_be_decided_for_theirs():
    merged = body(LIVE, LIVE.replace("Two", "Three"), LIVE.replace("Two", "Four"))

    assert settle(merged, theirs=[0]).body == LIVE.replace("Two", "Four")
    assert settle(merged, theirs=[]).body == LIVE.replace("Two", "Three")


def test_a_mend_of_a_paragraph_that_the_rewrite_cut_is_told():
    cut = LIVE.replace("<p>The barier shut at noon.</p>", "")

    merged = body(LIVE, cut, LIVE.replace("barier", "barrier"))

    (clash,) = merged.clashes
    assert merged.document.body == cut
    assert clash.mine is None
    assert settle(merged, theirs=[0]).body == LIVE.replace("barier", "barrier")


def test_what_they_cut_and_i_rewrote_stays_until_it_is_decided():
    rewrite = LIVE.replace("Two ferries waited", "Two ferries waited for hours")

    merged = body(LIVE, rewrite, LIVE.replace("<p>Two ferries waited.</p>", ""))

    assert merged.document.body == rewrite
    assert settle(merged, theirs=[0]).body == LIVE.replace("<p>Two ferries waited.</p>", "")


def test_paragraphs_that_both_added_at_one_place_both_stay():
    merged = body(LIVE, f"{LIVE}<p>Mine.</p>", f"{LIVE}<p>Theirs.</p>")

    assert merged.document.body == f"{LIVE}<p>Mine.</p><p>Theirs.</p>"
    assert [each.result for each in merged.mixed] == ["<p>Theirs.</p>"]


def test_their_order_is_taken_where_only_they_have_moved_something():
    moved = (
        "<p>Two ferries waited.</p><p>The barier shut at noon.</p><h2>Why</h2><p>Nobody said.</p>"
    )

    merged = body(LIVE, LIVE.replace("Nobody", "Nobody at all"), moved)

    assert merged.document.body == moved.replace("Nobody", "Nobody at all")


def test_formatting_is_joined_only_where_its_tags_stay_whole():
    base, bold = "<p>One two three four.</p>", "<p>One <strong>two three</strong> four.</p>"

    merged = body(base, bold, "<p>One two 3 four.</p>")

    assert merged.document.body == "<p>One <strong>two 3</strong> four.</p>"
    crossing = body(base, bold, "<p>One two <em>three four</em>.</p>")
    assert crossing.document.body == bold
    assert len(crossing.clashes) == 1


def test_items_of_a_list_and_cells_of_a_table_are_joined_one_by_one():
    base = "<ul><li>one</li><li>two</li></ul>"
    base += "<table><tbody><tr><td>4</td><td>5</td></tr></tbody></table>"
    mine, theirs = base.replace("one", "first").replace("4", "40"), base.replace("two", "second")

    merged = body(base, mine, theirs)

    assert merged.document.body == mine.replace("two", "second")
    assert merged.clashes == ()


def test_each_field_takes_what_only_one_of_them_changed():
    base = Document(headline="Gate shut", standfirst="It shut.", slug="gate", language="")
    mine = Document(headline="Gate shut", standfirst="It shut early.", slug="gate", language="fr")
    theirs = Document(headline="Gates shut", standfirst="It shut.", slug="gate", language="")

    merged = merge(base, mine, theirs)

    assert merged.document == Document("Gates shut", "gate", "It shut early.", language="fr")
    assert merged.taken == ("headline",)


def test_a_headline_that_both_changed_is_never_mixed():
    merged = merge(Document("Gate shut"), Document("Old gate shut"), Document("Gate shut early"))

    assert merged.document.headline == "Old gate shut"
    assert [(each.part, each.theirs) for each in merged.clashes] == [
        ("headline", "Gate shut early")
    ]
    assert settle(merged, theirs=[0]).headline == "Gate shut early"


def test_tags_credits_and_related_are_joined_without_a_clash():
    ann, bob, cy = Credit(1, "author"), Credit(2, "author"), Credit(3, "editor")
    base = Document(tags=(1, 2), credits=(ann, bob), related=(7,))
    mine = Document(tags=(1, 2, 3), credits=(bob, ann), related=())
    theirs = Document(tags=(2, 4), credits=(ann, bob, cy), related=(7, 8))

    merged = merge(base, mine, theirs)

    assert merged.document == Document(tags=(2, 3, 4), credits=(bob, ann, cy), related=(8,))
    assert merged.clashes == ()


def test_takeaways_are_followed_by_their_words():
    base = Document(takeaways=(Takeaway("The barier shut"), Takeaway("Two waited")))
    mine = Document(takeaways=(Takeaway("Two waited"), Takeaway("The barier shut", anchor="why")))
    theirs = Document(takeaways=(Takeaway("The barrier shut"), Takeaway("Two waited")))

    merged = merge(base, mine, theirs)

    assert merged.document.takeaways == (
        Takeaway("Two waited"),
        Takeaway("The barrier shut", "why"),
    )


def test_words_of_the_lead_image_are_merged_while_the_picture_is_the_same():
    base, theirs = Document(lead=Lead(1, "A gate", "Ann")), Document(lead=Lead(1, "A gate", "Bob"))

    merged = merge(base, Document(lead=Lead(1, "The gate", "Ann")), theirs)
    other = merge(base, Document(lead=Lead(2, "A weir", "Ann")), theirs)

    assert merged.document.lead == Lead(1, "The gate", "Bob")
    assert other.document.lead == Lead(2, "A weir", "Ann")
    assert [each.part for each in other.clashes] == ["lead"]


@pytest.mark.parametrize("seed", range(150))
def test_no_word_is_dropped_whatever_both_do(seed):
    chance, number = random.Random(seed), count()  # noqa: S311 - to try orders, not to keep secrets
    base = [f"<p>{sentence(chance, number)}</p>" for _n in range(chance.randint(1, 7))]
    mine, theirs = (rewritten(base, chance, number) for _n in range(2))

    merged = body("".join(base), "".join(mine), "".join(theirs))

    told = " ".join([merged.document.body, *(f"{c.mine} {c.theirs}" for c in merged.clashes)])
    old, new = _words(base), _words(mine) | _words(theirs)
    assert new - old <= _words([told])
    assert old & _words(mine) & _words(theirs) <= _words([told])
    elements = elements_of(merged.document.body)
    assert all(elements[c.place] == c.mine for c in merged.clashes if c.mine)
    decided = elements_of(settle(merged, theirs=range(len(merged.clashes))).body)
    assert all(c.theirs in decided for c in merged.clashes if c.theirs)
    again = body("".join(base), merged.document.body, "".join(base))
    assert again.document == merged.document


def sentence(chance, number):
    return " ".join(f"w{next(number)}" for _n in range(chance.randint(1, 8)))


def rewritten(base, chance, number):
    """The paragraphs after some changes of every kind."""
    result = list(base)
    for _n in range(chance.randint(1, 4)):
        at = chance.randrange(len(result) + 1)
        deed = chance.choice(["add", "cut", "move", "word", "word", "rewrite"])
        if deed == "add" or at == len(result):
            result.insert(at, f"<p>{sentence(chance, number)}</p>")
        elif deed == "cut" and len(result) > 1:
            del result[at]
        elif deed == "move":
            result.insert(chance.randrange(len(result)), result.pop(at))
        elif deed == "word":
            words = result[at][3:-4].split()
            words[chance.randrange(len(words))] = f"w{next(number)}"
            result[at] = f"<p>{' '.join(words)}</p>"
        else:
            result[at] = f"<p>{sentence(chance, number)}</p>"
    return result


def _words(texts):
    return set(re.findall(r"w\d+", " ".join(texts)))


def test_a_long_story_is_merged_in_bounded_work():
    base = [f"<p>{' '.join(f'w{n * 40 + k}' for k in range(40))}</p>" for n in range(500)]
    mine = [each.replace("w", "v") if n % 3 else each for n, each in enumerate(base)]
    theirs = [each.replace("w1", "u1") for each in reversed(base)]

    merged = body("".join(base), "".join(mine), "".join(theirs))

    assert len(merged.clashes) + len(merged.mixed) > 0
