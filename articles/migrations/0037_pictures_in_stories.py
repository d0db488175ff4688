"""Which images stand within the texts of working copies, and the library's order of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0036_releases"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Illustration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("article", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="illustrations", to="articles.article")),
                ("image", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="illustrations", to="articles.image")),
            ],
            options={
                "verbose_name": "picture in a story",
                "verbose_name_plural": "pictures in stories",
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("article", "image"), name="illustration_once")],
            },
        ),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(fields=["-taken_in_at", "-id"], name="image_in_order"),
        ),
    ]
