"""Prints whenever it is told to: `python -m tests.bench.serving.press`, a process of its own.

Each line that it reads is a headline: of the next edition of its own story, or, after a plus sign,
of another story. It answers with the moment of the commit, by the clock that all processes share;
before the first with the address of its own story.
"""

import os
import sys
import time

import django


def main() -> None:
    """Print one story, then whatever is asked for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    from django.conf import settings

    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    django.setup()

    from tests.make import make_edition

    # So that nothing which a bench that ran here before has printed stands in the way.
    slug = f"watched-{time.time_ns()}"
    own = make_edition(headline="Watched", slug=slug)
    _say(own.address)
    for n, line in enumerate(sys.stdin):
        headline = line.strip()
        if headline.startswith("+"):
            make_edition(headline=headline[1:].strip(), slug=f"{slug}-{n}")
        else:
            make_edition(article=own.article, headline=headline)
        _say(repr(time.monotonic()))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
