"""Going somewhere at the desk by a few letters: stories, people, sections, screens and deeds.

One answer for the palette, as JSON, and for the page that it is without script.
"""

from dataclasses import asdict, dataclass

from django.db.models import CharField, Value
from django.http import JsonResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from taggit.models import Tag

from articles.desk import finding
from articles.desk.article import Article
from articles.desk.condition import Condition
from articles.editions.release import Release
from articles.library.contributor import Contributor
from articles.library.image import Image
from articles.library.section import Section
from articles.search import SearchAway
from articles.site.moment import MAY

LONGEST = 200
STORIES = 8
FEW = 5
PRIVATE = {"Cache-Control": "private, no-store"}
# Tables whose records are found by name, in the order in which they are told.
NAMED = {"contributor": Contributor, "section": Section, "tag": Tag, "release": Release}
NAMED |= {"image": Image}


@dataclass(frozen=True)
class Goal:
    """Somewhere to go."""

    label: str
    url: str
    hint: str = ""


@dataclass(frozen=True)
class Group:
    """Goals of a kind."""

    label: str
    goals: tuple[Goal, ...]


@require_safe
def answers(request, *, site):
    """What is meant by `q`, as the palette asks for it."""
    found = goals(request, request.GET.get("q", ""), site=site)
    return JsonResponse({"groups": [asdict(group) for group in found]}, headers=PRIVATE)


@require_safe
def page(request, *, site):
    """Likewise as a page."""
    typed = request.GET.get("q", "")
    context = site.each_context(request) | {
        "title": _("Go to"),
        "typed": typed[:LONGEST],
        "groups": goals(request, typed, site=site),
    }
    return TemplateResponse(request, "admin/go.html", context, headers=PRIVATE)


def goals(request, typed: str, *, site) -> list[Group]:
    """Where this person may go with these words; with none, the newest stories and all screens.

    Three queries, beside those for who they are and what they may.
    """
    typed = " ".join(typed[:LONGEST].replace("\0", "").split())
    groups = [Group(_("Stories"), _stories(request, typed, site=site))]
    screens = Group(_("Screens and deeds"), _screens(request, typed, site=site))
    groups += [screens, *_records(request, typed, site=site)] if typed else [screens]
    return [group for group in groups if group.goals]


def _stories(request, typed: str, *, site) -> tuple[Goal, ...]:
    """Drafts and live ones, by any word of them; while search is away, by their headlines."""
    page = site.get_model_admin(Article)
    if not page.has_view_or_change_permission(request):
        return ()
    seen = Article.objects.viewable_by(request.user)
    shown = Article.objects.with_condition(timezone.now()).select_related("section")
    shown = shown.only("headline", "section__name", "state")
    if not typed:
        few = seen.order_by("-saved_at", "-pk").values("pk")[:STORIES]
        return _told(shown.filter(pk__in=few).order_by("-saved_at", "-pk"))
    try:
        ids = finding.best(typed, seen, most=STORIES)
    except SearchAway:
        found = finding.in_headline(typed.split(), seen)
        few = found.order_by("-saved_at", "-pk").values("pk")[:STORIES]
        return _told(shown.filter(pk__in=few).order_by("-saved_at", "-pk"))
    known = {story.pk: story for story in shown.filter(pk__in=ids)} if ids else {}
    return _told(known[pk] for pk in ids if pk in known)


def _told(stories) -> tuple[Goal, ...]:
    return tuple(
        Goal(
            str(story),
            reverse("admin:articles_article_change", args=[story.pk]),
            ", ".join(
                filter(
                    None,
                    [
                        story.section.name if story.section else "",
                        str(Condition(story.condition).label),
                    ],
                )
            ),
        )
        for story in stories
    )


def _screens(request, typed: str, *, site) -> tuple[Goal, ...]:
    """The screens that the person may open, and what can be begun from here."""
    begun, listed = [], []
    for group in site.get_app_list(request):
        for model in group["models"]:
            if model["add_url"]:
                name = model["model"]._meta.verbose_name
                label = _("New story") if model["model"] is Article else _("New: %s") % name
                begun.append(Goal(label, model["add_url"]))
            if model["admin_url"]:
                listed.append(Goal(capfirst(str(model["name"])), model["admin_url"]))
    named = [(_("Desk"), "admin:index")]
    if request.user.has_perm(MAY):
        named.append((_("The site at another moment"), "admin:moment"))
    named.append((_("Change password"), "admin:password_change"))
    others = [Goal(label, url) for label, name in named if (url := _address(name))]
    first = [goal for goal in begun if goal.label == _("New story")]
    every = [*first, *listed, *others, *(goal for goal in begun if goal not in first)]
    words = typed.casefold().split()
    return tuple(goal for goal in every if all(each in goal.label.casefold() for each in words))


def _address(name: str) -> str:
    """Where that screen is, if this desk has it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _records(request, typed: str, *, site) -> list[Group]:
    """People, sections and whatever else has a name, a few of each. One query."""
    asked = []
    for kind, table in NAMED.items():
        if not site.get_model_admin(table).has_view_or_change_permission(request):
            continue
        found = table.objects.all()
        for word in typed.split():
            found = found.filter(name__icontains=word)
        few = table.objects.filter(pk__in=found.order_by("name").values("pk")[:FEW])
        asked.append(few.order_by().values_list(Value(kind, CharField()), "pk", "name"))
    if not asked:
        return []
    rows = asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]
    goals: dict[str, list[Goal]] = {kind: [] for kind in NAMED}
    for kind, pk, name in rows:
        table = NAMED[kind]._meta
        url = reverse(f"admin:{table.app_label}_{table.model_name}_change", args=[pk])
        goals[kind].append(Goal(name, url))
    return [
        Group(
            capfirst(str(NAMED[kind]._meta.verbose_name_plural)),
            tuple(sorted(goals[kind], key=lambda goal: goal.label.casefold())),
        )
        for kind in NAMED
    ]
