"""Make the search index anew."""

from django.core.management.base import BaseCommand

from articles.desk import finding as stories
from articles.editions import finding as editions
from articles.feedback import finding as reports


class Command(BaseCommand):
    """`rebuild_search` indexes editions, working copies and reports; `--missing` what it lacks."""

    help = __doc__

    def add_arguments(self, parser):
        """One switch."""
        parser.add_argument("--missing", action="store_true", help="only what is not in the index")

    def handle(self, *args, **options):
        """Index in batches; readers and the desk can search meanwhile."""
        rooms = (
            (editions, "editions for search"),
            (stories, "stories for the desk"),
            (reports, "reports for the desk"),
        )
        for room, what in rooms:
            count = room.fill_up() if options["missing"] else room.rebuild()
            if count or not options["missing"]:
                self.stdout.write(f"Indexed {count} {what}.")
