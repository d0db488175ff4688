"""Sign-in as Django has it, with one question less on every page of the desk."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Q


class DeskBackend(ModelBackend):
    """Django's; what an account may do by itself and by its roles is asked for at once."""

    def get_all_permissions(self, user_obj, obj=None):
        """The rights of an account, as "articles.print_edition"; kept with the account."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_perm_cache"):
            rights = Permission.objects.order_by()
            if not user_obj.is_superuser:
                rights = rights.filter(Q(user=user_obj.pk) | Q(group__user=user_obj.pk))
            named = rights.values_list("content_type__app_label", "codename")
            user_obj._perm_cache = {f"{app}.{codename}" for app, codename in named}
        return user_obj._perm_cache
