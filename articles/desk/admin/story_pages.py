"""The pages and answers about stories beside their list and form: a table of contents."""

from functools import partial

from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from articles.desk.admin.bulk import take_back
from articles.desk.admin.calendar import CalendarPages
from articles.desk.admin.exporting import export
from articles.desk.admin.history import HistoryPages
from articles.desk.admin.keeping import keep, throw_away
from articles.desk.admin.mending import mend_page
from articles.desk.admin.notes import colleagues_page, notes_page
from articles.desk.admin.offers import linkable_stories, tags
from articles.desk.admin.previewing import checks_page, preview_page
from articles.desk.admin.readers import readers_page
from articles.desk.admin.saved_lists import change_lists
from articles.desk.admin.style import style_remarks


def urls_of(stories) -> list:
    """The addresses beside those that Django has for `stories`, its page of the admin.

    Each is behind the door of the desk; what a person may do there is asked by the page itself.
    """
    # Also of a story that was never saved.
    of_any = {"preview": preview_page, "sitting": keep, "checks": checks_page}
    of_one = of_any | {"mend": mend_page, "notes": notes_page, "colleagues": colleagues_page}
    of_one["readers"] = readers_page
    of_none = {
        "throw-away": throw_away,
        "linkable": linkable_stories,
        "tags": tags,
        "style": style_remarks,
        "lists": require_POST(change_lists),
        "export": require_safe(partial(export, stories)),
        "undo": require_POST(partial(take_back, stories)),
    }
    views = {f"{name}/": (name, partial(view, stories)) for name, view in of_any.items()}
    views |= {f"<int:pk>/{name}/": (name, partial(view, stories)) for name, view in of_one.items()}
    views |= {f"{name}/": (name, view) for name, view in of_none.items()}
    door = stories.admin_site.admin_view
    return [
        *(
            path(route, door(view), name=f"articles_article_{name.replace('-', '_')}")
            for route, (name, view) in views.items()
        ),
        *CalendarPages(stories).urls(),
        *HistoryPages(stories).urls(),
    ]
