"""Pages laid down as files for nginx: which are there, in which folder, and until when."""

import gzip
import os
from datetime import UTC, datetime, timedelta
from errno import ENOSPC
from shutil import rmtree
from unittest import mock

import brotli
import pytest
from django.utils import timezone
from django.utils.http import http_date

from articles.checks import page_files_are_of_this_site
from newsroom import kept, pagefiles
from newsroom.pagefiles import PageFiles, clear, take
from newsroom.processes import leave_pages
from tests.pages.kept import HTML, LONG, PUBLIC, Clock, Site

pytestmark = pytest.mark.looks


class Laid(Site):
    """A paper whose pages are laid down in a folder by a process; `keep_up` is done by hand."""

    def __init__(self, folder, **known):
        super().__init__(**known)
        self.folder = folder
        self.restart()

    def restart(self, **known):
        """The same site in a new process, which has laid down nothing yet."""
        options = {"scheme": "http", "bound": 10**6, "stale_for": 60} | known
        self.files = files = PageFiles(self.folder, **options)
        self.watch = self.cache.watch = Clock(
            generation=lambda: self.generation,
            next_change=self._next,
            turning=files.turning,
            turned=files.turn,
        )
        self.cache.files = files
        self.watch.look()

    def lay(self, path="/story/", **known):
        """Ask for a page, and let what was offered be laid down."""
        self.ask(path, **known)
        self.files.keep_up(None)

    def file(self, path="/story/", ending=""):
        """What nginx would give at a path; None if it has to ask."""
        file = self.folder / "current" / path.strip("/") / f"index.html{ending}"
        plain = file.with_name("index.html")
        return file.read_bytes() if plain.exists() else None


@pytest.fixture
def site(tmp_path):
    """A paper whose story was asked for and laid down."""
    site = Laid(tmp_path / "pages")
    site.lay()
    return site


def test_a_page_is_laid_down_in_every_form(site):
    page = site.ask().body

    assert site.file() == page
    assert gzip.decompress(site.file(ending=".gz")) == page
    assert brotli.decompress(site.file(ending=".br")) == page


def test_a_deed_takes_every_file_away_at_once(site):
    site.publish(f"<p>Second</p>{LONG}")

    assert site.file() is None
    site.lay()
    assert site.file() == site.ask().body


def test_a_moment_that_comes_takes_every_file_away(site):
    site.turns(after=0.05)
    site.lay()
    there = site.file()
    with mock.patch.object(timezone, "now", return_value=timezone.now() + timedelta(seconds=1)):
        site.watch.look()

    assert there
    assert site.file() is None


def test_of_old_folders_only_the_last_is_left(site):
    for n in range(5):
        site.publish(f"{n}{LONG}")
        site.lay()

    folders = sorted(each.name for each in site.folder.iterdir() if each.name[0] in "0123456789")
    assert folders == ["5-0", "6-0"]
    assert site.folder.joinpath("current").readlink().name == "6-0"


def test_a_page_of_an_epoch_that_is_over_is_not_laid_down(site):
    site.publish(f"Second{LONG}")
    site.ask()
    site.publish(f"Third{LONG}")

    site.files.keep_up(None)

    assert site.file() is None


@pytest.mark.parametrize(
    ("path", "known"),
    [
        ("/missing/", {}),
        ("/story/", {"query": "older=1"}),
        ("/feed.xml", {}),
        ("/../../etc/", {}),
        ("/story/../../up/", {}),
        ("//evil.example/", {}),
        ("/.hidden/", {}),
        ("/Story/", {}),
        ("/caf\xe9/", {}),
        ("/a\x00b/", {}),
        ("/story", {}),
        ("/secure/", {"scheme": "https"}),
        ("/admin/", {}),
    ],
)
def test_only_plain_pages_are_laid_down(tmp_path, path, known):
    site = Laid(tmp_path / "pages")
    if path != "/missing/":
        site.paper.pages[path] = ("200 OK", LONG)

    site.lay(path, **known)

    there = [file for _folder, _folders, files in os.walk(tmp_path) for file in files]
    assert there == [".lock"]


def test_two_processes_lay_into_one_folder(tmp_path):
    first, second = Laid(tmp_path / "pages"), Laid(tmp_path / "pages")
    first.lay()
    second.paper.pages["/other/"] = ("200 OK", LONG)
    second.lay("/other/")

    assert first.file("/story/")
    assert first.file("/other/")


def test_a_page_that_ends_by_itself_is_taken_away_then(site):
    site.paper.pages["/"] = timed()
    site.lay("/")
    there = site.file("/")

    with (
        mock.patch.object(pagefiles, "monotonic", lambda: kept.monotonic() + 100),
        mock.patch.object(site.files, "turn"),
    ):
        site.files.keep_up(None)

    assert there
    assert site.file("/") is None
    assert site.file("/story/")


def test_what_another_process_would_have_taken_away_goes_when_one_starts_anew(site):
    site.paper.pages["/"] = timed()
    site.lay("/")

    site.restart()

    assert site.file("/") is None
    assert site.file("/story/")


def timed():
    """A page that ends within a minute."""
    end = datetime.now(UTC) + timedelta(seconds=60)
    return "200 OK", [HTML, PUBLIC, ("Expires", http_date(end.timestamp()))], LONG.encode()


def test_a_file_has_a_time_that_its_text_makes(site):
    def time_of():
        return (site.folder / "current/story/index.html").stat().st_mtime

    first = time_of()
    site.publish("<p>Second</p>" + LONG)
    site.lay()
    second = time_of()
    site.publish(f"<p>First</p>{LONG}")
    site.lay()

    assert first == time_of() != second


def test_no_more_is_laid_down_than_there_is_room_for(site):
    site.restart(bound=1_000)
    site.publish(f"<p>First</p>{LONG}")
    site.lay()
    site.paper.pages["/other/"] = ("200 OK", LONG)
    site.lay("/other/")

    assert site.file("/story/")
    assert site.file("/other/") is None


def test_while_the_database_is_away_the_files_are_stale_and_in_the_end_too_old(site):
    page, stale = site.file(), site.folder / "stale/story/index.html"

    site.files.keep_up(timezone.now())
    site.files.keep_up(timezone.now())
    while_away = site.file(), stale.read_bytes()
    site.files.keep_up(timezone.now() - timedelta(seconds=61))
    too_old = site.file(), stale.exists()
    site.files.keep_up(None)

    assert while_away == (None, page)
    assert too_old == (None, False)
    assert site.file() == page


def test_what_was_stale_is_not_when_another_epoch_comes(site):
    site.files.keep_up(timezone.now())

    site.publish(f"Second{LONG}")

    assert not (site.folder / "stale").exists()
    assert site.file() is None


def test_at_a_start_what_was_laid_down_before_is_stale_until_the_site_is_there(site):
    page, stale = site.file(), site.folder / "stale/story/index.html"

    clear(site.folder)
    clear(site.folder)
    at_first = site.file(), stale.read_bytes()
    site.restart()
    then = site.file(), stale.exists()
    site.lay()

    assert at_first == (None, page)
    assert then == (None, False)
    assert site.file() == page


def test_when_the_site_ends_what_it_has_laid_down_is_stale(site, monkeypatch):
    monkeypatch.setenv("PAGE_FILES", str(site.folder))
    page = site.file()

    leave_pages()
    leave_pages()

    assert site.file() is None
    assert (site.folder / "stale/story/index.html").read_bytes() == page


def test_a_folder_is_that_of_one_site(site, settings):
    settings.PAGE_FILES, settings.SITE_URL = site.folder, "https://one.example"
    unknown = page_files_are_of_this_site(None)

    take(site.folder, "https://one.example")
    take(site.folder, "https://two.example")
    own = page_files_are_of_this_site(None)
    settings.SITE_URL = "https://two.example"
    (other,) = page_files_are_of_this_site(None)

    assert unknown == own == []
    assert other.id == "newsroom.E005"
    assert "https://one.example" in other.msg


def test_what_else_lies_in_the_folder_is_never_swept(site):
    mine = site.folder / "media/2026"
    mine.mkdir(parents=True)

    site.publish(f"Second{LONG}")
    clear(site.folder)

    assert mine.is_dir()


def test_a_folder_that_is_gone_is_made_anew(site):
    rmtree(site.folder)

    site.files.keep_up(None)
    site.publish(f"Second{LONG}")
    site.lay()

    assert site.file() == site.ask().body


@pytest.mark.parametrize("broken", ["pathlib.Path.mkdir", "pathlib.Path.open"])
def test_while_the_disk_takes_nothing_pages_are_given_from_memory(site, caplog, broken):
    with mock.patch(broken, side_effect=OSError(ENOSPC, "No space left on device")):
        site.publish(f"Second{LONG}")
        for _look in range(3):
            site.files.keep_up(None)
        page, file = site.ask().text, site.file()
    site.files.keep_up(None)
    site.publish(f"Third{LONG}")
    site.lay()

    assert (page, file) == (f"Second{LONG}", None)
    assert site.file() == site.ask().body
    assert [each.levelname for each in caplog.records] == ["ERROR", "WARNING"]


def test_a_page_that_does_not_fit_leaves_nothing_behind(site):
    site.paper.pages["/other/"] = ("200 OK", LONG)

    with mock.patch("os.utime", side_effect=OSError(ENOSPC, "No space left on device")):
        site.lay("/other/")

    assert site.ask("/other/").text == LONG
    assert list((site.folder / "current/other").iterdir()) == []
