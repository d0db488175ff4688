"""Functions that migrations name. This module never moves and never loses a name."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class HoldsUntil(models.Func):
    """When a row ends: far away for one of which no end is known yet.

    Of this there is an index, in which what holds at a moment is the beginning of one range,
    however much there was before it.
    """

    # Not as a parameter: SQLite knows the index by the very words.
    template = "COALESCE(%(expressions)s, '9999-12-31 00:00:00+00')"
    output_field = models.DateTimeField()


def image_path(image, filename: str) -> str:
    """Where an image's file lies: under the digest of its content, never under a given name."""
    extension = filename.rsplit(".", 1)[-1].lower()
    return f"images/{image.sha256[:2]}/{image.sha256}/original.{extension}"


def no_control_characters(text: str) -> None:
    """Refuse NUL and its like, which databases refuse too and which no one types on purpose."""
    if any(ord(character) < 32 and character not in "\t\r\n" for character in text):
        raise ValidationError(
            _("This holds an invisible control character. Delete the text around it and retype it.")
        )


def public_links(text: str) -> None:
    """One link a line: an https:// or mailto: address, then optionally a space and its name."""
    for line in filter(None, map(str.strip, text.splitlines())):
        address = line.split(maxsplit=1)[0]
        try:
            parts = urlsplit(address)
        except ValueError:
            parts = urlsplit("")
        there = parts.path if parts.scheme == "mailto" else parts.hostname
        if parts.scheme not in {"https", "http", "mailto"} or not there:
            raise ValidationError(
                _("“%(line)s” is no link. Begin each line with https://… or mailto:…"),
                code="not_a_link",
                params={"line": line},
            )
