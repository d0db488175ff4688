"""What was never saved is offered once, with its day and its difference; nothing else is."""

from dataclasses import replace

import pytest
from django.urls import reverse

from articles.desk.revision import revise
from articles.models import Article, Revision, Sitting
from tests.desk.form import address_of, filled, text_of
from tests.desk.test_sitting import ONE, THREE, TWO, address, beat, kept, name_of
from tests.make import hours, make_article, make_contributor

pytestmark = [pytest.mark.django_db, pytest.mark.looks]

STORY = "<p>Two ferries waited.</p><ul><li>One</li></ul>"


def offers(client, article=None):
    """The texts that the form offers again."""
    return client.get(address_of(article)).context["offers"]


def refused(client, article, *, key=ONE, serial=1, **typed):
    """A button that is refused: to publish at a time that is past."""
    posted = filled(article, print_at="2001-01-01T10:00", _schedule=1, **typed)
    answer = client.post(address_of(article), posted | {"sitting": key, "serial": serial})
    assert answer.status_code == 422
    return answer


def saved(client, article, *, key=TWO, serial=9, **typed):
    """A save from a form of its own."""
    posted = filled(article, _save=1, **typed) | {"sitting": key, "serial": serial}
    assert client.post(address_of(article), posted).status_code == 302


def lost(**known):
    """All tabs were lost a while ago."""
    Sitting.objects.update(seen_at=hours(-1), **known)


def thrown(client, offer):
    """The button that sets a text aside."""
    return client.post(
        reverse("admin:articles_article_throw_away"), {"names": " ".join(offer.names)}
    )


# What says the same as the story


def test_a_refused_button_leaves_no_box_where_the_text_was_saved(editor):
    article = make_article(body=STORY, takeaways=["One"], authors=["Ann Bell"])

    refused(editor, article)

    assert Sitting.objects.get().fields["headline"] == [article.headline]
    assert offers(editor, article) == []


def test_how_the_text_is_laid_out_and_tags_are_ordered_makes_no_difference(editor):
    article = make_article(body=STORY)
    article.tags.add("Weirs", "Locks")
    saved(editor, article)
    loose = '<p style="">Two ferries waited.</p>\n<ul>\n<li>\n <p>One</p></li>\n</ul>\n'

    refused(editor, article, body=loose, tags='weirs,  "Locks"')

    assert offers(editor, article) == []


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ({"headline": "Other"}, "Headline"),
        ({"standfirst": "More"}, "Standfirst"),
        ({"tags": "Never before"}, "Tags"),
        ({"lead_caption": "Without a picture"}, "Lead picture"),
        ({"takeaways": ["A new one"]}, "Key takeaways"),
        ({"correction": "It was Tuesday."}, "Correction notice"),
        ({"body": "<p>One.</p>" * 90_000}, "Story"),
        ({"due_at": "2031-01-01T10:00", "initial-due_at": ""}, "Due"),
    ],
)
def test_whatever_else_someone_typed_is_offered_and_named(editor, typed, part):
    article = make_article(body=STORY)

    kept(editor, article, **typed)

    [offer] = offers(editor, article)
    assert offer.differs == (part,)


def test_a_text_in_which_nothing_was_changed_is_none_though_a_colleague_saved_since(editor, chief):
    article = make_article(headline="As it was")
    refused(editor, article)
    saved(chief, article, headline="Theirs")

    assert offers(editor, article) == []

    kept(editor, article, key=THREE, headline="Mine")
    assert [offer.headline for offer in offers(editor, article)] == ["Mine"]


# One box for each text


def test_refused_twice_with_the_same_text_makes_one_box(editor):
    article = make_article()
    refused(editor, article, key=ONE, headline="Typed")
    refused(editor, article, key=TWO, headline="Typed", body=f"\n{article.body}\n")
    lost()

    [offer] = offers(editor, article)

    assert offer.names == (name_of(TWO), name_of(ONE))
    assert text_of(editor.get(address_of(article))).count("never saved") == 1


def test_two_tabs_with_two_texts_make_two_the_newest_first(editor):
    article = make_article()
    kept(editor, article, key=ONE, headline="In one tab")
    kept(editor, article, key=TWO, headline="In the other")

    assert [offer.headline for offer in offers(editor, article)] == ["In the other", "In one tab"]


def test_one_set_aside_goes_wherever_it_is_kept_and_others_stay(editor):
    article = make_article()
    for key in (ONE, TWO):
        kept(editor, article, key=key, headline="Twice")
    kept(editor, article, key=THREE, headline="Once")

    thrown(editor, offers(editor, article)[1])

    assert [offer.headline for offer in offers(editor, article)] == ["Once"]


def test_what_was_taken_up_and_written_on_is_offered_as_what_became_of_it(editor):
    article = make_article()
    refused(editor, article, headline="Typed")
    [offer] = offers(editor, article)
    page = editor.post(address_of(article), filled(article, _take=" ".join(offer.names)))

    kept(editor, article, key=TWO, headline="Typed on", took=page.context["took"])

    assert [each.headline for each in offers(editor, article)] == ["Typed on"]
    thrown(editor, offers(editor, article)[0])
    assert [each.headline for each in offers(editor, article)] == ["Typed"]


def test_many_saves_of_a_day_hide_none_of_what_was_never_saved(editor):
    article, user = make_article(), editor.user
    kept(editor, article, headline="Never saved")
    Sitting.objects.bulk_create(
        Sitting(key=f"{n:032x}", user=user, article=article, closed=True, seen_at=hours(1))
        for n in range(1, 120)
    )

    assert [offer.headline for offer in offers(editor, article)] == ["Never saved"]


# After a save


def test_refused_and_then_saved_leaves_no_box(editor):
    article = make_article()
    refused(editor, article, key=ONE, serial=1, headline="Typed")

    saved(editor, article, key=ONE, serial=2, headline="Typed")

    assert offers(editor, article) == []


def test_a_save_ends_the_same_text_of_every_other_tab_and_of_nobody_else(editor, chief):
    article = make_article(headline="As it was")
    for client, key in ((editor, ONE), (chief, THREE)):
        kept(client, article, key=key, headline="Typed")

    saved(editor, article, key=TWO, headline="Typed")
    saved(editor, article, key=TWO, serial=10, headline="And again")

    assert offers(editor, article) == []
    assert [offer.headline for offer in offers(chief, article)] == ["Typed"]


def test_what_is_typed_on_in_another_tab_is_kept_when_its_older_text_goes(editor):
    article = make_article()
    kept(editor, article, key=ONE, serial=1, headline="Typed")
    [offer] = offers(editor, article)
    page = editor.post(address_of(article), filled(article, _take=" ".join(offer.names)))

    kept(editor, article, key=ONE, serial=2, headline="Typed on")
    saved(editor, article, key=TWO, headline="Typed", took=page.context["took"])
    thrown(editor, offer)

    assert [each.headline for each in offers(editor, article)] == ["Typed on"]
    kept(editor, article, key=ONE, serial=3, headline="And on")
    assert [each.headline for each in offers(editor, article)] == ["And on"]


def test_what_is_typed_into_a_form_after_its_save_is_kept(editor):
    article = make_article()
    saved(editor, article, key=ONE, serial=5, headline="Saved")

    assert kept(editor, article, key=ONE, serial=6, headline="Typed after").json()["kept"]

    assert [offer.headline for offer in offers(editor, article)] == ["Typed after"]


def test_saved_under_another_number_by_its_writer_it_is_offered_no_more(editor):
    article = make_article()
    kept(editor, article, headline="Typed")
    article.refresh_from_db()
    article.version += 1
    article.take_document(replace(article.to_document(), headline="Typed"))
    revise(article, by=None)

    assert offers(editor, article) == []
    assert Revision.objects.count() == 2


# What only a browser had


def test_what_was_typed_while_offline_is_handed_in_with_its_own_time(editor):
    article = make_article()
    typed = filled(article, headline="On a train", typed=1, sitting=ONE, serial=4, ago=7200)
    editor.post(address(article), typed)

    told = editor.post(address(article), {"sitting": TWO, "serial": 0, "offers": 1}).json()

    assert "On a train" in told["offers"] and ONE in told["offers"]
    [offer] = offers(editor, article)
    assert hours(-2.1) < offer.at < hours(-1.9)


def test_what_the_desk_has_newer_or_saved_is_not_brought_back_by_a_browser(editor):
    article = make_article()
    refused(editor, article, key=ONE, serial=5, headline="Typed")
    saved(editor, article, key=TWO, serial=5, headline="Saved")

    for key in (ONE, TWO):
        kept(editor, article, key=key, serial=5, headline="Late", ago=60)

    assert [offer.headline for offer in offers(editor, article)] == ["Typed"]


def test_a_form_does_not_offer_its_own_text(editor):
    article = make_article()
    kept(editor, article, key=ONE, headline="Here")

    told = editor.post(address(article), {"sitting": ONE, "serial": 0, "offers": 1}).json()

    assert "Here" not in told["offers"]


def test_what_was_typed_last_comes_first_though_an_older_text_is_sent_later(editor):
    article = make_article()
    kept(editor, article, key=ONE, headline="Typed last", ago=30)
    kept(editor, article, key=TWO, headline="Typed before", ago=600)

    assert [each.headline for each in offers(editor, article)] == ["Typed last", "Typed before"]


# What stands in a tab that is still open


def test_what_another_open_tab_holds_is_called_so_and_is_not_thrown_away(editor):
    article = make_article()
    kept(editor, article, headline="Typing")

    said = text_of(editor.get(address_of(article)))

    assert "not saved yet, in another tab that was open a moment ago. Typing" in said
    assert "Take it up again" in said
    assert "never saved" not in said and "Throw it away" not in said


@pytest.mark.parametrize("tab", ["closed", "lost", "handed in"])
def test_of_a_tab_that_is_open_no_more_it_may_be_thrown_away(editor, tab):
    article = make_article()
    kept(editor, article, headline="Typed", tab="lost" if tab == "handed in" else "")
    if tab == "closed":
        beat(editor, article, ONE, tab="gone")
    if tab == "lost":
        lost()

    assert "Throw it away" in text_of(editor.get(address_of(article)))


def test_handing_in_what_a_browser_has_of_an_open_tab_does_not_close_it(editor):
    article = make_article()
    beat(editor, article, ONE)

    kept(editor, article, key=ONE, headline="Typed", tab="lost")

    assert offers(editor, article)[0].is_open


def test_a_form_from_which_another_text_was_taken_up_is_open_no_more(editor):
    article = make_article()
    kept(editor, article, key=ONE, headline="Typed", tab="lost")
    beat(editor, article, TWO)

    editor.post(address_of(article), filled(article, _take=name_of(ONE)) | {"sitting": TWO})

    assert beat(editor, article, THREE)["others"] == []


# What a box says


def test_a_box_says_when_in_what_and_with_which_words(editor):
    article = make_article(headline="Gates shut", body="<p>Two ferries waited.</p>")
    ann = make_contributor("Ann Bell")

    kept(
        editor,
        article,
        headline="Gates shut late",
        body="<p>Two ferries and a tug waited.</p>",
        credits=[(ann, "author")],
    )
    lost(typed_at="2026-07-14T08:30:00Z")

    said = text_of(editor.get(address_of(article)))
    assert "You have text from 14 Jul 2026, 09:30 that was never saved. Gates shut late" in said
    assert "Differs in: Headline, Story, Credits …and a tug waited." in said


def test_of_a_new_story_it_says_what_there_is(writer):
    kept(writer, headline="Begun", body="<p>Once.</p>")

    [offer] = offers(writer)

    assert (offer.headline, offer.words) == ("Begun", "Once.")


def test_boxes_are_for_who_typed_them_wherever_they_are_asked_for(editor, chief):
    article = make_article()
    kept(editor, article, headline="Secret")
    [offer] = offers(editor, article)

    told = chief.post(address(article), {"sitting": TWO, "serial": 0, "offers": 1}).json()
    thrown(chief, offer)
    taken = chief.post(address_of(article), filled(article, _take=" ".join(offer.names)))
    saved(chief, article, key=THREE, headline="Secret", took=" ".join(offer.names))

    assert "Secret" not in told["offers"] + text_of(taken)
    assert Sitting.objects.get(key=ONE).headline == "Secret"


def test_opening_the_form_writes_nothing(editor):
    article = make_article()
    refused(editor, article)
    before = list(Sitting.objects.values())

    offers(editor, article)

    assert list(Sitting.objects.values()) == before
    assert Article.objects.get().version == article.version


def test_what_is_no_name_of_a_text_throws_nothing_away(editor):
    article = make_article()
    kept(editor, article, headline="Typed")
    throw = reverse("admin:articles_article_throw_away")

    for wrong in ("", ONE, f"{ONE}.", f"{ONE}.{'9' * 30}", "x.1", f"{TWO}.1", f"{ONE}.abc"):
        editor.post(throw, {"names": wrong})

    assert [offer.headline for offer in offers(editor, article)] == ["Typed"]
