"""The form of a front at the desk, as tests fill it in and look at it."""

from django.urls import reverse
from django.utils import timezone

from articles.models import FrontSlot

HOME = "home"


def at(key=HOME, page="change", *more):
    """The address of a front's page at the desk."""
    return reverse(f"admin:articles_front_{page}", args=[key, *more])


def asked(*rows, seen=0, **fields):
    """What the form of a front posts: each row as (slot, article_id) and more fields of it."""
    posted = {
        "seen": seen,
        "placements-TOTAL_FORMS": len(rows),
        "placements-INITIAL_FORMS": 0,
    }
    for n, (slot, article, *more) in enumerate(rows):
        known = {"slot": slot, "article": article, **dict(*more)}
        posted |= {f"placements-{n}-{name}": value for name, value in known.items()}
    return posted | {"_save": "1"} | fields


def typed(moment):
    """A moment as a form has it, in the site's zone."""
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def placed():
    """What the home page holds now: (slot, article, headline)."""
    found = FrontSlot.objects.of(None, timezone.now()).exclude(article=None)
    return list(found.values_list("position", "article", "headline"))


def field_errors(answer, n=0):
    """What is told at the fields of one row of the form."""
    return {name: list(told) for name, told in answer.context["form"].rows[n].errors.items()}
