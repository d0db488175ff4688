"""The page at which staff choose the moment at which they look at the site."""

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from articles.desk.timing import MomentField
from articles.editions.edition import Edition
from articles.site import moment

CHANGES = 20


class MomentForm(forms.Form):
    """When to look at the site."""

    at = MomentField(
        label=gettext_lazy("Day and time"),
        error_messages={
            "required": gettext_lazy("Choose the day and time at which to look at the site."),
            "invalid": gettext_lazy("Write it as day and time, for instance 2026-11-24 06:30."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["at"].help_text = _("In the time of %s.") % timezone.get_current_timezone_name()


@require_http_methods(["GET", "POST"])
def choose_moment(request, *, context):
    """The page; a POST leads on to the site: at a moment, at an edition's beginning, or now."""
    if not request.user.has_perm(moment.MAY):
        raise PermissionDenied
    pressed = request.POST
    if "now" in pressed:
        response = HttpResponseRedirect(_way_on(request))
        moment.forget(response)
        return response
    if edition := _edition(pressed):
        return _look(request, edition.live_from, edition.address)
    form = MomentForm(pressed or None)
    if form.is_valid():
        return _look(request, form.cleaned_data["at"], _way_on(request))
    now = timezone.now()
    editions = Edition.archive.defer("document").exclude(redacted_at__isnull=False)
    context |= {
        "title": _("The site at another moment"),
        "form": form,
        "next": _way_on(request),
        "coming": editions.waiting(now).order_by("live_from")[:CHANGES],
        "latest": editions.filter(live_from__lte=now).order_by("-live_from")[:CHANGES],
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/moment.html", context, status=status)


def _look(request, at, address):
    response = HttpResponseRedirect(address)
    moment.choose(response, at, by=request.user)
    return response


class _Begun(forms.Form):
    """An edition to look at from its beginning, by its id."""

    edition = forms.IntegerField(max_value=2**63 - 1)


def _edition(pressed):
    """The edition whose button was pressed, if it is there."""
    begun = _Begun(pressed)
    if not begun.is_valid():
        return None
    return Edition.archive.filter(pk=begun.cleaned_data["edition"]).first()


def _way_on(request) -> str:
    """The page of the site that was asked for, or else its front; never another site's."""
    address = request.POST.get("next", "") or request.GET.get("next", "")
    own = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if own and urlsplit(address).path.startswith("/") else "/"
