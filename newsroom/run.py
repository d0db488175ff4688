"""What `make run` does: settings, database, demo stories; a server and a worker until Ctrl-C."""

import errno
import hashlib
import io
import os
import secrets
import socket
import sys
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db.utils import OperationalError
from dotenv import load_dotenv
from environs import EnvError

BASE_DIR = Path(__file__).resolve().parent.parent
ENV_FILE = BASE_DIR / ".env"


def say(text=""):
    """A line for the person at the terminal, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def write_env_file():
    """The first time, settings for one's own machine; a file that is there is left alone.

    Whoever names another file by ENV_FILE has settings already.
    """
    if os.environ.get("ENV_FILE"):
        return
    lines = [
        "# Settings of this machine; README.md tells them all. Git does not see this file.",
        "DEBUG=1",
        f"SECRET_KEY={secrets.token_urlsafe(50)[:50]}",
        'SITE_NAME="The Upland"',
        'SITE_TAGLINE="News of Carrow and the Five Dales since 1871"',
    ]
    try:
        file = os.open(ENV_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with open(file, "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
    say("Wrote .env, with DEBUG=1 and a fresh SECRET_KEY.")


def where():
    """(host, port) to listen at. Stops with a sentence if that cannot be."""
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65_536:
        sys.exit(f"PORT is {port!r}; it must be a number from 1 to 65535.")
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as problem:
        advice = "Set HOST and PORT to where the site may listen."
        if problem.errno == errno.EADDRINUSE:
            advice = f"Stop what runs there, or choose another: make run PORT={int(port) + 1}"
        sys.exit(f"Cannot listen at {host}, port {port}: {problem.strerror}.\n{advice}")
    return host, port


def site_url(host, port):
    """The address to open in a browser on this machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - read, not bound
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def make_ready():
    """Bring database and images up to date; load the demo or gather static files, as DEBUG says."""
    from django.conf import settings

    from newsroom import pagefiles

    django.setup()
    from newsroom import purging

    call_command("check", stdout=io.StringIO())
    call_command("migrate", verbosity=0)
    # After an update pages may look otherwise.
    purging.site_changed()
    if settings.DEBUG:
        call_command("seed_demo")
    else:
        gather_static_files(settings.STATIC_ROOT)
    if settings.PAGE_FILES:
        pagefiles.clear(settings.PAGE_FILES)
    call_command("develop_images", stdout=io.StringIO())
    call_command("make_plates", stdout=io.StringIO())
    # What was printed before there was an index; nothing, mostly.
    call_command("rebuild_search", missing=True)


def gather_static_files(folder):
    """Collect and compress them, which takes some seconds, unless none has changed since."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(()):
            file = Path(storage.path(path))
            digest.update(f"{file} {file.stat().st_mtime_ns} {file.stat().st_size}\n".encode())
    stamp = Path(folder) / ".gathered"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(digest.hexdigest())


def greet():
    """Where the site is, and who may sign in. Demo logins are for DEBUG only."""
    from django.conf import settings

    say(f"\n  {settings.SITE_NAME:<14} {settings.SITE_URL}/")
    say(f"  {'The desk':<14} {settings.SITE_URL}/admin/\n")
    if settings.DEBUG:
        say("  Sign in as")
        call_command("seed_demo", logins=True)
        say()
    say("  Ctrl-C stops it.\n")


def serve(host, port):
    """Become the process that stays with the server and the worker."""
    os.chdir(BASE_DIR)
    command = [sys.executable, "-m", "newsroom.processes", host, port]
    os.execv(sys.executable, command)  # noqa: S606 - no shell wanted


def main():
    """All of it, in order."""
    write_env_file()
    # Here already, since HOST, PORT and WORKERS may stand in it too. The environment wins.
    load_dotenv(os.environ.get("ENV_FILE") or ENV_FILE)
    host, port = where()
    os.environ.setdefault("SITE_URL", site_url(host, port))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        make_ready()
    except (EnvError, ImproperlyConfigured, SystemCheckError, OperationalError) as problem:
        sys.exit(f"Cannot start: {problem}")
    greet()
    serve(host, port)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
