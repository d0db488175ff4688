"""Delete what readers said longer ago than FEEDBACK_KEEP_MONTHS; its numbers stay."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.timezone import localtime

from articles.feedback import keeping


class Command(BaseCommand):
    """`purge_feedback` does what the worker does by itself; `--dry-run` only says what it would."""

    help = (
        f"{__doc__} Words, reasons, moves and search entries go; the totals by edition, part and "
        "week stay. What readers are promised counts: also a report goes with which nobody is "
        "done. The worker does this by itself."
    )

    def add_arguments(self, parser):
        """One switch."""
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *args, **options):
        """Say before which moment, how much, and how much of it nobody had dealt with."""
        now = timezone.now()
        before = f"{localtime(keeping.last_kept(at=now)):%Y-%m-%d %H:%M}"
        if options["dry_run"]:
            verb, found = "Would delete", keeping.look(at=now)
        else:
            verb, found = "Deleted", keeping.purge(at=now)
        self.stdout.write(
            f"{verb} {found.answers} answers from before {before} "
            f"({settings.FEEDBACK_KEEP_MONTHS} months ago): {found.with_words} had words, "
            f"{found.undone} were waiting for a moderator. Their numbers stay."
        )
