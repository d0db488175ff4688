"""The buttons of the writing form: each does one verb, and says what it did."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.desk import embargoing, publishing, releasing, sharing
from articles.desk.admin.base import is_id
from articles.desk.admin.moving import moved
from articles.desk.admin.noting import Done
from articles.desk.article import Article
from articles.desk.audit import What
from articles.desk.timing import MomentField
from articles.desk.waiting import bringing_back, out_of_order
from articles.editions.edition import Edition, Kind
from articles.editions.embargo import told
from articles.text.refusal import Refusal

# What goes to the press beside the text, in the order of the form.
PRINTING = ("kind", "note", "correction", "thanks_readers", "sort", "place")
# With this value a button that prints also puts the text in the place of what waits.
TOO = "too"


def press(request, article: Article, given: dict) -> Done | None:
    """Do the verb of the pressed button and return what to say of it, None for a mere save."""
    by, pressed = request.user, request.POST
    printing = printing_of(given)
    accepted = pressed.getlist("accepted")
    if "_publish" in pressed:
        too = pressed["_publish"] == TOO
        edition = publishing.publish(
            article, by=by, accepted=accepted, into_waiting=too, **printing
        )
        request.printed = edition
        what = What.CORRECTED if edition.kind == Kind.CORRECTION else What.PUBLISHED
        said = _("Published: readers have it now.")
        return Done(what, _with_waiting(said) if too else said, named(edition))
    if "_schedule" in pressed:
        when = {"at": given["print_at"], "release": given["print_with"]}
        too = pressed["_schedule"] == TOO
        edition = publishing.publish(
            article, by=by, accepted=accepted, into_waiting=too, **when, **printing
        )
        said = _("Scheduled for %s. You can go on working on the story.") % _moment(edition)
        return Done(What.SCHEDULED, _with_waiting(said) if too else said, _timed(edition))
    if "_withdraw" in pressed or "_withdraw_later" in pressed:
        known = {name: given.get(name) or "" for name in ("notice", "moved_to")}
        later = "_withdraw_later" in pressed
        if later:
            known |= {"at": given["withdraw_at"], "release": given["withdraw_with"]}
        edition = publishing.withdraw(article, by=by, **known)
        said = _withdrawn(edition, later=later)
        if later:
            return Done(What.WITHDRAWAL, said, _timed(edition))
        return Done(What.WITHDRAWN, said, edition.moved_to)
    if done := moved(article, pressed, by=by, note=given.get("move_note") or ""):
        return done
    if "_move" in pressed:
        number = _number(pressed["_move"])
        at = _moved_to(pressed.get(f"move-{number}", ""))
        edition = publishing.move(number, article=article, by=by, at=at)
        if remark := out_of_order(edition, at=timezone.now()):
            messages.warning(request, remark)
        return Done(What.TIME_MOVED, _("Moved to %s.") % _moment(edition), _timed(edition))
    if "_reprint" in pressed:
        number = _number(pressed["_reprint"])
        edition = publishing.reprint(number, article=article, by=by, accepted=accepted)
        said = _("Reprinted: what is scheduled for %s is the text as it is now.") % _moment(edition)
        return Done(What.REPRINTED, said, _timed(edition))
    if "_cancel" in pressed:
        edition = publishing.cancel(_number(pressed["_cancel"]), article=article, by=by)
        said = _("Called off. The working copy is as it was.")
        return Done(What.CALLED_OFF, said, _timed(edition))
    if "_join" in pressed:
        number = _number(pressed["_join"])
        chosen = _number(pressed.get(f"join-{number}", ""))
        edition = releasing.join(number, article=article, release_id=chosen, by=by)
        return Done(What.JOINED, _("It goes along on %s.") % _moment(edition), _timed(edition))
    if "_leave" in pressed:
        edition = releasing.leave(_number(pressed["_leave"]), article=article, by=by)
        said = _("Taken out of the release; it keeps its time, %s.") % _moment(edition)
        return Done(What.LEFT, said, _timed(edition))
    if "_embargo" in pressed:
        until, reason = given["embargo_until"], given["embargo_reason"]
        embargoing.hold(article, until=until, by=by, reason=reason)
        said = _("Under embargo: nobody can read or publish it before %s.") % told(until)
        return Done(What.EMBARGOED, _because(said, reason), _because(told(until), reason))
    if "_lift_embargo" in pressed:
        reason = given["embargo_reason"]
        embargoing.lift(article, by=by, reason=reason)
        return Done(What.EMBARGO_LIFTED, _because(_("The embargo is lifted."), reason), reason)
    if "_share" in pressed:
        link = sharing.share(article, by=by, days=given["share_for"], reader=given["share_with"])
        when = date_format(localtime(link.expires_at), "DATETIME_FORMAT")
        said = _("The link is made: copy it from under Publishing. It works until %s.") % when
        return Done(What.SHARED, said, _link(link))
    if "_unshare" in pressed:
        link = sharing.unshare(_number(pressed["_unshare"]), article=article, by=by)
        return Done(What.UNSHARED, _("Revoked: the link leads nowhere any more."), _link(link))
    return None


def printing_of(given: dict) -> dict[str, object]:
    """What of a form's fields goes to the press, and the reader's report that it is to answer."""
    known = {name: given.get(name) or "" for name in PRINTING}
    known["thanks_readers"] = bool(given.get("thanks_readers"))
    return known | {"report": given.get("report")}


def _with_waiting(said: str) -> str:
    return _("%s What waits has this text too.") % said


def _because(said: str, reason: str) -> str:
    known = {"said": said, "reason": reason}
    return _("%(said)s Reason given: %(reason)s") % known if reason else said


class NoMoment(Refusal):
    """What was typed for an edition's time is none."""

    code = "no_moment"


def _moved_to(typed: str):
    """The time to which an edition is to be moved. Raises NoMoment."""
    try:
        return MomentField().clean(typed)
    except ValidationError as refused:
        said = " ".join(refused.messages)
        raise NoMoment(_("Not moved: choose another time for it. %s") % said) from refused


def _withdrawn(edition: Edition, *, later: bool) -> str:
    """What to say of a withdrawal: an edition that waits will end it, which one must know."""
    said = _("Withdrawn: the story has no page any more.")
    if later:
        said = _("The page goes on %s. Until then all stays as it is.") % _moment(edition)
    elif edition.moved_to:
        said = _("Withdrawn: its readers are led to %s.") % edition.moved_to
    following = bringing_back(edition.article_id, after=edition.live_from)
    if following is None:
        return said
    return _(
        "%(said)s But an edition waits and will bring it back on %(when)s: call it off if not."
    ) % {
        "said": said,
        "when": _moment(following),
    }


def named(edition: Edition) -> str:
    """For the audit: which edition, and of what kind."""
    known = {"number": edition.number, "kind": edition.get_kind_display()}
    return _("Edition %(number)d: %(kind)s") % known


def _timed(edition: Edition) -> str:
    """Likewise, and from when it holds."""
    return f"{named(edition)}, {_moment(edition)}"


def _link(link: sharing.DraftLink) -> str:
    """Likewise which link to a draft, never its token."""
    return _("Link %(number)d: %(reader)s") % {"number": link.pk, "reader": link.reader or "–"}


def _moment(edition: Edition) -> str:
    when = told(edition.live_from)
    if edition.release_id and edition.release:
        return _("%(when)s, with the release “%(release)s”") % {
            "when": when,
            "release": edition.release,
        }
    return when


def _number(value: str) -> int:
    if not is_id(value):
        raise PermissionDenied
    return int(value)
