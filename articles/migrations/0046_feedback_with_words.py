"""What readers wrote is found without looking through all who only voted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0045_deeds_of_notes")]
    operations = [
        migrations.AddIndex(
            model_name="feedback",
            index=models.Index(
                condition=models.Q(("comment", ""), _negated=True),
                fields=["state", "-created_at", "-id"],
                name="feedback_with_words",
            ),
        ),
    ]
