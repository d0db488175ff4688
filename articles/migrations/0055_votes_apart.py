"""Of the answers in an hour, how many came in a surge: these are not the usual rate."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0054_events_stand'),
    ]

    operations = [
        migrations.AddField(
            model_name='votesinhour',
            name='apart',
            field=models.PositiveIntegerField(default=0),
        ),
    ]
