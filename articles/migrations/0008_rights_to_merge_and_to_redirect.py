"""Editors merge people and topics and add redirects; administrators also lead to other sites."""

from django.db import migrations

# By the table that they are named after, with what Django calls them.
MERGE = {"contributor": "merge_contributor", "mergedtag": "merge_tag"}
NAMES = {
    "merge_contributor": "Can merge contributors",
    "merge_tag": "Can merge tags",
    "add_redirect": "Can add redirect",
    "delete_redirect": "Can delete redirect",
    "redirect_abroad": "Can lead readers to other sites",
}
RIGHTS = [
    *MERGE.items(),
    *(("redirect", each) for each in ("add_redirect", "delete_redirect", "redirect_abroad")),
]


def give(apps, schema_editor):
    """The rights that are new, which at this point no signal has made yet."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    groups = apps.get_model("auth", "Group").objects
    for table, codename in RIGHTS:
        kind, _ = ContentType.objects.get_or_create(app_label="articles", model=table)
        right, _ = Permission.objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": NAMES[codename]}
        )
        roles = ["Administrator"] if codename == "redirect_abroad" else ["Administrator", "Editor"]
        for group in groups.filter(name__in=roles):
            group.permissions.add(right)


def take(apps, schema_editor):
    """Take from editors what they had not; administrators always had all that there was."""
    Permission = apps.get_model("auth", "Permission")
    rights = Permission.objects.filter(
        content_type__app_label="articles", codename__in=[codename for _, codename in RIGHTS]
    )
    for group in apps.get_model("auth", "Group").objects.filter(name="Editor"):
        group.permissions.remove(*rights)


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_redirects_by_hand")]
    operations = [migrations.RunPython(give, take)]
