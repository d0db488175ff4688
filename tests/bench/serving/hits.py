"""How many readers a second get one page: from the site, and from others that give the same."""

import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import mkdtemp

from tests.audit.served import NotServed, Wire
from tests.bench.serving import load, servers
from tests.bench.serving.load import Run
from tests.bench.serving.machine import Cores
from tests.bench.serving.page import Page
from tests.bench.serving.publishing import Press
from tests.bench.serving.servers import Server

GZIP = {"Accept-Encoding": "gzip"}
# What Django makes anew each time is not made sooner for more who wait.
FEW = 16
LONGEST = 10
BESIDE, PUBLISHED = "nginx, plain, beside that", "hit, plain, one story a second"
# What is served beside the site, and with which settings.
SITE = "newsroom.wsgi:application"
CONSTANT, BARE = (f"tests.bench.serving.{name}:application" for name in ("constant", "bare"))
DJANGOS = {"PAGE_CACHE_MB": "0", "DJANGO_SETTINGS_MODULE": "tests.bench.serving.django_cached"}


def on(cores: Cores, folder: Path, path: str, *, others: bool = True) -> dict[str, list[Run]]:
    """The runs of each, by what is asked of it; `others` are those that Django itself offers."""
    with ExitStack() as running:
        enter = running.enter_context
        pages, files = Path(mkdtemp(dir=folder)), Path(mkdtemp(dir=folder))
        site = enter(servers.newsroom(folder, cores, PAGE_FILES=str(pages)))
        page = Page.fetch(site.url, path)
        page.write(files / path.strip("/"))
        same = {"SAME_BYTES": str(files / path.strip("/"))}
        nginx = enter(servers.file_server(files, folder, cores))
        front = enter(servers.before(site, pages, folder, cores))
        uncached = enter(servers.newsroom(folder, cores, name="no page cache", PAGE_CACHE_MB="0"))
        constant = enter(servers.another(CONSTANT, folder, cores, name="constant", **same))
        asked = {
            "nginx, plain": (nginx, {}),
            "constant, plain": (constant, {}),
            "hit, plain": (site, {}),
            "page as a file, plain": (front, {}),
            "nginx, gzip": (nginx, GZIP),
            "constant, gzip": (constant, GZIP),
            "hit, gzip": (site, GZIP),
            "page as a file, gzip": (front, GZIP),
            "hit, 304": (site, {"If-None-Match": _etag(page)}),
            "miss, plain": (uncached, {}),
        }
        if others:
            cached, first = (
                enter(servers.another(SITE, folder, cores, name="Django's cache", **known))
                for known in (DJANGOS, DJANGOS | {"FIRST": "1"})
            )
            bare = enter(servers.another(BARE, folder, cores, name="bare view", **same))
            asked |= {
                "Django's cache, plain": (cached, {}),
                "Django's cache before all else, plain": (first, {}),
                "bare view, plain": (bare, {}),
            }
        for server, _headers in asked.values():
            _check(server, page)
        _wait_for(pages / "current" / path.strip("/") / "index.html")
        return load.in_turn({name: _asking(*each, page=page) for name, each in asked.items()})


def _asking(server: Server, headers: dict[str, str], *, page: Page):
    connections = FEW if server.name in {"no page cache", "bare view"} else load.CONNECTIONS
    return lambda: load.run(server, page.path, headers=headers, connections=connections)


def _etag(page: Page) -> str:
    return next(value for name, value in page.headers if name == "Etag")


def _wait_for(file: Path) -> None:
    """Until the site has laid its page down, which it does once the page was asked for."""
    until = time.monotonic() + LONGEST
    while not file.exists():
        if time.monotonic() > until:
            raise NotServed(f"no page was laid down at {file}")
        time.sleep(0.05)


def _check(server: Server, page: Page) -> None:
    """Whoever gave another page would be compared for nothing."""
    if Wire(server.url).get(page.path).body != page.plain:
        raise NotServed(f"{server.name} gives another page than the site at {page.path}")


def while_published(cores: Cores, folder: Path, path: str) -> dict[str, list[Run]]:
    """The runs of the page while one story a second is published, and of a file beside it."""
    with ExitStack() as running:
        enter = running.enter_context
        site = enter(servers.newsroom(folder, cores))
        page = Page.fetch(site.url, path)
        page.write(folder / "still" / path.strip("/"))
        nginx = enter(servers.file_server(folder / "still", folder, cores))
        press = enter(Press(folder, cores.readers))

        def published() -> Run:
            with press.each_second():
                return load.run(site, path)

        return load.in_turn({BESIDE: lambda: load.run(nginx, path), PUBLISHED: published})
