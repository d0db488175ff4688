"""Nobody can get into a kept page what others are then given, or push pages out."""

import pytest

from tests.pages.kept import HOST, LONG, PUBLIC, Site, addresses

pytestmark = pytest.mark.looks


def echo(environ):
    """A page that shows all it was asked with: the worst that an application could do."""
    told = sorted(f"{name}={value}" for name, value in environ.items() if isinstance(value, str))
    return "200 OK", LONG + "\n".join(told)


@pytest.fixture
def site():
    """A paper whose story shows whatever a request says."""
    site = Site()
    site.paper.pages["/story/"] = echo
    return site


@pytest.mark.parametrize(
    "known",
    [
        {"host": "127.0.0.1:8000"},
        {"x_forwarded_host": "evil.example"},
        {"x_forwarded_proto": "https"},
        {"x_forwarded_for": "6.6.6.6"},
        {"x_forwarded_prefix": "/evil"},
        {"x_original_url": "/admin/"},
        {"x_rewrite_url": "/admin/"},
        {"x_http_method_override": "POST"},
        {"forwarded": "host=evil.example"},
        {"referer": "https://evil.example/"},
        # Hostile on purpose: no page may say what a browser calls itself.
        {"user_agent": "<script>evil</script>"},
        {"accept_language": "xx-evil"},
        {"accept": "application/evil"},
        {"range": "bytes=0-3"},
        {"cookie": "theme=evil"},
        {"origin": "https://evil.example"},
        {"query": "utm_source=evil"},
        {"query": "callback=evil&q=evil"},
        {"query": "%6flder=evil"},
    ],
)
def test_nothing_that_one_sends_is_seen_by_the_next(site, known):
    site.ask(**known)

    page = site.ask()

    assert "evil" not in page.text
    assert page.text == Site.ask(site).text
    assert site.times() == 1


@pytest.mark.parametrize("host", ["evil.example", f"{HOST}.evil.example", "", None, "a b", "@evil"])
def test_a_host_that_is_not_the_papers_is_left_to_the_application(site, host):
    site.ask(host=host)
    site.ask(host=host)

    assert site.times() == 2
    assert not site.cache.ways
    assert not site.cache.pages


def test_parts_of_a_query_that_nobody_knows_do_not_make_it_another_page(site):
    for query in ("", "utm_source=a", "fbclid=b&utm_medium=c", "&&=&", "older", "newers=1"):
        site.ask(query=query)

    assert [environ["QUERY_STRING"] for environ in site.paper.asked] == ["", "older"]


def test_the_same_parts_in_another_order_are_the_same_page(site):
    for query in ("older=1&newer=2", "newer=2&older=1", "newer=9&x=y&newer=2&older=1"):
        site.ask(query=query)

    assert [environ["QUERY_STRING"] for environ in site.paper.asked] == ["older=1&newer=2"]


def test_a_question_mark_in_a_path_is_no_query(site):
    site.paper.pages["/story/?older=1"] = ("200 OK", "No such stretch")

    site.ask("/story/?older=1")
    page = site.ask("/story/", query="older=1")

    assert page.text != "No such stretch"


@pytest.mark.parametrize("headers", [[], [PUBLIC]])
def test_what_leads_on_keeps_all_that_was_asked(site, headers):
    def moved(environ):
        return "301 Moved", [*headers, ("Location", f"/new/?{environ['QUERY_STRING']}")], b""

    site.paper.pages["/old"] = moved

    led = site.ask("/old", query="utm_source=letter")

    assert led.headers["location"] == "/new/?utm_source=letter"


def test_http_and_https_are_two_pages(site):
    plain, secure = site.ask(scheme="http"), site.ask(scheme="https")

    assert plain.text.endswith("wsgi.url_scheme=http")
    assert secure.text.endswith("wsgi.url_scheme=https")
    assert site.ask(scheme="http").text == plain.text


@pytest.mark.parametrize("told", ["https", "https, http", "https,http"])
def test_behind_a_proxy_the_scheme_is_what_that_says(told):
    site = Site(behind_proxy=True)
    site.paper.pages["/story/"] = echo

    pages = [site.ask(x_forwarded_proto=told), site.ask(x_forwarded_proto="https")]

    assert all(page.text.endswith("wsgi.url_scheme=https") for page in pages)
    assert site.times() == 1


def test_made_up_addresses_push_out_no_page():
    site = Site(bound=400_000)
    site.ask()

    for path in addresses(2_000, "nothing"):
        site.ask(path)
    for n in range(2_000):
        site.ask(query=f"older={n}")
    site.ask()

    assert sum(not environ["QUERY_STRING"] for environ in site.paper.asked) == 1 + 2_000
    assert site.cache.passing.size <= site.cache.passing.bound


def test_made_up_hosts_and_headers_fill_nothing():
    site = Site(hosts=["*"])

    for n in range(3_000):
        site.ask(host=f"h{n}.example", accept_encoding=f"gzip;q=0.{n}")
    site.ask(accept_encoding="x" * 100_000)

    assert len(site.cache.ways) <= 1_000
    assert site.times() == 1
