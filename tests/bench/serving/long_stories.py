"""Fills the scratch house of a bench with long stories, as many as it is told.

`python -m tests.bench.serving.long_stories`, with STORIES; the last line is their addresses.
"""

import os
import random
import sys

import django

# With what stands around it, that makes a page of 60 kB.
LENGTH, PARAGRAPH, TEXTS, WORDS = 46_500, 80, 50, 4_000


def text(seed: int) -> str:
    """A body unlike any other, of as many different words as a long story has."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    letters = "etaoinshrdlucmfwypvbgk"
    words = ["".join(dice.choices(letters, k=dice.randint(2, 9))) for _ in range(WORDS)]
    paragraphs, length = [], 0
    while length < LENGTH:
        # Some words are far more common than others.
        chosen = (words[min(int(dice.paretovariate(0.5)), WORDS) - 1] for _ in range(PARAGRAPH))
        paragraphs.append(f"<p>{' '.join(chosen).capitalize()}.</p>")
        length += len(paragraphs[-1])
    return "".join(paragraphs)


def main(stories: int) -> None:
    """So many live stories."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    from django.conf import settings

    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from articles.models import Edition
    from newsroom.run import gather_static_files
    from tests.archive import make_archive

    call_command("migrate", verbosity=0)
    gather_static_files(settings.STATIC_ROOT)
    live = make_archive(stories)
    bodies = [text(seed) for seed in range(TEXTS)]
    with transaction.atomic():
        for n, edition in enumerate(live):
            longer = edition.document | {"body": bodies[n % TEXTS]}
            Edition.archive.filter(pk=edition.pk).update(document=longer)
    sys.stdout.write(" ".join(edition.address for edition in live) + "\n")


if __name__ == "__main__":
    main(int(os.environ["STORIES"]))
