"""One word for one thing: stories, pictures and their alt text are called so everywhere."""

import articles.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0049_deeds_of_assigning"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="article",
            options={
                "ordering": ["-saved_at"],
                "permissions": [
                    ("edit_any_article", "Can edit the stories of others"),
                    ("approve_article", "Can approve stories"),
                ],
                "verbose_name": "story",
                "verbose_name_plural": "stories",
            },
        ),
        migrations.AlterModelOptions(
            name="image",
            options={
                "ordering": ["-taken_in_at", "-pk"],
                "verbose_name": "picture",
                "verbose_name_plural": "pictures",
            },
        ),
        migrations.AlterField(
            model_name="article",
            name="lead_credit",
            field=models.CharField(
                blank=True,
                max_length=160,
                validators=[articles.fields.no_control_characters],
                verbose_name="picture credit",
            ),
        ),
        migrations.AlterField(
            model_name="article",
            name="lead_image",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.image",
                verbose_name="lead picture",
            ),
        ),
        migrations.AlterField(
            model_name="checkrule",
            name="check_code",
            field=models.CharField(
                choices=[
                    ("alt", "Pictures have an alt text"),
                    ("credit", "Pictures have a credit"),
                    ("rights", "Rights in pictures have not ended"),
                    ("placeholder", "No placeholder “TK” is left"),
                    ("title", "The title fits search engines"),
                    ("description", "The description fits search engines"),
                    ("takeaways", "A long story has key takeaways"),
                    ("support", "Takeaways are borne out by the story"),
                    ("headings", "Headings stand in order"),
                    ("links", "Links to our own pages lead somewhere"),
                    ("approved", "The text has been approved"),
                    ("style", "The text keeps to the house style"),
                ],
                max_length=20,
                primary_key=True,
                serialize=False,
                verbose_name="check",
            ),
        ),
        migrations.AlterField(
            model_name="image",
            name="alt",
            field=models.CharField(
                blank=True,
                max_length=400,
                validators=[articles.fields.no_control_characters],
                verbose_name="alt text",
            ),
        ),
        migrations.AlterField(
            model_name="redirect",
            name="article",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="articles.article",
                verbose_name="story",
            ),
        ),
    ]
