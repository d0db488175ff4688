"""The desk itself: Django's admin, its pages grouped as a newsroom looks for them."""

from functools import update_wrapper

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

from articles.desk import going
from articles.desk.audit import What, note_deed
from articles.desk.given_back import give_back, give_front_back, is_front
from articles.desk.moment import choose_moment
from articles.desk.notice import Notice
from articles.desk.notice_pages import choose_notices, list_notices
from articles.desk.numbers_pages import what_readers_think, what_readers_think_of
from articles.desk.overview import overview_of
from articles.desk.signing import note_refused

GROUPS = (
    (_("Desk"), ("Article", "Calendar", "Front", "Release", "Feedback", "Numbers", "Image")),
    (_("Structure"), ("Section", "Contributor", "Author", "Editor", "Tag")),
    (_("Record"), ("Edition", "Correction", "Redirect", "Deed")),
    (_("Settings"), ("User", "CheckRule", "StyleRule", "WordRule")),
)


# What demo accounts are made with. It is printed at every start, so it opens no public site.
DEMO_PASSWORD = "upland-demo"  # noqa: S105 - known to all, and meant to be


_OPEN_THE_STORY = _(
    "Nothing is lost: here is what you typed. Sign in in another tab, open the story there, and "
    "copy over what you need from here."
)
_OPEN_THE_FRONT = _(
    "Nothing is lost: here is what you arranged. Sign in in another tab, open the front there, and "
    "arrange it as it is listed here."
)


class SignInForm(AdminAuthenticationForm):
    """Django's, but demo logins work on one's own machine only."""

    def confirm_login_allowed(self, user):
        """As below; a refusal is noted, like that of a wrong password."""
        try:
            self._confirm(user)
        except ValidationError:
            note_refused(user, request=self.request)
            raise

    def _confirm(self, user):
        """Refuse who is not of the staff, and the demo's password where DEBUG is off."""
        super().confirm_login_allowed(user)
        if self.cleaned_data.get("password") == DEMO_PASSWORD and not settings.DEBUG:
            raise ValidationError(
                _(
                    "This is a login of the demo, which works with DEBUG=1 only. "
                    "An administrator can give the account a password of its own."
                ),
                code="demo_login",
            )


class DeskSite(AdminSite):
    """The admin site; what a person may not see is not in its lists."""

    login_form = SignInForm

    site_title = site_header = settings.SITE_NAME
    index_title = _("Desk")

    def admin_view(self, view, cacheable=False):  # noqa: FBT002 - Django's own
        """Django's; but whoever was signed out while they wrote gets their text back."""
        inner = super().admin_view(view, cacheable)

        def answered(request, *args, **kwargs):
            if request.method == "POST" and request.user.is_anonymous:
                if "body" in request.POST:
                    return self._signed_out(request, give_back, _OPEN_THE_STORY)
                if is_front(request.POST):
                    return self._signed_out(request, give_front_back, _OPEN_THE_FRONT)
            return inner(request, *args, **kwargs)

        return update_wrapper(answered, view)

    def _signed_out(self, request, give, why):
        return give(
            request,
            title=_("Not saved: you were signed out"),
            why=why,
            sign_in_url=reverse("admin:login"),
            **self.each_context(request) | {"is_nav_sidebar_enabled": False},
        )

    def index(self, request, extra_context=None):
        """The first page: what waits for whom it is shown to."""
        overview = overview_of(request.user, at=timezone.now())
        return super().index(request, {"overview": overview, **(extra_context or {})})

    def get_urls(self):
        """Django's, and the pages that belong to no table."""
        return [
            path("moment/", self.admin_view(self.moment), name="moment"),
            path("notices/", self.admin_view(self.notices), name="notices"),
            path("notices/choices/", self.admin_view(self.notice_choices), name="notice_choices"),
            path("numbers/", self.admin_view(self.numbers), name="numbers"),
            path(
                "numbers/<int:article_id>/",
                self.admin_view(self.story_numbers),
                name="story_numbers",
            ),
            path("go/", self.admin_view(self.go), name="go"),
            path("go/answers/", self.admin_view(self.go_answers), name="go_answers"),
            *super().get_urls(),
        ]

    def go(self, request):
        """The palette as a page, for whoever has no script."""
        return going.page(request, site=self)

    def go_answers(self, request):
        """What the palette offers."""
        return going.answers(request, site=self)

    def each_context(self, request):
        """Django's, and how many notices one has not seen: asked where the header is shown."""
        unread = SimpleLazyObject(lambda: Notice.objects.unread_of(request.user).count())
        return super().each_context(request) | {"unread_notices": unread}

    def moment(self, request):
        """The site at another moment."""
        return choose_moment(request, context=self.each_context(request))

    def notices(self, request):
        """What one was told."""
        return list_notices(request, context=self.each_context(request))

    def notice_choices(self, request):
        """What one wants to be told of."""
        return choose_notices(request, context=self.each_context(request))

    def numbers(self, request):
        """What readers think."""
        return what_readers_think(request, context=self.each_context(request))

    def story_numbers(self, request, article_id):
        """What they think of one story."""
        return what_readers_think_of(request, article_id, context=self.each_context(request))

    def password_change(self, request, extra_context=None):
        """One's own password; that it was changed is noted with the change."""
        with transaction.atomic():
            response = super().password_change(request, extra_context)
            if request.method == "POST" and response.status_code == 302:
                note_deed(What.PASSWORD, request.user, request=request)
            return response

    def i18n_javascript(self, request, extra_context=None):
        """Django's words for scripts, the editor's and ours."""
        packages = ["django.contrib.admin", "django_prose_editor", "articles"]
        return JavaScriptCatalog.as_view(packages=packages)(request)

    def get_app_list(self, request, app_label=None):
        """Pages by what they are for, not by the app that holds their tables."""
        apps = super().get_app_list(request, app_label)
        known = {model["object_name"]: model for app in apps for model in app["models"]}
        if "Article" in known:
            known["Calendar"] = _calendar(known["Article"])
        if "Feedback" in known:
            known["Numbers"] = _numbers(known["Feedback"])
        here = max(
            (each["admin_url"] for each in known.values() if each["admin_url"]),
            key=lambda address: len(address) if request.path.startswith(address) else 0,
            default="",
        )
        for each in known.values():
            each["is_here"] = each["admin_url"] == here and request.path.startswith(here)
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


def _calendar(stories: dict) -> dict:
    """The calendar of stories, as a page beside their list."""
    address = reverse("admin:articles_article_calendar")
    named = {"name": _("Calendar"), "object_name": "Calendar", "admin_url": address}
    return stories | named | {"add_url": None, "view_only": True}


def _numbers(feedback: dict) -> dict:
    """What readers think in numbers, as a page beside the queue."""
    address = reverse("admin:numbers")
    named = {"name": _("What readers think"), "object_name": "Numbers", "admin_url": address}
    return feedback | named | {"add_url": None, "view_only": True}
