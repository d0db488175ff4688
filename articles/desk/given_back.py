"""A story that cannot be saved as it was sent: its text is given back, so that none is lost."""

import re

from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.text.body import clean, plain

# Beyond it the body is shown as it came: longer ones take time to read, and none is kept.
LONGEST = 900_000


def give_back(request, *, title: str, why: str, **context) -> TemplateResponse:
    """403, with what was typed into the writing form that was posted."""
    posted = request.POST
    body = posted.get("body", "")
    points = (text for name, text in posted.items() if re.fullmatch(r"takeaways-\d+-text", name))
    typed = [
        (_("Headline"), posted.get("headline", "")),
        (_("Standfirst"), posted.get("standfirst", "")),
        *((_("Takeaway"), point) for point in points),
        (_("Story"), plain(clean(body)) if len(body) < LONGEST else body),
    ]
    context |= {"title": title, "why": why, "typed": [each for each in typed if each[1].strip()]}
    return TemplateResponse(request, "admin/given_back.html", context, status=403)
