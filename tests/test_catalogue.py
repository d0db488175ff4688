"""The catalogue of translations is complete, and what is compiled is what is written."""

import gettext
import os
import re
import shutil
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.looks

HOW_TO_GET_IT = "no gettext tools found. On Debian: apt install gettext"
FRENCH = settings.BASE_DIR / "articles" / "locale" / "fr" / "LC_MESSAGES"


@pytest.fixture
def tools():
    """The programs that gather and compile: a skip at home where they are not, a failure on CI."""
    if not (shutil.which("xgettext") and shutil.which("msgfmt")):
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(HOW_TO_GET_IT)


@pytest.fixture
def gathered(tools, tmp_path):
    """The catalogues as they would be if gathered now, in a copy of the project."""
    for part in ("articles", "templates", "static", "newsroom", ".ci"):
        shutil.copytree(settings.BASE_DIR / part, tmp_path / part)
    shutil.copy(settings.BASE_DIR / "manage.py", tmp_path)
    done = subprocess.run(
        [sys.executable, ".ci/words.py"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return tmp_path / "articles" / "locale" / "fr" / "LC_MESSAGES"


def test_every_word_has_its_french_and_what_is_compiled_is_what_is_written(gathered):
    for name in ("django", "djangojs"):
        told = subprocess.run(  # noqa: S603
            [shutil.which("msgfmt"), "--statistics", "--output=/dev/null", gathered / f"{name}.po"],
            capture_output=True,
            text=True,
        ).stderr

        assert re.fullmatch(r"\d+ translated messages?\.\n", told), told
        assert catalogue(FRENCH / f"{name}.mo") == catalogue(gathered / f"{name}.mo")


def catalogue(file):
    """Message → translation, as the site reads it."""
    with file.open("rb") as compiled:
        known = gettext.GNUTranslations(compiled)._catalog
    # The empty message is the catalogue's own head.
    return {message: words for message, words in known.items() if message}
