"""Questions whose SQL is written once: they answer as their querysets do, whatever the values."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.inquiry import Inquiry
from articles.models import Edition, Image
from tests.make import make_edition, make_image

pytestmark = pytest.mark.django_db


def standing(at, address):
    return Edition.archive.standing(at).filter(address=address).select_related("lead_image")


def test_an_inquiry_gives_what_its_queryset_gives():
    ask = Inquiry(lambda at, address: standing(at, address).with_times(at))
    for headline in ("Talks open", "Dam holds"):
        edition = make_edition(headline=headline, lead=make_image())
        at = timezone.now()

        found = ask.first(at=at, address=edition.address)

        by_hand = standing(at, edition.address).with_times(at).get()
        assert found == edition
        assert found.updated == by_hand.updated == edition.live_from
        assert found.lead_image == edition.lead_image
        assert found.document == by_hand.document
        assert found.live_from == edition.live_from


def test_the_moment_is_that_of_each_time_it_is_asked():
    ask = Inquiry(standing)
    edition = make_edition()
    before = edition.live_from - timedelta(seconds=1)

    told = [
        ask(at=at, address=edition.address)
        for at in (edition.live_from, before, edition.live_from + timedelta(days=400))
    ]

    assert told == [[edition], [], [edition]]


def test_one_may_ask_for_several_numbers_and_then_for_more():
    ask = Inquiry(lambda ids: Image.objects.filter(pk__in=ids))
    red, navy, gold = (make_image(colour) for colour in ("red", "navy", "gold"))

    assert ask(ids=[red.pk]) == [red]
    assert set(ask(ids={navy.pk, gold.pk})) == {navy, gold}
    assert set(ask(ids={red.pk, navy.pk, gold.pk})) == {red, navy, gold}


def test_an_inquiry_may_ask_for_some_columns_alone():
    rows = Image.objects.values_list("alt", "pk", named=True)
    ask = Inquiry(lambda ids: rows.filter(pk__in=ids))
    image = make_image()

    (row,) = ask(ids=[image.pk])

    assert (row.alt, row.pk) == (image.alt, image.pk)


def test_what_decides_the_sql_is_given_without_a_name():
    ask = Inquiry(lambda most, ids: Image.objects.filter(pk__in=ids).order_by("pk")[:most])
    red, navy = make_image("red"), make_image("navy")

    assert ask(1, ids=[red.pk, navy.pk]) == [red]
    assert ask(2, ids=[red.pk, navy.pk]) == [red, navy]


def test_an_inquiry_is_one_query():
    ask = Inquiry(standing)
    edition = make_edition()
    ask(at=timezone.now(), address=edition.address)

    with CaptureQueriesContext(connection) as made:
        ask(at=timezone.now(), address="/elsewhere/")

    assert len(made) == 1


def test_a_value_that_does_not_go_into_the_sql_is_refused():
    ask = Inquiry(lambda at, address: Edition.archive.filter(address__startswith=address))

    with pytest.raises(ValueError, match="'at', 'address'"):
        ask(at=timezone.now(), address="/news/")
