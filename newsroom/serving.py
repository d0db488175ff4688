"""How readers are served: the page cache in front of Django, by the project's settings."""

import sys
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from articles import freshness
from articles.editions.ahead import next_change
from articles.site.moment import COOKIE as CHOSEN_MOMENT
from newsroom import away, hanging
from newsroom.pagecache import PageCache, Rules
from newsroom.pagefiles import PageFiles, take
from newsroom.watch import Watch

# Never kept: what is not of the paper, and files, which others keep.
AROUND = ("/admin/", "/preview/", "/feedback/", "/api/", "/search/", "/static/", "/media/")
# The parts of a query by which a page of the paper is another, in the order in which it is kept.
QUERY = ("older", "newer", "before", "after", "from", "to")


def before(application):
    """The application behind a page cache; as it is where that has no room."""
    if not settings.PAGE_CACHE_MB:
        return application
    # How long a thread that makes a page may keep Python from those that only give one.
    sys.setswitchinterval(0.0005)
    files = own_files() if settings.PAGE_FILES else None
    watch = own_watch(files)
    away.known_by(lambda: watch.away_since)
    if files:
        # nginx may answer for hours without anyone's asking here.
        watch.begin()
    return PageCache(
        application,
        watch=watch,
        rules=rules(),
        bound=settings.PAGE_CACHE_MB * 1_000_000,
        when_away=application,
        files=files,
    )


def own_files() -> PageFiles:
    """The files that nginx gives."""
    take(settings.PAGE_FILES, settings.SITE_URL)
    return PageFiles(
        settings.PAGE_FILES,
        scheme=urlsplit(settings.SITE_URL).scheme,
        bound=settings.PAGE_FILES_MB * 1_000_000,
        stale_for=settings.PAGE_STALE_FOR,
    )


def own_watch(files: PageFiles | None = None) -> Watch:
    """What looks at the site's database, and tells the files, if there are any."""
    hanging.take_note()
    asked = {
        "generation": freshness.current,
        "next_change": next_change,
        "hang_up": hanging.hang_up,
    }
    if files is None:
        return Watch(**asked)
    return Watch(**asked, turning=files.turning, turned=files.turn, each_time=files.keep_up)


def rules() -> Rules:
    """What the settings say of hosts, cookies and how long others may keep a page."""
    return Rules(
        hosts=settings.ALLOWED_HOSTS,
        host=own_host(),
        behind_proxy=settings.BEHIND_PROXY,
        around=AROUND,
        staff_cookies=(settings.SESSION_COOKIE_NAME, CHOSEN_MOMENT),
        query=QUERY,
        # Five minutes where a CDN is told of changes; else a change is seen a second later at most.
        lasting=(300, 1) if settings.CDN else (1,),
        stale_for=settings.PAGE_STALE_FOR,
    )


def own_host() -> str:
    """The host that pages are made for: the site's own, if it answers to that."""
    own = urlsplit(settings.SITE_URL).netloc
    if validate_host(split_domain_port(own)[0], settings.ALLOWED_HOSTS):
        return own
    return next((host for host in settings.ALLOWED_HOSTS if host[0] not in "*."), own)
