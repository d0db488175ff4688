"""Mistakes in settings, told at the start, each with what to do."""

import os
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from newsroom.pagefiles import owner_of

POLICIES = {
    *("no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin"),
    *("origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url"),
}


@register()
def site_address(app_configs, **kwargs):
    """SITE_URL is what canonical links, feeds and structured data are made with."""
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme in {"http", "https"} and parts.hostname and not parts.path:
        return []
    return [
        Error(
            f"SITE_URL is {settings.SITE_URL!r}, which is no address of a site.",
            hint="Set SITE_URL to the scheme and host that readers use: https://news.example",
            id="newsroom.E001",
        )
    ]


@register()
def cdn_is_told_in_secret(app_configs, **kwargs):
    """Whoever reads the token of the CDN could empty it, again and again."""
    if settings.DEBUG or not settings.CDN or not settings.CDN.is_in_the_clear:
        return []
    return [
        Error(
            "CDN_URL is http://: the token of the CDN would travel in the clear.",
            hint="Begin CDN_URL with fastly+https://.",
            id="newsroom.E003",
        )
    ]


@register()
def page_files_can_be_written(app_configs, **kwargs):
    """A folder that is not there yet is made, where that can be."""
    folder = there = settings.PAGE_FILES
    while there and not there.exists():
        there = there.parent
    if not there or (there.is_dir() and os.access(there, os.W_OK | os.X_OK)):
        return []
    return [
        Error(
            f"PAGE_FILES is '{folder}', where no pages can be laid down.",
            hint="Set PAGE_FILES to a folder that the site may write and nginx may read.",
            id="newsroom.E004",
        )
    ]


@register()
def page_files_are_of_this_site(app_configs, **kwargs):
    """Two sites in one folder would give each other's pages."""
    owner = owner_of(settings.PAGE_FILES) if settings.PAGE_FILES else ""
    if owner in ("", settings.SITE_URL):
        return []
    return [
        Error(
            f"PAGE_FILES is '{settings.PAGE_FILES}', where the pages of {owner} lie.",
            hint="Give each site a folder of its own; if this is the same one, empty the folder.",
            id="newsroom.E005",
        )
    ]


@register(Tags.security, deploy=True)
def public_site(app_configs, **kwargs):
    """What a public site needs beyond what runs on one's own machine."""
    found = []
    if not settings.HTTPS:
        found.append(
            Warning(
                f"SITE_URL is {settings.SITE_URL}: sign-ins would travel in the clear.",
                hint="Set SITE_URL to the https:// address of the site.",
                id="newsroom.W001",
            )
        )
    if "*" in settings.ALLOWED_HOSTS:
        found.append(
            Warning(
                "ALLOWED_HOSTS holds *, so any host name is answered.",
                hint="Set ALLOWED_HOSTS to the names of the site, parted by commas.",
                id="newsroom.W002",
            )
        )
    return found


@register()
def feedback_can_tell_its_own_pages(app_configs, **kwargs):
    """The feedback form tells its own pages by Origin, which `no-referrer` would turn to null.

    Of all policies only that one does so for posts within a site (Fetch Standard, “append a request
    Origin header”). Of several named, browsers follow the last one that they know.
    """
    policies = settings.SECURE_REFERRER_POLICY or ""
    if not isinstance(policies, str):
        policies = ",".join(policies)
    known = [each for each in map(str.strip, policies.lower().split(",")) if each in POLICIES]
    if known[-1:] == ["no-referrer"]:
        return [
            Error(
                "SECURE_REFERRER_POLICY is no-referrer: readers' feedback would all be refused.",
                hint='Set it to "strict-origin-when-cross-origin" or "same-origin".',
                id="newsroom.E002",
            )
        ]
    return []
