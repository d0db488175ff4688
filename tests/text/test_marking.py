"""What differs between two elements is marked in the newer one, whose tags stay as they are."""

import pytest

from articles.text.alignment import Effort
from articles.text.marking import marked


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("<p>It was noon.</p>", "<p>It was noon.</p>", "<p>It was noon.</p>"),
        (
            "<p>Two ferries waited.</p>",
            "<p>Three ferries waited.</p>",
            "<p><del>Two </del><ins>Three </ins>ferries waited.</p>",
        ),
        ("<p>Stay here.</p>", "<p>Stay.</p>", "<p>Stay<del> here</del>.</p>"),
        (
            "<blockquote><p>One.</p></blockquote>",
            "<blockquote><p>One.</p><p>Two.</p></blockquote>",
            "<blockquote><p>One.</p><p><ins>Two.</ins></p></blockquote>",
        ),
        (
            "<ul><li>a</li><li>b</li></ul>",
            "<ul><li>a</li></ul>",
            "<ul><li>a<del> b</del></li></ul>",
        ),
        (
            "<p>So <strong>bold</strong> it is.</p>",
            "<p>So bold it is!</p>",
            '<p>So <span class="restyled">bold </span>it is<del>.</del><ins>!</ins></p>',
        ),
        ("", "<p>New &amp; old</p>", "<p><ins>New &amp; old</ins></p>"),
        ("<p>One</p><p>Two</p>", "", "<del>One Two</del>"),
        (
            '<figure data-image="1"><img src="/1/" alt=""></figure>',
            '<figure data-image="2"><img src="/2/" alt=""></figure>',
            '<figure data-image="2"><del><img src="/1/" alt=""></del>'
            '<ins><img src="/2/" alt=""></ins></figure>',
        ),
    ],
)
def test_words_that_differ_are_marked_where_they_stand(old, new, told):
    assert marked(old, new, effort=Effort()) == told
