"""What the writing form keeps while one writes, and how it is taken up again."""

import json
import re
from secrets import token_hex

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.desk import sitting
from articles.desk.admin.base import is_id
from articles.desk.article import Article
from articles.desk.conflict import conflict_of
from articles.desk.forms import version_in
from articles.desk.sitting import LONGEST, MOST_KEPT, Sitting

# Of a form that is sent: what is about the sending and not about the story.
ABOUT = {"csrfmiddlewaretoken", "sitting", "serial", "typed"}
KEY = re.compile("[0-9a-f]{32}")


def sitting_of(request, story: Article | None) -> dict[str, object]:
    """What the page says of its own sitting, and the texts that it offers again."""
    key, took = _key(request), _took(request)
    context = {"sitting": key, "took": " ".join(took), "only_shown": request.only_shown}
    if request.method != "GET" or not request.user.is_authenticated:
        return context
    own = list(Sitting.objects.of(request.user, story.pk if story else None)[:MOST_KEPT])
    context["saved"] = " ".join(each.key for each in own if each.closed)
    return context | {"offers": [each for each in own if each.fields and not each.closed]}


def keep(stories, request, pk: int | None = None):
    """Keep what is typed, if it was sent; say who else is here and what was saved meanwhile.

    Answers JSON: `kept` is the time, `others` are names, `saved` is by whom and when, `talk` rises
    with what is said about the story, `token` is what forms are sent with. 403 with `closed` for a
    story that one may not change any more.
    """
    if request.method != "POST":
        # Who has signed in again needs another token for a form that was open before.
        return JsonResponse({"user": request.user.pk, "token": get_token(request)})
    story = Article.objects.select_related("saved_by").filter(pk=pk).first() if pk else None
    may = stories.has_change_permission(request, story) if pk else True
    if (pk and story is None) or not (may and (pk or stories.has_add_permission(request))):
        return JsonResponse({"closed": True}, status=403)
    posted, fields = request.POST, None
    if not KEY.fullmatch(posted.get("sitting", "")) or not is_id(posted.get("serial", "")):
        return JsonResponse({}, status=400)
    if "typed" in posted:
        fields = _fields(posted)
        if len(json.dumps(fields)) > LONGEST:
            return JsonResponse({"too_long": True}, status=413)
    began_from = version_in(posted, "seen_version")
    kept = sitting.sit(
        posted["sitting"],
        user=request.user,
        article_id=pk,
        began_from=began_from,
        serial=int(posted["serial"]),
        fields=fields,
    )
    now = timezone.now()
    answer = {"kept": _clock(now) if kept and fields is not None else "", "saved": None}
    if story:
        answer["talk"] = story.talk
        others = sitting.neighbours(story.pk, user=request.user, at=now)
        answer["others"] = [_told(each) for each in others]
        if began_from and story.version > began_from:
            answer["saved"] = _("%(who)s saved this story at %(when)s.") % {
                "who": _name(story.saved_by),
                "when": _clock(story.saved_at),
            }
    return JsonResponse(answer | {"token": get_token(request)})


def throw_away(request):
    """What a sitting of one's own held is offered no more."""
    if request.method != "POST" or not KEY.fullmatch(request.POST.get("key", "")):
        return JsonResponse({}, status=400)
    own = Sitting.objects.filter(key=request.POST["key"], user=request.user)
    if own.exists():
        sitting.close([request.POST["key"]], user=request.user, article_id=None, serial=0)
    return JsonResponse({})


def sent_again(stories, request, story: Article | None) -> None:
    """Put in the place of what was sent: a text that was never saved, or two texts made one.

    Then `request.only_shown` says that it is only to be shown, and `request.mine` what I had.
    """
    posted = request.POST
    if "_take" in posted:
        request.only_shown = True
        own = Sitting.objects.unsaved(request.user, story.pk if story else None)
        key = posted["_take"] if KEY.fullmatch(posted["_take"]) else ""
        if kept := own.filter(key=key).first():
            request.POST = kept.as_posted()
            took = [kept.key, *request.POST.get("took", "").split()]
            request.POST["took"] = " ".join(took[:MOST_KEPT])
        return
    version = version_in(posted, "_combine") or version_in(posted, "_merge")
    if story is None or version != story.version:
        return
    fields = stories.get_form(request, story, change=True).base_fields
    seen = posted.get("seen_version", "")
    try:
        conflict = conflict_of(
            story.pk, posted, has=fields, seen=int(seen) if is_id(seen) else None
        )
    except ValidationError:
        # Told at its field, as any other.
        return
    request.POST = conflict.together(posted)
    if "_combine" in posted:
        request.only_shown = True
    else:
        request.mine = conflict.mine


def close_sitting(request, *, article_id: int | None) -> None:
    """The form has been saved: what it held, and what was taken up in it, is offered no more."""
    serial = request.POST.get("serial", "")
    keys = [key for key in (request.POST.get("sitting", ""), *_took(request)) if KEY.fullmatch(key)]
    number = int(serial) if is_id(serial) else 0
    sitting.close(keys, user=request.user, article_id=article_id, serial=number)


def keep_refused(request, story: Article | None) -> None:
    """What could not be saved is kept, as if it had been typed a moment ago."""
    posted, fields = request.POST, _fields(request.POST)
    serial, key = posted.get("serial", ""), posted.get("sitting", "")
    if KEY.fullmatch(key) and is_id(serial) and len(json.dumps(fields)) <= LONGEST:
        sitting.sit(
            key,
            user=request.user,
            article_id=story.pk if story else None,
            began_from=version_in(posted, "seen_version"),
            serial=int(serial),
            fields=fields,
        )


def _fields(posted) -> dict[str, list[str]]:
    names = [name for name in posted if name not in ABOUT and not name.startswith("_")]
    # PostgreSQL has no room for a NUL, and no key types one.
    return {
        name.replace("\0", ""): [value.replace("\0", "") for value in posted.getlist(name)]
        for name in names
    }


def _key(request) -> str:
    posted = request.POST.get("sitting", "")
    return posted if KEY.fullmatch(posted) else token_hex(16)


def _took(request) -> list[str]:
    found = request.POST.get("took", "").split()
    return [key for key in found if KEY.fullmatch(key)][:MOST_KEPT]


def _told(each: sitting.Neighbour) -> str:
    if each.is_writing:
        return _("%s is here, writing") % each.name
    return _("%s is here") % each.name


def _clock(moment) -> str:
    return time_format(localtime(moment), "H:i:s")


def _name(account) -> str:
    return (account.get_full_name() or account.get_username()) if account else _("Someone")
