"""Fill an empty house with the demo paper."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.demo.seed import LOGINS, seed
from articles.desk.desksite import DEMO_PASSWORD


class Command(BaseCommand):
    """`seed_demo` fills an empty house; `seed_demo --logins` prints who can sign in to it."""

    help = __doc__

    def add_arguments(self, parser):
        """One switch."""
        parser.add_argument("--logins", action="store_true", help="only print the demo logins")

    def handle(self, *args, **options):
        """Seed, unless only the logins are asked for. Never on a site: the passwords are known."""
        if not settings.DEBUG:
            raise CommandError("The demo has known passwords: it is for DEBUG=1 only.")
        if options["logins"]:
            for name, (role, *_rest) in LOGINS.items():
                self.stdout.write(f"  {role:<14} {name} / {DEMO_PASSWORD}")
            return
        seed(self.stdout.write)
