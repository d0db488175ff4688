"""Let the CDN drop what it keeps of the site, all of it or what has a key."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom import purging
from newsroom.cdn import KEY, PAPER, NotPurged


class Command(BaseCommand):
    """`purge_cdn` drops every page; `purge_cdn story-12 home` what has one of these keys."""

    help = (
        f"{__doc__} Keys are those of the header Surrogate-Key of public answers, such as home or "
        "story-12. The worker does this by itself after every change; by hand it is for an update "
        "of the site, or when the CDN could not be told."
    )

    def add_arguments(self, parser):
        """The keys, if it is not to be all."""
        parser.add_argument("keys", nargs="*", metavar="KEY", default=[PAPER])

    def handle(self, *args, keys, **options):
        """Tell it now, and say so."""
        if not settings.CDN:
            raise CommandError("There is no CDN to tell: CDN_URL is empty.")
        for key in keys:
            if not KEY.fullmatch(key):
                raise CommandError(
                    f"{key!r} is no key: use a-z, 0-9 and hyphens, up to 64 of them."
                )
        try:
            purging.purge(list(keys))
        except NotPurged as problem:
            raise CommandError(f"The CDN was not told: {problem}") from problem
        self.stdout.write(f"The CDN has dropped what has {' or '.join(keys)}.")
