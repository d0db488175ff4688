"""Make the search index anew."""

from django.core.management.base import BaseCommand

from articles.editions import finding


class Command(BaseCommand):
    """`rebuild_search` indexes all that was printed; `--missing` what the index lacks."""

    help = __doc__

    def add_arguments(self, parser):
        """One switch."""
        parser.add_argument("--missing", action="store_true", help="only what is not in the index")

    def handle(self, *args, **options):
        """Index in batches; readers can search meanwhile."""
        count = finding.fill_up() if options["missing"] else finding.rebuild()
        if count or not options["missing"]:
            self.stdout.write(f"Indexed {count} editions for search.")
