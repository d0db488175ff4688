"""Who added a redirect by hand, and when; the house's own claims have neither."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_addresses_of_people_and_topics"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AlterModelOptions(
            name="redirect",
            options={
                "permissions": [("redirect_abroad", "Can lead readers to other sites")],
                "verbose_name": "redirect",
                "verbose_name_plural": "redirects",
            },
        ),
        migrations.AlterField(
            model_name="redirect",
            name="address",
            field=models.CharField(max_length=420, unique=True, verbose_name="address"),
        ),
        migrations.AddField(
            model_name="redirect",
            name="added_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="added"),
        ),
        migrations.AddField(
            model_name="redirect",
            name="added_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="added by",
            ),
        ),
    ]
