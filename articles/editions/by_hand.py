"""Redirects that people write: from an address of another system to where its readers belong."""

import re

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import freshness
from articles.editions.address import OWNERS, RESERVED, AddressTaken, Redirect
from articles.editions.host import without_host
from articles.editions.way import (
    is_history,
    is_own_page,
    is_plain,
    page_at,
    page_behind,
    people_at,
    spelled,
    spellings,
    tags_at,
)
from articles.library.section import Section
from articles.text.refusal import Refusal


class AddressUnfit(Refusal):
    """No reader can ask for this address, or it is the site's own."""

    field = "address"
    code = "address_unfit"


class NoSuchPage(Refusal):
    """There is nothing to which readers could be led."""

    field = "to"
    code = "no_such_page"


class NotAbroad(Refusal):
    """This person may lead readers to pages of this site only."""

    field = "to"
    code = "not_abroad"


@transaction.atomic
def add_redirect(address: str, *, to: str, by) -> Redirect:
    """Lead readers of `address`, at which nothing may stand, to `to`, and on when that moves.

    What has the address `to` becomes the owner, so that no chain or loop is written down. Raises
    AddressUnfit, AddressTaken, NoSuchPage, NotAbroad.
    """
    freshness.touch()
    address, now = spelled(address), timezone.now()
    _check_address(address)
    owner = _owner(to, at=now)
    if owner.get("target", "").startswith("http") and not by.has_perm("articles.redirect_abroad"):
        raise NotAbroad(_("Only administrators can lead readers to other sites."))
    return Redirect.objects.create(address=address, added_by=by, added_at=now, **owner)


@transaction.atomic
def remove_redirects(redirects) -> None:
    """Remove those of `redirects` that were added by hand; claims stay, whoever asks."""
    freshness.touch()
    redirects.filter(added_at__isnull=False).delete()


def _check_address(address: str) -> None:
    if not is_plain(address):
        raise AddressUnfit(
            _("Write the address from its first slash, as /2009/mill/, without “?” and “#”.")
        )
    first, *further = address.strip("/").split("/")
    person, topic = (first == each and len(further) == 1 for each in ("people", "tags"))
    if first in RESERVED | {""} and not (person or topic):
        raise AddressUnfit(_("Addresses that begin with /%s are the site's own.") % first)
    if is_history(address):
        raise AddressUnfit(_("%s is where the history of a story is told.") % address)
    taken = (
        Redirect.objects.filter(address=address).exists()
        or Section.objects.filter(path=address.strip("/")).exists()
        or (person and people_at(further[0]).exists())
        or (topic and tags_at(further[0]).exists())
    )
    if taken:
        refusal = AddressTaken(
            _("%s belongs to a page already, or leads somewhere. Look for it in the list.")
            % address
        )
        refusal.field = "address"
        raise refusal


def _owner(to: str, *, at) -> dict:
    """What a redirect to `to` belongs to, by its columns."""
    to = without_host(to)
    if not to.startswith("/"):
        if not re.fullmatch(r"https://[\w.-]+(:\d+)?(/[^\s\\\x00-\x1f]*)?", to):
            words = _("Give an address of this site, as /news/story/, or one with https://.")
            raise NoSuchPage(words)
        return {"target": to}
    page = page_at(to, at=at) if is_plain(to) else ""
    if not page:
        raise NoSuchPage(_("There is no page at %s now. Choose one that is live.") % to)
    if is_own_page(to, at=at):
        return {"target": spelled(to)}
    if page == page_behind(to, at=at):
        return {"target": page}
    paths = [each.strip("/") for each in spellings(to)]
    if section := Section.objects.filter(path__in=paths).first():
        return {"section": section}
    first, *further = paths[0].split("/")
    if first == "people":
        return {"contributor": people_at(further[0]).get()}
    if first == "tags":
        return {"tag": tags_at(further[0]).get()}
    row = Redirect.objects.filter(address__in=spellings(to)).first()
    return {f"{each}_id": getattr(row, f"{each}_id") for each in OWNERS} | {"target": row.target}
