"""Reports of readers, and the pages of the desk on which something is made of them."""

from django.urls import reverse

from articles.feedback.slip import Slip
from articles.feedback.taking import Said, take_word
from articles.models import Feedback, SectionRight
from tests.desk.form import filled
from tests.make import hours, make_section


def page_of(report):
    """The address of one report."""
    return reverse("admin:articles_feedback_change", args=[report.pk])


def say_more(report, comment="", **said):
    """Let its reader say more, as they may for a while."""
    slip = Slip(report.pk, report.article_id, report.vote)
    take_word(slip, Said(comment=comment, **said), at=hours(0))


def correct(report):
    """The address that makes a correction of a report."""
    return reverse("admin:articles_feedback_correct", args=[report.pk])


def note(report):
    """The address that makes a note of a report."""
    return reverse("admin:articles_feedback_note", args=[report.pk])


def readers(story):
    """The page on which reports are answered together."""
    return reverse("admin:articles_article_readers", args=[story.pk])


def mend(story):
    """The page on which the live text is mended."""
    return reverse("admin:articles_article_mend", args=[story.pk])


def now_of(report):
    """The report as it is now."""
    return Feedback.objects.get(pk=report.pk)


def standing(*reports):
    """Where they are now, and what became of them."""
    return [(now_of(each).state, now_of(each).resolution) for each in reports]


def corrected(story, because, **fields):
    """What the form of the story sends that was opened because of a report."""
    known = {
        "kind": "correction",
        "correction": "Four came, not three.",
        "sort": "correction",
        "thanks_readers": "on",
        "report": because.pk,
    }
    return filled(story, **known | fields)


def press(browser, report, *, follow=False, **fields):
    """Press a button of its page."""
    return browser.post(page_of(report), fields, follow=follow)


def of_sections(person, *paths):
    """Let a person work on these sections alone."""
    for path in paths:
        SectionRight.objects.create(account=person.user, section=make_section(path))
    del person.user
    return person
