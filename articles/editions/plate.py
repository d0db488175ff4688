"""Plates: the type of each edition as the press has set it, so that no page has to set it anew.

A plate is made of its edition's text, and can be made again: where there is none, or where it is of
an older version of this code, the type is set as the page is made.
"""

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django_tasks import task

from articles.editions.edition import Edition
from articles.text.typeset import VERSION, Typeset

# So many at once: on SQLite nobody else writes meanwhile.
BATCH = 50


class Plate(models.Model):
    """What was set of an edition's text, and by which version of the code."""

    edition = models.OneToOneField(
        Edition, primary_key=True, on_delete=models.CASCADE, related_name="plate"
    )
    version = models.PositiveSmallIntegerField()
    # Of the text that it was made of.
    sha256 = models.CharField(max_length=64)
    typeset = models.JSONField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.edition_id)

    @classmethod
    def of(cls, edition: Edition) -> "Plate":
        """An unsaved plate of an edition that has a document."""
        typeset = Typeset.of(edition.as_document()).to_json()
        return cls(edition=edition, version=VERSION, sha256=edition.sha256, typeset=typeset)


def typeset_of(edition: Edition) -> Typeset:
    """The type of an edition: that of its plate, or else set now. No query if it came with it."""
    plate = getattr(edition, "plate", None)
    if plate and (plate.version, plate.sha256) == (VERSION, edition.sha256):
        return Typeset.from_json(plate.typeset)
    return Typeset.of(edition.as_document())


def lacking():
    """The editions without a plate of this version, the newest first."""
    made = Plate.objects.filter(edition=OuterRef("pk"), version=VERSION)
    return Edition.archive.filter(~Exists(made), document__isnull=False).order_by("-pk")


@transaction.atomic
def make_some() -> int:
    """Make some of the plates that are lacking; how many. Nobody can redact these meanwhile."""
    editions = list(lacking().select_for_update(of=("self",))[:BATCH])
    Plate.objects.bulk_create(
        map(Plate.of, editions),
        update_conflicts=True,
        unique_fields=["edition"],
        update_fields=["version", "sha256", "typeset"],
    )
    return len(editions)


@task()
def make_plates(version: int) -> None:
    """Make all plates of that version, if it still is this code's, which editions lack.

    May run twice or be cut off: what is made is made.
    """
    while version == VERSION and make_some():
        pass
