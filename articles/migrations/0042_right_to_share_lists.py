"""Editors and administrators share saved lists with everybody."""

from django.db import migrations

ROLES = ["Editor", "Administrator"]
RIGHT = "share_savedlist"


def give(apps, schema_editor):
    """The right, which at this point no signal has made yet, for both roles."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="articles", model="savedlist"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind,
        codename=RIGHT,
        defaults={"name": "Can share saved lists with everybody"},
    )
    for role in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        role.permissions.add(permission)


def take(apps, schema_editor):
    """Take it from them."""
    permissions = apps.get_model("auth", "Permission").objects
    for permission in permissions.filter(content_type__app_label="articles", codename=RIGHT):
        for role in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
            role.permissions.remove(permission)


class Migration(migrations.Migration):
    dependencies = [("articles", "0041_saved_lists")]
    operations = [migrations.RunPython(give, take)]
