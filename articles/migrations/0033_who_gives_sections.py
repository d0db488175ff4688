"""Administrators say who works on which sections; the check of the approval comes switched off."""

from django.db import migrations

VERBS = ["add", "change", "delete", "view"]


def give(apps, schema_editor):
    """The rights, which at this point no signal has made yet, for administrators."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="articles", model="sectionright"
    )
    for verb in VERBS:
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=kind,
            codename=f"{verb}_sectionright",
            defaults={"name": f"Can {verb} section to work on"},
        )
        for role in apps.get_model("auth", "Group").objects.filter(name="Administrator"):
            role.permissions.add(permission)


def take(apps, schema_editor):
    """Take them from them."""
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles", content_type__model="sectionright"
    )
    for role in apps.get_model("auth", "Group").objects.filter(name="Administrator"):
        role.permissions.remove(*permissions)


def fill(apps, schema_editor):
    """Its row, as it comes."""
    rules = apps.get_model("articles", "CheckRule").objects
    rules.get_or_create(check_code="approved", defaults={"level": "off"})


def empty(apps, schema_editor):
    """Take it away: the code before knows no such check."""
    apps.get_model("articles", "CheckRule").objects.filter(check_code="approved").delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0032_rights_by_section")]
    operations = [migrations.RunPython(give, take), migrations.RunPython(fill, empty)]
