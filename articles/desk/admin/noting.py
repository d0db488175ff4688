"""How the pages of the admin tell the audit what they do: all of them, without being asked."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.desk.audit import What, kind_of, note_deed


@dataclass(frozen=True)
class Done:
    """What a button did: for the audit, and the `words` in which the person is told."""

    what: What
    words: str = ""
    detail: str = ""


class Noted:
    """A page whose every save, action and deletion is noted, in the transaction that does it.

    Django tells its own log of each through the three methods below, so none is forgotten. A page
    that did more than save puts what it did into `request.done`; what is done elsewhere than on a
    form calls `note`.
    """

    def construct_change_message(self, request, form, formsets, add=False):  # noqa: FBT002 - Django's own
        """What the button did, in the words that the person was told; else Django's message."""
        message = super().construct_change_message(request, form, formsets, add)
        request.changed = "" if add else changes_in(self.opts, form, message)
        done = getattr(request, "done", None)
        return (done and done.words) or message

    def log_addition(self, request, obj, message):
        """Django's, and the audit; also when a button did more with what was added."""
        done = getattr(request, "done", None)
        if done and done.what != What.ADDED:
            note_deed(What.ADDED, obj, request=request, title=self.called(obj))
        self._note(request, obj, What.ADDED)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        """Likewise."""
        self._note(request, obj, What.SAVED)
        return super().log_change(request, obj, message)

    def log_deletions(self, request, queryset):
        """Likewise, before they go."""
        for record in queryset:
            note_deed(What.DELETED, record, request=request, title=self.called(record))
        return super().log_deletions(request, queryset)

    def note(self, request, record, done: Done):
        """Tell both logs what a page or button of our own has done."""
        request.done = done
        self.log_change(request, record, done.words)

    def called(self, record) -> str:
        """What the audit calls a record."""
        return str(record)

    def _note(self, request, record, saved):
        done = getattr(request, "done", None) or Done(saved)
        detail = ". ".join(filter(None, [done.detail, getattr(request, "changed", "")]))
        note_deed(done.what, record, request=request, title=self.called(record), detail=detail)

    def response_action(self, request, queryset):
        """The action, as a whole or not at all: Django would delete outside of a transaction."""
        with transaction.atomic():
            return super().response_action(request, queryset)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        """The form, with the way to what was done to the record."""
        if obj and obj.pk:
            context["deeds"] = deeds_of(request, kind_of(obj), obj.pk)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


def deeds_of(request, kind: str, key) -> str:
    """The address at which to read what was done to a record; "" for who may not."""
    if not request.user.has_perm("articles.view_deed"):
        return ""
    return f"{reverse('admin:articles_deed_changelist')}?{urlencode({'of': f'{kind}:{key}'})}"


def changes_in(table, form, message: list) -> str:
    """The names of the record's own fields and rows that were changed; never what they hold.

    A form also has fields of its buttons, which are about the printing and not the story. Rows are
    told by Django's `message`, which keeps their names untranslated.
    """
    own = {field.name for field in table.get_fields()} & form.fields.keys()
    names = [str(form.fields[name].label) for name in form.changed_data if name in own]
    rows = [about["name"] for change in message for about in change.values() if "name" in about]
    return ", ".join(dict.fromkeys([*names, *map(_, rows)]))
