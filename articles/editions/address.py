"""Where a story or section is and was: addresses, and how old ones go on working."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Min, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import freshness
from articles.editions.edition import Edition
from articles.editions.listing import relist_sections
from articles.library.contributor import Contributor
from articles.library.section import DEEPEST, Section
from articles.text.refusal import Refusal

# First parts of addresses that are not sections.
RESERVED = {"admin", "api", "corrections", "feed", "feedback", "media", "people", "preview"}
RESERVED |= {"search", "sitemap.xml", "static", "tags", "archive", "account", "favicon.ico"}
RESERVED |= {"robots.txt"}


class AddressTaken(Refusal):
    """Something else has, had, or will have this address."""

    field = "slug"
    code = "address_taken"


class SectionMisplaced(Refusal):
    """A section may not stand where it was put."""

    field = "parent"
    code = "section_misplaced"


# What an address can belong to; or else it has a target.
OWNERS = ("article", "section", "contributor", "tag")


def _owned_by(owner: str) -> Q:
    return Q(**{f"{each}__isnull": each != owner for each in OWNERS})


class Redirect(models.Model):
    """An address and what it belongs to: a story, section, person or topic, or another address.

    Every address that a story is printed under is claimed here, so it stays that story's for ever;
    so is each that a section, person or topic has left. An answer goes straight to where the owner
    is at the moment asked: chains and loops cannot be written down. Readers' code asks here only
    when nothing stands at the address itself (see `way`).
    """

    address = models.CharField(gettext_lazy("address"), max_length=420, unique=True)
    article = models.ForeignKey(
        "articles.Article",
        verbose_name=gettext_lazy("story"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    section = models.ForeignKey(
        Section,
        verbose_name=gettext_lazy("section"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
    )
    contributor = models.ForeignKey(
        Contributor,
        verbose_name=gettext_lazy("contributor"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
    )
    tag = models.ForeignKey(
        "taggit.Tag",
        verbose_name=gettext_lazy("tag"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
    )
    target = models.CharField(gettext_lazy("target"), max_length=500, blank=True)
    # Both empty for what no one wrote: the claims of the house itself.
    added_at = models.DateTimeField(gettext_lazy("added"), null=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("added by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = gettext_lazy("redirect")
        verbose_name_plural = gettext_lazy("redirects")
        permissions = [("redirect_abroad", "Can lead readers to other sites")]
        constraints = [
            models.CheckConstraint(
                condition=Q(_owned_by("article"), target="")
                | Q(_owned_by("section"), target="")
                | Q(_owned_by("contributor"), target="")
                | Q(_owned_by("tag"), target="")
                | (_owned_by("") & ~Q(target="")),
                name="redirect_to_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(target=F("address")), name="redirect_not_to_itself"
            ),
        ]

    def __str__(self):
        return self.address


def claim(address: str, *, article_id: int) -> None:
    """Make `address` this story's. Raises AddressTaken if it is anything else's."""
    owner, _made = Redirect.objects.get_or_create(
        address=address, defaults={"article_id": article_id}
    )
    if owner.article_id != article_id or Section.objects.filter(path=address.strip("/")).exists():
        raise AddressTaken(
            _("The address %(address)s belongs to another page. Choose another last part.")
            % {"address": address}
        )
    if owner.added_at:
        # Printed under it now, so it is no longer anyone's to remove.
        Redirect.objects.filter(pk=owner.pk).update(added_at=None, added_by=None)


def release(address: str, *, article_id: int) -> None:
    """Give up an address for which no edition of the story is left: no reader has had it.

    With it go those that it had before its section moved.
    """
    if Edition.archive.of(article_id).filter(address=address).exists():
        return
    above, _slash, last = address.strip("/").rpartition("/")
    former = Redirect.objects.filter(section__path=above).values_list("address", flat=True)
    given_up = [address, *(f"{old}{last}/" for old in former)]
    Redirect.objects.filter(address__in=given_up, article_id=article_id).delete()


def owner_of(address: str, *, at) -> Redirect | None:
    """What `address` belongs to at `at`; None also for what is only kept for a waiting edition."""
    owner = Redirect.objects.select_related(*OWNERS[1:]).filter(address=address).first()
    if owner and owner.article_id:
        printed = Edition.archive.of(owner.article_id).filter(address=_present(address))
        # None for an address that no edition has had: it came with the story from elsewhere.
        first = printed.aggregate(first=Min("live_from"))["first"]
        if first and first > at:
            return None
    return owner


def _present(address: str) -> str:
    """What `address` has become if its section has moved since: editions know no other."""
    above, _slash, last = address.rstrip("/").rpartition("/")
    moved = Redirect.objects.select_related("section").filter(address=f"{above}/").first()
    return f"{moved.section.address}{last}/" if moved and moved.section else address


@transaction.atomic
def place_section(section: Section, *, parent: Section | None, slug: str) -> Section:
    """Save `section` at its place in the tree, new, renamed or moved.

    What lies beneath moves with it: subsections, the addresses of all their stories, and the
    lists in which those stand; every old address leads on. Raises SectionMisplaced, AddressTaken.
    """
    freshness.touch()
    if parent:
        # It may have moved between the form and the lock.
        parent.refresh_from_db(fields=["path"])
    path = f"{parent.path}/{slug}" if parent else slug
    before = Section.objects.filter(pk=section.pk).values_list("path", flat=True).first()
    _check_place(section, parent=parent, path=path, before=before)
    section.parent, section.slug, section.path = parent, slug, path
    section.save()
    if before and before != path:
        _move_below(section, before=before, after=path)
    return section


def _check_place(section, *, parent, path, before):
    if parent and before and (parent.pk == section.pk or parent.path.startswith(f"{before}/")):
        raise SectionMisplaced(_("A section cannot stand within itself. Choose another place."))
    below = _beneath(before) if before else ()
    height = max((s.depth for s in below), default=before.count("/") + 1 if before else 1)
    height -= before.count("/") + 1 if before else 1
    if path.count("/") + 1 + height > DEEPEST:
        raise SectionMisplaced(
            _("Sections go at most %d deep. Choose a place nearer the top.") % DEEPEST
        )
    if not parent and path in RESERVED:
        raise AddressTaken(_("“%s” is kept for the site itself. Choose another.") % path)
    taken = Section.objects.filter(path=path).exclude(pk=section.pk).exists()
    claimed = Redirect.objects.filter(address=f"/{path}/").exclude(
        section=section.pk, section__isnull=False
    )
    if taken or claimed.exists():
        raise AddressTaken(_("The address /%s/ belongs to another page. Choose another.") % path)


def _beneath(path: str) -> list[Section]:
    """All sections beneath `path`. Asked twice, since to SQLite's LIKE "News" is "news"."""
    found = Section.objects.filter(path__startswith=f"{path}/")
    return [each for each in found if each.path.startswith(f"{path}/")]


def _move_below(section: Section, *, before: str, after: str) -> None:
    """Rewrite every path and address under `before`, and leave a way from each old one."""
    moved = [section, *_beneath(before)]
    for each in moved:
        old = before if each.pk == section.pk else each.path
        each.path = after + old.removeprefix(before)
        Section.objects.filter(pk=each.pk).update(path=each.path)
        Redirect.objects.get_or_create(address=f"/{old}/", defaults={"section": each})
        Redirect.objects.filter(address=f"/{each.path}/", section=each).delete()
        if Redirect.objects.filter(address=f"/{each.path}/").exists():
            raise AddressTaken(_("The address /%s/ belongs to another page.") % each.path)
    ids = [each.pk for each in moved]
    editions = Edition.archive.filter(section_id__in=ids, address__startswith=f"/{before}/")
    editions.update(address=Concat(Value(f"/{after}/"), Substr("address", len(before) + 3)))
    rows = Edition.archive.filter(section_id__in=ids).values_list("address", "article_id")
    for address, article_id in rows.distinct():
        claim(address, article_id=article_id)
    relist_sections(ids)
