"""The Document: stored and read again, told apart by its digest, and asked about itself."""

import json
from dataclasses import FrozenInstanceError, fields, replace

import pytest

from articles.text.document import SCHEMA, Credit, Document, Lead, Takeaway

WHOLE = Document(
    headline="Boats come in",
    slug="boats-come-in",
    standfirst="All of them",
    body='<h2>At sea</h2><p>Nine boats.</p><figure data-image="5"></figure>',
    takeaways=(Takeaway("Nine came", "at-sea"), Takeaway("None sank", quote="Nine boats")),
    credits=(Credit(3, "author"), Credit(1, "editor"), Credit(2, "author")),
    section=4,
    tags=(8, 7),
    lead=Lead(6, "The pier", "Ada Marsh"),
    related=(11, 10),
    seo_title="Boats",
    seo_description="How boats came in",
    language="en",
    history_closed=True,
)
OTHER = {
    "headline": "Boats go out",
    "slug": "boats",
    "standfirst": "Some",
    "body": "<p>Ten.</p>",
    "takeaways": (Takeaway("None sank"), Takeaway("Nine came", "at-sea")),
    "credits": (Credit(1, "editor"), Credit(3, "author"), Credit(2, "author")),
    "section": None,
    "tags": (7, 8),
    "lead": Lead(6, "The pier"),
    "related": (10, 11),
    "seo_title": "",
    "seo_description": "How",
    "language": "de",
    "history_closed": False,
}
# As it was stored by the house's first code.
OLD = (
    '{"schema": 1, "headline": "Boats come in", "slug": "boats-come-in", "standfirst": "All of '
    'them", "body": "<h2>At sea</h2><p>Nine boats.</p><figure data-image=\\"5\\"></figure>", '
    '"takeaways": [{"text": "Nine came", "anchor": "at-sea"}, {"text": "None sank", "anchor": '
    '""}], "credits": [{"contributor": 3, "role": "author"}], "section": 4, "tags": [8, 7], '
    '"lead": {"image": 6, "caption": "The pier", "credit": "Ada Marsh"}, "related": [11], '
    '"seo_title": "Boats", "seo_description": "How", "language": "en"}'
)


# Stored and read again


@pytest.mark.parametrize("document", [WHOLE, Document()], ids=["whole", "empty"])
def test_what_is_stored_is_read_again_as_it_was(document):
    stored = json.loads(json.dumps(document.to_json()))

    again = Document.from_json(stored)

    assert again == document
    assert hash(again) == hash(document)
    assert again.to_json() == document.to_json()


def test_what_is_stored_says_by_which_schema():
    assert Document().to_json()["schema"] == SCHEMA == 1


def test_every_field_is_stored():
    assert set(WHOLE.to_json()) == {"schema", *OTHER}
    assert {field.name for field in fields(Document)} == set(OTHER)


@pytest.mark.parametrize("name", OTHER)
def test_a_field_that_was_not_stored_takes_its_default(name):
    stored = WHOLE.to_json()
    del stored[name]

    read = Document.from_json(stored)

    assert read == replace(WHOLE, **{name: getattr(Document(), name)})


def test_a_document_from_before_all_schemas_is_read():
    assert Document.from_json({}) == Document()
    assert Document.from_json({"headline": "Old"}) == Document(headline="Old")


def test_a_field_that_is_no_longer_known_is_passed_over():
    assert Document.from_json(WHOLE.to_json() | {"subtitle": "Gone"}) == WHOLE


def test_parts_that_were_stored_with_less_take_their_defaults():
    stored = {"takeaways": [{"text": "Nine came"}], "lead": {"image": 6}}

    read = Document.from_json(stored)

    assert read.takeaways == (Takeaway("Nine came", anchor=""),)
    assert read.lead == Lead(6, caption="", credit="")


def test_a_schema_newer_than_this_house_is_refused():
    with pytest.raises(ValueError, match="document schema 2 is newer than 1"):
        Document.from_json(WHOLE.to_json() | {"schema": SCHEMA + 1})


@pytest.mark.parametrize("part", [WHOLE, WHOLE.lead, WHOLE.takeaways[0], WHOLE.credits[0]])
def test_nothing_of_a_document_can_be_written_over(part):
    name = fields(part)[0].name

    with pytest.raises(FrozenInstanceError):
        setattr(part, name, getattr(part, name))


# The digest


def test_equal_documents_have_equal_digests():
    again = Document.from_json(json.loads(json.dumps(WHOLE.to_json(), sort_keys=True)))

    assert again is not WHOLE
    assert again.sha256 == WHOLE.sha256


@pytest.mark.parametrize("name", OTHER)
def test_the_digest_changes_with_each_field(name):
    changed = replace(WHOLE, **{name: OTHER[name]})

    assert changed.sha256 != WHOLE.sha256


def test_the_digest_stays_what_it_was_when_the_first_edition_was_sealed():
    sealed = "0dfaf2138239018216062d8bf272bce96fa6422723ce17c3c5caa0be1e723ce0"

    assert Document(headline="Über", tags=(1,)).sha256 == sealed


def test_a_document_from_before_passages_and_histories_is_the_same_and_so_is_its_digest():
    stored = json.loads(OLD)

    read = Document.from_json(stored)

    assert json.loads(json.dumps(read.to_json())) == stored
    assert read.sha256 == "f5486ce096dfff7f66dc4b0a52b3ef82124705c181332b3c42d9c62ba2105788"


def test_words_that_look_alike_and_are_written_differently_differ():
    assert Document(headline="é").sha256 != Document(headline="e\u0301").sha256


# Asked about itself


def test_the_credited_are_told_by_role_in_their_order():
    assert WHOLE.credited("author") == (3, 2)
    assert WHOLE.credited("editor") == (1,)
    assert WHOLE.credited("photographer") == ()


def figures(*ids):
    return "".join(f'<figure data-image="{each}"></figure>' for each in ids)


@pytest.mark.parametrize(
    ("lead", "body", "shown"),
    [
        (None, "", ()),
        (None, "<p>x</p>", ()),
        (None, figures(5, 2, 5), (5, 2)),
        (Lead(9), "", (9,)),
        (Lead(9), figures(5, 2), (9, 5, 2)),
        (Lead(2), figures(5, 2, 7), (2, 5, 7)),
    ],
)
def test_the_lead_comes_first_among_the_images_and_each_is_told_once(lead, body, shown):
    assert Document(lead=lead, body=body).images == shown


@pytest.mark.parametrize(
    ("fields_given", "count"),
    [
        ({}, 0),
        ({"headline": "Boats come in"}, 3),
        ({"takeaways": (Takeaway("Nine came", "at-sea"), Takeaway("None sank at all"))}, 6),
        ({"body": "<h2>At sea</h2><p>Nine <em>boats</em>.</p><p>Ten</p>"}, 5),
        ({"body": "<ul><li>Fruit<ul><li>Pears</li></ul></li></ul>"}, 2),
        ({"headline": "One", "takeaways": (Takeaway("two"),), "body": "<p>three</p>"}, 3),
        ({"standfirst": "Not counted", "slug": "nor-this", "seo_title": "Nor this"}, 0),
        ({"lead": Lead(1, "Nor this", "nor that")}, 0),
    ],
)
def test_words_are_those_of_headline_takeaways_and_body(fields_given, count):
    assert Document(**fields_given).words == count


def test_a_cleaned_document_has_the_vocabulary_for_a_body_and_all_else_as_it_was():
    typed = replace(WHOLE, body="<div>Fair <b onclick=x>play</b></div><script>alert(1)</script>")

    cleaned = typed.cleaned()

    assert cleaned == replace(WHOLE, body="<p>Fair <strong>play</strong></p>")
    assert typed.body.startswith("<div>")


def test_a_clean_document_is_the_same_when_cleaned():
    assert WHOLE.cleaned() == WHOLE
    assert WHOLE.cleaned().sha256 == WHOLE.sha256
