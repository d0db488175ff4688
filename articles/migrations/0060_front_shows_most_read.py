"""Each front says whether it shows what is most read; those that stand do."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0059_weekly_letters")]

    operations = [
        migrations.AddField("front", "shows_most_read", models.BooleanField(default=True)),
    ]
