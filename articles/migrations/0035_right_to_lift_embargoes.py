"""Administrators lift embargoes and move them earlier."""

from django.db import migrations

RIGHT = "lift_embargo"


def give(apps, schema_editor):
    """The right, which at this point no signal has made yet."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="articles", model="embargo"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=RIGHT, defaults={"name": "Can lift embargoes"}
    )
    for role in apps.get_model("auth", "Group").objects.filter(name="Administrator"):
        role.permissions.add(permission)


def take(apps, schema_editor):
    """Take it from them."""
    permissions = apps.get_model("auth", "Permission").objects
    for permission in permissions.filter(content_type__app_label="articles", codename=RIGHT):
        for role in apps.get_model("auth", "Group").objects.filter(name="Administrator"):
            role.permissions.remove(permission)


class Migration(migrations.Migration):
    dependencies = [("articles", "0034_embargoes")]
    operations = [migrations.RunPython(give, take)]
