"""Accounts: an administrator gives roles, and only a superuser makes superusers."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.desk.admin.base import PlainLists, Widgets
from articles.desk.admin.noting import Done, Noted
from articles.desk.audit import What
from articles.library.section_right import SectionRight

GUARDED = ("is_superuser", "user_permissions")
# What an account may at all: a change of it is told with what it is now.
GATES = ("is_active", "is_staff", "is_superuser")

admin.site.unregister(User)
admin.site.unregister(Group)


class SectionRightInline(Widgets, admin.TabularInline):
    """The sections on which an account works. Without any it works on the whole paper."""

    model = SectionRight
    verbose_name_plural = _("Sections to work on; with none, the whole paper")
    fk_name = "account"
    fields = ("section",)
    autocomplete_fields = ("section",)
    extra = 0

    def get_queryset(self, request):
        """With the sections, which each row names."""
        return super().get_queryset(request).select_related("section")


@admin.register(User)
class AccountAdmin(Noted, PlainLists, UserAdmin):
    """An account. Nobody can give themselves or others more than roles hold."""

    list_display = ("username", "first_name", "last_name", "roles", "is_active", "last_login")
    list_filter = ("groups", "is_active")

    def get_inlines(self, request, obj):
        """Sections are given to an account that is there already."""
        return [SectionRightInline] if obj else []

    def get_queryset(self, request):
        """With the roles, in one query for the whole list."""
        return super().get_queryset(request).prefetch_related("groups")

    def save_model(self, request, obj, form, change):
        """Whoever is given an account here works at the desk."""
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """Its roles; the audit is told which were given and which were taken."""
        before = _roles(form.instance)
        super().save_related(request, form, formsets, change)
        after = _roles(form.instance)
        said = [gettext("Given: %s") % ", ".join(sorted(after - before))] if after - before else []
        if before - after:
            said.append(gettext("Taken: %s") % ", ".join(sorted(before - after)))
        for gate in (each for each in GATES if each in form.changed_data):
            state = gettext("yes") if form.cleaned_data[gate] else gettext("no")
            said.append(f"{form.fields[gate].label}: {state}")
        if said:
            what = What.ROLES if before != after else What.SAVED if change else What.ADDED
            request.done = Done(what, detail="; ".join(said))

    def user_change_password(self, request, id, form_url=""):
        """Another's password; that it was changed is noted with the change."""
        request.done = Done(What.PASSWORD)
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)

    def get_readonly_fields(self, request, obj=None):
        """What would lift someone above the roles is for superusers; times are for no one."""
        fields = (*super().get_readonly_fields(request, obj), "last_login", "date_joined")
        return fields if request.user.is_superuser else (*fields, *GUARDED)

    def has_change_permission(self, request, obj=None):
        """A superuser's account is changed by superusers only: it has a password."""
        if obj and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Never: the history of stories names accounts. One that has gone is made inactive."""
        return False

    @admin.display(description=_("Roles"))
    def roles(self, account):
        """The names of its roles."""
        return ", ".join(group.name for group in account.groups.all())


def _roles(account) -> set[str]:
    return set(account.groups.values_list("name", flat=True))
