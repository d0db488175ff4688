"""Why a report was held is said by its marks alone."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("articles", "0052_fill_reports_and_totals")]
    operations = [migrations.RemoveField(model_name="feedback", name="held_because")]
