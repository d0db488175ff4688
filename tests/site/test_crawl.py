"""No way that readers or machines can take through the demo paper ends at a fault."""

import pytest
from django.conf import settings
from django.urls import get_resolver, resolve
from django.urls.resolvers import URLPattern

from tests.crawl import Answer, crawl, faults
from tests.machines import feed_faults, map_faults, structured_faults

pytestmark = [pytest.mark.django_db, pytest.mark.looks]

SITE = "https://paper.example"
DATA = "<script type='application/ld+json'>"
NOT_WALKED = {
    # Asked for by browsers of themselves, and led on to a file among the static ones.
    "site:favicon",
    # Told by the script of a story alone.
    "site:read",
    # No page leads to a draft: whoever reads it was given its address by hand.
    "None:draft",
    "None:draft_picture",
}


def names_of(patterns, space=""):
    """Every name of an address, as `reverse` takes it."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        elif pattern.namespace != "admin":
            yield from names_of(pattern.url_patterns, f"{space}{pattern.namespace}:")


def test_the_whole_paper_is_without_a_fault(paper):
    assert faults(paper.pages | paper.others, site=settings.SITE_URL) == []


def test_an_empty_paper_is_without_a_fault(paper):
    assert faults(paper.empty, site=settings.SITE_URL) == []


def test_every_page_that_is_led_to_is_there(paper):
    answers = {a.address: a.status for a in (*paper.pages.values(), *paper.empty.values())}

    assert {address: status for address, status in answers.items() if status != 200} == {}


def test_every_kind_of_address_is_walked(paper):
    met = {
        resolve(answer.address.partition("?")[0]).view_name
        for answer in paper.all
        if "/static/" not in answer.address
    }

    assert set(names_of(get_resolver().url_patterns)) - met == NOT_WALKED


def test_machines_are_told_all_that_they_ask_for_on_every_page(paper):
    answers = paper.pages.values()

    assert structured_faults(answers)[1] == []
    assert feed_faults(answers, site=settings.SITE_URL)[1] == []
    assert map_faults(answers)[1] == []


def page(body, *, head="", status=200, address="/", kind="text/html"):
    """A page that has all that is asked of one, with `body` in it."""
    title = f"<title>{address}</title><link rel='canonical' href='{SITE}{address}'>"
    html = f"<html lang='en'><head>{title}{head}</head><body><h1>A</h1>{body}</body></html>"
    return Answer(address, status, kind, html.encode())


def complaints_about(*answers):
    """What is found wrong with a site of these pages."""
    site = {
        answer.address: answer
        for answer in (Answer("/robots.txt", 200, "text/plain", b""), *answers)
    }
    nothing = Answer("", 404, "text/plain", b"")
    found = crawl(lambda address: site.get(address, nothing), site=SITE)
    return faults(found, site=SITE)


def test_a_page_that_is_as_it_should_be_is_not_faulted():
    other = page("<h2 id='b'>B</h2>", address="/b/")

    assert (
        complaints_about(page("<a href='/b/#b'>B</a><a href='https://else.example/'>E</a>"), other)
        == []
    )


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<a href='/gone/'>", "leads to /gone/, which answers 404"),
        ("<a href='/gone/?a=1&amp;b=2'>", "leads to /gone/?a=1&b=2, which answers 404"),
        ("<a href='#gone'>", "leads to /#gone, which is not there"),
        ("<a href='#gone:~:text=gone'>", "leads to /#gone, which is not there"),
        ("<source srcset='/ 1w, /b.webp 2w'>", "leads to /b.webp, which answers 404"),
        ("<script src='https://else.example/x'>", "fetches https://else.example/x from elsewhere"),
        ("<h3>", "goes from h1 to h3"),
        ("<h1>", "has 2 headings of the first level"),
        ("<p id='a'><p id='a'>", "has the id 'a' more than once"),
        ("<img src='/' alt='' width='1'>", "shows / without its height"),
        (f"{DATA}{{</script>", "has structured data that cannot be read: Expecting"),
        (f'{DATA}{{"a": "{SITE}/c/#d"}}</script>', "leads to /c/, which answers 404"),
    ],
)
def test_what_is_wrong_with_a_page_is_told(body, complaint):
    (found,) = complaints_about(page(body))

    assert found.startswith(f"/ {complaint}")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("application/rss+xml", f"<item><link>{SITE}/gone/</link></item>"),
        ("application/xml", f"<urlset><loc>{SITE}/gone/</loc></urlset>"),
        ("text/css", "a { background: url('/gone/') }"),
    ],
)
def test_feeds_and_maps_and_styles_are_followed_too(kind, text):
    feed = Answer("/feed/", 200, kind, text.encode())

    found = complaints_about(page("<a href='/feed/'>"), feed)

    assert found == ["/feed/ leads to /gone/, which answers 404"]


def test_two_pages_of_one_title_and_a_page_that_calls_itself_another_are_told():
    other = page("", address="/b/")
    twin = Answer("/c/", 200, "text/html", other.body)

    found = complaints_about(page("<a href='/b/'><a href='/c/'>"), other, twin)

    assert found == ["/c/ calls itself https://paper.example/b/", "2 pages have the title '/b/'"]


def test_a_walk_that_does_not_end_is_cut_off():
    def ask(address):
        return page(f"<a href='{address}x/'>", address=address)

    with pytest.raises(RecursionError, match="more than 50 addresses"):
        crawl(ask, site=SITE, doors=["/"], most=50)
