"""Who may fill a house with an archive, and what they are told meanwhile."""

import io
import re
from unittest import mock

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command, load_command_class
from django.db import connection, transaction
from django.test import TestCase

from articles.demo.archive import make
from articles.demo.archive.make import HouseInUse, make_archive
from articles.demo.archive.progress import Progress
from articles.models import Article, Section
from tests.make import make_edition, make_section


def test_the_same_seed_makes_the_same_stories(db):
    def made():
        with transaction.atomic(), TestCase.captureOnCommitCallbacks():
            make_archive(25, seed=7)
            headlines = list(Article.objects.order_by("pk").values_list("headline", flat=True))
            transaction.set_rollback(True)
        return headlines

    first = made()

    assert made() == first
    assert len(set(first)) == 25


def test_nothing_is_laid_down_among_the_stories_of_a_paper(db):
    make_edition(headline="Of a real paper")

    with pytest.raises(HouseInUse):
        make_archive(10)

    assert Article.objects.count() == 1


def test_nor_among_the_sections_of_one_that_has_printed_nothing_yet(db):
    make_section("dale")

    with pytest.raises(HouseInUse):
        make_archive(10)

    assert not get_user_model().objects.exists()


@pytest.mark.parametrize("wish", ["--stories=0", "--stories=-5", "--stories=abc", "--editions=0"])
def test_no_fewer_than_one_may_be_wished_for(db, settings, wish):
    settings.DEBUG = True

    with pytest.raises(CommandError, match="a number from 1 is needed"):
        call_command("make_archive", "--stories=1", wish)

    assert not Section.objects.exists()


def test_stopped_it_says_what_stays(db, settings, monkeypatch):
    settings.DEBUG = True
    monkeypatch.setattr(make, "_some", mock.Mock(side_effect=KeyboardInterrupt))

    with pytest.raises(CommandError, match="Stopped"):
        call_command("make_archive", "--stories", "10")


def test_without_debug_the_database_must_be_named(db, settings):
    settings.DEBUG = False
    name = str(connection.settings_dict["NAME"])

    for said in ((), ("--into", "another")):
        with pytest.raises(CommandError, match=re.escape(f"--into {name}")):
            call_command("make_archive", "--stories", "10", *said)
    assert not Article.objects.exists()

    out = io.StringIO()
    call_command("make_archive", "--stories", "10", "--into", name, stdout=out)
    assert Article.objects.count() == 10
    assert out.getvalue().startswith("10 of 10, ")


def test_progress_is_one_line_on_a_terminal_and_few_lines_elsewhere():
    drawn, told = [], []
    on_terminal = Progress(4, drawn.append, on_terminal=True)
    elsewhere = Progress(4, told.append, on_terminal=False)

    for done in (1, 2, 4):
        on_terminal(done)
        elsewhere(done)

    assert [line[0] for line in drawn] == ["\r"] * 3
    assert "#" * 30 in drawn[-1]
    assert len(told) == 1


@pytest.mark.parametrize("wrong", [["--stories=0"], ["--stories=5", "--editions=-1"]])
def test_it_makes_at_least_one_story_or_nothing_at_all(db, settings, wrong):
    settings.DEBUG = True

    with pytest.raises(CommandError, match="a number from 1 is needed"):
        call_command("make_archive", *wrong)

    assert not Section.objects.exists()


@pytest.mark.parametrize(
    ("name", "words"), [("make_archive", "made-up stories"), ("make_plates", "Ask a worker")]
)
def test_help_says_what_is_done(name, words):
    assert words in load_command_class("articles", name).help
