"""The buttons of the writing form: each does one verb, and says what it did."""

from django.core.exceptions import PermissionDenied
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.desk import publishing, sharing
from articles.desk.admin.base import is_id
from articles.desk.article import Article
from articles.editions.edition import Edition


def press(request, article: Article, given: dict) -> str:
    """Do the verb of the pressed button and return what to say of it, "" for a mere save."""
    by, pressed = request.user, request.POST
    printing = {name: given.get(name) or "" for name in ("kind", "note", "correction")}
    if "_publish" in pressed:
        publishing.publish(article, by=by, **printing)
        return _("Published: readers have it now.")
    if "_schedule" in pressed:
        edition = publishing.publish(article, by=by, at=given["print_at"], **printing)
        return _("Scheduled for %s. You can go on working on the story.") % _moment(edition)
    if "_withdraw" in pressed:
        known = {name: given.get(name) or "" for name in ("notice", "moved_to")}
        return _withdrawn(publishing.withdraw(article, by=by, **known))
    if "_submit" in pressed:
        publishing.submit(article, by=by)
        return _("Handed in for review.")
    if "_send_back" in pressed:
        publishing.send_back(article, by=by)
        return _("Sent back: it is a draft again.")
    if "_approve" in pressed:
        publishing.approve(article, by=by)
        return _("Approved.")
    if "_move" in pressed:
        if not given.get("print_at"):
            raise publishing.PastMoment(_("Choose the time to move it to, then press Move."))
        edition = publishing.move(
            _number(pressed["_move"]), article=article, by=by, at=given["print_at"]
        )
        return _("Moved to %s.") % _moment(edition)
    if "_cancel" in pressed:
        publishing.cancel(_number(pressed["_cancel"]), article=article, by=by)
        return _("Called off. The working copy is as it was.")
    if "_share" in pressed:
        link = sharing.share(article, by=by, days=given["share_for"], reader=given["share_with"])
        when = date_format(localtime(link.expires_at), "DATETIME_FORMAT")
        return _("The link is made: copy it from under Publishing. It works until %s.") % when
    if "_unshare" in pressed:
        sharing.unshare(_number(pressed["_unshare"]), article=article, by=by)
        return _("Revoked: the link leads nowhere any more.")
    return ""


def _withdrawn(edition: Edition) -> str:
    """What to say of a withdrawal: an edition that waits will end it, which one must know."""
    said = _("Withdrawn: the story has no page any more.")
    if edition.moved_to:
        said = _("Withdrawn: its readers are led to %s.") % edition.moved_to
    following = Edition.archive.of(edition.article_id).waiting(edition.live_from).last()
    if following is None:
        return said
    return _(
        "%(said)s But an edition waits and will bring it back on %(when)s: call it off if not."
    ) % {
        "said": said,
        "when": _moment(following),
    }


def _moment(edition: Edition) -> str:
    return date_format(localtime(edition.live_from), "DATETIME_FORMAT")


def _number(value: str) -> int:
    if not is_id(value):
        raise PermissionDenied
    return int(value)
