"""Every deed on a story is noted: who, what, and which fields; never the words."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Deed, Edition
from tests.conftest import signed_in
from tests.desk.audit import noted, said
from tests.desk.form import address_of, filled
from tests.desk.test_mending import typed
from tests.desk.test_workflow import planned
from tests.make import hours, make_article, make_edition, make_user

pytestmark = pytest.mark.django_db

NINE = "2099-01-01T09:00"
TOLD = "1 Jan 2099, 09:00 (Europe/London)"


def post(person, article, **fields):
    """What a button of the form answers."""
    return person.post(address_of(article), filled(article, **fields))


def test_a_story_is_added_and_saved_by_the_names_of_its_fields(editor):
    editor.post(address_of(), filled(headline="Gates shut", body="<p>Zeolite.</p>", _save="1"))
    article = Deed.log.get(what="added").story_id

    story = editor.get(reverse("admin:articles_article_change", args=[article])).context["original"]
    post(editor, story, headline="Gates open", body="<p>Basalt.</p>", takeaways=["Quartz"])

    name = editor.user.username
    assert noted(story) == [
        (name, "added", ""),
        (name, "saved", "Headline, Story, takeaway"),
    ]
    assert list(Deed.log.of_story(article).values_list("title", flat=True)) == [
        "Gates open",
        "Gates shut",
    ]


def test_a_story_that_is_added_and_handed_in_at_once_is_two_deeds(writer):
    writer.post(address_of(), filled(headline="Gates shut", _submit="1"))

    assert said() == [("added", ""), ("submitted", "")]


def test_no_text_of_a_story_is_in_the_audit(editor):
    words = {"standfirst": "Zyxone", "body": "<p>Zyxtwo</p>", "seo_title": "Zyxthree"}
    article = make_article(headline="Gates shut")

    post(editor, article, takeaways=["Zyxfour"], note="Zyxfive", _publish="1", **words)
    post(editor, article, notice="Zyxsix", _withdraw="1")

    kept = str(list(Deed.log.values()))
    assert "Gates shut" in kept
    assert "Zyx" not in kept


@pytest.mark.parametrize(
    ("button", "deed"),
    [
        ({"_submit": "1"}, ("submitted", "")),
        ({"_approve": "1"}, ("approved", "")),
        ({"_publish": "1"}, ("published", "Edition 1: First edition")),
        ({"_schedule": "1", "print_at": NINE}, ("scheduled", f"Edition 1: First edition, {TOLD}")),
        (
            {"_share": "1", "share_for": "7", "share_with": "Counsel"},
            ("shared", "Link {}: Counsel"),
        ),
    ],
)
def test_each_button_is_a_deed(editor, button, deed):
    article = make_article()

    post(editor, article, **button)

    link = article.draft_links.values_list("pk", flat=True).first()
    assert noted(article) == [(editor.user.username, deed[0], deed[1].format(link))]


def test_a_story_that_is_assigned_and_planned_no_otherwise_is_called_assigned(editor):
    article, ann = make_article(), make_user("Writer", first_name="Ann")

    post(editor, article, _save="1", **planned(article, assignee=ann.pk))

    assert said(article) == [("assigned", "Assigned to Ann.")]


def test_a_story_is_planned_and_sent_back_with_the_reason(writer, editor):
    article = make_article(by=writer.user)
    post(writer, article, _submit="1")

    post(editor, article, _save="1", **planned(article, priority="4"))
    post(editor, article, _send_back="1", move_note="Too long.", **planned(article))

    assert [what for what, _detail in said(article)] == ["submitted", "planned", "sent_back"]
    (_submitted, (_what, plan), (_other, reason)) = said(article)
    assert plan.startswith("Priority: ") and reason == "Too long."


def test_what_was_changed_with_a_button_is_told_with_it(editor):
    article = make_article(headline="Gates shut")

    post(editor, article, headline="Gates open", _publish="1")

    assert said(article) == [("published", "Edition 1: First edition. Headline")]


def test_a_correction_is_a_deed_of_its_own_name(editor):
    article = make_edition().article

    post(editor, article, correction="It was Tuesday.", _publish="1")

    ((what, detail),) = said(article)
    assert what == "corrected"
    assert "Edition 2: Correction" in detail and "Tuesday" not in detail


def test_what_waits_is_moved_reprinted_and_called_off(editor):
    article = make_edition().article
    later = make_edition(article=article, live_from=hours(9))

    post(editor, article, _move=later.pk, **{f"move-{later.pk}": NINE})
    post(editor, article, _reprint=later.pk)
    reprinted = Edition.archive.of(article.pk).first()
    post(editor, article, _cancel=reprinted.pk)

    assert said(article) == [
        ("time_moved", f"Edition 2: Update, {TOLD}"),
        ("reprinted", f"Edition {reprinted.number}: Update, {TOLD}"),
        ("called_off", f"Edition {reprinted.number}: Update, {TOLD}"),
    ]


def test_a_story_is_withdrawn_now_or_later(editor):
    now, later = make_edition().article, make_edition().article

    post(editor, now, _withdraw="1", notice="It was not so.")
    post(editor, later, _withdraw_later="1", withdraw_at=NINE)

    assert said(now) == [("withdrawn", "")]
    assert said(later) == [("withdrawal", f"Edition 2: Withdrawal, {TOLD}")]


def test_a_link_to_a_draft_is_revoked(editor):
    article = make_article()
    post(editor, article, _share="1", share_for="7", share_with="Counsel")
    link = article.draft_links.get()

    post(editor, article, _unshare=link.pk)

    assert said(article)[1:] == [("unshared", f"Link {link.pk}: Counsel")]
    assert link.token not in str(list(Deed.log.values()))


def test_a_live_text_is_mended(editor):
    live = make_edition(headline="Gates shut")
    mend = reverse("admin:articles_article_mend", args=[live.article_id])

    editor.post(mend, typed(live, headline="Gates open"))

    assert said(live.article) == [("mended", "Edition 2: Minor change")]


def test_a_save_is_restored_and_explained(editor):
    article = make_article(headline="One")
    post(editor, article, headline="Two", _save="1")

    for page, fields in (("restored", {"seen": 2}), ("explained", {"note": "By hand"})):
        there = reverse(f"admin:articles_article_history_{page}", args=[article.pk, "r1"])
        editor.post(there, fields)

    assert said(article)[1:] == [("restored", "Save 1"), ("explained", "Save 1: By hand")]


def test_a_redaction_is_noted_without_the_words_that_are_to_go(chief):
    edition = make_edition(headline="Zyx Person", slug="person", section="news")
    page = reverse("admin:articles_edition_change", args=[edition.pk])

    chief.post(page, {"_redact": "1", "reason": "It names Zyx."})

    deed = Deed.log.get(what="redacted")
    assert (deed.kind, deed.key) == ("articles.edition", str(edition.pk))
    assert (deed.story_id, deed.title) == (edition.article_id, "/news/person/ (1)")
    assert "Zyx" not in str(list(Deed.log.exclude(what="signed_in").values()))


def test_a_story_that_is_deleted_leaves_its_deeds(editor):
    article = make_article(headline="Gates shut")
    post(editor, article, headline="Gates open", _save="1")
    pk = article.pk

    editor.post(reverse("admin:articles_article_delete", args=[pk]), {"post": "yes"})

    told = Deed.log.of_story(pk).values_list("what", "title")
    assert list(told) == [("deleted", "Gates open"), ("saved", "Gates open")]


def test_several_are_deleted_with_a_deed_for_each(editor):
    drafts = [make_article(headline=name) for name in ("One", "Two")]
    chosen = {"action": "delete_selected", "_selected_action": [each.pk for each in drafts]}

    editor.post(reverse("admin:articles_article_changelist"), chosen | {"post": "yes"})

    titles = Deed.log.filter(what="deleted").values_list("title", flat=True)
    assert sorted(titles) == ["One", "Two"]


def test_what_is_refused_was_not_done(editor, writer):
    article = make_article(by=writer.user, headline="")

    assert post(editor, article, _publish="1").status_code == 422
    assert post(writer, article, headline="Mine", _publish="1").status_code == 403
    assert post(editor, article, seen_version=0, headline="Stale").status_code == 422

    assert noted() == []


def test_what_is_only_kept_while_one_writes_is_no_deed(editor):
    article = make_article()
    sitting = reverse("admin:articles_article_sitting", args=[article.pk])

    editor.post(sitting, {"sitting": "a" * 32, "serial": "1", "typed": "1", "headline": "Half"})

    assert noted() == []


def test_a_deed_tells_when_and_from_where(editor):
    before = timezone.now()
    known = {"REMOTE_ADDR": "192.0.2.7", "HTTP_USER_AGENT": f"Browser {'x' * 500}"}

    article = make_article()
    editor.post(address_of(article), filled(article, _save="1"), **known)

    deed = Deed.log.get(what="saved")
    assert before <= deed.at <= timezone.now()
    assert deed.whence == "192.0.2.7"
    assert deed.browser.startswith("Browser xxx") and len(deed.browser) == 160


def test_behind_a_proxy_it_is_the_address_that_the_proxy_saw(editor, settings):
    settings.BEHIND_PROXY = True
    known = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "198.51.100.1, 203.0.113.9"}

    article = make_article()
    editor.post(address_of(article), filled(article, _save="1"), **known)

    assert Deed.log.get(what="saved").whence == "203.0.113.9"


def test_an_account_that_is_deleted_leaves_its_deeds(db):
    gone = signed_in("Editor")
    name = gone.user.username
    article = make_article()
    post(gone, article, _submit="1")

    gone.user.delete()

    assert noted(article) == [(name, "submitted", "")]
