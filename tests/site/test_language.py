"""The site in its own language, direction, zone and way of writing dates."""

from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.test import override_settings
from django.utils import timezone

from tests.make import make_edition

pytestmark = pytest.mark.looks

EVENING = datetime(2026, 7, 14, 21, 5, tzinfo=UTC)


def written(tag, **settings):
    """What a template's tag makes of an evening in July."""
    with override_settings(**settings):
        return Template("{% load newsroom %}{% " + tag + " %}").render(Context({"at": EVENING}))


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("Europe/London", '<time datetime="2026-07-14T22:05:00+01:00">14 July 2026, 22:05</time>'),
        ("Asia/Tokyo", '<time datetime="2026-07-15T06:05:00+09:00">15 July 2026, 06:05</time>'),
    ],
)
def test_a_time_is_that_of_the_sites_zone_and_machines_read_its_offset(zone, shown):
    with timezone.override(zone):
        assert written("moment at") == shown


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("day at", "2026-07-14"),
        ("moment at", "2026-07-14, 10:05 p.m."),
        ("moment at since=at", "10:05 p.m."),
        ("weekday at", "Tuesday 2026-07-14"),
    ],
)
def test_dates_are_written_as_the_settings_say(tag, words):
    shown = written(tag, SITE_DATE_FORMAT="Y-m-d", SITE_TIME_FORMAT="g:i a")

    assert f">{words}</time>" in shown


@pytest.mark.parametrize(
    ("language", "setting", "direction"),
    [("en-gb", "", "ltr"), ("ar", "", "rtl"), ("he", "", "rtl"), ("en-gb", "rtl", "rtl")],
)
def test_the_direction_is_the_languages_unless_a_setting_says_otherwise(
    reader, settings, language, setting, direction
):
    settings.LANGUAGE_CODE, settings.SITE_DIRECTION = language, setting
    make_edition()

    assert f'dir="{direction}"' in reader.get("/").text
