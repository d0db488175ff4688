from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0061_reads_in_weeks")]

    operations = [
        migrations.AddField("correction", "at", models.DateTimeField("from", null=True, editable=False)),
    ]
