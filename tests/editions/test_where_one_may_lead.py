"""Where redirects by hand and withdrawals may lead: to pages that are there, and to no loop."""

from datetime import UTC, datetime

import pytest

from articles.editions.address import Redirect
from articles.editions.by_hand import AddressUnfit, NoSuchPage, add_redirect
from articles.editions.naming import place_contributor
from articles.editions.way import page_at
from articles.models import Contributor
from tests.desk.form import address_of, filled, text_of
from tests.library.tree import led, move
from tests.make import hours, make_edition, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def mill(db):
    """A story at /news/mill/, first published on 3 May 1999."""
    begun = datetime(1999, 5, 3, 12, tzinfo=UTC)
    return make_edition(slug="mill", authors=["Ada Marsh"], tags=["Mills"], live_from=begun)


@pytest.fixture
def administrator(db):
    """Someone who may lead readers to other sites."""
    return make_user("Administrator")


OWN = [
    "/",
    "/people/",
    "/tags/",
    "/corrections/",
    "/search/",
    "/archive/",
    "/archive/1999/",
    "/archive/1999/05/",
    "/archive/1999/05/03/",
    "/feed/site.rss",
    "/feed/corrections.atom",
    "/feed/sections/news.json",
    "/feed/people/ada-marsh.rss",
    "/feed/tags/mills.rss",
]
NONE = [
    "/archive/1800/",
    "/archive/1999/06/",
    "/archive/1999/13/",
    "/archive/1999/05/99/",
    "/archive/0000/",
    "/archive/9999/",
    "/archive/1999/5/",
    "/feed/",
    "/feed/nope.rss",
    "/feed/site.xml",
    "/feed/sections/none.rss",
    "/feed/people/nobody.rss",
    "/feed/people/.rss",
    "/search/nonsense/",
    "/corrections/x/",
    "/people/nobody/",
    "/people/ada-marsh/nothing/",
    "/tags/none/",
    "/tags/mills/x/",
]


@pytest.mark.parametrize("to", [*OWN, "/Archive/1999", "/people/ada-marsh/", "/tags/mills/"])
def test_pages_that_are_there_can_be_led_to(reader, mill, administrator, to):
    add_redirect("/2009/mill/", to=to, by=administrator)

    end = led(reader, "/2009/mill/")
    assert end == (to if to in OWN else page_at(to, at=hours(0)))
    assert reader.get(end).status_code == 200


@pytest.mark.parametrize("to", NONE)
def test_pages_that_are_not_cannot(reader, editor, mill, administrator, to):
    assert reader.get(to).status_code == 404

    with pytest.raises(NoSuchPage):
        add_redirect("/2009/mill/", to=to, by=administrator)
    answer = editor.post(address_of(mill.article), filled(mill.article, moved_to=to, _withdraw="1"))
    assert (answer.status_code, f"There is no page at {to} now." in text_of(answer)) == (422, True)


@pytest.mark.parametrize("typed", ["/archive/1999/", "/News/Other", "https://NEWS.example/news/"])
def test_a_withdrawal_can_lead_wherever_a_redirect_can(editor, reader, settings, mill, typed):
    settings.SITE_URL = "https://news.example"
    story, _other = make_edition(slug="story"), make_edition(slug="other")

    editor.post(address_of(story.article), filled(story.article, moved_to=typed, _withdraw="1"))

    end = "/news/other/" if "Other" in typed else typed.removeprefix("https://NEWS.example")
    assert led(reader, "/news/story/") == end


# Behind the pages of people and stories


@pytest.mark.parametrize("to", ["/people/ada-marsh/wrote/", "/news/mill/changes/"])
def test_so_does_what_stands_behind_a_page_wherever_that_moves(reader, editor, mill, chief, to):
    story, typed = make_edition(slug="story"), to.title().rstrip("/")

    answer = editor.post(
        address_of(story.article), filled(story.article, moved_to=typed, _withdraw="1")
    )
    add_redirect("/2009/mill/", to=typed, by=chief.user)

    assert answer.status_code == 302
    assert {led(reader, old) for old in ("/news/story/", "/2009/mill/")} == {to}
    move("news", "world")
    place_contributor(Contributor.objects.get(), slug="a-marsh")
    now = to.replace("news", "world").replace("ada-", "a-")
    assert {led(reader, old) for old in ("/news/story/", "/2009/mill/")} == {now}
    assert reader.get(now).status_code == 200


@pytest.mark.parametrize("to", ["/people/ada-marsh/edited/", "/news/mill/changes/"])
def test_what_does_not_stand_behind_it_cannot_be_led_to(reader, mill, administrator, settings, to):
    settings.PUBLIC_HISTORY = False
    assert reader.get(to).status_code == 404

    with pytest.raises(NoSuchPage):
        add_redirect("/2009/mill/", to=to, by=administrator)


@pytest.mark.parametrize("to", ["/news/mill/changes/", "/News/Mill/Changes"])
def test_a_story_cannot_lead_to_its_own_history(editor, mill, to):
    answer = editor.post(address_of(mill.article), filled(mill.article, moved_to=to, _withdraw="1"))

    assert "back to this very story" in text_of(answer)


# The site's own host


HOSTS = [
    "https://NEWS.example",
    "HTTPS://news.example",
    "https://news.example:443",
    "https://news.example:0443",
    "http://news.example:80",
    "https://news.example.",
    "https://ＮＥＷＳ.example",
    "https://www.News.example",
]


@pytest.mark.parametrize("host", HOSTS)
def test_the_sites_own_host_in_any_spelling_is_no_other_site(settings, mill, administrator, host):
    settings.SITE_URL = "https://news.example"
    settings.ALLOWED_HOSTS = ["news.example", "www.news.example", ".else.example", "*"]

    with pytest.raises(NoSuchPage):
        add_redirect("/loop/", to=f"{host}/loop/", by=administrator)
    row = add_redirect("/2009/mill/", to=f"{host}/news/mill/", by=administrator)

    assert (row.article_id, row.target) == (mill.article_id, "")


def test_the_form_takes_it_for_what_it_is(client, settings, mill, administrator):
    settings.SITE_URL = "https://news.example"
    client.force_login(administrator)

    def add(address, to):
        return client.post("/admin/articles/redirect/add/", {"address": address, "to": to})

    assert add("/loop/", "https://NEWS.example/loop/").status_code == 422
    assert add("/loop/", "https://news.example:443/%6coop/").status_code == 422
    assert (
        add("https://NEWS.example/2009/%C3%A9t%C3%A9/", "https://NEWS.example").status_code == 302
    )
    assert Redirect.objects.get(address="/2009/été/").target == "/"


@pytest.mark.parametrize("to", ["https://old.news.example/", "https://news.example:8443/"])
def test_a_host_of_another_name_or_port_is_another_site(settings, administrator, to):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://news.example", [".news.example", "*"]

    assert add_redirect("/2009/mill/", to=to, by=administrator).target == to


# Histories


@pytest.mark.parametrize(
    "address", ["/news/mill/changes/", "/News/Mill/Changes", "/world/mill/changes"]
)
def test_no_redirect_hides_a_history(mill, administrator, address):
    if "world" in address:
        move("news", "world")

    with pytest.raises(AddressUnfit, match="where the history of a story is told"):
        add_redirect(address, to="/tags/mills/", by=administrator)


def test_what_only_ends_like_a_history_can_be_an_old_address(reader, mill, administrator):
    add_redirect("/2009/changes/", to="/news/mill/", by=administrator)

    assert led(reader, "/2009/changes") == "/news/mill/"
