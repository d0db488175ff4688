"""The deeds that can be done to several stories: what each asks for, does, undoes and says."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk import bulk, publishing
from articles.desk.article import Article
from articles.desk.audit import What
from articles.desk.bulk_forms import (
    AssignForm,
    CreditForm,
    PlanForm,
    ScheduleForm,
    SectionForm,
    TagsForm,
    WithdrawForm,
)
from articles.desk.readiness import Concern
from articles.desk.waiting import bringing_back, comes_back
from articles.desk.whereabouts import asked_first, concerns_before
from articles.editions.embargo import told
from articles.library.contributor import Role


@dataclass(frozen=True)
class Deed:
    """A deed for several stories. `do` takes a story's id and what the form asked for."""

    name: str
    label: object
    form: type
    right: str
    what: What
    do: Callable
    # Undoes a change; without it the deed is looked over first.
    undo: Callable | None = None
    # In a few words what was done, for the audit and for the offer to take it back.
    told: Callable = str
    # What is to be known of a story, by its id, before it is done and once it is.
    warns: Callable[[int], Concern | None] | None = None


@transaction.atomic
def _schedule(pk, *, by, at, accepted=()):
    article = Article.objects.get(pk=pk)
    document = article.to_document()
    concerns = concerns_before(document, article_id=pk, at=timezone.now(), goes=at)
    with asked_first(concerns, accepted=accepted):
        return publishing.publish(article, by=by, at=at, accepted=accepted)


def _withdraw(pk, *, by, notice, accepted=()):
    return publishing.withdraw(Article.objects.get(pk=pk), by=by, notice=notice)


def _comes_back(pk) -> Concern | None:
    edition = bringing_back(pk, after=timezone.now())
    return comes_back(edition) if edition else None


def _plan(name):
    def do(pk, *, by, **value):
        return bulk.plan(pk, by=by, name=name, value=value[name])

    return do


def _assigned(given) -> str:
    who = given["assignee"]
    return _("Assigned to %s.") % (who.get_full_name() or who.username if who else _("nobody"))


def _planned(given) -> str:
    day = given["planned_for"]
    return _("Planned for: %s.") % (date_format(day) if day else _("no day"))


def _tagged(given) -> str:
    said = [_("Tags added: %s.") % ", ".join(given["add"])] if given["add"] else []
    if given["remove"]:
        said.append(_("Tags taken away: %s.") % ", ".join(given["remove"]))
    return " ".join(said)


def _credited(given) -> str:
    known = {"person": given["contributor"], "role": Role(given["role"]).label}
    return _("Credited: %(person)s (%(role)s).") % known


def _filed(given) -> str:
    return _("Filed under “%s”.") % given["section_name"]


def _scheduled(given) -> str:
    return _("Scheduled for %s.") % told(given["at"])


APPROVES, WRITES = "articles.approve_article", "articles.change_article"
DEEDS = (
    Deed(
        "bulk_assign",
        gettext_lazy("Assign…"),
        AssignForm,
        APPROVES,
        What.ASSIGNED,
        _plan("assignee"),
        partial(bulk.unplan, name="assignee"),
        _assigned,
    ),
    Deed(
        "bulk_plan",
        gettext_lazy("Plan for a day…"),
        PlanForm,
        APPROVES,
        What.PLANNED,
        _plan("planned_for"),
        partial(bulk.unplan, name="planned_for"),
        _planned,
    ),
    Deed(
        "bulk_section",
        gettext_lazy("Move to a section…"),
        SectionForm,
        WRITES,
        What.SAVED,
        bulk.file_under,
        bulk.file_back,
        _filed,
    ),
    Deed(
        "bulk_tags",
        gettext_lazy("Add and take away tags…"),
        TagsForm,
        WRITES,
        What.SAVED,
        bulk.tag,
        bulk.untag,
        _tagged,
    ),
    Deed(
        "bulk_credit",
        gettext_lazy("Add a credit…"),
        CreditForm,
        WRITES,
        What.SAVED,
        bulk.credit,
        bulk.uncredit,
        _credited,
    ),
    Deed(
        "bulk_schedule",
        gettext_lazy("Schedule…"),
        ScheduleForm,
        "articles.print_edition",
        What.SCHEDULED,
        _schedule,
        told=_scheduled,
    ),
    Deed(
        "bulk_withdraw",
        gettext_lazy("Withdraw…"),
        WithdrawForm,
        "articles.withdraw_edition",
        What.WITHDRAWN,
        _withdraw,
        warns=_comes_back,
        told=lambda given: str(_("Withdrawn.")),
    ),
)
