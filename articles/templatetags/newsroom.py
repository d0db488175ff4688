"""What templates say of moments, people and pictures."""

import re
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader_tags import IncludeNode, do_include
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.standing import manner, standing

register = template.Library()

# So many moments are kept as they were written.
KEPT = 4_000

# A picture across a phone, which at three points to the pixel would be a third wider than an eye
# can tell from one at two.
ACROSS, NOT_TOO_DENSE = "100vw", "(min-resolution: 2.5dppx) 66vw, 100vw"


def _time(at, words):
    """A `time` element: `words` for people, the moment with its offset for machines."""
    return format_html('<time datetime="{}">{}</time>', at.isoformat(timespec="seconds"), words)


def _date(at) -> str:
    return date_format(at, settings.SITE_DATE_FORMAT or _("j F Y"))


def _clock(at) -> str:
    return date_format(at, settings.SITE_TIME_FORMAT or _("H:i"))


@register.simple_tag
def moment(at, since=None):
    """Day and clock of `at`, here; the clock alone if `since` was on the same day."""
    at = localtime(at)
    is_same_day = since and localtime(since).date() == at.date()
    return _written(at, "clock" if is_same_day else "moment", manner())


@register.simple_tag
def day(at):
    """The day of `at`, here, with its year."""
    at = localtime(at)
    return _written(at, "day", manner())


@lru_cache(maxsize=KEPT)
def _written(at, how, _manner):
    """A `time` element. Lists say the same moments again and again, and to write one takes long."""
    if how == "day":
        return _time(at, _date(at))
    if how == "clock":
        return _time(at, _clock(at))
    return _time(at, _("%(date)s, %(time)s") % {"date": _date(at), "time": _clock(at)})


@register.simple_tag
def clock(at, today=None):
    """The clock of `at`, here; before it the day without its year, if that is not `today`."""
    at = localtime(at)
    if today and localtime(today).date() != at.date():
        date = date_format(at, _("j F"))
        return _time(at, _("%(date)s, %(time)s") % {"date": date, "time": _clock(at)})
    return _time(at, _clock(at))


@register.simple_tag
def weekday(at):
    """The day of `at`, here, with its name: the date line of a front page.

    The day alone for machines too, so that the page is the same all day.
    """
    today = localtime(at).date()
    words = _("%(weekday)s %(date)s") % {
        "weekday": date_format(today, "l"),
        "date": _date(today),
    }
    return format_html('<time datetime="{}">{}</time>', today.isoformat(), words)


@register.filter
def month(at):
    """The month of `at`, here, with its year: lists are parted by it."""
    return date_format(localtime(at), _("F Y"))


@register.simple_tag
def names(people, rel=""):
    """The people as links in one phrase: A, B and C."""
    relation = format_html(' rel="{}"', rel) if rel else ""
    links = [
        format_html('<a href="{}"{}>{}</a>', person.url, relation, person.name) for person in people
    ]
    if len(links) < 2:
        return links[0] if links else ""
    all_but_last = format_html_join(", ", "{}", ((link,) for link in links[:-1]))
    return format_html(_("{} and {}"), all_but_last, links[-1])


BLOCKS = {
    "p": gettext_lazy("a paragraph"),
    "h2": gettext_lazy("a heading"),
    "h3": gettext_lazy("a smaller heading"),
    "ul": gettext_lazy("a list"),
    "ol": gettext_lazy("a numbered list"),
    "li": gettext_lazy("an item"),
    "blockquote": gettext_lazy("a quotation"),
    'blockquote class="pull"': gettext_lazy("a pull quote"),
    "table": gettext_lazy("a table"),
    "th": gettext_lazy("a head of a table"),
    "td": gettext_lazy("a cell"),
    "footer": gettext_lazy("a source"),
    "figcaption": gettext_lazy("a caption"),
}


@register.filter
def block_name(tag):
    """What a person calls a block of the body that has this tag."""
    if first := re.fullmatch('ol start="([0-9]+)"', tag):
        return _("a numbered list from %(first)s") % {"first": first[1]}
    return BLOCKS.get(tag, tag)


@register.simple_tag
def picture(picture, *, sizes="100vw", alt=None, eager=False):
    """The picture in every format and width that there is, `sizes` telling the browser which.

    `alt=""` where the words beside it say the same; `eager` for the one picture that a reader
    sees first, all others wait until they are near.
    """
    if sizes.endswith(ACROSS):
        sizes = sizes.removesuffix(ACROSS) + NOT_TOO_DENSE
    alt = picture.alt if alt is None else alt
    return standing("site/_picture.html", picture=picture, sizes=sizes, alt=alt, eager=eager)


class Standing(IncludeNode):
    """A part of a page that stands; see `standing`."""

    def render(self, context):
        """As `include … only`, but made anew only where what it is given is new."""
        known = {name: given.resolve(context) for name, given in self.extra_context.items()}
        for name, value in known.items():
            if isinstance(value, list):
                known[name] = tuple(value)
        return standing(self.template.resolve(context), **known)


@register.tag("standing")
def include_standing(parser, token):
    """`include … only`, for parts that many pages have in common, as the foot of them all.

    What such a part may show is told in articles/standing.py.
    """
    node = do_include(parser, token)
    if not node.isolated_context:
        raise template.TemplateSyntaxError("“standing” needs “only”: it keeps what is made of that")
    return Standing(node.template, extra_context=node.extra_context, isolated_context=True)
