"""Administrators read the audit."""

from django.db import migrations


def give(apps, schema_editor):
    """The right, which at this point no signal has made yet."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="articles", model="deed"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename="view_deed", defaults={"name": "Can view deed"}
    )
    for role in apps.get_model("auth", "Group").objects.filter(name="Administrator"):
        role.permissions.add(permission)


def take(apps, schema_editor):
    """Take it from them."""
    permissions = apps.get_model("auth", "Permission").objects
    for permission in permissions.filter(content_type__app_label="articles", codename="view_deed"):
        for role in apps.get_model("auth", "Group").objects.filter(name="Administrator"):
            role.permissions.remove(permission)


class Migration(migrations.Migration):
    dependencies = [("articles", "0029_audit")]
    operations = [migrations.RunPython(give, take)]
