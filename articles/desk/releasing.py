"""Releases at the desk: may this person do that to each member; then the verb, and the record."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk import publishing
from articles.desk.article import Article
from articles.desk.audit import What, note_deed
from articles.desk.front_words import changes
from articles.desk.permission import ask
from articles.desk.readers_reports import reopen_with
from articles.desk.waiting import later_texts, overtaken
from articles.desk.whereabouts import asked_first, concerns_before, waiting_with
from articles.editions import releasing
from articles.editions.arranging import name_of
from articles.editions.edition import Edition, Kind
from articles.editions.embargo import told
from articles.editions.front import Front, FrontSlot
from articles.editions.release import Release
from articles.library.section_right import sections_of
from articles.text.words import joined


@dataclass(frozen=True)
class Members:
    """What goes with a release: editions with their stories, slots with their fronts."""

    editions: list[Edition]
    slots: list[FrontSlot]

    def __bool__(self):
        return bool(self.editions or self.slots)

    @property
    def texts(self) -> list[Edition]:
        """The editions that give readers a text."""
        return [edition for edition in self.editions if edition.kind != Kind.WITHDRAWAL]

    @property
    def withdrawals(self) -> list[Edition]:
        """Those that take a page away."""
        return [edition for edition in self.editions if edition.kind == Kind.WITHDRAWAL]

    def may_be_moved_by(self, user) -> bool:
        """Whether this person may publish or arrange every one of them; a query at most."""
        rights = {"articles.print_edition"}
        if self.withdrawals:
            rights.add("articles.withdraw_edition")
        if self.slots:
            rights.add("articles.arrange_front")
        sections = sections_of(user)
        if not user.has_perms(rights) or sections is None:
            return user.has_perms(rights)
        stories = {edition.article_id for edition in self.editions}
        theirs = Article.objects.filter(pk__in=stories).editable_by(user).count()
        fronts = {slot.front.section_id for slot in self.slots}
        return theirs == len(stories) and fronts <= sections


def members_of(release: Release, *, at) -> Members:
    """The members of a release; two queries."""
    editions = releasing.editions_of(release).select_related("article", "printed_by")
    slots = releasing.slots_of(release, at=at).select_related("front__section", "article")
    for slot in slots:
        slot.name = name_of(slot.position)
    return Members(list(editions), list(slots))


def plan(name: str, *, at, by, note: str = "") -> Release:
    """Make a release. Raises PermissionDenied, ReleasePast."""
    _ask(by)
    return releasing.plan(name, at=at, by=by, note=note)


@transaction.atomic
def describe(release: Release, *, name: str, note: str, request, seen: int) -> str:
    """Rename a release, or note something of it."""
    _ask(request.user)
    releasing.describe(release.pk, name=name, note=note, by=request.user, seen=seen)
    said = _("Saved: name and note.")
    _log(request, What.SAVED, [(Release, release.pk, name)], said)
    return said


@transaction.atomic
def move(release: Release, *, at, request, seen: int) -> str:
    """Move all of it to `at`; what to say of it. Raises PermissionDenied and what the verb does."""
    members = _ask_all(release, request.user)
    fronts = releasing.move(release.pk, at=at, by=request.user, seen=seen)
    known = {"release": release.name, "moment": told(at)}
    said = _("The release “%(release)s” was moved: all of it goes out %(moment)s.") % known
    return _logged(request, What.TIME_MOVED, release, members, fronts, said)


@transaction.atomic
def publish_now(release: Release, *, request, seen: int) -> str:
    """Publish all of it at once."""
    members = _ask_all(release, request.user)
    fronts = releasing.publish_now(release.pk, by=request.user, seen=seen)
    said = _("The release “%s” was published: readers have all of it now.") % release.name
    return _logged(request, What.RELEASED, release, members, fronts, said)


@transaction.atomic
def call_off(release: Release, *, request, seen: int) -> str:
    """Call all of it off."""
    members = _ask_all(release, request.user)
    reopen_with(*members.editions, by=request.user)
    fronts = releasing.call_off(release.pk, by=request.user, seen=seen)
    said = _("The release “%s” was called off. The working copies are as they were.")
    return _logged(request, What.CALLED_OFF, release, members, fronts, said % release.name)


@transaction.atomic
def join(edition_id: int, *, article: Article, release_id: int, by) -> Edition:
    """Let a waiting edition of the story go with a release. Raises PermissionDenied and more."""
    publishing.waiting_of(article, edition_id, by=by)
    return releasing.join(edition_id, release_id=release_id, by=by)


@transaction.atomic
def leave(edition_id: int, *, article: Article, by) -> Edition:
    """Take a waiting edition of the story out of its release; it keeps the time."""
    publishing.waiting_of(article, edition_id, by=by)
    return releasing.leave(edition_id, by=by)


@transaction.atomic
def take_out(release: Release, *, request, seen: int, edition=None, slot=None) -> str:
    """Take one member out of the release, by its id. Raises PermissionDenied and more."""
    members = members_of(release, at=timezone.now())
    editions = [each for each in members.editions if each.pk == edition]
    slots = [each for each in members.slots if each.pk == slot]
    alone = Members(editions, slots)
    if not alone:
        raise releasing.StaleRelease(_("This is no longer part of the release."))
    if not alone.may_be_moved_by(request.user):
        raise PermissionDenied
    fronts = []
    if editions:
        releasing.leave(editions[0].pk, by=request.user)
    else:
        fronts = releasing.take_out(slots[0].pk, release_id=release.pk, by=request.user, seen=seen)
    known = {"release": release.name, "moment": told(release.at)}
    said = _("Taken out of the release “%(release)s”; it keeps its time, %(moment)s.") % known
    return _logged(request, What.LEFT, release, alone, fronts, said)


@transaction.atomic
def add(article: Article, *, release: Release, request, accepted=()) -> Edition:
    """Let the story as it was last saved go with the release, if it may be printed.

    An edition of that very text that waits otherwise goes with it instead; else one is printed.
    Raises PermissionDenied, NotReadyToPrint, WorthALook and what the press raises.
    """
    ask(article.pk, by=request.user, right="articles.print_edition")
    document, known = article.to_document(), {"article_id": article.pk, "at": timezone.now()}
    concerns = concerns_before(document, **known, goes=release.at, release=release)
    with asked_first(concerns, accepted=accepted):
        if same := waiting_with(document, **known, release=release):
            older = later_texts(article.pk, after=release.at, but=document)
            said = [overtaken(each) for each in older]
            publishing.look_over(article, document, at=release.at, accepted=accepted, beside=said)
            releasing.leave(same.pk, by=request.user)
            edition = releasing.join(same.pk, release_id=release.pk, by=request.user)
        else:
            edition = publishing.publish(
                article, by=request.user, release=release.pk, accepted=accepted
            )
    _log(request, What.JOINED, [(Release, release.pk, release.name)], _("Added: “%s”.") % article)
    said = _("Goes with the release “%s”.") % release.name
    _log(request, What.JOINED, [(Article, article.pk, str(article))], said)
    return edition


def _ask(by) -> None:
    if not by.has_perm("articles.print_edition"):
        raise PermissionDenied


def _ask_all(release: Release, by) -> Members:
    members = members_of(release, at=timezone.now())
    if not members.may_be_moved_by(by):
        raise PermissionDenied
    return members


def _logged(request, what, release, members: Members, fronts, said: str) -> str:
    stories = {edition.article_id: str(edition.article) for edition in members.editions}
    fronts_of = [f"{slot.front}, {slot.name}" for slot in members.slots]
    names = joined([*(f"“{name}”" for name in stories.values()), *fronts_of], last=_("{} and {}"))
    with_names = _("%(said)s It held: %(names)s.") % {"said": said, "names": names}
    _log(request, what, [(Release, release.pk, release.name)], with_names if names else said)
    _log(request, what, [(Article, pk, name) for pk, name in stories.items()], said)
    for each in fronts:
        key = each.after.section_id or "home"
        _log(
            request,
            what,
            [(Front, key, str(each.after))],
            f"{said} {changes(each.before, each.after)}",
        )
    return said


def _log(request, what: str, records: Iterable[tuple], said: str) -> None:
    for table, key, name in records:
        LogEntry.objects.create(
            user=request.user,
            content_type=get_content_type_for_model(table),
            object_id=str(key),
            object_repr=name[:200],
            action_flag=CHANGE,
            change_message=said,
        )
        # Only which kind of thing it is, and which story.
        record = Article(pk=key) if table is Article else table()
        note_deed(what, record, request=request, key=str(key), title=name, detail=said)
