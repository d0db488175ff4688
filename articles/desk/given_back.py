"""A story that cannot be saved as it was sent: its text is given back, so that none is lost."""

import re
from html import unescape

from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.text.body import clean

# Beyond it the body is shown as plain text: none longer is kept anyway.
LONGEST = 900_000
OTHERS = {
    "slug": gettext_lazy("Address"),
    "tags": gettext_lazy("Tags"),
    "lead_caption": gettext_lazy("Caption"),
    "lead_credit": gettext_lazy("Image credit"),
    "seo_title": gettext_lazy("Title for search engines"),
    "seo_description": gettext_lazy("Description for search engines"),
    "note": gettext_lazy("What changed"),
    "correction": gettext_lazy("Correction notice"),
    "notice": gettext_lazy("Withdrawal notice"),
}


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
    context["typed"] = [each for each in typed if each[1].strip()]
    return TemplateResponse(request, "admin/given_back.html", context, status=403)
