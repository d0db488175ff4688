"""Moving a story on and planning it: what its form does beside its text."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk import workflow
from articles.desk.admin.noting import Done
from articles.desk.article import Article
from articles.desk.audit import What
from articles.desk.plan_form import PlanForm, is_untouched
from articles.text.refusal import Refusal

MOVES = {
    "_submit": (workflow.submit, What.SUBMITTED, gettext_lazy("Handed in for review.")),
    "_take_back": (
        workflow.take_back,
        What.TAKEN_BACK,
        gettext_lazy("Taken back: it is a draft again."),
    ),
    "_send_back": (
        workflow.send_back,
        What.SENT_BACK,
        gettext_lazy("Sent back: it is a draft again."),
    ),
    "_approve": (workflow.approve, What.APPROVED, gettext_lazy("Approved.")),
}


def moved(article: Article, pressed, *, by, note: str) -> Done | None:
    """Do the move whose button was pressed and return what to say of it, None if none was."""
    for button, (verb, what, said) in MOVES.items():
        if button in pressed:
            move = verb(article, by=by, note=note)
            known = {"said": said, "note": move.note}
            words = _("%(said)s “%(note)s”") % known if move.note else str(said)
            return Done(what, words, move.note)
    return None


def moved_or_planned(stories, request, story: Article | None) -> Done | None:
    """What was done, where the form that was sent moves or plans the story and leaves its text.

    Neither makes a revision, and a plan does not mind that a colleague has saved the text since.
    None where there is more to do, or something to tell at a field: that is for the whole form.
    """
    posted = request.POST
    pressed = MOVES.keys() & posted.keys()
    if story is None or not (pressed or "_save" in posted):
        return None
    if pressed and posted.get("seen_version") != str(story.version):
        return None
    fields = stories.get_form(request, story, change=True).base_fields
    plan = PlanForm(posted, instance=Article(pk=story.pk))
    planned = plan.planned if "assignee" in fields and plan.is_valid() else {}
    if "assignee" in fields and plan.errors or not (pressed or planned):
        return None
    try:
        note = fields["move_note"].clean(posted.get("move_note", ""))
        if not is_untouched(story, posted, has=fields):
            return None
        with transaction.atomic():
            if planned:
                workflow.plan(story, by=request.user, **planned)
            done = moved(story, posted, by=request.user, note=note)
            if done is None:
                what = What.ASSIGNED if planned.keys() == {"assignee"} else What.PLANNED
                return Done(what, told(planned), told(planned))
            # Both, where a plan was made with the move.
            return replace(done, detail=" ".join(filter(None, [done.detail, told(planned)])))
    except (ValidationError, Refusal):
        return None


def told(planned: dict) -> str:
    """A plan in words, for the log."""
    said = []
    if "assignee" in planned:
        who = planned["assignee"]
        name = (who.get_full_name() or who.get_username()) if who else _("nobody")
        said.append(_("Assigned to %s.") % name)
    if "due_at" in planned:
        due = planned["due_at"]
        when = date_format(localtime(due), "SHORT_DATETIME_FORMAT") if due else _("no time")
        said.append(_("Due: %s.") % when)
    if "planned_for" in planned:
        day = planned["planned_for"]
        said.append(_("Planned for: %s.") % (date_format(day) if day else _("no day")))
    if "priority" in planned:
        said.append(_("Priority: %s.") % Article.Priority(int(planned["priority"])).label)
    return " ".join(said)
