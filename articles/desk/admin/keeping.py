"""What the writing form keeps while one writes, and how it is taken up again."""

import json
from datetime import timedelta
from secrets import token_hex

from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.desk import sitting
from articles.desk.admin.base import is_id
from articles.desk.article import Article
from articles.desk.conflict import conflict_of
from articles.desk.forms import version_in
from articles.desk.sitting import KEPT, KEY, LONGEST, Sitting, names_in
from articles.desk.unsaved import LOOKED_AT, saying_the_same, unsaved

# Of a form that is sent: what is about the sending and not about the story.
ABOUT = {"csrfmiddlewaretoken", "sitting", "serial", "typed", "ago", "tab"}

# When a form counts as seen that says of its tab: it is in the background, or was closed; or that
# it is another form's that was lost.
SEEN = {"behind": sitting.behind, "gone": sitting.gone, "lost": sitting.gone}


def sitting_of(stories, request, story: Article | None) -> dict[str, object]:
    """What the page says of its own sitting, and the texts that it offers again."""
    context = {
        "sitting": key_of(request),
        "took": " ".join(took_in(request)),
        "only_shown": request.only_shown,
    }
    if request.method != "GET" or not request.user.is_authenticated:
        return context
    return context | {"offers": unsaved_at(stories, request, story)}


def unsaved_at(stories, request, story: Article | None, *, but: str = ""):
    """The texts of this person at the story that were never saved, without the form `but`."""
    has = _fields_of(stories, request, story)
    return unsaved(story, user=request.user, has=has, at=timezone.now(), but=but)


def keep(stories, request, pk: int | None = None):
    """Keep what is typed, if it was sent; say who else is here and what was saved meanwhile.

    Answers JSON: `kept` is the time, `others` are names, `saved` is by whom and when, `talk` rises
    with what is said about the story, `token` is what forms are sent with, `offers` is the piece of
    the page that offers texts again, where it is asked for. A story that one may not change any
    more is `closed`, and a text may be `too_long`: neither is a mistake of the browser's, which
    would tell of it as of one.
    """
    if request.method != "POST":
        # Who has signed in again needs another token for a form that was open before.
        return JsonResponse({"user": request.user.pk, "token": get_token(request)})
    story = Article.objects.select_related("saved_by").filter(pk=pk).first() if pk else None
    may = stories.has_change_permission(request, story) if pk else True
    if (pk and story is None) or not (may and (pk or stories.has_add_permission(request))):
        return JsonResponse({"closed": True})
    posted, fields = request.POST, None
    if not KEY.fullmatch(posted.get("sitting", "")) or not is_id(posted.get("serial", "")):
        return JsonResponse({}, status=400)
    if "typed" in posted:
        fields = _fields(posted)
        if _is_too_long(fields):
            return JsonResponse({"too_long": True})
    began_from = version_in(posted, "seen_version")
    now = timezone.now()
    kept = sitting.sit(
        posted["sitting"],
        user=request.user,
        article_id=pk,
        began_from=began_from,
        serial=int(posted["serial"]),
        fields=fields,
        typed_at=now - _ago(posted),
        seen_at=seen(now) if (seen := SEEN.get(posted.get("tab", ""))) else now,
    )
    if posted.get("tab") == "gone":
        sitting.leave(posted["sitting"], user=request.user, at=now)
    answer = {"kept": _clock(now) if kept and fields is not None else "", "saved": None}
    if story:
        answer["talk"] = story.talk
        others = sitting.neighbours(story.pk, user=request.user, at=now, key=posted["sitting"])
        answer["others"] = [_told(each) for each in others]
        if began_from and story.version > began_from:
            answer["saved"] = _saved(story, user=request.user)
    if "offers" in posted:
        offers = unsaved_at(stories, request, story, but=posted["sitting"])
        answer["offers"] = offers_shown(request, offers)
    return JsonResponse(answer | {"token": get_token(request)})


def offers_shown(request, offers, *, mends: bool = False) -> str:
    """The piece of the page that offers these texts; `mends` are kept by the browser alone."""
    context = {"offers": offers, "mends": mends}
    return render_to_string("admin/articles/article/_offers.html", context, request)


def throw_away(request):
    """Texts of one's own, named, are offered no more."""
    names = names_in(request.POST.get("names", ""))
    if not names:
        return JsonResponse({}, status=400)
    sitting.empty(names[:LOOKED_AT], user=request.user)
    return JsonResponse({})


def sent_again(stories, request, story: Article | None) -> None:
    """Put in the place of what was sent: a text that was never saved, or two texts made one.

    Then `request.only_shown` says that it is only to be shown, and `request.mine` what I had.
    """
    posted = request.POST
    if "_take" in posted:
        request.only_shown = True
        # The form from which it is taken up goes, and another comes in its place.
        sitting.leave(posted.get("sitting", ""), user=request.user, at=timezone.now())
        own = Sitting.objects.unsaved(request.user, story.pk if story else None)
        names = names_in(posted["_take"])
        if names and (kept := own.filter(key=names[0].partition(".")[0]).first()):
            request.POST = kept.as_posted()
            took = [kept.name, *names[1:], *request.POST.get("took", "").split()]
            request.POST["took"] = " ".join(dict.fromkeys(took))
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


def close_sitting(stories, request, story: Article | None) -> None:
    """The form has been saved: what it held, what was taken up in it and whatever says the same,
    in another tab or on another machine, is offered no more.
    """
    posted, user = request.POST, request.user
    serial, key = posted.get("serial", ""), posted.get("sitting", "")
    pk = story.pk if story else None
    if KEY.fullmatch(key):
        number = int(serial) if is_id(serial) else 0
        sitting.close(key, user=user, article_id=pk, serial=number)
    fields = _fields_of(stories, request, story)
    same = saying_the_same(posted, user=user, article_id=pk, has=fields)
    sitting.empty({*took_in(request), *same}, user=user)


def keep_refused(request, story: Article | None) -> None:
    """What could not be saved is kept, as if it had been typed a moment ago."""
    posted, fields = request.POST, _fields(request.POST)
    serial, key = posted.get("serial", ""), posted.get("sitting", "")
    if KEY.fullmatch(key) and is_id(serial) and not _is_too_long(fields):
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


def _fields_of(stories, request, story: Article | None) -> list[str]:
    return flatten_fieldsets(stories.get_fieldsets(request, story))


def _is_too_long(fields) -> bool:
    return len(json.dumps(fields, ensure_ascii=False)) > LONGEST


def _ago(posted) -> timedelta:
    """How long ago it was typed, which the browser knows of what it could not send then."""
    seconds = posted.get("ago", "")
    is_told = is_id(seconds) and len(seconds) < 10
    return min(timedelta(seconds=int(seconds)), KEPT) if is_told else timedelta()


def key_of(request) -> str:
    """The key of the form that was sent, or a new one."""
    posted = request.POST.get("sitting", "")
    return posted if KEY.fullmatch(posted) else token_hex(16)


def took_in(request) -> list[str]:
    """The names of the texts that were taken up in it."""
    return names_in(request.POST.get("took", ""))[:LOOKED_AT]


def _saved(story: Article, *, user) -> str:
    if story.saved_by_id == user.pk:
        return _("You saved this story in another tab at %s.") % _clock(story.saved_at)
    known = {"who": _name(story.saved_by), "when": _clock(story.saved_at)}
    return _("%(who)s saved this story at %(when)s.") % known


def _told(each: sitting.Neighbour) -> str:
    if each.is_me:
        return _("You have this story open in another tab")
    if each.is_writing:
        return _("%s is here, writing") % each.name
    return _("%s is here") % each.name


def _clock(moment) -> str:
    return time_format(localtime(moment), "H:i:s")


def _name(account) -> str:
    return (account.get_full_name() or account.get_username()) if account else _("Someone")
