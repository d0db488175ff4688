"""Make the search index anew."""

from django.core.management.base import BaseCommand

from articles.desk import finding as stories
from articles.editions import finding as editions


class Command(BaseCommand):
    """`rebuild_search` indexes editions and working copies; `--missing` what the index lacks."""

    help = __doc__

    def add_arguments(self, parser):
        """One switch."""
        parser.add_argument("--missing", action="store_true", help="only what is not in the index")

    def handle(self, *args, **options):
        """Index in batches; readers and the desk can search meanwhile."""
        for room, what in ((editions, "editions for search"), (stories, "stories for the desk")):
            count = room.fill_up() if options["missing"] else room.rebuild()
            if count or not options["missing"]:
                self.stdout.write(f"Indexed {count} {what}.")
