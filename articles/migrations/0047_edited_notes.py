"""What one has said is edited, and what it said before is kept with it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0046_feedback_with_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='note',
            name='earlier',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='note',
            name='edited_at',
            field=models.DateTimeField(null=True),
        ),
    ]
