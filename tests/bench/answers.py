"""Fills the scratch house of a bench with reports and votes and asks for the pages that tell them.

`python -m tests.bench.answers 1000`; the last line is how many milliseconds each took.
"""

import json
import os
import statistics
import sys
import time

import django

STORIES, TIMES = 300, 7
# What a search looks at, written as the index would have it: to tell it of each report takes long.
WORDS = """
INSERT INTO modelsearch_indexentry (content_type_id, object_id, title_norm, title, body)
SELECT {kind}, CAST(id AS text), 1.0, '', lower(comment) || ' ' || lower(part_heading)
FROM articles_feedback WHERE comment <> '' OR part_heading <> ''
"""


def main(count: int) -> None:
    """So many reports, the totals of so many votes, and what each page takes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    from django.conf import settings

    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.ALLOWED_HOSTS = ["testserver"]
    # Not as they are served: that asks for a folder of gathered files, and costs no page any time.
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from tests.make import make_user

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    person = make_user("Moderator")
    _fill(count, person.pk)
    client = Client()
    client.force_login(person)
    taken = {name: _median(client, address) for name, address in _pages().items()}
    sys.stdout.write(json.dumps(taken) + "\n")


def _fill(count: int, person: int) -> None:
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection, transaction

    from articles.models import Feedback
    from tests.make import make_edition
    from tests.many_reports import make_reports
    from tests.many_votes import make_totals

    with transaction.atomic():
        for n in range(STORIES):
            make_edition(
                section=f"news/part-{n % 12}",
                authors=[f"Author {n % 20}"],
                tags=[f"Tag {n % 30}"],
                correction="" if n else "So.",
            )
        make_reports(count, person=person)
        make_totals(count)
        kind = ContentType.objects.get_for_model(Feedback).pk
        with connection.cursor() as cursor:
            cursor.execute(WORDS.format(kind=kind))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _pages() -> dict[str, str]:
    from django.urls import reverse

    queue, numbers = reverse("admin:articles_feedback_changelist"), reverse("admin:numbers")
    return {
        "the queue": queue,
        "the queue by reason": f"{queue}?reason=wrong",
        "the queue by words": f"{queue}?q=4999",
        "numbers of 4 weeks": f"{numbers}?weeks=4",
        "numbers of 52 weeks": f"{numbers}?weeks=52",
        "numbers of 52 weeks by author": f"{numbers}?weeks=52&by=author",
    }


def _median(client, address: str) -> float:
    taken = []
    # The first time is for what is kept ever after, such as templates.
    for n in range(TIMES + 1):
        began = time.perf_counter()
        answer = client.get(address)
        if n:
            taken.append((time.perf_counter() - began) * 1_000)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
    return statistics.median(taken)


if __name__ == "__main__":
    main(int(sys.argv[1]))
