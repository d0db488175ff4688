"""Every word of the readers' pages is in the catalogue, and in French they are French."""

import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from articles.editions import press
from articles.text.document import Takeaway
from tests.conftest import signed_in
from tests.feedback.answers import make_report
from tests.make import hours, make_contributor, make_edition, make_image, make_section, tomorrow
from tests.words import left_of

pytestmark = pytest.mark.looks


def test_no_word_of_the_readers_pages_is_outside_the_catalogue(reader, settings, wordless):
    settings.SITE_NAME, settings.SITE_TAGLINE = "Zyx", "Zyx"
    make_section("news", name="Zyx")
    portrait = make_image("red", name="Zyx", alt="Zyx", credit="Zyx")
    people = [
        make_contributor(n, bio="Zyx", role_line="Zyx", portrait=portrait) for n in ("Zyx1", "Zyx2")
    ]
    known = {
        "authors": [person.name for person in people],
        "editors": ["Zyx1"],
        "tags": ["Zyx"],
        "standfirst": "Zyx",
        "takeaways": [Takeaway("Zyx", "zyx")],
        "lead": make_image("teal", name="Zyx", alt="Zyx", caption="Zyx", credit="Zyx"),
        "body": "<h2>Zyx</h2><p>Zyx</p><h2>Zyxb</h2><h2>Zyxc</h2><p>Zyx</p>",
    }
    first = make_edition(headline="Zyx", **known)
    changed = known | {
        "authors": ["Zyx2"],
        "standfirst": "Zyxs",
        "takeaways": [Takeaway("Zyxt", quote="Zyx")],
        "lead": make_image("navy", name="Zyx", alt="Zyx", caption="Zyx", credit="Zyx"),
        "body": f'{known["body"]}<p>Zyxd</p><figure data-image="{portrait.pk}"></figure>',
    }
    make_edition(article=first.article, headline="Zyxh", kind="update", **changed)
    make_edition(article=first.article, headline="Zyx", correction="Zyx", **known)
    gone = make_edition(headline="Zyxgone", **known)
    press.withdraw(gone.article_id, by=None, notice="Zyx")

    left, waiting = {}, ["/", gone.address, "/nowhere/"]
    while waiting:
        answer = reader.get(address := waiting.pop())
        if not answer["Content-Type"].startswith("text/html"):
            continue
        left[address] = left_of(answer.text)
        linked = {unescape(link) for link in re.findall(r'href="(/(?!static/)[^"#]*)', answer.text)}
        waiting += sorted(linked - left.keys() - set(waiting))

    assert len(left) > 10
    unknown = {address: found for address, found in left.items() if found}
    assert unknown == {}, unknown


def test_the_site_speaks_french(reader, settings):
    settings.LANGUAGE_CODE = "fr"
    edition = make_edition(
        headline="La Lune", authors=["Ada Marsh", "Ben Okoro"], editors=["Cy Lund"]
    )

    page = reader.get(edition.address).text

    assert '<html lang="fr" dir="ltr">' in page
    for words in ("Par <a", "</a> et <a", "Édité par", "1 min de lecture", "Accueil"):
        assert words in page
    assert "Cet article vous a-t-il été utile\u00a0?" in page


def test_the_desk_writes_days_as_its_language_does(editor, settings):
    settings.LANGUAGE_CODE = "fr"
    edition = make_edition(live_from=hours(-2000), headline="La Lune")

    page = editor.get("/admin/articles/front/home/change/").content.decode()

    with translation.override("fr"):
        assert date_format(timezone.localtime(edition.live_from), "j N Y, H:i") in page


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [("en-gb", "28 Nov 2026", "28 Nov 2026, 15:12"), ("fr", "28 nov. 2026", "28 nov. 2026, 15:12")],
)
def test_the_desk_writes_days_in_one_way(language, day, moment):
    at = datetime(2026, 11, 28, 15, 12, tzinfo=UTC)

    with translation.override(language):
        days = {date_format(at, name) for name in ("DATE_FORMAT", "SHORT_DATE_FORMAT")}
        moments = {date_format(at, name) for name in ("DATETIME_FORMAT", "SHORT_DATETIME_FORMAT")}

    assert (days, moments) == ({day}, {moment})


def test_no_page_of_the_desk_writes_days_in_a_way_of_its_own():
    # But machines, and the name of a day above those of a calendar.
    named = r"(SHORT_)?DATE(TIME)?_FORMAT|TIME_FORMAT|(YEAR_MONTH|MONTH_DAY)_FORMAT|D|Y-m-d|c"
    pages = [*Path("templates/admin").rglob("*.html"), *Path("articles/desk").rglob("*.py")]

    asked = {
        (page.name, form)
        for page in pages
        for form in re.findall(
            r"""(?:\|date:|date_format\([^"'\n)]*, )["']([^"']+)""", page.read_text("utf-8")
        )
    }

    assert len(asked) > 20
    assert [each for each in asked if not re.fullmatch(named, each[1])] == []


def test_no_word_of_the_desk_is_outside_the_catalogue(db, settings, wordless):
    # By that name from the first: what they do is noted under it.
    chief = signed_in("Administrator", name="Zyx")
    settings.SITE_NAME = "Zyx"
    make_section("zyx", name="Zyx")
    image = make_image(name="Zyx", alt="Zyx")
    make_contributor("Zyx", bio="Zyx", role_line="Zyx", portrait=image)
    known = {
        "authors": ["Zyx"],
        "standfirst": "Zyx",
        "section": "zyx",
        "tags": ["Zyx"],
        "takeaways": ["Zyx"],
        "body": "<p>Zyx</p>",
    }
    live = make_edition(headline="Zyx", slug="zyx", correction="", **known, by=chief.user)
    make_edition(article=live.article, headline="Zyx", correction="Zyx", **known)
    make_edition(article=live.article, headline="Zyx", live_from=tomorrow(), **known)
    make_report(edition=live, comment="Zyx")
    chief.user.first_name = chief.user.last_name = "Zyx"
    chief.user.save()

    # Accounts are Django's own pages, and show what it keeps of passwords.
    left, waiting = {}, [reverse("admin:index")]
    while waiting:
        address = waiting.pop()
        answer = chief.get(address)
        if not answer["Content-Type"].startswith("text/html"):
            continue
        page = answer.content.decode()
        left[address] = left_of(page)
        linked = {unescape(each) for each in re.findall(r'href="(/admin/(?!auth/)[^"#?]*)"', page)}
        waiting += sorted(linked - left.keys() - set(waiting))

    assert len(left) > 30
    unknown = {address: found for address, found in left.items() if found}
    assert unknown == {}, unknown
