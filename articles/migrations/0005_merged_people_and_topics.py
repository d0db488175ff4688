"""People and topics that have become one with others stay known by their numbers."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_editions_are_for_editors"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]
    operations = [
        migrations.AddField(
            model_name="contributor",
            name="merged_into",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="articles.contributor",
            ),
        ),
        migrations.AlterModelOptions(
            name="contributor",
            options={
                "ordering": ["name"],
                "permissions": [("merge_contributor", "Can merge contributors")],
                "verbose_name": "contributor",
                "verbose_name_plural": "contributors",
            },
        ),
        migrations.CreateModel(
            name="MergedTag",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
                (
                    "into",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merged",
                        to="taggit.tag",
                    ),
                ),
            ],
            options={
                "verbose_name": "merged tag",
                "verbose_name_plural": "merged tags",
                "permissions": [("merge_tag", "Can merge tags")],
                "default_permissions": (),
            },
        ),
    ]
