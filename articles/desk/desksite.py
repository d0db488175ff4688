"""The desk itself: Django's admin, its pages grouped as a newsroom looks for them."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _

GROUPS = (
    (_("Desk"), ("Article", "Feedback", "Image")),
    (_("Structure"), ("Section", "Contributor", "Author", "Editor", "Tag")),
    (_("Record"), ("Edition", "Correction", "Redirect")),
    (_("Settings"), ("User",)),
)


class DeskSite(AdminSite):
    """The admin site; what a person may not see is not in its lists."""

    site_title = site_header = settings.SITE_NAME
    index_title = _("Desk")

    def get_app_list(self, request, app_label=None):
        """Pages by what they are for, not by the app that holds their tables."""
        apps = super().get_app_list(request, app_label)
        known = {model["object_name"]: model for app in apps for model in app["models"]}
        groups = []
        for name, wanted in GROUPS:
            if models := [known[model] for model in wanted if model in known]:
                groups.append(
                    {
                        "name": name,
                        "app_label": wanted[0].lower(),
                        "app_url": "",
                        "has_module_perms": True,
                        "models": models,
                    }
                )
        return groups
