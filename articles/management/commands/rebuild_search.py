"""Make the search index anew."""

from django.core.management.base import BaseCommand

from articles import search
from articles.models import Article, Edition, Feedback


class Command(BaseCommand):
    """`rebuild_search` indexes editions, working copies and reports; `--missing` what it lacks."""

    help = __doc__

    def add_arguments(self, parser):
        """One switch."""
        parser.add_argument("--missing", action="store_true", help="only what is not in the index")

    def handle(self, *args, **options):
        """Index in batches; readers and the desk can search meanwhile."""
        tables = (
            (Edition, "editions for search"),
            (Article, "stories for the desk"),
            (Feedback, "reports for the desk"),
        )
        for table, what in tables:
            count = search.fill_up(table) if options["missing"] else search.rebuild(table)
            if count or not options["missing"]:
                self.stdout.write(f"Indexed {count} {what}.")
