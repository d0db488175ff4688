"""What cannot be saved as it was sent is given back, so that nothing of it is lost."""

import re
from html import unescape

from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.editions.arranging import name_of
from articles.editions.front import positions
from articles.text.body import clean

# Beyond it the body is shown as plain text: none longer is kept anyway.
LONGEST = 900_000
OTHERS = {
    "slug": gettext_lazy("Address"),
    "tags": gettext_lazy("Tags"),
    "lead_caption": gettext_lazy("Caption"),
    "lead_credit": gettext_lazy("Picture credit"),
    "seo_title": gettext_lazy("Title for search engines"),
    "seo_description": gettext_lazy("Description for search engines"),
    "note": gettext_lazy("What changed"),
    "correction": gettext_lazy("Correction notice"),
    "notice": gettext_lazy("Withdrawal notice"),
}


def is_front(posted) -> bool:
    """Whether the form that was posted is that of a front."""
    return "placements-TOTAL_FORMS" in posted


def give_front_back(request, *, title: str, why: str, **context) -> TemplateResponse:
    """403, with what was arranged on the front that was posted, slot by slot.

    The stories are called as the form said. Whoever is signed out may not be told what they are.
    """
    posted = request.POST
    rows = [found[1] for name in posted if (found := re.fullmatch(r"(placements-\d+)-slot", name))]
    names = {str(position): name_of(position) for position in positions(None)}
    labels = (_("Headline here"), "headline"), (_("From"), "live_from"), (_("Until"), "live_until")
    typed = []
    for row in rows:
        slot = names.get(posted[f"{row}-slot"], _("Not on the front"))
        said = ((label, posted.get(f"{row}-{name}", "")) for label, name in labels)
        lines = [f"{label}: {text}" for label, text in said if text]
        typed.append((slot, "\n".join([posted.get(f"{row}-named", ""), *lines])))
    return _given_back(request, {**context, "title": title, "why": why, "typed": typed})


def give_back(request, *, title: str, why: str, **context) -> TemplateResponse:
    """403, with what was typed into the writing form that was posted."""
    posted = request.POST
    body = posted.get("body", "")
    points = (text for name, text in posted.items() if re.fullmatch(r"takeaways-\d+-text", name))
    typed = [
        (_("Headline"), posted.get("headline", "")),
        (_("Standfirst"), posted.get("standfirst", "")),
        *((_("Takeaway"), point) for point in points),
        *((label, posted.get(name, "")) for name, label in OTHERS.items()),
    ]
    story = ""
    if request.user.is_authenticated and len(body) < LONGEST:
        # Cleaned, so nothing in it could run; copied from here it keeps its formatting.
        story = mark_safe(clean(body))  # noqa: S308
    else:
        # Cleaning can take long, which is not to be had by just anyone.
        lines = re.sub(r"</(?:p|h2|h3|li)>", "\n", body)
        typed.append((_("Story"), unescape(re.sub(r"<[^<>]*>", "", lines))))
    context |= {"title": title, "why": why, "story": story}
    return _given_back(request, context | {"typed": typed})


def _given_back(request, context):
    context["typed"] = [each for each in context["typed"] if each[1].strip()]
    return TemplateResponse(request, "admin/given_back.html", context, status=403)
