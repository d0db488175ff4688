"""Before a story is printed, the desk says what stops it and what is worth a look."""

import pytest
from django.urls import reverse

from articles.models import CheckRule, Edition, StyleRule
from articles.text.document import Takeaway
from tests.desk.form import address_of, filled, text_of
from tests.make import hours, make_article, make_edition, make_image, make_section, tomorrow

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def press(editor, article, button="_publish", **fields):
    """The answer to a button of the story's form."""
    return editor.post(address_of(article), filled(article, **{button: 1}, **fields))


def concerns(answer):
    """What was asked about: (code, field) of each."""
    return [(each.code, each.field) for each in answer.context["adminform"].form.worth_a_look]


def said(editor, article, **fields):
    """What the checks say of what is typed."""
    where = reverse("admin:articles_article_checks", args=[article.pk])
    return text_of(editor.post(where, filled(article, **fields)))


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"headline": "Gates TK shut"}, "A placeholder is left: “Gates TK shut”"),
        ({"body": "<p>In TKTK days.</p>"}, "A placeholder is left: “In TKTK days.”"),
        ({"takeaways": ["TK"]}, "A placeholder is left: “TK”"),
        ({"headline": "x" * 71}, "cut a title after 70 letters; this has 71"),
        ({"standfirst": "x" * 161}, "cut a description after 160 letters; this has 161"),
        ({"body": f"<p>{'word ' * 300}</p>"}, "A story of this length has key takeaways."),
        ({"takeaways": [Takeaway("One", quote="not in it")]}, "These words are not in the story"),
        ({"body": "<h3>a</h3><p>b</p><h2>c</h2>"}, "A smaller heading stands before any large"),
        ({"body": '<p><a href="/nowhere/">x</a></p>'}, "/nowhere/ leads to no page of ours"),
    ],
)
def test_what_is_to_be_said_is_said(editor, known, words):
    assert words in said(editor, make_article(**known))


@pytest.mark.parametrize(
    "known",
    [
        {"headline": "The TKO", "body": "<p>ATK and tk.</p>"},
        {"headline": "x" * 70, "standfirst": "x" * 160},
        {"body": "<h2>a</h2><h3>b</h3><p>c</p>"},
        {"body": '<p><a href="/news/">x</a> <a href="https://a.example/">y</a></p>'},
        {"body": '<p><a href="#part">x</a> <a href="/people/">y</a></p>'},
    ],
)
def test_and_of_what_is_well_nothing(editor, known):
    make_edition()

    assert "Nothing to look at." in said(editor, make_article(**known))


def test_pictures_need_a_description_and_a_credit(editor):
    bare = make_image("red", name="Weir", alt="", credit="")
    article = make_article(body=f'<p>x</p><figure data-image="{bare.pk}"></figure>')

    answer = press(editor, article)

    assert answer.status_code == 422
    assert "The picture “Weir” has no alt text" in text_of(answer)
    assert "The picture “Weir” has no credit." in said(editor, article)
    assert not Edition.archive.exists()


def test_spaces_that_nobody_would_see_are_told_by_signs(editor):
    StyleRule.objects.create(
        pattern="(?<=\\S) {2,}(?=\\S)", kind="expression", instead=" ", say="One space."
    )
    article = make_article(body="<p>Shut.  Nobody said why.</p>")

    assert "“␣␣”: One space. Put “␣”." in said(editor, article)


def test_rights_are_looked_at_for_the_day_of_printing(editor):
    image = make_image(credit="Ann", rights_until=tomorrow().date())
    article = make_article(lead=image)

    late = press(editor, article, "_schedule", print_at=f"{hours(72):%Y-%m-%dT%H:%M}")
    now = press(editor, article)

    assert concerns(late) == [("rights", "lead_image")]
    assert now.status_code == 302


def test_what_is_worth_a_look_is_asked_once(editor, reader):
    article = make_article(headline="x" * 80)

    asked = press(editor, article)
    keys = [each.key for each in asked.context["adminform"].form.worth_a_look]
    printed = press(editor, article, accepted=keys)

    assert (asked.status_code, printed.status_code) == (422, 302)
    assert "Publish all the same" in text_of(asked)
    assert "Look at the marked places" not in text_of(asked)
    assert asked.content.decode().count("<title>Error") == 0
    assert Edition.archive.count() == 1


def test_what_came_since_is_not_waved_through(editor):
    article = make_article(headline="x" * 80)
    asked = press(editor, article)
    keys = [each.key for each in asked.context["adminform"].form.worth_a_look]

    again = press(editor, article, accepted=keys, seo_description="y" * 200)

    assert again.status_code == 422
    assert ("description", "seo_description") in concerns(again)


def test_what_stops_cannot_be_accepted(editor):
    article = make_article(headline="Gates TK")

    asked = press(editor, article, accepted="x")

    assert "A placeholder is left" in text_of(asked)
    assert asked.context["adminform"].form.errors["headline"]
    assert not Edition.archive.exists()


@pytest.mark.parametrize(("level", "status"), [("off", 302), ("warn", 422), ("block", 422)])
def test_the_house_says_how_much_a_check_weighs(editor, level, status):
    CheckRule.objects.update_or_create(check_code="title", defaults={"level": level})
    article = make_article(headline="x" * 80)

    answer = press(editor, article)

    assert answer.status_code == status
    assert bool(concerns(answer) if status == 422 else ()) == (level == "warn")


def test_only_administrators_set_that(editor, chief):
    rules = reverse("admin:articles_checkrule_changelist")

    assert editor.get(rules).status_code == 403
    assert "No placeholder “TK” is left" in text_of(chief.get(rules))
    assert chief.get(reverse("admin:articles_checkrule_add")).status_code == 403


def test_the_checks_of_anothers_story_are_not_for_a_writer(writer, stranger):
    article = make_article(headline="Secret TK")
    where = reverse("admin:articles_article_checks", args=[article.pk])

    for someone in (writer, stranger):
        assert someone.post(where, filled(article)).status_code == 403


def test_they_take_few_queries(editor, django_assert_max_num_queries):
    make_section("news")
    images = [make_image(colour) for colour in ("red", "green", "blue")]
    stories = [make_edition() for _n in range(4)]
    links = "".join(f'<p><a href="{each.address}">x</a></p>' for each in stories)
    figures = "".join(f'<figure data-image="{each.pk}"></figure>' for each in images)
    article = make_article(body=links + figures, takeaways=["One", "Two"])

    with django_assert_max_num_queries(21):
        said(editor, article)
