"""How much is kept: never more bytes than there is room for, and what is asked for stays."""

from time import monotonic

import pytest

from newsroom.kept import OVERHEAD, Answer, Kept, Shelf
from newsroom.watch import Epoch
from tests.pages.kept import HTML, PUBLIC, Site, addresses

pytestmark = pytest.mark.looks

EPOCH = Epoch(1, None, monotonic(), raised=True, before=lambda: None)


def page(name, size=7_000):
    """A page of so many bytes with all that goes with it."""
    answer = Answer("200 OK", [HTML, PUBLIC], b"a" * (size - OVERHEAD))
    return Kept(("http", f"/{name}/", ""), answer, EPOCH)


def test_a_shelf_holds_no_more_than_fits():
    shelf = Shelf(70_000)

    for n in range(100):
        shelf.put(page(n))

    assert shelf.size == 70_000 == sum(kept.size for kept in shelf.pages.values())
    assert [key[1] for key in shelf.pages] == [f"/{n}/" for n in range(90, 100)]


def test_what_is_asked_for_stays_and_what_was_walked_past_goes():
    shelf = Shelf(70_000)
    asked = page("asked")
    shelf.put(asked)

    for n in range(100):
        asked.asked = True
        shelf.put(page(n))

    assert asked.key in shelf.pages


def test_a_page_put_again_counts_once():
    shelf = Shelf(70_000)

    for _time in range(50):
        shelf.put(page("same"))

    assert (len(shelf.pages), shelf.size) == (1, 7_000)


def test_a_page_that_would_fill_the_shelf_is_not_kept():
    shelf = Shelf(70_000)
    shelf.put(page("small"))

    shelf.put(page("huge", size=60_000))

    assert [key[1] for key in shelf.pages] == ["/small/"]


def test_every_form_of_a_page_counts():
    site = Site(bound=300_000)

    for path in addresses(200):
        site.paper.pages[path] = ("200 OK", f"<p>{path}</p>" * 500)
        for accepted in (None, "gzip", "br"):
            site.ask(path, accept_encoding=accepted)

    shelf = site.cache.shelf
    held = sum(
        OVERHEAD + len(kept.answer.body) + sum(len(form.body[0]) for form in kept.forms[1:] if form)
        for kept in shelf.pages.values()
    )
    assert shelf.size == held <= shelf.bound
