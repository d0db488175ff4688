"""Moving sections about, and what readers and the tables then say."""

from articles import freshness
from articles.editions.address import Redirect, place_section
from articles.editions.listing import Listing
from articles.models import Edition, Section


def section(path):
    """The section that now stands at `path`."""
    return Section.objects.get(path=path)


def move(path, to):
    """Place the section at `path` at `to`, beneath a section that is there."""
    above, _slash, slug = to.rpartition("/")
    return place_section(section(path), parent=section(above) if above else None, slug=slug)


def led(reader, address, *, at=None):
    """Where a reader of `address` is sent at once and for good."""
    answer = reader.get(address, at=at)
    assert answer.status_code == 301, f"{address} is answered with {answer.status_code}"
    return answer["Location"]


def everything():
    """All that a move may write, and the generation."""
    tables = Section.objects, Edition.archive, Listing.objects, Redirect.objects
    return [list(rows.order_by("pk").values()) for rows in tables], freshness.current()
