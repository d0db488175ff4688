"""Saved lists: what was asked of the list of stories, or of that of reports, under a name."""

from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.fields import no_control_characters
from articles.text.refusal import Refusal

SHARES = "articles.share_savedlist"
LONGEST_NAME = 60
LONGEST_QUERY = 1_000
MOST_LISTS = 50
# Of the list itself, and of no question to it.
PASSING = {"p", "e", "all", "list", "older", "newer", "_facets", "_popup", "_to_field"}


class ListOf(models.TextChoices):
    """Which lists can be saved."""

    STORIES = "stories", gettext_lazy("stories")
    REPORTS = "reports", gettext_lazy("reports")


class NoName(Refusal):
    """A list is saved under a name."""

    field = "name"
    code = "no_name"


class NameTaken(Refusal):
    """Another list of this person is called so."""

    field = "name"
    code = "name_taken"


class TooMuch(Refusal):
    """More lists than tabs can show, or more asked than an address holds."""

    code = "too_much"


class SavedListQuerySet(models.QuerySet):
    """The desk's questions about saved lists."""

    def for_user(self, user, of=ListOf.STORIES):
        """One's own and everybody's, by name; with `is_start`, where this person begins."""
        start = OwnStart.objects.filter(account=user.pk, list=OuterRef("pk"))
        theirs = self.filter(Q(owner=user) | Q(is_shared=True), of=of)
        return theirs.annotate(is_start=Exists(start)).order_by("is_shared", "name", "pk")


class SavedList(models.Model):
    """What was asked of a list; “me” in it is whoever looks."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_lists"
    )
    of = models.CharField(max_length=8, choices=ListOf, default=ListOf.STORIES)
    name = models.CharField(
        gettext_lazy("name"), max_length=LONGEST_NAME, validators=[no_control_characters]
    )
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    is_shared = models.BooleanField(gettext_lazy("for everybody"), default=False)

    objects = SavedListQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("saved list")
        verbose_name_plural = gettext_lazy("saved lists")
        ordering = ["name", "pk"]
        default_permissions = ()
        permissions = [("share_savedlist", "Can share saved lists with everybody")]
        constraints = [
            models.UniqueConstraint(fields=["owner", "of", "name"], name="saved_list_once_per_name")
        ]

    def __str__(self):
        return self.name

    def is_kept_by(self, user) -> bool:
        """Whether this person may change it: its owner; of shared ones also who may share."""
        if self.is_shared:
            return user.has_perm(SHARES)
        return self.owner_id == user.pk


class OwnStart(models.Model):
    """The list of stories that an account sees first."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="own_start",
    )
    list = models.ForeignKey(SavedList, on_delete=models.CASCADE, related_name="starts")

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.account_id} begins with {self.list_id}"


def asked_of(query: str) -> str:
    """What a query asks of the list, always spelled the same: no page, no tab."""
    known = parse_qsl(query[: 4 * LONGEST_QUERY].replace("\0", ""))
    return urlencode(sorted((name, value) for name, value in known if name not in PASSING))


@transaction.atomic
def save_list(
    name: str, *, query: str, by, of: str = ListOf.STORIES, is_shared: bool = False
) -> SavedList:
    """Keep what is asked under a name. Raises PermissionDenied, NoName, NameTaken, TooMuch."""
    if is_shared:
        _ask_to_share(by)
    if by.saved_lists.filter(of=of).count() >= MOST_LISTS:
        raise TooMuch(_("You have %d lists. Delete one that you need no more.") % MOST_LISTS)
    known = {"name": _named(name, by=by, of=of), "query": _fitting(query)}
    return SavedList.objects.create(owner=by, of=of, is_shared=is_shared, **known)


@transaction.atomic
def ask_anew(pk: int, *, query: str, by, of: str = ListOf.STORIES) -> SavedList:
    """The list asks something else from now on, for all who see it."""
    found = _kept(pk, by=by, of=of)
    found.query = _fitting(query)
    found.save(update_fields=["query"])
    return found


@transaction.atomic
def rename(pk: int, *, name: str, by, is_shared: bool, of: str = ListOf.STORIES) -> SavedList:
    """Call it otherwise, and say whether everybody sees it."""
    found = _kept(pk, by=by, of=of)
    if is_shared != found.is_shared:
        _ask_to_share(by)
    found.name, found.is_shared = _named(name, by=found.owner, of=of, but=found.pk), is_shared
    found.save(update_fields=["name", "is_shared"])
    if not is_shared:
        OwnStart.objects.filter(list=found).exclude(account=found.owner).delete()
    return found


@transaction.atomic
def delete_list(pk: int, *, by, of: str = ListOf.STORIES) -> SavedList:
    """Take it away; whoever began there begins with all stories again. Returns what it was."""
    found = _kept(pk, by=by, of=of)
    SavedList.objects.filter(pk=pk).delete()
    return found


@transaction.atomic
def begin_with(pk: int | None, *, by) -> None:
    """From now on the list of stories opens so for this person; None: with all stories."""
    if pk is None:
        OwnStart.objects.filter(account=by).delete()
        return
    if not SavedList.objects.for_user(by).filter(pk=pk).exists():
        raise PermissionDenied
    OwnStart.objects.update_or_create(account=by, defaults={"list_id": pk})


def _kept(pk: int, *, by, of: str) -> SavedList:
    found = SavedList.objects.for_user(by, of).select_related("owner").filter(pk=pk).first()
    if found is None or not found.is_kept_by(by):
        raise PermissionDenied
    return found


def _ask_to_share(by) -> None:
    if not by.has_perm(SHARES):
        raise PermissionDenied


def _named(name: str, *, by, of: str, but: int | None = None) -> str:
    name = " ".join("".join(c if c.isprintable() else " " for c in name).split())[:LONGEST_NAME]
    if not name:
        raise NoName(_("Give the list a name."))
    if by.saved_lists.filter(of=of, name__iexact=name).exclude(pk=but).exists():
        raise NameTaken(_("There is a list called “%s” already.") % name)
    return name


def _fitting(query: str) -> str:
    asked = asked_of(query)
    if len(asked) > LONGEST_QUERY:
        raise TooMuch(_("That is more than a list can hold. Search for fewer words."))
    return asked
