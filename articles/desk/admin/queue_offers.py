"""What the queue can be narrowed down to: people, tags, languages, stories, by their names."""

import re

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from articles.desk import finding
from articles.desk.ids import is_id
from articles.editions.edition import Edition
from articles.feedback.asked import EVERY, Asked
from articles.feedback.feedback import Feedback
from articles.feedback.languages import languages_of_reports
from articles.feedback.moderation import MODERATES
from articles.feedback.queue import Queue
from articles.library.contributor import Contributor
from articles.library.tag import Tag

MOST_STAFF, MOST_NAMES, MOST_STORIES, MOST_EDITIONS = 200, 1_000, 200, 200
# How a story is told apart from others of its name.
NUMBERED = re.compile(r"\(№ (\d+)\)$")


def moderators() -> list:
    """The accounts to which a report can be given. One query."""
    staff = get_user_model().objects.with_perm(MODERATES).filter(is_staff=True)
    return list(staff.order_by("first_name", "last_name", "username")[:MOST_STAFF])


def offered(*, by) -> dict[str, list[str]]:
    """Names of people, tags and stories, to be chosen from while one types; stories are those of
    the newest reports. Three queries."""
    people = Contributor.objects.order_by("name").values_list("name", flat=True)
    tags = Tag.objects.order_by("name").values_list("name", flat=True)
    newest = Queue(Asked(states=EVERY), by=by)
    rows = newest.newest(MOST_STORIES, "article_id", "edition__headline")
    stories: dict[int, str] = {}
    for _at, _pk, article, headline in rows:
        if headline:
            stories.setdefault(article, headline)
    return {
        "people": list(people[:MOST_NAMES]),
        "tags": list(tags[:MOST_NAMES]),
        "stories": [numbered(pk, headline) for pk, headline in stories.items()],
    }


# Languages


def languages(asked: str) -> list[tuple[str, str]]:
    """Those of reports and the site's own, with `asked`, by code and name. One query."""
    own = settings.LANGUAGE_CODE.lower()
    codes = {own, *filter(None, [*languages_of_reports(), asked])}
    return sorted(((code, _language(code)) for code in codes), key=lambda each: each[1])


def _language(code: str) -> str:
    try:
        known = get_language_info(code)
    except KeyError:
        return code
    name = capfirst(known["name_translated"])
    return name if known["code"] == code else f"{name} ({code})"


def as_kept(language: str) -> tuple[str, ...]:
    """What stands in the column for that code: what is in the site's own language has none."""
    if language == settings.LANGUAGE_CODE.lower():
        return ("", language)
    return (language,) if language else ()


# Stories


def numbered(pk: int, headline: str) -> str:
    """The story as it is offered."""
    return f"{headline} (№ {pk})"


def number_in(typed: str) -> int | None:
    """The number of the story that is meant, if it is told."""
    found = NUMBERED.search(typed)
    number = found[1] if found else typed
    return int(number) if is_id(number) else None


def called(typed: str, *, by, most: int) -> list[int]:
    """Stories with these words in a headline, as far as reports on them may be seen. One query."""
    editions = finding.in_headline(typed.split(), _reported(by)).order_by()
    return list(editions.values_list("article_id", flat=True).distinct()[:most])


def editions_of(articles, edition: int | None, *, by) -> list[Edition]:
    """Those of the stories, and that one, on which this person may see reports. One query."""
    asked = Q(article_id__in=articles) | Q(pk=edition)
    found = _reported(by).filter(asked).only("article_id", "number", "headline", "address")
    return list(found.order_by("article_id", "-number")[:MOST_EDITIONS])


def edition_name(edition: Edition) -> str:
    """The edition as it is offered."""
    known = {"story": edition.headline or edition.address, "number": edition.number}
    return _("%(story)s, edition %(number)d") % known


def _reported(by):
    seen = Feedback.objects.reports().for_user(by).filter(edition=OuterRef("pk"))
    return Edition.archive.filter(Exists(seen.order_by()))
