"""Two saves of one story are laid side by side, field by field, and made one."""

import pytest

from articles.models import Article
from tests.desk.form import address_of, filled, text_of
from tests.make import make_article, make_contributor, make_image, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.looks]

MARKS = (("ins", "Added"), ("del", "Cut"))
BODY = "<p>Two ferries waited.</p><p>It was noon.</p>"


@pytest.fixture
def article():
    """The story as both opened it."""
    return make_article(headline="As it was", body=BODY, takeaways=["One"], tags=["Floods"])


def refused(editor, chief, article, *, mine, theirs, mine_rows=None):
    """(what I sent, the answer) after `theirs` was saved while I had the form open."""
    sent = filled(article, **mine) | (mine_rows or {})
    chief.post(address_of(article), filled(article, _save=1, **theirs))
    answer = editor.post(address_of(article), sent | {"_save": 1})
    assert answer.status_code == 422
    return sent, answer


def conflict_in(answer):
    return answer.context["adminform"].form.conflict


def test_what_only_one_of_us_changed_is_put_together(editor, chief, article):
    mine = {"body": BODY.replace("Two", "Three")}
    sent, answer = refused(editor, chief, article, mine=mine, theirs={"headline": "Theirs"})

    assert [row.label for row in conflict_in(answer).taken] == ["Headline"]
    assert not conflict_in(answer).clashes
    saved = editor.post(address_of(article), sent | {"_merge": conflict_in(answer).version})

    article.refresh_from_db()
    assert saved.status_code == 302
    assert (article.headline, article.body) == ("Theirs", mine["body"])


@pytest.mark.parametrize(("choice", "word"), [("mine", "Three"), ("theirs", "Four")])
def test_what_both_changed_is_mine_to_decide(editor, chief, article, choice, word):
    mine, theirs = (BODY.replace("Two", word) for word in ("Three", "Four"))
    sent, answer = refused(editor, chief, article, mine={"body": mine}, theirs={"body": theirs})

    said = text_of(answer)
    assert "Two ferries waited." in said and "Three ferries" in said and "Four ferries" in said
    editor.post(
        address_of(article), sent | {"_merge": conflict_in(answer).version, "wins-0": choice}
    )

    assert Article.objects.get().body == BODY.replace("Two", word)


def test_all_three_texts_are_in_the_history(editor, chief, article):
    mine, theirs = {"headline": "Mine"}, {"headline": "Theirs"}
    sent, answer = refused(editor, chief, article, mine=mine, theirs=theirs)

    editor.post(
        address_of(article), sent | {"_merge": conflict_in(answer).version, "wins-0": "theirs"}
    )

    history = list(article.revisions.values_list("document__headline", flat=True))
    assert history == ["Theirs", "Mine", "Theirs", "As it was"]


def test_both_can_be_put_into_the_form_without_a_save(editor, chief, article):
    mine = {"body": BODY.replace("Two", "Three")}
    sent, answer = refused(editor, chief, article, mine=mine, theirs={"headline": "Theirs"})

    shown = editor.post(address_of(article), sent | {"_combine": conflict_in(answer).version})

    form = shown.context["adminform"].form
    assert shown.status_code == 200
    assert (form["headline"].value(), form["body"].value()) == ("Theirs", mine["body"])
    assert form["seen_version"].value() == str(conflict_in(answer).version)
    assert Article.objects.get().body == BODY


def test_a_third_save_while_one_decides_is_a_conflict_again(editor, chief, article):
    sent, answer = refused(
        editor, chief, article, mine={"headline": "Mine"}, theirs={"headline": "Theirs"}
    )
    chief.post(address_of(article), filled(article, headline="Theirs again", _save=1))

    again = editor.post(address_of(article), sent | {"_merge": conflict_in(answer).version})

    assert again.status_code == 422
    assert "Theirs again" in text_of(again) and "Mine" in text_of(again)
    assert Article.objects.get().headline == "Theirs again"


def test_rows_tags_and_credits_are_put_together(editor, chief, article):
    ann, bo = make_contributor("Ann Bell"), make_contributor("Bo Linn")
    mine = {"takeaways": ["Mine"], "credits": [(ann, "editor")], "tags": "Floods, Brand new"}
    theirs = {"takeaways": ["Theirs"], "credits": [(bo, "editor")], "tags": "Floods, Dams"}
    sent, answer = refused(editor, chief, article, mine=mine, theirs=theirs)

    editor.post(address_of(article), sent | {"_merge": conflict_in(answer).version})

    article = Article.objects.get()
    assert [p.text for p in article.takeaways.all()] == ["One", "Mine", "Theirs"]
    assert [str(c.contributor) for c in article.credits.all()] == [
        "Ada Marsh",
        "Ann Bell",
        "Bo Linn",
    ]
    assert set(article.tags.names()) == {"Floods", "Brand new", "Dams"}


def test_planning_is_compared_too(editor, chief, article):
    ann = make_user("Editor", name="ann")
    was = {"initial-assignee": "", "initial-planned_for": ""}
    mine = was | {"headline": "Mine", "assignee": "", "planned_for": "2030-05-02"}
    theirs = {"standfirst": "Theirs", "assignee": ann.pk, "planned_for": "2030-05-03"}
    sent, answer = refused(editor, chief, article, mine=mine, theirs=theirs)

    conflict = conflict_in(answer)
    assert [row.label for row in conflict.clashes] == ["Planned for"]
    assert [row.label for row in conflict.taken] == ["Standfirst", "Assigned to"]
    editor.post(
        address_of(article), sent | {"_merge": conflict.version, "wins-planned_for": "theirs"}
    )

    article.refresh_from_db()
    assert (article.assignee, f"{article.planned_for}") == (ann, "2030-05-03")


def test_a_picture_is_seen_and_a_lead_named(editor, chief, article):
    image, other = make_image("red"), make_image("blue")
    theirs = {"body": f'{BODY}<figure data-image="{image.pk}"></figure>', "lead_image": other.pk}

    _sent, answer = refused(editor, chief, article, mine={"headline": "Mine"}, theirs=theirs)

    html = answer.content.decode()
    assert f"/admin/articles/image/{image.pk}/thumbnail/" in html
    assert "blue picture" in html


def test_what_differs_is_marked_and_what_stays_is_folded(editor, chief, article):
    long = BODY + "".join(f"<p>Paragraph {n}.</p>" for n in range(9))
    Article.objects.update(body=long)
    chief.post(address_of(article), filled(article, _save=1))
    theirs = {"headline": "As it is", "body": long.replace("noon", "dusk")}

    _sent, answer = refused(editor, chief, article, mine={"headline": "It was"}, theirs=theirs)

    added, cut = (f'<{tag}><span class="visually-hidden">{word}: </span>' for tag, word in MARKS)
    html = answer.content.decode()
    assert f"{cut}As it </del>{added}It </ins>was" in html
    assert f"As it {cut}was</del>{added}is</ins>" in html
    assert f"It was {cut}noon</del>{added}dusk</ins>.</p>" in html
    assert "8 paragraphs unchanged" in html


@pytest.mark.parametrize("junk", ["x", "-1", "0", "9" * 30])
def test_a_button_that_names_no_version_decides_nothing(editor, chief, article, junk):
    sent, _answer = refused(
        editor, chief, article, mine={"headline": "Mine"}, theirs={"headline": "Theirs"}
    )

    again = editor.post(address_of(article), sent | {"_merge": junk})

    assert again.status_code == 422
    assert Article.objects.get().headline == "Theirs"


def test_what_could_run_is_shown_as_words(editor, chief, article):
    mine = {"headline": "<script>1</script>", "standfirst": "<b onclick=x>"}

    _sent, answer = refused(editor, chief, article, mine=mine, theirs={"headline": "<i>x</i>"})

    html = answer.content.decode()
    assert "<script>1" not in html and "<b onclick" not in html and "<i>x</i>" not in html


def test_where_the_version_is_not_known_all_that_differs_is_to_be_decided(editor, article):
    sent = filled(article, headline="Mine", seen_version=7)

    answer = editor.post(address_of(article), sent | {"_save": 1})

    labels = [row.label for row in conflict_in(answer).clashes]
    assert labels == ["Headline"]
    assert Article.objects.get().headline == "As it was"
