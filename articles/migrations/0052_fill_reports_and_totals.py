"""What earlier reports say, in the new columns, marks and totals."""

from collections import Counter
from datetime import timedelta

from django.db import migrations
from django.utils.timezone import localdate

AT_A_TIME = 1_000
# By a few words of each reason, as it was written down in either language.
HOLDS = (
    ("unsaid", ("which site", "quel site")),
    ("trap", ("hidden field", "caché")),
    ("quick", ("two seconds", "deux secondes")),
    ("uncountable", ("could not be counted", "pas pu être compt")),
)


def fill(apps, schema_editor):
    """Copy from editions, mark why reports were held, and count every vote once."""
    Feedback = apps.get_model("articles", "Feedback")
    Mark = apps.get_model("articles", "FeedbackMark")
    Event = apps.get_model("articles", "FeedbackEvent")
    totals = Counter()
    last = 0
    while batch := list(
        Feedback.objects.filter(pk__gt=last).order_by("pk").select_related("edition")
        .defer("edition__document")[:AT_A_TIME]
    ):
        last = batch[-1].pk
        events = {}
        for event in Event.objects.filter(feedback__in=batch).order_by("at", "pk"):
            events.setdefault(event.feedback_id, []).append(event)
        for each in batch:
            own = events.get(each.pk, [])
            each.article_id = each.edition.article_id
            each.section_id = each.edition.section_id
            each.language = each.edition.language
            each.is_report = bool(
                each.comment or each.part_anchor or each.held_because or each.state == "held"
            )
            each.looked_at = next((event.at for event in own if event.by_id), None)
            if each.state in ("addressed", "dismissed", "spam"):
                each.closed_at = own[-1].at if own else each.created_at
            if each.state == "addressed":
                each.resolution = "no_change"
            totals.update(_places(each))
        Feedback.objects.bulk_update(
            batch,
            ["article_id", "section", "language", "is_report", "looked_at", "closed_at",
             "resolution"],
        )
        Mark.objects.bulk_create(
            Mark(feedback=each, sort="hold", value=value, received=each.created_at)
            for each in batch
            for value in _holds(each.held_because)
        )
    Tally = apps.get_model("articles", "Tally")
    Tally.objects.bulk_create(
        (
            Tally(edition_id=edition, week=week, what=what, part=part, count=count)
            for (edition, week, what, part), count in totals.items()
        ),
        batch_size=AT_A_TIME,
    )


def _holds(text):
    """The codes of what was written down as sentences; cut off where the column ended."""
    if not text:
        return []
    said = text.lower()
    found = [code for code, words in HOLDS if any(each in said for each in words)]
    return found or ["other"]


def _places(each):
    day = localdate(each.created_at)
    week = day - timedelta(days=day.weekday())
    apart = each.state in ("held", "spam")
    for part in dict.fromkeys(["", each.part_anchor]):
        yield each.edition_id, week, f"{each.vote}_apart" if apart else each.vote, part
        if each.comment and not apart:
            yield each.edition_id, week, "comment", part


def forget(apps, schema_editor):
    """Take the totals and marks away again, and write the reasons out."""
    Feedback = apps.get_model("articles", "Feedback")
    Mark = apps.get_model("articles", "FeedbackMark")
    for feedback in Mark.objects.filter(sort="hold").values_list("feedback", flat=True).distinct():
        values = Mark.objects.filter(feedback=feedback, sort="hold").values_list("value", flat=True)
        Feedback.objects.filter(pk=feedback).update(held_because="; ".join(values)[:120])
    Mark.objects.all().delete()
    apps.get_model("articles", "Tally").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0051_reports_and_totals")]
    operations = [migrations.RunPython(fill, forget)]
