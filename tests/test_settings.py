"""Settings: all from the environment, safe without any, and plain about what is wrong."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from newsroom import cdn

pytestmark = pytest.mark.looks

TOKEN = "s3cret-Token_0"  # noqa: S105 - of no CDN
PUBLIC = {
    "SECRET_KEY": "only-for-this-test-0123456789-abcdefghijklmnopqrstuvwxyz",
    "SITE_URL": "https://news.example",
    "ALLOWED_HOSTS": "news.example",
}


def manage(*words, env_file=os.devnull, **environment):
    """What `manage.py` answers with these settings and no others: its exit code and its words."""
    done = subprocess.run(  # noqa: S603 - all our own words
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "ENV_FILE": str(env_file), **environment},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


def told(name, **known):
    """The value that a setting has."""
    code, words = manage("shell", "--no-imports", "-c", _print(name), **known)
    assert code == 0, words
    return words.strip().splitlines()[-1]


def _print(name):
    return f"from django.conf import settings; print(repr(settings.{name}))"


@pytest.mark.parametrize("key", ["", settings.DEMO_KEY])
def test_without_a_key_of_its_own_a_site_does_not_start_and_says_what_to_set(key):
    code, words = manage("check", SECRET_KEY=key)

    assert code != 0
    assert "Set SECRET_KEY to 50 random characters (`make secret` prints some)" in words


def test_a_public_site_passes_every_check_of_a_deployment():
    code, words = manage("check", "--deploy", "--fail-level", "INFO", **PUBLIC)

    assert (code, words.strip()) == (0, "System check identified no issues (0 silenced).")


def test_page_files_lie_in_a_folder_that_can_be_written(tmp_path):
    (tmp_path / "file").touch()

    code, words = manage("check", **PUBLIC, PAGE_FILES=str(tmp_path / "file/pages"))
    good, _words = manage("check", **PUBLIC, PAGE_FILES=str(tmp_path / "new/pages"))

    assert (code, good) == (1, 0)
    assert "Set PAGE_FILES to a folder that the site may write and nginx may read" in words


def test_a_site_whose_sign_ins_would_travel_in_the_clear_is_told_so():
    code, words = manage(
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        **PUBLIC | {"SITE_URL": "http://news.example"},
    )

    assert code != 0
    assert "Set SITE_URL to the https:// address of the site." in words


def test_the_file_of_settings_is_read_and_the_environment_wins_over_it(tmp_path):
    file = tmp_path / ".env"
    file.write_text('DEBUG=1\nSITE_NAME="The File"\n')

    assert told("SITE_NAME", env_file=file) == "'The File'"
    assert told("SITE_NAME", env_file=file, SITE_NAME="The Shell") == "'The Shell'"


@pytest.mark.parametrize("rate", ["fast", "0", "-180"])
def test_nonsense_in_a_setting_stops_the_start_and_is_named(rate):
    code, words = manage("check", **PUBLIC, READING_RATE=rate)

    assert code != 0
    assert "READING_RATE" in words


def test_a_cdn_that_is_not_known_stops_the_start_and_its_token_is_told_to_no_one():
    code, words = manage("check", **PUBLIC, CDN_URL=f"akamai+https://{TOKEN}@cdn.example/one")
    known = manage("diffsettings", **PUBLIC, CDN_URL=f"fastly+https://{TOKEN}@cdn.example/one")

    assert code != 0
    assert "CDN_URL names no CDN that is known." in words
    assert known[0] == 0 and "host='cdn.example'" in known[1]
    assert TOKEN not in words + known[1]


@pytest.mark.parametrize(
    "url",
    [
        "https://api.fastly.com/SERVICE1",
        f"varnish+https://{TOKEN}@cdn.example/SERVICE1",
        f"fastly+ftp://{TOKEN}@api.fastly.com/SERVICE1",
        "fastly+https://api.fastly.com/SERVICE1",
        f"fastly+https://{TOKEN}@api.fastly.com",
        f"fastly+https://{TOKEN}@api.fastly.com/one/two",
        f"fastly+https://{TOKEN}@api.fastly.com:99999/SERVICE1",
        f"fastly+https://{TOKEN}%0d%0aX: 1@api.fastly.com/SERVICE1",
        f"fastly+https://{TOKEN}@[api/SERVICE1",
    ],
)
def test_nonsense_names_no_cdn_and_is_not_repeated(url):
    with pytest.raises(ImproperlyConfigured) as refusal:
        cdn.named(url)

    assert "Write it as fastly+https://TOKEN@api.fastly.com/SERVICE_ID" in str(refusal.value)
    assert TOKEN not in str(refusal.getrepr())


def test_the_setting_is_read_with_its_signs_as_addresses_write_them():
    found = cdn.named("fastly+https://a%2Fb%40c@api.fastly.com/SERVICE1")

    assert found == cdn.Fastly("a/b@c", "SERVICE1", "api.fastly.com")
    assert cdn.named("") is None


def test_a_secure_site_has_secure_cookies_and_tells_browsers_to_stay():
    secure = "(settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE)"
    code, words = manage(
        "shell",
        "--no-imports",
        "-c",
        f"from django.conf import settings; print({secure}, settings.SECURE_HSTS_SECONDS > 0)",
        **PUBLIC,
    )

    assert (code, words.strip()) == (0, "(True, True) True")


@pytest.mark.parametrize("address", ["", "postgres://postgres@127.0.0.1:5432/postgres"])
def test_the_connection_to_a_database_outlives_a_request(address):
    known = {"DATABASE_URL": address} if address else {}

    assert told("DATABASES['default']['CONN_MAX_AGE']", **PUBLIC, **known) == "60"
