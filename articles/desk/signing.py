"""Who signs in and out, and who is refused, for the audit.

Django tells of these by its signals and in no other way, so here alone something listens to any.
"""

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.utils.translation import gettext as _

from articles.desk.audit import What, note_deed


@receiver(user_logged_in)
def signed_in(sender, request, user, **known):
    """Someone has signed in."""
    note_deed(What.SIGNED_IN, user, request=request, by=user)


@receiver(user_logged_out)
def signed_out(sender, request, user, **known):
    """Someone has signed out; no one, if there was no one."""
    if user:
        note_deed(What.SIGNED_OUT, user, request=request, by=user)


@receiver(user_login_failed)
def refused(sender, credentials, request=None, **known):
    """Someone was refused, whose name is kept only if it is an account's.

    What else is typed there may be a password in the wrong box.
    """
    name = str(credentials.get("username", "")).replace("\0", "")
    note_refused(User.objects.filter(username=name).first(), request=request)


def note_refused(account, *, request) -> None:
    """Note that somebody tried to sign in to `account` (None: to none that there is)."""
    title = "" if account else _("No such account")
    note_deed(What.NOT_SIGNED_IN, account, request=request, title=title)
