"""A live text is mended while its rewrite lies unfinished."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from articles.desk.revision import revise
from articles.models import Article, CheckRule, Edition
from tests.desk.form import result_of, text_of
from tests.desk.test_sitting import kept
from tests.make import hours, make_contributor, make_edition, make_user, tomorrow

pytestmark = [pytest.mark.django_db, pytest.mark.looks]

LIVE = "<p>The barier shut at noon.</p><p>Two ferries waited.</p>"
REWRITE = "<p>Two ferries and a trawler waited.</p><p>The barier shut at noon, late.</p>"


@pytest.fixture
def live():
    """A live story with a rewrite of it under way."""
    edition = make_edition(headline="Gates shut", body=LIVE, takeaways=["One"])
    rewrite(edition.article, body=REWRITE, headline="Why the gates shut")
    return edition


def rewrite(article, **changes):
    """Save the working copy with other words."""
    article.version += 1
    article.take_document(replace(article.to_document(), **changes))
    revise(article, by=None)


def page_of(edition):
    """The address of the page on which its story is mended."""
    return reverse("admin:articles_article_mend", args=[edition.article_id])


def typed(edition, **changes):
    """What the page would post, with some fields changed."""
    document = edition.as_document()
    posted = {
        "headline": document.headline,
        "standfirst": document.standfirst,
        "body": document.body,
        "kind": "minor",
        "live": edition.pk,
        "takeaways-TOTAL_FORMS": len(document.takeaways),
        "takeaways-INITIAL_FORMS": len(document.takeaways),
        "credits-TOTAL_FORMS": len(document.credits),
        "credits-INITIAL_FORMS": len(document.credits),
    }
    for n, point in enumerate(document.takeaways):
        posted |= {f"takeaways-{n}-text": point.text, f"takeaways-{n}-was": n}
    for n, each in enumerate(document.credits):
        posted |= {f"credits-{n}-contributor": each.contributor, f"credits-{n}-role": each.role}
    return posted | changes


def mended(editor, edition, **changes):
    """The answer to a mend."""
    return editor.post(page_of(edition), typed(edition, **changes))


BARRIER = {"body": LIVE.replace("barier", "barrier")}


def test_readers_get_the_mend_and_nothing_of_the_rewrite(editor, reader, live):
    answer = mended(editor, live, **BARRIER)

    assert answer.status_code == 302
    text = reader.get(live.address).text
    assert "The barrier shut at noon." in text
    assert "trawler" not in text and "Why the gates" not in text


def test_the_rewrite_goes_on_with_the_mend_in_it(editor, live):
    mended(editor, live, **BARRIER)

    copy = Article.objects.get()
    assert copy.body == REWRITE.replace("barier", "barrier")
    assert copy.headline == "Why the gates shut"
    assert copy.revisions.first().note == "The mend of the live text, taken in"
    assert copy.revisions.first().number == copy.version


def test_so_does_each_edition_that_waits(editor, reader, live):
    make_edition(article=live.article, body=f"{LIVE}<p>Later more.</p>", live_from=hours(2))
    make_edition(article=live.article, body=f"<h2>All</h2>{LIVE}", live_from=tomorrow())

    mended(editor, live, **BARRIER)

    for moment in (hours(3), tomorrow()):
        assert "The barrier shut" in reader.get(live.address, at=moment).text
    assert "Later more." in reader.get(live.address, at=hours(3)).text


def test_the_page_is_told_where_all_of_it_has_gone(editor, live):
    make_edition(article=live.article, body=f"{LIVE}<p>Later more.</p>", live_from=hours(2))

    answer = editor.post(page_of(live), typed(live, **BARRIER), follow=True)

    said = text_of(answer)
    assert (
        "Mended: readers have it now. The working copy has taken it in. So has the edition" in said
    )


def test_what_both_changed_is_asked_before_anything_is_printed(editor, reader, live):
    words = LIVE.replace("Two ferries waited", "Two ferries and a tug waited")

    answer = mended(editor, live, body=words)

    assert answer.status_code == 422
    said = result_of(answer)
    assert "Two ferries and a trawler waited." in said and "Two ferries and a tug waited." in said
    assert "tug" not in reader.get(live.address).text
    assert Edition.archive.count() == 1


@pytest.mark.parametrize(("choice", "word"), [("own", "trawler"), ("mend", "tug")])
def test_the_editor_decides_what_the_rewrite_becomes(editor, reader, live, choice, word):
    words = LIVE.replace("Two ferries waited", "Two ferries and a tug waited")
    seal = re.search(
        r'name="seal" value="(\w+)"', mended(editor, live, body=words).content.decode()
    )

    answer = mended(editor, live, body=words, seal=seal[1], **{"wins-copy-0": choice})

    assert answer.status_code == 302
    assert "tug" in reader.get(live.address).text
    assert word in Article.objects.get().body


def test_nothing_is_decided_for_the_editor(editor, reader, live):
    make_edition(article=live.article, headline="Gates open", body=LIVE, live_from=hours(2))
    asked = mended(editor, live, headline="Gates shut for good")
    seal = re.search(r'name="seal" value="(\w+)"', asked.content.decode())[1]

    page = mended(
        editor, live, headline="Gates shut for good", seal=seal, **{"wins-copy-0": "mend"}
    )

    assert " checked" not in radios(asked)
    assert "Choose for each of these." not in text_of(asked)
    assert (page.status_code, "Choose for each of these." in text_of(page)) == (422, True)
    waiting = Edition.archive.get(live_from__gt=hours(1))
    assert re.findall(r'href="#(wins-[^"]*)"', page.content.decode()) == [
        f"wins-edition-{waiting.pk}-0"
    ]
    assert f'id="wins-edition-{waiting.pk}-0"' in radios(page)
    assert re.findall(r'name="(wins-[^"]*)" value="(\w+)"[^>]* checked', radios(page)) == [
        ("wins-copy-0", "mend")
    ]
    assert page.context["form"]["headline"].value() == "Gates shut for good"
    assert "for good" not in reader.get(live.address).text


def radios(page):
    """The choices on it."""
    return " ".join(re.findall(r'<input type="radio"[^>]*>', page.content.decode()))


def test_one_is_told_where_the_mend_was_left_out(editor, live):
    asked = mended(editor, live, headline="Gates shut for good", **BARRIER)
    seal = re.search(r'name="seal" value="(\w+)"', asked.content.decode())[1]
    decided = {"headline": "Gates shut for good", "seal": seal, "wins-copy-0": "own"} | BARRIER

    said = text_of(editor.post(page_of(live), typed(live, **decided), follow=True))

    assert "The working copy has taken it in." in said
    assert "As you chose, the working copy keeps words of its own (Headline)" in said


def test_a_save_in_between_is_asked_about_anew(editor, live):
    words = LIVE.replace("Two ferries waited", "Two ferries and a tug waited")
    seal = re.search(
        r'name="seal" value="(\w+)"', mended(editor, live, body=words).content.decode()
    )
    copy = Article.objects.get()
    rewrite(copy, body=REWRITE.replace("trawler", "barge"))

    answer = mended(editor, live, body=words, seal=seal[1], **{"wins-copy-0": "mend"})

    assert answer.status_code == 422
    assert "Two ferries and a barge waited." in result_of(answer)
    assert "barge" in Article.objects.get().body


def test_a_mend_of_a_text_that_has_been_followed_is_put_on_top_of_todays(editor, live):
    later = make_edition(article=live.article, body=f"{LIVE}<p>They sailed.</p>")

    answer = mended(editor, live, **BARRIER)

    assert answer.status_code == 422
    form = answer.context["form"]
    assert form.initial["body"] == f"{BARRIER['body']}<p>They sailed.</p>"
    assert form.initial["live"] == later.pk
    assert "Another edition went live" in text_of(answer)


def test_words_that_another_mend_changed_meanwhile_are_shown_before_they_are_lost(editor, live):
    make_edition(article=live.article, headline="Gates shut early", body=LIVE)

    answer = mended(editor, live, headline="Gates shut late")

    assert answer.status_code == 422
    assert answer.context["form"].initial["headline"] == "Gates shut late"
    [clash] = answer.context["overlaps"]
    assert "early" in text_of(answer)
    assert clash["label"] == "Headline"


def test_a_rewrite_that_was_never_saved_is_told_of(editor, live):
    assert "never saved" not in text_of(editor.get(page_of(live)))

    kept(editor, live.article, headline="Half a thou")

    assert "that was never saved. Save it first" in text_of(editor.get(page_of(live)))


def test_a_mend_that_the_browser_kept_is_shown_and_not_printed(editor, live):
    answer = mended(editor, live, **BARRIER, _take="1")

    assert answer.status_code == 200
    assert answer.context["form"]["body"].value() == BARRIER["body"]
    assert Edition.archive.count() == 1


def test_a_correction_is_told_to_readers(editor, reader, live):
    mended(editor, live, kind="correction", correction="It shut at one.", **BARRIER)

    assert "It shut at one." in reader.get(live.address).text
    assert Edition.live(at=hours(0)).get().kind == "correction"


def test_without_its_notice_it_is_not_printed_and_nothing_is_lost(editor, live):
    answer = mended(editor, live, kind="correction", **BARRIER)

    assert answer.status_code == 422
    assert "Say what was wrong and what is right." in text_of(answer)
    assert answer.context["form"]["body"].value() == BARRIER["body"]


def test_a_wrong_byline_is_mended_too(editor, reader, live):
    right = make_contributor("Bo Linn")

    mended(editor, live, **{"credits-0-contributor": right.pk})

    assert "By Bo Linn" in text_of(editor.get(live.address))
    assert Article.objects.get().credits.get().contributor == right


def test_a_takeaway_is_mended_or_taken_out(editor, live):
    mended(editor, live, **{"takeaways-0-text": "Two"})
    now = Edition.live(at=hours(0)).get()
    mended(editor, now, **{"takeaways-0-text": ""})

    documents = [each.as_document().takeaways for each in Edition.archive.order_by("number")]
    assert [[point.text for point in points] for points in documents] == [["One"], ["Two"], []]
    assert not Article.objects.get().takeaways.exists()


def test_what_is_not_changed_is_not_printed(editor, live):
    answer = mended(editor, live)

    assert answer.status_code == 422
    assert "Nothing is changed yet" in text_of(answer)
    assert Edition.archive.count() == 1


def test_what_may_not_be_printed_is_told_where_it_is_missing(editor, live):
    answer = mended(editor, live, headline="")

    assert "A headline is missing." in text_of(answer)
    assert answer.context["form"].errors["headline"]


def test_a_mend_is_not_held_up_by_what_only_asks(editor, live):
    answer = mended(editor, live, headline="x" * 80, **{"credits-0-role": "author"})
    seal = re.search(r'name="seal" value="(\w+)"', answer.content.decode())[1]

    decided = {"seal": seal, "wins-copy-0": "own"}
    assert mended(editor, live, headline="x" * 80, **decided).status_code == 302


def test_only_those_who_print_may_mend(writer, editor, moderator, stranger, live):
    Article.objects.update(created_by=writer.user)

    for someone in (writer, moderator, stranger):
        assert someone.get(page_of(live)).status_code == 403
        assert mended(someone, live, **BARRIER).status_code == 403
    assert editor.get(page_of(live)).status_code == 200
    assert Edition.archive.count() == 1


def test_a_story_that_readers_have_not_has_nothing_to_mend(editor, live):
    waiting = make_edition(live_from=tomorrow())

    answer = editor.get(page_of(waiting), follow=True)

    assert "so there is none to mend" in text_of(answer)
    assert editor.get(reverse("admin:articles_article_mend", args=[10**9])).status_code == 404


@pytest.mark.parametrize("junk", ["", "x", "9" * 30, "-1"])
def test_a_page_that_names_no_edition_prints_nothing(editor, live, junk):
    assert mended(editor, live, live=junk, **BARRIER).status_code == 422
    assert Edition.archive.count() == 1


def test_an_edition_of_another_story_cannot_be_mended_from_here(editor, live):
    other = make_edition(body="<p>Secret.</p>")

    answer = mended(editor, live, live=other.pk, **BARRIER)

    assert answer.status_code == 422
    assert "Secret" not in text_of(answer)


def test_the_mend_is_on_record(editor, live):
    mended(editor, live, **BARRIER)

    assert "Mended" in text_of(editor.get("/admin/"))


def test_the_page_takes_few_queries(editor, live, django_assert_max_num_queries):
    make_user("Editor")

    with django_assert_max_num_queries(20):
        editor.get(page_of(live))


def test_a_mend_waits_for_no_approval_of_the_working_copy(editor, live, reader):
    CheckRule.objects.filter(check_code="approved").update(level="block")

    answer = editor.post(page_of(live), typed(live, body=LIVE.replace("barier", "barrier")))

    assert answer.status_code == 302
    assert "barrier" in reader.get(live.address).text
