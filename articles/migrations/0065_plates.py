"""Type that is set, kept beside each edition; what was printed before has none at first."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0064_lists_of_large_archives")]

    operations = [
        migrations.CreateModel(
            name="Plate",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="plate",
                        serialize=False,
                        to="articles.edition",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("typeset", models.JSONField()),
            ],
            options={"default_permissions": ()},
        ),
    ]
