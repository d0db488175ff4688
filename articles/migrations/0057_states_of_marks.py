"""Marks say in which state their report is; "" as long as it is a bare vote."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    """Copy the states of reports: one statement, since nothing of it need be read."""
    reports = apps.get_model("articles", "Feedback").objects.filter(
        pk=OuterRef("feedback"), is_report=True
    )
    marks = apps.get_model("articles", "FeedbackMark").objects
    marks.filter(feedback__is_report=True).update(state=Subquery(reports.values("state")[:1]))


class Migration(migrations.Migration):
    dependencies = [("articles", "0056_what_reports_are_found_by")]
    # Backwards there is nothing to do: the column goes.
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
