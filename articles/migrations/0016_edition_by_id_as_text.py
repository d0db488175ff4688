from django.db import migrations, models
from django.db.models.functions import Cast


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_when_stories_were_published")]

    operations = [
        migrations.AddIndex(
            "edition",
            models.Index(
                Cast("id", models.CharField(max_length=50)), name="edition_by_id_as_text"
            ),
        ),
    ]
