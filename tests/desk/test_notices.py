"""Notices: who is told of what, at the desk and by e-mail, and who is not."""

import pytest
from django.core import mail
from django.utils import timezone

from articles.desk import letter, notice, talking, workflow
from articles.desk.notice import Kind, Wish, choose, wishes_of
from articles.models import Article, Notice, SectionRight
from tests.desk.form import address_of, filled, text_of
from tests.make import hours, make_article, make_edition, make_section, make_user

pytestmark = pytest.mark.django_db

HERE = "/admin/notices/"
CHOICES = "/admin/notices/choices/"


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


def test_a_reply_to_a_suggestion_is_told_to_who_made_it_and_the_writer(ann, ed, chief):
    article = make_article(by=ann)
    offer = talking.suggest(article, by=ed, part="headline", proposal="Weir shut")

    talking.reply(offer.pk, article=article, by=chief.user, text="Sluice.")

    assert told() == [("ann", "suggested"), ("ed", "replied"), ("ann", "noted")]


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


def test_whoever_wants_nothing_is_told_nothing(ann, ed, posted):
    for account in (ann, ed):
        choose(account, [Wish(kind, at_desk=False, by_mail=False) for kind in Kind])
    article = make_article(by=ann)

    note = posted(talking.note, article, by=ed, text="Nine, @ann?")
    posted(talking.reply, note.pk, article=article, by=ann, text="Nine.")
    posted(talking.reword, note.pk, article=article, by=ed, text="@ann, ten?")
    offer = posted(talking.suggest, article, by=ed, part="headline", proposal="Other")
    posted(talking.refuse, offer.pk, article=article, by=ann, reason="No")
    posted(workflow.submit, article, by=ann)
    posted(workflow.send_back, article, by=ed, note="Why?")
    posted(workflow.submit, article, by=ann)
    posted(workflow.approve, article, by=ed)
    posted(workflow.plan, article, by=ed, assignee=ann)

    assert (told(), mail.outbox) == ([], [])


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


def test_who_wants_no_mentions_is_still_told_of_a_note_on_their_story(ann, ed):
    choose(ann, [Wish(Kind.MENTIONED, at_desk=False, by_mail=False)])

    talking.note(make_article(by=ann), by=ed, text="Nine, @ann?")

    assert told() == [("ann", "noted")]


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


# And then


def test_readers_pages_know_nothing_of_notices(reader, ed):
    edition = make_edition()
    talking.note(edition.article, by=ed, text="Hm")

    assert reader.get(edition.address).status_code == 200


def test_what_is_long_past_is_swept(ann, ed):
    talking.note(make_article(by=ann), by=ed, text="Hm")
    Notice.objects.update(at=hours(-24 * 181))

    notice.sweep(at=timezone.now())

    assert told() == []
