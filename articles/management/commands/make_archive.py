"""Fill an empty house with an archive of made-up stories, to see how it bears them."""

from argparse import ArgumentTypeError

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from articles.demo.archive.make import HouseInUse, make_archive
from articles.demo.archive.progress import Progress


class Command(BaseCommand):
    """Fill an empty house with an archive of made-up stories, to see how it bears them.

    `make_archive --stories 100000` makes so many, with all that belongs to them.
    """

    help = __doc__

    def add_arguments(self, parser):
        """How many stories, and where DEBUG is off for certain."""
        parser.add_argument("--stories", type=at_least_one, required=True, help="how many stories")
        parser.add_argument(
            "--editions", type=at_least_one, default=1_500, help="of the few that have many"
        )
        parser.add_argument("--seed", type=int, default=1871, help="another one: other stories")
        parser.add_argument(
            "--into", default="", metavar="DATABASE", help="its name, where DEBUG is off"
        )

    def handle(self, *args, **options):
        """Make it, unless this may be a real paper. Stopped, it leaves what it has made."""
        name = str(connection.settings_dict["NAME"])
        if not settings.DEBUG and options["into"] != name:
            raise CommandError(
                "DEBUG is off, so this may be a paper that people read. If it is meant, say so: "
                f"--into {name}"
            )
        stories = options["stories"]
        on_terminal = self.stdout.isatty()
        told = Progress(stories, self.stdout._out.write, on_terminal=on_terminal)
        try:
            known = {"editions": options["editions"], "seed": options["seed"]}
            make_archive(stories, told=told, **known)
        except HouseInUse as refusal:
            raise CommandError(str(refusal)) from refusal
        except KeyboardInterrupt:
            raise CommandError("Stopped. What was made until then is whole, and stays.") from None


def at_least_one(typed: str) -> int:
    """A whole number above 0."""
    if typed.isdecimal() and int(typed):
        return int(typed)
    raise ArgumentTypeError(f"a number from 1 is needed, not “{typed}”.")
