"""What a notice says: who did what."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.note import Verdict
from articles.desk.notice import Kind, Notice

SAID = {
    Kind.MENTIONED: gettext_lazy("%(who)s mentions you in a note"),
    Kind.REPLIED: gettext_lazy("%(who)s replied to you"),
    Kind.NOTED: gettext_lazy("%(who)s wrote a note on a story of yours"),
    Kind.ASSIGNED: gettext_lazy("%(who)s assigned a story to you"),
    Kind.HANDED_IN: gettext_lazy("%(who)s handed a story in for review"),
    Kind.SENT_BACK: gettext_lazy("%(who)s sent a story of yours back"),
    Kind.APPROVED: gettext_lazy("%(who)s approved a story of yours"),
    Kind.SUGGESTED: gettext_lazy("%(who)s suggests other words for a story of yours"),
}
DECIDED = {
    Verdict.ACCEPTED: gettext_lazy("%(who)s accepted what you suggested"),
    Verdict.REFUSED: gettext_lazy("%(who)s refused what you suggested"),
}


def name_of(account) -> str:
    """How a colleague is called."""
    return (account.get_full_name() or account.get_username()) if account else _("Someone")


def said_of(notice: Notice) -> str:
    """Who did what, in a few words."""
    known = {"who": name_of(notice.by)}
    if notice.kind == Kind.DECIDED:
        # The suggestion itself may have gone on since; it was decided one way or the other.
        verdict = notice.note.verdict if notice.note else ""
        return str(DECIDED.get(verdict, DECIDED[Verdict.ACCEPTED]) % known)
    return str(SAID[notice.kind] % known)


def words_of(notice: Notice) -> str:
    """What was said with it: in a note, or as the reason of what was done.

    Whoever learns what became of their suggestion is told why, not what they wrote themselves.
    """
    if notice.note and notice.kind != Kind.DECIDED:
        return notice.note.text
    return notice.words
