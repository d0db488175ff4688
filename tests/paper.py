"""The demo paper as readers get it: every page that its links lead to, and those that none does."""

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from unittest import mock
from zlib import crc32

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import RequestFactory, override_settings
from django.utils import timezone
from django.views.defaults import permission_denied, server_error
from PIL import Image as Pillow

from articles.demo.pictures import PICTURES, PORTRAITS
from articles.demo.seed import seed
from articles.models import Edition
from articles.search import SearchAway
from tests.conftest import Reader
from tests.crawl import DOORS, Answer, crawl, place_of

# What people type: to be found, to be found nearly, and not to be found.
SEARCHES = ("/search/?q=council", "/search/?q=councill", "/search/?q=zzzz", "/search/?q=")


@dataclass(frozen=True)
class Paper:
    """What was found: by links from the front page, at no link, and before anything was printed.

    `pages` and `empty` are by address, `others` by what they are.
    """

    pages: dict[str, Answer]
    others: dict[str, Answer]
    empty: dict[str, Answer]

    @property
    def all(self) -> list[Answer]:
        """Every answer."""
        return [*self.pages.values(), *self.others.values(), *self.empty.values()]


def walk_the_paper() -> Paper:
    """Seed the demo, walk over all of it as a reader, and leave the house as it was.

    Its lists are cut short so that they have further pages, and its pictures are plain, since to
    draw them takes longer than all the rest.
    """
    with ExitStack() as while_we_walk:
        enter = while_we_walk.enter_context
        enter(override_settings(MEDIA_ROOT=enter(tempfile.TemporaryDirectory())))
        enter(transaction.atomic())
        for drawings in (PICTURES, PORTRAITS):
            enter(mock.patch.dict(drawings, {name: _plain(name) for name in drawings}))
        enter(mock.patch("articles.site.lists.PAGE", 6))
        enter(mock.patch("articles.site.names.SHELF", 9))
        reader = Reader()
        empty = _walk(reader)
        seed(lambda _line: None)
        pages = _walk(reader)
        others = _unlinked(reader) | _answering(reader) | _refusing()
        pages |= _fetched_with(others, pages, reader)
        transaction.set_rollback(True)
    return Paper(pages, others, empty)


def _plain(name: str):
    """A drawing in one colour, which no other name has."""
    red, green, blue, _rest = crc32(name.encode()).to_bytes(4, "big")
    return lambda: Pillow.new("RGB", (1600, 1000), (red, green, blue))


def _walk(reader: Reader) -> dict[str, Answer]:
    doors = (*DOORS, *SEARCHES)
    return crawl(lambda address: _ask(reader, address), site=settings.SITE_URL, doors=doors)


def _ask(reader: Reader, address: str) -> Answer:
    return answer_of(address, reader.get(address))


def answer_of(address: str, response) -> Answer:
    """An answer of the tests' client, as walks take it."""
    return Answer(
        address,
        response.status_code,
        response.headers.get("Content-Type", ""),
        b"".join(response.streaming_content) if response.streaming else response.content,
        headers=dict(response.headers),
        templates=frozenset(each.name for each in getattr(response, "templates", ()) if each.name),
    )


def _unlinked(reader: Reader) -> dict[str, Answer]:
    """What stands at no link: an address that is wrong, a story that was withdrawn, searches."""
    gone = Edition.archive.standing(timezone.now()).filter(document__isnull=True).first()
    searches = {
        "found": "/search/?q=council",
        "found narrowly": "/search/?q=council&section=news&author=idris-kell&from=2020-01-01",
        "not found": "/search/?q=nosuchword",
        "asked amiss": "/search/?q=council&from=yesterday",
    }
    with mock.patch("articles.site.search.find", side_effect=SearchAway):
        away = _ask(reader, "/search/?q=away")
    return {
        "wrong": _ask(reader, "/nothing/"),
        "withdrawn": _ask(reader, gone.address),
        **{name: _ask(reader, address) for name, address in searches.items()},
        "search away": away,
    }


def _fetched_with(others, pages, reader: Reader) -> dict[str, Answer]:
    """The files that only pages at no link are shown with."""
    places = {
        place_of(link.address, answer, site=settings.SITE_URL)[0]
        for answer in others.values()
        if answer.is_page
        for link in answer.markup.links
        if link.is_fetched
    }
    return {place: _ask(reader, place) for place in places - pages.keys() - {""}}


def _answering(reader: Reader) -> dict[str, Answer]:
    """The steps of the feedback: counted, too many words, sent, and refused."""
    edition = Edition.live(at=timezone.now()).first()
    vote = f"/feedback/{edition.pk}/"
    steps = {}
    for word in ("yes", "no"):
        place = reader.post(vote, {"vote": word})["Location"]
        steps[f"counted {word}"] = _ask(reader, place)
    steps["too many words"] = answer_of(place, reader.post(place, {"comment": "x" * 100_000}))
    thanks = reader.post(place, {"comment": "Which gate?"})["Location"]
    steps["sent"] = _ask(reader, thanks)
    steps["refused"] = answer_of(vote, reader.post(vote, {"vote": "perhaps"}))
    return steps


def _refusing() -> dict[str, Answer]:
    """What no walk can be made to meet: a fault of ours, and a door that is not for readers."""
    request = RequestFactory().get("/")
    return {
        "fault": answer_of("/fault/", server_error(request)),
        "forbidden": answer_of("/forbidden/", permission_denied(request, PermissionDenied())),
    }
