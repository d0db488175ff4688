"""Send the weekly letter of what readers thought to everyone who has not got this week's."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.desk import digest, letter


class Command(BaseCommand):
    """`send_digest` does what the worker does on Monday morning, now."""

    help = (
        f"{__doc__} The worker does this by itself on Monday morning; whoever has got the letter "
        "of this week gets no second one."
    )

    def handle(self, *args, **options):
        """Ask for the letters, and say for how many."""
        if not letter.is_possible():
            raise CommandError("No e-mail is sent: EMAIL_URL is empty. Set it to a server of mail.")
        count = digest.send_due(at=timezone.now())
        self.stdout.write(f"{count} letters are given to the worker.")
