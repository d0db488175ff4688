"""The addresses that people and topics have left are claimed for them, like those of sections."""

import django.db.models.deletion
from django.db import migrations, models

OWNERS = ("article", "section", "contributor", "tag")


def owned_by(owner):
    """Whether a row belongs to that and to nothing else."""
    return models.Q(**{f"{each}__isnull": each != owner for each in OWNERS})


def key_to(table):
    """A key to the owner of an address."""
    return models.ForeignKey(
        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to=table
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_merged_people_and_topics")]
    operations = [
        migrations.AddField("redirect", "contributor", key_to("articles.contributor")),
        migrations.AddField("redirect", "tag", key_to("taggit.tag")),
        migrations.RemoveConstraint("redirect", "redirect_to_one_thing"),
        migrations.AddConstraint(
            "redirect",
            models.CheckConstraint(
                condition=models.Q(owned_by("article"), target="")
                | models.Q(owned_by("section"), target="")
                | models.Q(owned_by("contributor"), target="")
                | models.Q(owned_by("tag"), target="")
                | (owned_by("") & ~models.Q(target="")),
                name="redirect_to_one_thing",
            ),
        ),
    ]
