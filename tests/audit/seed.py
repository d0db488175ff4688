"""Fills the scratch house of an audit with the demo: `python -m tests.audit.seed`."""

import os

import django


def main():
    """The tables, and the paper with every picture in all its sizes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    from django.conf import settings

    # Done where they are asked for, so that nothing is still being made when the audit begins.
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    django.setup()
    from django.core.management import call_command

    from articles.demo.seed import seed

    call_command("migrate", verbosity=0)
    seed(lambda _line: None)


if __name__ == "__main__":
    main()
