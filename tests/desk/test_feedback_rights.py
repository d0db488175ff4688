"""Who may see and do what with what readers say: asked at every address that tells of it."""

from django.contrib import admin
from django.urls import reverse

from articles.models import Feedback
from tests.desk.queue import QUEUE, looker, moderator_of
from tests.desk.reports import readers
from tests.feedback.answers import make_report
from tests.make import make_edition


def about_feedback(report):
    """All addresses at the desk that tell of what readers say: of all of it, and of one story."""
    known = {"pk": report.pk, "object_id": report.pk, "kind": "csv"}
    everything, single = [reverse("admin:numbers")], [readers(report.edition.article)]
    single.append(reverse("admin:story_numbers", args=[report.article_id]))
    for each in admin.site._registry[Feedback].urls:
        names = each.pattern.converters
        if each.name:
            args = [known[name] for name in names]
            address = reverse(f"admin:{each.name}", args=args)
            (single if "kind" not in names and names else everything).append(address)
    return everything, single


def test_what_readers_say_is_not_even_there_for_whoever_may_not_see_it(writer, stranger, client):
    everything, single = about_feedback(make_report())

    assert len(everything) >= 6 and len(single) >= 8
    for address in [*everything, *single, f"{QUEUE}1/"]:
        for posted in ({}, {"_undo": "x"}, {"deed": "spam", "report": 1}, {"several": "spam"}):
            for person in (writer, stranger):
                got = person.get(address), person.post(address, posted)
                assert [each.status_code for each in got] == [404, 404], address
            assert client.get(address).status_code == 302, address


def test_what_readers_say_of_other_sections_is_not_there_either(db):
    report = make_report(edition=make_edition(section="culture"))
    sport = moderator_of("sport")
    _everything, single = about_feedback(report)

    for address in single:
        assert sport.get(address).status_code == 404, address
        # To compare is nothing that is posted, of whichever report.
        assert sport.post(address, {"_move": "spam"}).status_code in (404, 405), address
    assert Feedback.objects.get().state == "new"


def test_who_may_only_look_at_reports_is_refused_to_do_something(db):
    report, person = make_report(), looker()
    change = reverse("admin:articles_feedback_change", args=[report.pk])

    seen = [person.get(address).status_code for address in (QUEUE, change)]
    done = [
        person.post(QUEUE, {"deed": "spam", "report": report.pk}),
        person.post(QUEUE, {"several": "spam", "chosen": f"{report.pk}:new"}),
        person.post(change, {"_move": "spam"}),
        person.post(reverse("admin:articles_feedback_note", args=[report.pk])),
        person.post(reverse("admin:articles_feedback_correct", args=[report.pk])),
        person.post(reverse("admin:story_numbers", args=[report.article_id])),
    ]

    assert seen == [200, 200]
    assert {each.status_code for each in done} == {403}
