"""Fills the scratch house of a bench with two stories and someone who writes.

`python -m tests.bench.stories`; what it made is told in desk.json beside the pictures.
"""

import json
import os
from itertools import cycle, islice

import django

WORDS, PICTURES, PARAGRAPH = 20_000, 60, 80
PLAIN = "The harbour board met again on Monday and, once more, put off what everyone had come for."


def long_body(images: list[int]) -> str:
    """20,000 words in paragraphs, with 60 pictures and some headings between them."""
    words = list(islice(cycle(PLAIN.split()), WORDS))
    paragraphs = [
        f"<p>{' '.join(words[start : start + PARAGRAPH])}</p>"
        for start in range(0, WORDS, PARAGRAPH)
    ]
    apart = len(paragraphs) // PICTURES
    for n, image in enumerate(islice(cycle(images), PICTURES)):
        paragraphs[n * apart] += f'<figure data-image="{image}"></figure><h2>Part {n + 1}</h2>'
    return "".join(paragraphs)


def main():
    """Two stories, and a session of an editor."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    from django.conf import settings

    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from tests import make

    call_command("migrate", verbosity=0)
    colours = ("teal", "navy", "olive", "maroon", "gray", "purple")
    images = [make.make_image(colour, (1200, 800)).pk for colour in colours]
    client = Client()
    client.force_login(make.make_user("Editor"))
    told = {
        "session": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "cookie": settings.SESSION_COOKIE_NAME,
        "short": make.make_article(body=f"<p>{PLAIN}</p>").pk,
        "long": make.make_article(body=long_body(images)).pk,
    }
    (settings.MEDIA_ROOT.parent / "desk.json").write_text(json.dumps(told))


if __name__ == "__main__":
    main()
