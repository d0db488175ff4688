"""Type that is set: the page's body, and what else the text alone decides, as plain values."""

import hashlib
import json
from dataclasses import replace

from articles.text import body as vocabulary
from articles.text.document import Document, Lead, Takeaway
from articles.text.passage import links_of
from articles.text.typeset import VERSION, Typeset

BODY = (
    "<p>It began at <em>noon</em>.</p><h2>The old pier</h2><p>Nine boats &amp; a barge came in.</p>"
    '<figure data-image="7"><figcaption>The <em>barge</em>, late</figcaption></figure>'
    "<h3>Fish</h3><table><thead><tr><th>Boat</th><th>Tons</th></tr></thead>"
    "<tbody><tr><td>Ada</td><td>12</td></tr></tbody></table><h2>The old pier</h2>"
    '<figure data-embed="https://video.example/?a=1&amp;b=2"></figure>'
    '<figure data-image="9"></figure><blockquote class="pull"><p>It was close.</p></blockquote>'
)
DOCUMENT = Document(
    headline="Boats",
    body=BODY,
    lead=Lead(3),
    takeaways=(
        Takeaway("Nine came", quote="Nine boats"),
        Takeaway("All at the pier", anchor="the-old-pier-2"),
        Takeaway("One was late", quote="barge, late"),
        Takeaway("Also nine", quote="Nine boats"),
        Takeaway("Nobody knows"),
    ),
)


def digest_of(stored):
    """A digest of plain values."""
    return hashlib.sha256(json.dumps(stored, sort_keys=True).encode()).hexdigest()[:16]


def figure(image, caption):
    return f"[{image}: {caption}]"


def embed(address, caption):
    return f"[{address}: {caption}]"


def marks(numbers):
    return f"<a>{numbers}</a>"


def page(typeset):
    """The body on a page that fills the slots so."""
    return typeset.page(figure=figure, embed=embed, marks=marks, table='A "table"')


def test_set_type_prints_what_the_body_itself_would():
    at_once = vocabulary.for_page(
        BODY,
        figure=figure,
        embed=embed,
        table='A "table"',
        marks={
            start: (mark.anchor, marks(mark.numbers))
            for start, mark in links_of(DOCUMENT).marks.items()
        },
    )

    typeset = Typeset.of(DOCUMENT)

    assert page(typeset) == at_once
    assert '<p id="passage-1"><a>(1, 4)</a>Nine boats' in page(typeset)
    assert '[7: <span id="passage-3"><a>(3,)</a></span>The <em>barge</em>, late]' in page(typeset)
    assert "[https://video.example/?a=1&b=2: ]" in page(typeset)


def test_set_type_knows_what_else_the_page_says():
    typeset = Typeset.of(DOCUMENT)

    assert typeset.contents == (
        ("The old pier", "the-old-pier"),
        ("The old pier", "the-old-pier-2"),
    )
    assert typeset.fragments == links_of(DOCUMENT).fragments
    assert typeset.images == (3, 7, 9)
    assert typeset.words == DOCUMENT.words
    assert typeset.summary.startswith(
        "It began at noon. The old pier Nine boats & a barge came in."
    )
    assert Typeset.of(replace(DOCUMENT, standfirst="In short")).summary == "In short"
    assert Typeset.of(replace(DOCUMENT, seo_description="To find")).summary == "To find"


def test_set_type_comes_back_from_a_column_as_it_was():
    typeset = Typeset.of(DOCUMENT)

    stored = json.dumps(typeset.to_json())

    assert Typeset.from_json(json.loads(stored)) == typeset


def test_characters_that_no_clean_body_holds_open_no_slot():
    typeset = Typeset.of(Document(body="<p>A \x010\x02 B</p>"))

    assert page(typeset) == "<p>A 0 B</p>"


def test_what_comes_out_in_another_way_has_another_version():
    stored = Typeset.of(DOCUMENT).to_json()

    # If this fails, raise VERSION: what older code has set is in the database.
    assert (VERSION, digest_of(stored)) == (1, "cbf879a8848655ad")
