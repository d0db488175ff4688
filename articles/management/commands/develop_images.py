"""Ask for the sizes and crops that images lack, say after an update; a worker makes them."""

from django.core.management.base import BaseCommand

from articles.library.image import develop, develop_lacking
from newsroom import queue


class Command(BaseCommand):
    """`develop_images` asks for nothing twice: neither for what is there nor for what waits."""

    help = __doc__

    def handle(self, *args, **options):
        """Ask, and say for how many."""
        asked = develop_lacking(but=queue.waiting_for(develop.module_path))
        if asked or options["verbosity"] > 1:
            self.stdout.write(f"Asked for the sizes of {asked} images.")
