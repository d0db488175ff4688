"""Who may do what at the desk: asked where the thing is done, not only where its button is."""

import logging
from io import StringIO

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from articles.editions.edition import Edition
from articles.models import Article
from tests.desk.form import address_of, filled, text_of
from tests.make import (
    make_article,
    make_contributor,
    make_edition,
    make_image,
    make_user,
    tomorrow,
)

PEOPLE = ("writer", "editor", "moderator", "chief", "stranger")


@pytest.fixture
def people(writer, editor, moderator, chief, stranger):
    """All of them, by name."""
    found = {"writer": writer, "editor": editor, "moderator": moderator}
    return found | {"chief": chief, "stranger": stranger}


def answers(people, ask):
    """The status that each of the people gets."""
    return {name: ask(people[name]).status_code for name in PEOPLE}


def test_the_list_of_stories_is_for_those_who_work_on_stories(people):
    got = answers(people, lambda who: who.get(reverse("admin:articles_article_changelist")))

    assert got == {"writer": 200, "editor": 200, "moderator": 403, "chief": 200, "stranger": 403}


def test_anothers_draft_opens_for_editors_and_is_refused_to_writers(people):
    article = make_article(by=make_user("Writer"))

    got = answers(people, lambda who: who.get(address_of(article)))

    assert got == {"writer": 403, "editor": 200, "moderator": 403, "chief": 200, "stranger": 403}


def test_a_writer_sees_only_stories_of_their_own_in_the_list(writer):
    make_article(by=writer.user, headline="My own")
    make_article(by=make_user("Writer"), headline="Anothers secret")

    page = writer.get(reverse("admin:articles_article_changelist")).content.decode()

    assert "My own" in page
    assert "Anothers secret" not in page


def test_a_writer_who_posts_to_anothers_story_changes_nothing(writer):
    article = make_article(by=make_user("Writer"), headline="As it was")

    answer = writer.post(address_of(article), filled(article, headline="Changed", _save="1"))

    assert answer.status_code == 403
    assert Article.objects.get().headline == "As it was"


@pytest.mark.parametrize(
    "button", [{"_publish": "1"}, {"_schedule": "1"}, {"_withdraw": "1"}, {"_approve": "1"}]
)
def test_a_button_that_a_writer_was_not_given_does_nothing_when_posted_all_the_same(writer, button):
    article = make_article(by=writer.user, headline="As it was")
    fields = {"headline": "Changed", "print_at": "2099-01-01T10:00", **button}

    answer = writer.post(address_of(article), filled(article, **fields))

    assert answer.status_code == 403
    assert Edition.archive.count() == 0
    assert Article.objects.get().headline == "As it was"


def test_fields_that_a_writer_was_not_given_are_ignored(writer):
    article = make_article(by=writer.user)
    other = make_user("Editor")
    fields = {"assignee": other.pk, "state": "approved", "created_by": other.pk, "version": 99}

    writer.post(address_of(article), filled(article, **fields, _save="1"))

    article.refresh_from_db()
    assert (article.assignee, article.state, article.created_by, article.version) == (
        None,
        "draft",
        writer.user,
        2,
    )


def test_a_writer_hands_in_and_an_editor_approves(writer, editor):
    article = make_article(by=writer.user)

    writer.post(address_of(article), filled(article, _submit="1"))
    article.refresh_from_db()
    assert article.state == "in_review"

    editor.post(address_of(article), filled(article, _approve="1"))
    article.refresh_from_db()
    assert article.state == "approved"


def test_a_printed_story_is_closed_to_its_writer_and_still_to_be_seen(writer):
    article = make_article(by=writer.user)
    make_edition(article=article)

    assert writer.get(address_of(article)).status_code == 200
    assert writer.post(address_of(article), filled(article, _save="1")).status_code == 403


def test_a_waiting_edition_cannot_be_called_off_by_way_of_another_story(editor):
    mine, other = make_article(), make_edition(live_from=tomorrow())

    answer = editor.post(address_of(mine), filled(mine, _cancel=other.pk))

    assert answer.status_code == 403
    assert Edition.archive.filter(pk=other.pk).exists()


def test_nothing_at_the_desk_is_done_by_a_link(editor):
    edition = make_edition()

    for button in ("_publish", "_withdraw", "_cancel", "_submit"):
        editor.get(address_of(edition.article), {button: edition.pk})

    assert Edition.archive.count() == 1


def test_the_library_is_kept_by_editors(people):
    pages = {
        name: answers(people, lambda who, name=name: who.get(reverse(f"admin:articles_{name}_add")))
        for name in ("section", "contributor", "image")
    }

    refused = {"writer": 403, "editor": 200, "moderator": 403, "chief": 200, "stranger": 403}
    assert pages["section"] == refused
    assert pages["contributor"] == refused
    assert pages["image"] == refused | {"writer": 200}


def test_pictures_of_the_library_are_for_those_who_may_see_it(people):
    image = make_image()

    thumbnail = reverse("admin:articles_image_thumbnail", args=[image.pk])
    choose = reverse("admin:articles_image_choose")

    expected = {"writer": 200, "editor": 200, "moderator": 403, "chief": 200, "stranger": 403}
    assert answers(people, lambda who: who.get(thumbnail)) == expected
    assert answers(people, lambda who: who.get(choose)) == expected


def test_only_an_administrator_redacts(people):
    edition = make_edition()
    page = reverse("admin:articles_edition_change", args=[edition.pk])

    refused = {"_redact": "1", "reason": "A court said so."}
    for name in ("writer", "editor", "moderator", "stranger"):
        assert people[name].post(page, refused).status_code == 403
    edition.refresh_from_db()
    assert edition.document

    people["chief"].post(page, refused)
    edition.refresh_from_db()
    assert (edition.document, edition.redaction_reason) == (None, "A court said so.")


def test_an_administrator_cannot_make_superusers(chief):
    account = make_user("Writer", name="someone")
    page = reverse("admin:auth_user_change", args=[account.pk])

    chief.post(
        page,
        {
            "username": "someone",
            "is_active": "on",
            "is_staff": "on",
            "is_superuser": "on",
            "first_name": "Some",
            "section_rights-TOTAL_FORMS": "0",
            "section_rights-INITIAL_FORMS": "0",
        },
    )

    account.refresh_from_db()
    assert (account.first_name, account.is_superuser) == ("Some", False)


def test_a_superusers_account_is_closed_to_administrators(chief):
    boss = make_user(name="boss", is_superuser=True)

    assert chief.post(reverse("admin:auth_user_change", args=[boss.pk]), {}).status_code == 403
    password = reverse("admin:auth_user_password_change", args=[boss.pk])
    assert chief.post(password, {"password1": "x", "password2": "x"}).status_code == 403


def test_no_form_tells_a_writer_of_a_story_that_they_may_not_see(writer):
    secret = make_article(by=make_user("Writer"), headline="Secret scoop")
    mine = make_article(by=writer.user)

    pages = [
        writer.get(f"{address_of()}?related={secret.pk}"),
        writer.post(address_of(), filled(related=secret.pk, headline="\x00", _save="1")),
        writer.post(address_of(mine), filled(mine, related=secret.pk, _save="1"), follow=True),
    ]

    assert all("Secret scoop" not in page.content.decode() for page in pages)
    assert list(mine.related.all()) == []


def test_related_stories_that_an_editor_chose_outlive_a_writers_save(writer):
    mine, other = make_article(by=writer.user), make_article(by=make_user("Writer"))
    mine.related.add(other)

    writer.post(address_of(mine), filled(mine, headline="New", _save="1"))

    assert list(mine.related.all()) == [other]


def test_the_archive_of_editions_is_for_editors(people):
    edition = make_edition(live_from=tomorrow())
    pages = ("changelist", []), ("change", [edition.pk]), ("history", [edition.pk])

    for page, args in pages:
        address = reverse(f"admin:articles_edition_{page}", args=args)
        got = answers(people, lambda who, address=address: who.get(address))

        expected = {"writer": 403, "editor": 200, "moderator": 403, "chief": 200, "stranger": 403}
        assert got == expected, page


def test_why_an_edition_was_redacted_is_for_those_who_redact(editor, chief):
    edition = make_edition()
    page = reverse("admin:articles_edition_change", args=[edition.pk])
    chief.post(page, {"_redact": "1", "reason": "It names a child."})

    assert "It names a child." in chief.get(page).content.decode()
    assert "It names a child." not in editor.get(page).content.decode()


def test_who_may_not_see_accounts_is_told_no_login_name(writer, editor):
    make_user("Moderator", name="hidden-login")
    account = make_user("Writer", name="other-login")
    make_contributor("Ada Marsh", user=account)
    addresses = [
        reverse("admin:articles_article_changelist"),
        reverse("admin:articles_contributor_changelist"),
    ]
    for address in addresses:
        assert "-login" not in writer.get(address).content.decode(), address
    form = reverse("admin:articles_contributor_add")
    assert "-login" not in editor.get(f"{form}?user={account.pk}").content.decode()


def test_whoever_is_given_an_account_can_sign_in_at_the_desk(chief):
    chief.post(
        reverse("admin:auth_user_add"),
        {
            "username": "newbie",
            "usable_password": "true",
            "password1": "a-long-phrase-77",
            "password2": "a-long-phrase-77",
        },
    )

    assert User.objects.get(username="newbie").is_staff


def test_a_writer_whose_story_is_printed_while_they_write_gets_their_text_back(writer):
    article = make_article(by=writer.user, headline="As it was")
    typed = filled(
        article,
        headline="My last polish",
        body="<p>One more <em>fact</em>.</p><script>alert(1)</script>",
        takeaways=["A point"],
        seo_title="For machines",
        _save="1",
    )
    make_edition(article=article)

    answer = writer.post(address_of(article), typed)

    said = answer.content.decode()
    assert answer.status_code == 403
    for text in ("My last polish", "<p>One more <em>fact</em>.</p>", "A point", "For machines"):
        assert text in said
    assert "alert(1)" not in said
    assert Article.objects.get().headline == "As it was"


def test_who_only_reads_a_story_reads_its_words(writer):
    article = make_article(by=writer.user, body="<p>The <em>barrier</em> held.</p>")
    make_edition(article=article)

    page = writer.get(address_of(article)).content.decode()

    assert "<p>The barrier held.</p>" in page
    assert "&lt;em&gt;" not in page


def test_a_refusal_is_told_on_a_page_of_ours(stranger):
    answer = stranger.get(reverse("admin:articles_article_changelist"))

    assert answer.status_code == 403
    assert "Ask an administrator" in answer.content.decode()


def test_a_refusal_is_one_line_in_the_log(stranger, monkeypatch):
    address, written = reverse("admin:articles_article_changelist"), StringIO()
    (console,) = (each for each in logging.getLogger().handlers if each.name == "console")
    monkeypatch.setattr(console, "stream", written)

    stranger.get(address)

    (line,) = written.getvalue().splitlines()
    assert line.endswith(f" WARNING django.request: Forbidden (Permission denied): {address}")


def test_who_is_signed_out_while_writing_gets_their_text_back(editor):
    article = make_article(headline="As it was")
    typed = filled(article, headline="An hour of work", body="<p>All of it.</p>", _publish="1")
    editor.logout()

    answer = editor.post(address_of(article), typed)

    said = text_of(answer)
    assert answer.status_code == 403
    assert "An hour of work" in said and "All of it." in said
    assert answer["Cache-Control"] == "private, no-store"
    assert Article.objects.get().headline == "As it was"


def test_what_is_given_back_holds_nothing_that_could_run(editor):
    typed = filled(body="<p>Mine</p><script>alert(1)</script>", headline="<b>x</b>", _save="1")
    editor.logout()

    page = editor.post(address_of(), typed).content.decode()

    assert "<script>alert" not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page


def test_who_is_signed_out_makes_the_site_clean_nothing(editor, monkeypatch):
    editor.logout()
    monkeypatch.setattr("articles.desk.given_back.clean", None)

    answer = editor.post(address_of(), filled(body="<p>Fish &amp; chips</p>", _save="1"))

    assert "Fish &amp; chips" in answer.content.decode()


def test_accounts_are_not_deleted_since_the_history_names_them(chief):
    account = make_user("Editor")

    answer = chief.post(reverse("admin:auth_user_delete", args=[account.pk]), {"post": "yes"})

    assert answer.status_code == 403
    assert User.objects.filter(pk=account.pk).exists()


def test_signing_in_leads_to_the_desk_and_never_to_another_site(client, db):
    account = make_user("Editor")
    typed = {"username": account.get_username(), "password": "pass-phrase-1"}

    answer = client.post("/admin/login/?next=//evil.example/", typed, follow=True)

    assert (answer.redirect_chain, answer.status_code) == ([(reverse("admin:index"), 302)], 200)


def test_what_someone_may_is_asked_for_once(db, django_assert_num_queries):
    person = make_user("Editor")
    person.user_permissions.add(Permission.objects.get(codename="view_deed"))
    person = User.objects.get(pk=person.pk)

    with django_assert_num_queries(1):
        may = [person.has_perm(f"articles.{name}") for name in ("view_deed", "print_edition")]
        may_not = [person.has_perm(name) for name in ("auth.add_user", "articles.lift_embargo")]

    assert (may, may_not) == ([True, True], [False, False])
    assert person.get_all_permissions() == ModelBackend().get_all_permissions(
        User.objects.get(pk=person.pk)
    )


def test_who_is_shut_out_may_nothing_and_a_superuser_everything(db):
    gone = make_user("Administrator", is_active=False)
    above = make_user("", is_superuser=True)

    assert not gone.has_perm("articles.print_edition")
    assert len(above.get_all_permissions()) == Permission.objects.count()
