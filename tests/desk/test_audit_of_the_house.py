"""Every deed on what is not a story is noted: the library, fronts, settings, accounts, reports."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.library.section_right import SectionRight
from articles.models import CheckRule, Deed, Image, Redirect, Section
from tests.desk.audit import noted, said
from tests.desk.form import text_of
from tests.desk.front import asked as front
from tests.desk.front import at as front_page
from tests.desk.merging import asked as merge
from tests.desk.test_redirects import add as add_redirect
from tests.desk.test_redirects import remove as remove_redirect
from tests.feedback.answers import make_report
from tests.make import (
    make_contributor,
    make_edition,
    make_image,
    make_section,
    make_tag,
    make_user,
    picture_bytes,
)

pytestmark = pytest.mark.django_db

SIGN_IN = reverse("admin:login")


def page(record, name="change"):
    """The address of a record's page."""
    kind = record._meta
    return reverse(f"admin:{kind.app_label}_{kind.model_name}_{name}", args=[record.pk])


def section_form(section, **fields):
    """What the form of a section posts."""
    known = {"name": section.name, "slug": section.slug, "position": 0, "description": ""}
    return known | {"parent": section.parent_id or ""} | fields


def account_form(account, **fields):
    """What the form of an account posts."""
    known = {"username": account.username, "is_active": "on", "is_staff": "on"}
    groups = account.groups.values_list("pk", flat=True)
    rows = {"section_rights-TOTAL_FORMS": "0", "section_rights-INITIAL_FORMS": "0"}
    return known | rows | {"groups": list(groups)} | fields


# The library


def test_a_section_is_added_renamed_moved_and_deleted(editor):
    new = {"name": "Tech", "slug": "tech", "position": 0}
    editor.post(reverse("admin:articles_section_add"), new)
    section, news = Section.objects.get(), make_section("news")

    editor.post(page(section), section_form(section, name="Technology"))
    section.refresh_from_db()
    editor.post(page(section), section_form(section, parent=news.pk))
    editor.post(page(section, "delete"), {"post": "yes"})

    assert said(section) == [
        ("added", ""),
        ("saved", "Name"),
        ("moved", "tech → news/tech. Within"),
        ("deleted", ""),
    ]
    titles = Deed.log.of_record("articles.section", section.pk).values_list("title", flat=True)
    assert list(titles) == ["Technology", "Technology", "Technology", "Tech"]


def test_a_persons_deeds_are_one_list_on_whichever_page_they_were_done(chief):
    ada = make_contributor("Ada Marsh")
    make_edition(authors=["Ada Marsh"])
    form = {"name": "Ada Marsh", "slug": "ada-m", "bio": "Zyx", "role_line": ada.role_line}

    chief.post(page(ada), form)
    chief.post(reverse("admin:articles_author_change", args=[ada.pk]), form | {"bio": "Zyxen"})

    assert said(ada) == [("moved", "ada-marsh → ada-m. Address, Biography"), ("saved", "Biography")]


def test_an_image_is_added_and_saved_and_deleted(editor):
    upload = SimpleUploadedFile("gate.jpg", picture_bytes(), "image/jpeg")
    known = {"name": "Gate", "alt": "A gate", "focal_x": "0.5", "focal_y": "0.5"}
    editor.post(reverse("admin:articles_image_add"), known | {"upload": upload})
    image = Deed.log.get(what="added")
    there = reverse("admin:articles_image_change", args=[image.key])

    editor.post(there, known | {"credit": "Ada Marsh"})
    editor.post(reverse("admin:articles_image_delete", args=[image.key]), {"post": "yes"})

    deeds = Deed.log.of_record("articles.image", image.key).values_list("what", "title", "detail")
    assert list(deeds) == [
        ("deleted", "Gate", ""),
        ("saved", "Gate", "Credit"),
        ("added", "Gate", ""),
    ]


def test_a_picture_that_is_taken_in_and_worded_at_a_story_is_noted_too(editor):
    upload = SimpleUploadedFile("gate.jpg", picture_bytes(), "image/jpeg")
    known = {"alt": "A gate", "caption": "Shut."}
    image = Image.objects.get(pk=take_in(editor, upload, **known))

    take_in(editor, SimpleUploadedFile("gate.jpg", picture_bytes(), "image/jpeg"))
    words = reverse("admin:articles_image_words", args=[image.pk])
    editor.post(words, known | {"alt": "The gate of the barrier"})

    (alt,) = [detail for what, detail in said(image) if what == "saved"]
    assert said(image) == [("added", ""), ("saved", alt)]
    assert alt and "barrier" not in alt and "," not in alt


def take_in(editor, upload, **words):
    """Its number, which the story's form is answered with."""
    return editor.post(reverse("admin:articles_image_upload"), {"file": upload, **words}).json()[
        "id"
    ]


def test_several_pictures_that_are_changed_at_once_are_a_deed_each(chief):
    used, unused = make_image("red"), make_image("teal")
    make_edition(lead=used)
    library = reverse("admin:articles_image_changelist")
    both = {"chosen": [used.pk, unused.pk]}

    chief.post(library, both | {"_credit": "1", "credit": "Ada Marsh"})
    chief.post(library, both | {"_delete_for_good": "1"})

    assert [what for what, _detail in said(used)] == ["saved"]
    assert [what for what, _detail in said(unused)] == ["saved", "deleted"]
    assert "Ada" not in str(said())


@pytest.mark.parametrize("make", [make_contributor, make_tag])
def test_both_that_were_merged_have_it_on_their_record(editor, make):
    stays, goes = make("Ada Marsh"), make("A. Marsh")

    merge(editor, stays, goes, stays=stays.pk, _merge="1")

    assert said(stays) == [("merged", "Merged with A. Marsh.")]
    assert said(goes) == [("merged", "Merged into Ada Marsh.")]


def test_a_redirect_is_added_and_removed(editor):
    make_edition(slug="mill")
    add_redirect(editor, "/2009/mill", "/news/mill/")
    redirect = Redirect.objects.get(added_at__isnull=False)

    remove_redirect(editor, redirect)

    assert said(redirect) == [("added", "→ /news/mill/"), ("deleted", "")]


# Fronts, settings and reports


def test_a_front_is_arranged_by_the_names_of_its_slots(editor):
    story = make_edition(headline="Zyx")

    editor.post(front_page(), front((1, story.article_id)))

    deed = Deed.log.get(what="arranged")
    assert (deed.kind, deed.key, deed.title) == ("articles.front", "home", "Home page")
    assert deed.detail and "Zyx" not in deed.detail
    assert (deed.by_name, deed.story_id) == (editor.user.username, None)


def test_the_weight_of_a_check_is_told(chief):
    rules = list(CheckRule.objects.all())
    posted = {"form-TOTAL_FORMS": len(rules), "form-INITIAL_FORMS": len(rules), "_save": "1"}
    for n, rule in enumerate(rules):
        posted |= {f"form-{n}-check_code": rule.pk, f"form-{n}-level": rule.level}
    number = next(n for n, rule in enumerate(rules) if rule.level == "warn")

    chief.post(
        reverse("admin:articles_checkrule_changelist"), posted | {f"form-{number}-level": "off"}
    )

    assert noted() == [(chief.user.username, "saved", "Is not made. Weight")]
    assert Deed.log.get(what="saved").key == rules[number].pk


def test_reports_are_moved_one_by_one_and_back_and_several(moderator):
    report = make_report(comment="Zyx is wrong")
    other = make_report(edition=report.edition)

    moderator.post(page(report), {"_move": "open", "note": "Asked Ada", "seen": "new"})
    moderator.post(page(report), {"_undo": report.events.last().pk})
    chosen = {"several": "spam", "chosen": [f"{report.pk}:new", f"{other.pk}:new"]}
    moderator.post(reverse("admin:articles_feedback_changelist"), chosen)

    assert said(report) == [
        ("sorted", "New → Open. Asked Ada"),
        ("unsorted", "Open → New. Undone"),
        ("sorted", "New → Spam"),
    ]
    assert said(other) == [("sorted", "New → Spam")]
    assert {deed.title for deed in Deed.log.of_story(report.edition.article_id)} == {
        report.edition.headline
    }


# Accounts


def test_roles_are_told_as_they_are_given_and_taken(chief):
    account = make_user("Writer")
    roles = [Group.objects.get(name="Editor").pk, Group.objects.get(name="Moderator").pk]

    chief.post(page(account), account_form(account, groups=roles))

    assert said(account) == [("roles", "Given: Editor, Moderator; Taken: Writer. Groups")]


def test_a_section_that_is_given_to_an_account_is_told(chief):
    account, section = make_user("Editor"), make_section("news")
    given = {"section_rights-TOTAL_FORMS": "1", "section_rights-0-section": section.pk}

    chief.post(page(account), account_form(account) | given)

    ((what, detail),) = said(account)
    assert (what, str(SectionRight._meta.verbose_name) in detail) == ("saved", True)


def test_an_account_that_is_closed_is_told(chief):
    account = make_user("Writer")

    chief.post(page(account), account_form(account) | {"is_active": ""})

    assert said(account) == [("saved", "Active: no. Active")]


def test_of_an_account_that_is_made_and_its_password_nothing_secret_is_kept(chief):
    secret = {"password1": "a-long-phrase-77", "password2": "a-long-phrase-77"}
    new = {"username": "newbie", "usable_password": "true", **secret}

    chief.post(reverse("admin:auth_user_add"), new)
    account = User.objects.get(username="newbie")
    change = reverse("admin:auth_user_password_change", args=[account.pk])
    chief.post(change, {"usable_password": "true", **secret})

    assert said(account) == [("added", ""), ("password", "")]
    kept = str(list(Deed.log.values()))
    assert "a-long-phrase" not in kept and "pbkdf2" not in kept


def test_ones_own_password_is_told_when_it_is_changed_and_not_before(editor):
    typed = {"old_password": "wrong", "new_password1": "a-long-phrase-77"}
    typed |= {"new_password2": "a-long-phrase-77"}

    editor.post(reverse("admin:password_change"), typed)
    assert said(editor.user) == []
    editor.post(reverse("admin:password_change"), typed | {"old_password": "pass-phrase-1"})

    assert said(editor.user) == [("password", "")]


def test_who_signs_in_and_out_is_noted(client, db):
    account = make_user("Editor", name="ada")

    client.post(SIGN_IN, {"username": "ada", "password": "pass-phrase-1"})
    client.post(reverse("admin:logout"))

    deeds = Deed.log.order_by("pk").values_list("by_name", "what", "title", "whence")
    assert list(deeds) == [
        ("ada", "signed_in", "ada", "127.0.0.1"),
        ("ada", "signed_out", "ada", "127.0.0.1"),
    ]
    assert Deed.log.of_record("auth.user", account.pk).count() == 2


def test_a_sign_in_that_is_refused_is_noted_as_nobodys(client, db):
    account = make_user("Editor", name="ada")

    client.post(SIGN_IN, {"username": "ada", "password": "wrong-phrase"})

    deed = Deed.log.get()
    assert (deed.what, deed.by_id, deed.by_name) == ("not_signed_in", None, "")
    assert (deed.key, deed.title) == (str(account.pk), "ada")


@pytest.mark.parametrize("typed", ["my-own-password", "a\0b", "x" * 500])
def test_what_is_typed_as_a_name_and_is_none_is_not_kept(client, db, typed):
    client.post(SIGN_IN, {"username": typed, "password": "wrong-phrase"})

    for deed in Deed.log.all():
        assert (deed.what, deed.title, deed.key) == ("not_signed_in", "No such account", "")


def test_who_may_not_work_at_the_desk_is_noted_as_refused(client, db, settings):
    User.objects.create_user("reader", password="pass-phrase-1")  # noqa: S106
    User.objects.create_user("demo", password="upland-demo", is_staff=True)  # noqa: S106
    settings.DEBUG = False

    for name, phrase in (("reader", "pass-phrase-1"), ("demo", "upland-demo")):
        answer = client.post(SIGN_IN, {"username": name, "password": phrase})
        assert "errornote" in answer.content.decode() and text_of(answer)

    told = Deed.log.values_list("what", "title")
    assert sorted(told) == [("not_signed_in", "demo"), ("not_signed_in", "reader")]


def test_an_image_in_the_library_is_no_deed_of_who_looks_at_it(writer):
    image = make_image()

    writer.get(reverse("admin:articles_image_choose"))
    writer.get(reverse("admin:articles_image_thumbnail", args=[image.pk]))

    assert noted() == []
