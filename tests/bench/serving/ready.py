"""Fills the scratch house of a bench with the demo paper, and gathers its static files.

`python -m tests.bench.serving.ready`; the last line is the address of the longest story.
"""

import sys

from tests.audit import seed


def main() -> None:
    """The demo, as a public site would have it."""
    seed.main()
    from django.conf import settings
    from django.utils import timezone

    from articles.models import Edition
    from newsroom.run import gather_static_files

    gather_static_files(settings.STATIC_ROOT)
    longest = max(Edition.live(at=timezone.now()), key=lambda edition: len(str(edition.document)))
    sys.stdout.write(f"{longest.address}\n")


if __name__ == "__main__":
    main()
