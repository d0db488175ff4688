"""Prove that the totals of feedback are what its reports add up to."""

from django.core.management.base import BaseCommand, CommandError

from articles.feedback.recount import recount

SHOWN = 20


class Command(BaseCommand):
    """`recount_feedback` says how many totals there are and which are wrong; `--mend` mends them.

    Weeks begin on Monday in the site's time zone: after TIME_ZONE was changed, mend once.
    """

    help = f"{__doc__} Ends with 1 if they are not, unless they are mended (--mend)."

    def add_arguments(self, parser):
        """One switch."""
        parser.add_argument("--mend", action="store_true", help="put right what is wrong")

    def handle(self, *args, **options):
        """Count everything anew; readers and moderators can go on meanwhile."""
        count, wrong = recount(mend=options["mend"])
        for each in wrong[:SHOWN]:
            self.stdout.write(f"{_told(each.place)}: {each.kept}, should be {each.counted}")
        if len(wrong) > SHOWN:
            self.stdout.write(f"… and {len(wrong) - SHOWN} more")
        self.stdout.write(f"{count} totals, {len(wrong)} differences.")
        if wrong and options["mend"]:
            self.stdout.write("They are put right.")
        elif wrong:
            raise CommandError("Totals are wrong. Run this with --mend to put them right.")


def _told(place) -> str:
    part = f", part {place.part}" if place.part else ""
    return f"Edition {place.edition}, week of {place.week}, {place.what}{part}"
