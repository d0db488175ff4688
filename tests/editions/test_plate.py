"""Plates: made as an edition is printed, gone with what it said, and never needed."""

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from articles.editions import press
from articles.editions.plate import make_plates
from articles.models import Edition, Plate
from articles.text.document import Takeaway
from articles.text.typeset import VERSION, Typeset
from tests.make import hours, make_document, make_edition, make_image

pytestmark = pytest.mark.django_db


def make_story(**known):
    """A printed story with a picture, a heading, a takeaway and a table."""
    image = make_image()
    body = (
        "<h2>The vote</h2><p>It was close, they said.</p>"
        f'<figure data-image="{image.pk}"><figcaption>At <em>noon</em></figcaption></figure>'
        "<table><tbody><tr><td>1</td></tr></tbody></table>"
    )
    points = [Takeaway("Close", quote="It was close")]
    return make_edition(body=body, takeaways=points, lead=image, **known)


def test_what_is_printed_has_a_plate_of_its_text():
    edition = make_story()

    plate = Plate.objects.get(edition=edition)

    assert (plate.version, plate.sha256) == (VERSION, edition.sha256)
    assert Typeset.from_json(plate.typeset) == Typeset.of(edition.as_document())


@pytest.mark.parametrize(
    "other",
    [{"version": VERSION - 1}, {"version": VERSION + 1}, {"sha256": "0" * 64}],
)
def test_a_page_is_the_same_with_its_plate_without_one_and_with_one_of_something_else(
    reader, other
):
    edition = make_story()
    with_plate = reader.get(edition.address).content

    Plate.objects.update(typeset={"body": "Nonsense"}, **other)
    with_another = reader.get(edition.address).content
    Plate.objects.all().delete()
    without = reader.get(edition.address).content

    assert b"It was close" in with_plate
    assert b"Nonsense" not in with_another
    assert with_plate == with_another == without


def test_a_page_is_made_from_its_plate(reader):
    edition = make_story()
    plate = Plate.objects.get(edition=edition)

    plate.typeset["body"] = plate.typeset["body"].replace("It was close", "It was set")
    plate.save()

    assert "It was set" in reader.get(edition.address).text


def test_no_list_reads_plates(reader):
    edition = make_story()

    for address in ("/", "/people/ada-marsh/", "/feed/site.rss", "/search/?q=close"):
        reader.get(address)
        assert not any("plate" in query for query in reader.queries), address

    reader.get(edition.address)
    assert any("plate" in query for query in reader.queries)


def test_a_redaction_leaves_nothing_of_the_plate():
    edition = make_story(live_from=hours(-2))

    press.redact(edition.pk, by=None, reason="Privacy.")

    assert "It was close" not in str(list(Edition.archive.values()))
    assert not Plate.objects.exists()


def test_no_plate_is_made_of_what_says_nothing():
    redacted, withdrawn = make_story(), make_story()
    press.redact(redacted.pk, by=None, reason="Privacy.")
    press.withdraw(withdrawn.article_id, by=None)
    Plate.objects.all().delete()

    make_plates.call(VERSION)

    assert [plate.edition for plate in Plate.objects.all()] == [withdrawn]


def test_what_takes_the_place_of_a_waiting_edition_has_its_own_plate():
    waiting = make_story(live_from=hours(2))

    edition = press.reprint(waiting.pk, make_document(body="<p>Otherwise.</p>"), by=None)

    (plate,) = Plate.objects.all()
    assert plate.edition == edition
    assert plate.typeset["body"] == "<p>Otherwise.</p>"


def test_an_update_of_the_code_asks_a_worker_once_for_plates_of_its_version(settings, capsys):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    old, new = make_story(), make_story()
    Plate.objects.filter(edition=old).update(version=VERSION - 1, typeset={})

    call_command("make_plates")
    call_command("make_plates")

    assert capsys.readouterr().out.count("Asked") == 1
    (asked,) = DBTaskResult.objects.filter(task_path=make_plates.module_path)
    make_plates.call(*asked.args_kwargs["args"])
    assert set(Plate.objects.values_list("edition", "version")) == {
        (old.pk, VERSION),
        (new.pk, VERSION),
    }
    typeset = Plate.objects.get(edition=old).typeset
    assert Typeset.from_json(typeset) == Typeset.of(old.as_document())


def test_nothing_is_asked_where_every_edition_has_its_plate(settings, capsys):
    make_story()
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    call_command("make_plates")

    assert capsys.readouterr().out == ""
    assert not DBTaskResult.objects.exists()


def test_a_task_that_older_code_asked_for_makes_nothing():
    make_story()
    Plate.objects.all().delete()

    make_plates.call(VERSION - 1)

    assert not Plate.objects.exists()
