"""Notices: who is told of what, at the desk and by e-mail, and who is not."""

import smtplib
from unittest import mock

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.desk import letter, notice, talking, workflow
from articles.desk.notice import Kind, Wish, choose, wishes_of
from articles.models import Article, Notice, SectionRight
from tests.desk.form import address_of, filled, text_of
from tests.make import hours, make_article, make_edition, make_section, make_user

pytestmark = pytest.mark.django_db

HERE = "/admin/notices/"
CHOICES = "/admin/notices/choices/"


@pytest.fixture
def ann(db):
    """A writer with a mailbox."""
    return make_user("Writer", "ann", first_name="Ann", last_name="Bell", email="ann@news.example")


@pytest.fixture
def ed(db):
    """An editor with one."""
    return make_user("Editor", "ed", first_name="Ed", last_name="Ito", email="ed@news.example")


@pytest.fixture
def posted(django_capture_on_commit_callbacks):
    """Does what waits for the end of a transaction, as a worker would at once."""

    def post(act, *args, **known):
        with django_capture_on_commit_callbacks(execute=True):
            return act(*args, **known)

    return post


def told():
    """Who was told of what, in its order."""
    rows = Notice.objects.order_by("pk").values_list("account__username", "kind")
    return list(rows)


# Who is told


def test_who_is_named_is_told_and_a_full_stop_is_none_of_the_name(ann, ed):
    article = make_article(by=ann)
    bea = make_user("Editor", "bea.")

    talking.note(article, by=ed, text="Ask @ann. Or (@bea.) or x@ed or @nobody, @ann")

    assert sorted(told()) == [("ann", "mentioned"), ("bea.", "mentioned")]
    assert bea.notices.get().note.text.startswith("Ask")


def test_nobody_is_told_of_what_they_do_themselves(ann, ed):
    article = make_article(by=ann)

    note = talking.note(article, by=ann, text="Note to self, @ann")
    talking.reply(note.pk, article=article, by=ann, text="Yes")
    workflow.plan(article, by=ed, assignee=ed)

    assert told() == []


def test_nobody_is_told_of_a_story_that_they_may_not_see(ann, ed, writer, stranger):
    article = make_article()

    talking.note(article, by=ed, text=f"@ann @{writer.user.username} @{stranger.user.username}")

    assert told() == []


def test_a_reply_is_told_to_all_who_talk_and_each_is_told_once(ann, ed, chief):
    article = make_article(by=ann)
    workflow.plan(article, by=ed, assignee=ann)
    note = talking.note(article, by=ed, text="Nine?")
    talking.reply(note.pk, article=article, by=ann, text="Nine.")

    talking.reply(note.pk, article=article, by=chief.user, text="Ten, @ann!")

    assert told() == [
        ("ann", "assigned"),
        ("ann", "noted"),
        ("ed", "replied"),
        ("ann", "mentioned"),
        ("ed", "replied"),
    ]


def test_a_story_is_told_to_those_who_review_its_section(ann):
    everywhere, here = make_user("Editor", "everywhere"), make_user("Editor", "here")
    SectionRight.objects.create(account=here, section=make_section("news"))
    elsewhere = make_user("Editor", "elsewhere")
    SectionRight.objects.create(account=elsewhere, section=make_section("sport"))
    city, arts = (make_article(by=ann, section=path) for path in ("news/city", "arts"))

    workflow.submit(city, by=ann, note="The figures are checked.")
    assert told() == [("here", "handed_in")]
    assert Notice.objects.get().words == "The figures are checked."
    workflow.submit(arts, by=ann)
    assert told()[1:] == [("everywhere", "handed_in")]
    workflow.take_back(city, by=ann)
    workflow.plan(city, by=here, assignee=everywhere)
    workflow.submit(city, by=ann)
    assert told()[2:] == [("everywhere", "assigned"), ("everywhere", "handed_in")]


def test_the_writer_is_told_what_became_of_it(ann, ed):
    article = make_article(by=ann)
    workflow.submit(article, by=ann)
    Notice.objects.all().delete()

    workflow.send_back(article, by=ed, note="Who says so?")
    workflow.submit(article, by=ann)
    workflow.approve(article, by=ed)

    assert told() == [("ann", "sent_back"), ("ed", "handed_in"), ("ann", "approved")]


def test_a_story_is_assigned_with_a_word_to_its_writer_once(ann, ed, chief):
    article = make_article(by=ed)

    workflow.plan(article, by=ed, assignee=ann)
    workflow.plan(article, by=ed, assignee=ann, priority=3)
    workflow.plan(article, by=ed, priority=4)

    assert told() == [("ann", "assigned")]
    chief.post(address_of(), filled(headline="New", assignee=ann.pk, _save=1))
    assert told() == [("ann", "assigned"), ("ann", "assigned")]
    assert Notice.objects.first().article == Article.objects.get(headline="New")


def test_suggestions_are_told_and_what_became_of_them(ann, ed):
    article = make_article(by=ann)
    first, second = (
        talking.suggest(article, by=ed, part="headline", proposal=words) for words in ("A", "B")
    )

    talking.accept(first.pk, article=article, by=ann)
    talking.refuse(second.pk, article=article, by=ann, reason="Too short")

    assert told() == [("ann", "suggested")] * 2 + [("ed", "decided")] * 2


def test_a_save_or_a_print_is_told_to_nobody(ann, ed, editor):
    article = make_article(by=ann)

    editor.post(address_of(article), filled(article, headline="Theirs", _save=1))
    editor.post(address_of(article), filled(article, _publish=1))

    assert told() == []


# At the desk


def test_the_header_counts_what_was_not_seen(ann, ed, client, django_assert_max_num_queries):
    article = make_article(by=ann)
    for n in range(3):
        talking.note(article, by=ed, text=f"No. {n}")
    client.force_login(ann)

    with django_assert_max_num_queries(30) as asked:
        page = client.get("/admin/")

    assert "Notices 3 3 unread" in text_of(page)
    assert sum("articles_notice" in q["sql"] for q in asked) == 1
    client.post(HERE, {"all": 1})
    assert "unread" not in text_of(client.get("/admin/"))


def test_one_is_opened_read_and_put_back(ann, ed, client):
    note = talking.note(make_article(by=ann, headline="Gates shut"), by=ed, text="Nine boats?")
    client.force_login(ann)

    said = text_of(client.get(HERE))
    answer = client.post(HERE, {"open": Notice.objects.get().pk})

    assert "Ed Ito wrote a note on a story of yours: Gates shut Nine boats?" in said
    assert answer.url == f"{address_of(note.article)}#note-{note.pk}"
    assert Notice.objects.get().is_read
    client.post(HERE, {"unread": Notice.objects.get().pk})
    assert not Notice.objects.get().is_read
    client.post(HERE, {"read": Notice.objects.get().pk})
    assert Notice.objects.get().is_read


def test_only_ones_own_notices_are_seen_and_marked(ann, ed, client):
    talking.note(make_article(by=ann, headline="Gates shut"), by=ed, text="Zeolite")
    client.force_login(ed)

    assert "Zeolite" not in text_of(client.get(HERE))
    for pressed in ({"open": Notice.objects.get().pk}, {"all": 1}, {"open": "x"}, {}):
        assert client.post(HERE, pressed).url == HERE
    assert not Notice.objects.get().is_read
    client.logout()
    assert client.get(HERE).status_code == client.get(CHOICES).status_code == 302


def test_who_may_not_see_the_story_any_more_reads_nothing_of_it(ann, ed, client):
    article = make_article(by=ed, headline="Gates shut")
    workflow.plan(article, by=ed, assignee=ann)
    talking.note(article, by=ed, text="Zeolite")
    workflow.plan(article, by=ed, assignee=None)
    client.force_login(ann)

    said = text_of(client.get(HERE))

    assert "You may not look at that story any more." in said
    assert "Zeolite" not in said and "Gates shut" not in said


def test_a_hundred_notices_cost_no_more_than_one(ann, ed, client, django_assert_max_num_queries):
    article = make_article(by=ann)
    client.force_login(ann)
    talking.note(article, by=ed, text="No. 0")
    with django_assert_max_num_queries(12) as one:
        client.get(HERE)
    for n in range(1, 30):
        talking.note(make_article(by=ann), by=make_user("Editor"), text=f"No. {n}")

    with django_assert_max_num_queries(len(one)):
        assert "No. 29" in text_of(client.get(HERE))


# What one wants


def test_each_kind_is_switched_off_for_itself(ann, ed, client, posted):
    article = make_article(by=ann)
    client.force_login(ann)
    wanted = [f"{where}-{kind}" for where in ("desk", "mail") for kind in Kind]
    wanted = [name for name in wanted if name not in ("desk-noted", "mail-noted", "mail-assigned")]

    client.post(CHOICES, {"wish": wanted})
    posted(talking.note, article, by=ed, text="Unheard")
    posted(workflow.plan, article, by=ed, assignee=ann)

    assert told() == [("ann", "assigned")]
    assert mail.outbox == []
    assert [w.kind for w in wishes_of(ann) if not w.by_mail] == ["noted", "assigned"]
    page = client.get(CHOICES).content.decode()
    assert page.count(" checked") == len(wanted)


def test_by_mail_alone_is_not_counted_at_the_desk(ann, ed, client, posted):
    choose(ann, [Wish(Kind.NOTED, at_desk=False, by_mail=True)])

    posted(talking.note, make_article(by=ann), by=ed, text="Zeolite")

    client.force_login(ann)
    assert len(mail.outbox) == 1
    assert "Zeolite" not in text_of(client.get(HERE))
    assert "unread" not in text_of(client.get("/admin/"))


def test_the_page_says_where_mail_goes_or_why_none_does(ann, client, settings):
    client.force_login(ann)
    assert "ann@news.example" in text_of(client.get(CHOICES))
    client.force_login(make_user("Writer"))
    assert "no e-mail address" in text_of(client.get(CHOICES))
    settings.EMAIL_BACKEND = letter.NO_MAIL
    assert "sends no e-mail" in text_of(client.get(CHOICES))


# By e-mail


def test_a_letter_says_who_did_what_and_nothing_of_the_text(ann, ed, posted, settings):
    settings.SITE_URL = "https://news.example"
    article = make_article(by=ann, headline="Gates & boats", body="<p>Zeolite.</p>", standfirst="X")

    quoted = talking.Quoted("Zeolite")
    note = posted(
        talking.note, article, by=ed, text="Nine <boats>, @ann?", part="body", quoted=quoted
    )

    [sent] = mail.outbox
    assert sent.to == ["ann@news.example"]
    assert sent.subject == "[Newsroom] Ed Ito mentions you in a note: Gates & boats"
    assert "Nine <boats>, @ann?" in sent.body
    assert f"https://news.example{address_of(article)}#note-{note.pk}" in sent.body
    assert f"https://news.example{CHOICES}" in sent.body
    assert "Zeolite" not in sent.body
    assert not Notice.objects.get().to_be_mailed


def test_a_suggestions_own_words_are_not_mailed(ann, ed, posted):
    choose(ann, [Wish(Kind.SUGGESTED, at_desk=True, by_mail=True)])

    posted(
        talking.suggest,
        make_article(by=ann),
        by=ed,
        part="standfirst",
        proposal="Zeolite",
        text="Shorter",
    )

    assert "Shorter" in mail.outbox[0].body and "Zeolite" not in mail.outbox[0].body


def test_no_headline_can_put_lines_into_a_letters_head(ann, ed, posted):
    article = make_article(by=ann)
    Article.objects.filter(pk=article.pk).update(headline="x\nBcc: all@news.example")

    posted(talking.note, article, by=ed, text="Hm")

    assert mail.outbox[0].subject.endswith("x Bcc: all@news.example")
    assert mail.outbox[0].recipients() == ["ann@news.example"]


def test_what_happens_in_one_go_is_one_letter_that_waits_for_it(ann, ed, posted, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    article = make_article(by=ann, headline="Gates shut")

    posted(talking.note, article, by=ed, text="First")
    posted(talking.note, article, by=ed, text="Second")
    waiting = DBTaskResult.objects.all()
    assert all(each.run_after > timezone.now() for each in waiting)
    for each in waiting:
        letter.send.call(*each.args_kwargs["args"])

    [sent] = mail.outbox
    assert sent.subject == "[Newsroom] News of a story: Gates shut"
    assert "First" in sent.body and "Second" in sent.body


def test_what_was_read_at_the_desk_meanwhile_is_not_mailed(ann, ed, posted, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    article = make_article(by=ann)
    posted(talking.note, article, by=ed, text="Hm")
    notice.mark_read(ann)

    letter.send.call(ann.pk, article.pk)

    assert mail.outbox == []


def test_who_has_lost_the_story_or_the_account_meanwhile_gets_no_letter(ann, ed, posted, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    article = make_article(by=ed)
    workflow.plan(article, by=ed, assignee=ann)
    own = make_article(by=ann)
    posted(talking.note, own, by=ed, text="Hm")

    workflow.plan(article, by=ed, assignee=None)
    letter.send.call(ann.pk, article.pk)
    ann.is_active = False
    ann.save()
    letter.send.call(ann.pk, own.pk)

    assert mail.outbox == []


def test_a_server_of_mails_that_fails_fails_no_deed_and_is_tried_again(ann, ed, posted, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    article = make_article(by=ann)
    posted(talking.note, article, by=ed, text="Hm")

    with mock.patch.object(letter, "send_mail", side_effect=smtplib.SMTPServerDisconnected):
        letter.send.call(ann.pk, article.pk)
    again = DBTaskResult.objects.order_by("-enqueued_at").first().args_kwargs["args"]
    letter.send.call(*again)

    assert again == [ann.pk, article.pk, 1]
    assert len(mail.outbox) == 1


def test_after_some_tries_a_letter_is_given_up_and_the_log_says_so(
    ann, ed, posted, settings, caplog
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    article = make_article(by=ann)
    posted(talking.note, article, by=ed, text="Hm")
    asked = DBTaskResult.objects.count()

    with mock.patch.object(letter, "send_mail", side_effect=ConnectionRefusedError):
        letter.send.call(ann.pk, article.pk, letter.MOST_TRIES)

    assert "could not be mailed" in caplog.text
    assert DBTaskResult.objects.count() == asked
    assert not Notice.objects.get().to_be_mailed


def test_a_queue_that_fails_fails_no_deed(ann, ed, posted):
    with mock.patch.object(letter, "send_later", side_effect=RuntimeError):
        posted(talking.note, make_article(by=ann), by=ed, text="Hm")

    assert told() == [("ann", "noted")]


def test_a_site_without_a_server_of_mails_asks_for_no_letters(ann, ed, posted, settings):
    settings.EMAIL_BACKEND = letter.NO_MAIL

    posted(talking.note, make_article(by=ann), by=ed, text="Hm")

    assert not Notice.objects.get().to_be_mailed


def test_readers_pages_know_nothing_of_notices(reader, ed):
    edition = make_edition()
    talking.note(edition.article, by=ed, text="Hm")

    assert reader.get(edition.address).status_code == 200


def test_what_is_long_past_is_swept(ann, ed):
    talking.note(make_article(by=ann), by=ed, text="Hm")
    Notice.objects.update(at=hours(-24 * 181))

    notice.sweep(at=timezone.now())

    assert told() == []
