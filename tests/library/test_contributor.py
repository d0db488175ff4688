"""Contributors: their links, and who counts as an author or an editor."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from articles.library.contributor import Author, Contributor, Editor
from tests.make import make_article, make_contributor, make_edition, make_image, make_user

pytestmark = pytest.mark.django_db


def linked(links):
    """Someone with these links."""
    return Contributor(name="Ada Marsh", slug="ada-marsh", links=links)


def test_each_line_is_a_link_with_its_name():
    person = linked("https://example.org/ada My own page\nmailto:ada@example.org Write to me")

    person.full_clean()

    assert person.named_links() == [
        ("My own page", "https://example.org/ada"),
        ("Write to me", "mailto:ada@example.org"),
    ]


def test_a_link_without_a_name_is_called_by_its_address():
    person = linked("https://example.org/ada\nmailto:ada@example.org")

    assert person.named_links() == [
        ("https://example.org/ada", "https://example.org/ada"),
        ("ada@example.org", "mailto:ada@example.org"),
    ]


@pytest.mark.parametrize("links", ["", "\n", "  \r\n\t\n"])
def test_empty_lines_are_no_links(links):
    person = linked(links)

    person.full_clean()

    assert person.named_links() == []


@pytest.mark.parametrize("gap", [" ", "   ", "\t", "\u00a0"])
def test_any_gap_parts_an_address_from_its_name(gap):
    person = linked(f"  https://example.org/ada{gap}My page \r\n\r\nhttps://example.org/")

    assert person.named_links()[0] == ("My page", "https://example.org/ada")
    assert len(person.named_links()) == 2


@pytest.mark.parametrize(
    "line",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1) My page",
        "java\tscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/",
        "/news/",
        "example.org",
        "My page https://example.org/",
        "https://[",
        "https:evil",
        "https://",
        "mailto:",
    ],
)
def test_what_is_no_public_link_is_refused_even_among_good_ones(line):
    person = linked(f"https://example.org/ada My page\n{line}\nmailto:ada@example.org")

    with pytest.raises(ValidationError, match="Begin each line with https://") as refusal:
        person.full_clean()

    assert [error.code for error in refusal.value.error_dict["links"]] == ["not_a_link"]


@pytest.mark.parametrize("field", ["name", "role_line", "bio", "links"])
@pytest.mark.parametrize("hidden", ["\x00", "\x07", "\x1b", "\x08"])
def test_an_invisible_character_is_refused_wherever_it_stands(field, hidden):
    person = linked("")
    setattr(person, field, f"https://example.org/ A{hidden}da")

    with pytest.raises(ValidationError, match="invisible control character") as refusal:
        person.full_clean()

    assert field in refusal.value.error_dict


def test_a_biography_may_have_lines_and_letters_of_any_script():
    person = linked("")
    person.name, person.bio = "Zoë Ó Briain 李", "One.\r\n\r\nTwo.\tمرحبا 😀"

    person.full_clean()


def test_authors_are_those_credited_as_such_each_once():
    for _twice in range(2):
        make_article(authors=["Ben Okoro", "Ada Marsh"], editors=["Dee Ray"])
    make_contributor("Cy Lund")

    assert [person.name for person in Author.objects.all()] == ["Ada Marsh", "Ben Okoro"]
    assert [person.name for person in Editor.objects.all()] == ["Dee Ray"]
    assert Contributor.objects.count() == 4


def test_who_has_done_both_is_both():
    make_article(authors=["Ada Marsh"], editors=["Dee Ray"])
    make_article(authors=["Dee Ray"], editors=["Dee Ray"])

    assert Author.objects.get(slug="dee-ray") == Editor.objects.get(slug="dee-ray")
    assert Author.objects.count() == 2
    assert Editor.objects.count() == 1


def test_an_address_and_an_account_belong_to_one_person():
    user = make_user("Writer")
    make_contributor("Ada Marsh", user=user)

    for wrong in ({"slug": "ada-marsh"}, {"slug": "ada", "user": user}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Contributor.objects.create(name="Ada Marsh", **wrong)


def test_a_byline_outlives_the_account():
    user = make_user("Writer")
    person = make_contributor("Ada Marsh", user=user)

    user.delete()

    person.refresh_from_db()
    assert (person.user, str(person)) == (None, "Ada Marsh")


def test_a_portrait_in_use_cannot_be_deleted():
    portrait = make_image()
    make_contributor("Ada Marsh", portrait=portrait)

    with pytest.raises(models.ProtectedError):
        portrait.delete()


def test_what_is_changed_of_a_person_shows_on_every_story_at_once(reader):
    edition = make_edition(authors=["Ada Marsh"])

    Contributor.objects.update(name="Ada Marsh-Okoro", links="https://example.org/ada My page")

    assert "Ada Marsh-Okoro" in reader.get(edition.address).text
    person = reader.get("/people/ada-marsh/").text
    assert 'href="https://example.org/ada"' in person
    assert "My page" in person
