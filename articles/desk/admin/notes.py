"""Notes beside a story: the page that takes them, and the piece of the form that shows them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.desk import talking
from articles.desk.admin.base import is_id
from articles.desk.article import Article
from articles.desk.audit import What, note_deed
from articles.desk.colleagues import colleagues_called
from articles.desk.note import Note, Part, talk_of
from articles.desk.talking import Quoted
from articles.desk.wording import name_of
from articles.text.refusal import Refusal

PIECE = "admin/articles/article/_talk.html"
DEEDS = {
    "_note": What.NOTED,
    "_reply": What.REPLIED,
    "_reword": What.REWORDED,
    "_resolve": What.RESOLVED,
    "_reopen": What.REOPENED,
    "_take_away": What.UNSAID,
    "_suggest": What.SUGGESTED,
    "_accept": What.TAKEN_UP,
    "_refuse": What.TURNED_DOWN,
}
PLAIN = {
    "_resolve": talking.resolve,
    "_reopen": talking.reopen,
    "_take_away": talking.take_away,
}


def notes_page(stories, request, pk: int):
    """What is said about the story; a POST says more. Script is answered with the piece alone.

    A piece that is asked for with the number `talk` of the last one is sent only if it is another.
    """
    story = _story(stories, request, pk)
    wants_piece = request.headers.get("X-Requested-With") == "fetch"
    if request.method != "POST":
        if request.GET.get("talk") == str(story.talk):
            return HttpResponse(status=204)
        return _piece(stories, request, story)
    try:
        taken = _press(request, story)
    except Refusal as refusal:
        if wants_piece:
            return HttpResponse(str(refusal), content_type="text/plain", status=422)
        messages.error(request, str(refusal))
        taken = None
    if wants_piece:
        story.refresh_from_db(fields=["talk"])
        return _piece(stories, request, story)
    if taken:
        # Without script the form opens with the words in their field, as if they were typed.
        request.session[f"kept-{pk}"] = {taken.part: taken.proposal}
        messages.info(request, _("The words are in the form. Save it to keep them."))
    change = reverse("admin:articles_article_change", args=[pk])
    return HttpResponseRedirect(change if taken else f"{change}#panel-notes")


def colleagues_page(stories, request, pk: int):
    """JSON of those who may be named in a note: who may see the story, by the letters `q`."""
    story = _story(stories, request, pk)
    found = colleagues_called(request.GET.get("q", ""), article=story)
    known = [{"name": each.get_username(), "called": name_of(each)} for each in found]
    return JsonResponse({"colleagues": known})


def talk_beside(stories, request, story: Article) -> dict[str, object]:
    """What the piece shows. One query."""
    return {
        "story": story,
        "talk": talk_of(story),
        "may_decide": stories.has_change_permission(request, story),
    }


def _piece(stories, request, story: Article) -> HttpResponse:
    return render(request, PIECE, talk_beside(stories, request, story))


def _press(request, story: Article) -> Note | None:
    """Do what the pressed button is for and note it; the suggestion, if one was accepted."""
    pressed = next((name for name in DEEDS if name in request.POST), None)
    if pressed is None:
        raise PermissionDenied
    with transaction.atomic():
        taken = _done(pressed, request.POST, story, by=request.user)
        note_deed(DEEDS[pressed], story, request=request)
    return taken


def _done(pressed: str, posted, story: Article, *, by) -> Note | None:
    value = posted[pressed]
    if pressed == "_note":
        quoted = Quoted(*(posted.get(name, "") for name in ("quote", "before", "after")))
        part = posted.get("part", Part.STORY)
        talking.note(story, by=by, text=posted.get("text", ""), part=part, quoted=quoted)
        return None
    if pressed == "_suggest":
        proposal, why = (posted.get(f"{name}-{value}", "") for name in ("proposal", "why"))
        talking.suggest(story, by=by, part=value, proposal=proposal, text=why)
        return None
    number = _number(value)
    if pressed == "_reply":
        talking.reply(number, article=story, by=by, text=posted.get(f"reply-{number}", ""))
    elif pressed == "_reword":
        talking.reword(number, article=story, by=by, text=posted.get(f"text-{number}", ""))
    elif pressed == "_refuse":
        talking.refuse(number, article=story, by=by, reason=posted.get(f"reason-{number}", ""))
    elif pressed == "_accept":
        return talking.accept(number, article=story, by=by)
    else:
        PLAIN[pressed](number, article=story, by=by)
    return None


def _number(value: str) -> int:
    if not is_id(value):
        raise PermissionDenied
    return int(value)


def _story(stories, request, pk: int) -> Article:
    story = Article.objects.select_related("section").filter(pk=pk).first()
    if story is None:
        raise Http404
    if not stories.has_view_permission(request, story):
        raise PermissionDenied
    return story
