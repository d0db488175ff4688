"""Stylesheets, fonts and icons: what a page asks for besides itself."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile

from newsroom.static_files import GatheredStaticFiles, squeezed
from tests.make import make_edition

pytestmark = pytest.mark.looks

OUR_CSS = sorted((settings.BASE_DIR / "static").glob("**/*.css"))


def test_a_squeezed_stylesheet_says_the_same_without_comments():
    css = '/* Why. */\n.a > .b {\n  color: red;\n  /* So\n  it is. */ content: " ("; top: 0;\n}\n'

    assert squeezed(css) == '.a>.b{color:red;content:" (";top:0;}'


@pytest.mark.parametrize("file", OUR_CSS, ids=lambda file: file.name)
def test_no_string_of_a_stylesheet_looks_like_what_is_squeezed(file):
    bare = re.sub(r"/\*.*?\*/", "", file.read_text("utf-8"), flags=re.DOTALL)

    strings = re.findall(r'"[^"\n]*"', bare)

    assert [each for each in strings if re.search(r"/\*|[{};,>:]", each)] == []


def test_what_is_gathered_is_squeezed_if_it_is_ours(tmp_path):
    storage = GatheredStaticFiles(location=tmp_path, base_url="/static/")

    for name in ("site/site.css", "admin/css/base.css", "site/feedback.js"):
        storage.save(name, ContentFile(b"/* Why. */\na {\n}\n"))

    assert (tmp_path / "site/site.css").read_bytes() == b"a{}"
    assert (tmp_path / "admin/css/base.css").read_bytes() == b"/* Why. */\na {\n}\n"
    assert (tmp_path / "site/feedback.js").read_bytes() == b"/* Why. */\na {\n}\n"


def test_the_address_of_a_gathered_file_is_looked_up_once(tmp_path):
    storage = GatheredStaticFiles(location=tmp_path, base_url="/static/")
    storage.hashed_files = {"site/site.css": "site/site.abc.css"}

    first = storage.url("site/site.css")
    storage.hashed_files = {}

    assert first == storage.url("site/site.css") == "/static/site/site.abc.css"


def test_with_fonts_of_its_own_a_page_fetches_early_those_that_it_shows_first(reader, db):
    plain = make_edition(body="<p>Roman.</p>")
    slanted = make_edition(body="<p><em>Slanted</em> and <strong>bold</strong>.</p>")

    assert preloads(reader.get(plain.address)) == ["text", "display", "franklin"]
    assert preloads(reader.get(slanted.address)) == [
        "text",
        "display",
        "franklin",
        "text-italic",
        "text-bold",
    ]


def preloads(page):
    """The fonts that a page asks for before its stylesheet does."""
    return re.findall(
        r'<link rel="preload" href="[^"]*/(?:newsreader-)?([\w-]+)\.woff2"', page.text
    )


def test_without_fonts_of_its_own_a_page_names_none(reader, db, settings):
    settings.WEB_FONTS = False
    story = make_edition(body="<p><em>Slanted</em> and <strong>bold</strong>.</p>")

    for address in (story.address, "/", "/news/", "/nothing/"):
        page = reader.get(address)

        assert "woff2" not in page.text
        assert '<html lang="en-gb" dir="ltr" data-fonts="system">' in page.text


def test_fonts_are_shipped_with_their_licences():
    fonts = settings.BASE_DIR / "static/site/fonts"

    families = {"franklin": "OFL-LibreFranklin.txt", "newsreader": "OFL-Newsreader.txt"}
    for file in fonts.glob("*.woff2"):
        licence = (fonts / families[file.name.split("-")[0].split(".")[0]]).read_text("utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence.replace("\n", " ")


def test_icons_are_there_and_the_default_one_leads_to_one_of_them(reader, db):
    page = reader.get("/").text

    icons = re.findall(r'<link rel="(?:icon|apple-touch-icon)" href="/static/([^"]+)"', page)
    default = reader.get("/favicon.ico")

    assert icons == ["site/icon-180.png", "site/icon.svg", "site/icon-180.png"]
    assert all(finders.find(name) for name in icons)
    assert (default.status_code, default["Location"]) == (302, "/static/site/icon-180.png")


def test_browsers_are_told_the_colours_of_the_paper(reader, db):
    page = reader.get("/").text

    css = (settings.BASE_DIR / "static/site/site.css").read_text("utf-8")
    papers = re.findall(r"--paper: (#[0-9a-f]{6});", css)
    assert re.findall(r'<meta name="theme-color" content="([^"]+)"', page) == papers


@pytest.mark.parametrize("name", ["site.css", "more.css"])
def test_a_stylesheet_of_readers_knows_no_left_and_no_right(name):
    css = (settings.BASE_DIR / "static/site" / name).read_text("utf-8")
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)

    sided = re.findall(
        r"\b(?:left|right)\b|(?<![-\w])(?:width|height|top|bottom)\s*:"
        r"|\b(?:margin|padding)-(?:top|bottom)|\b(?:padding|margin|inset):(?: [^\s;}]+){4}",
        re.sub(r"\((?:min|max)-width:", "(", bare),
    )

    assert sided == []
