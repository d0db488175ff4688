"""Editors and administrators keep the rules of style; the check of them asks once, as it comes."""

from django.db import migrations

ROLES = ["Editor", "Administrator"]
VERBS = ["add", "change", "delete", "view"]


def give(apps, schema_editor):
    """The rights, which at this point no signal has made yet, for both roles."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="articles", model="stylerule"
    )
    for verb in VERBS:
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=kind,
            codename=f"{verb}_stylerule",
            defaults={"name": f"Can {verb} rule of style"},
        )
        for role in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
            role.permissions.add(permission)


def take(apps, schema_editor):
    """Take them from both."""
    rights = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles", content_type__model="stylerule"
    )
    for role in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        role.permissions.remove(*rights)


def weigh(apps, schema_editor):
    """A row for the check, beside those of the others."""
    apps.get_model("articles", "CheckRule").objects.get_or_create(
        check_code="style", defaults={"level": "warn"}
    )


def weigh_no_more(apps, schema_editor):
    """Without the check there is nothing to weigh."""
    apps.get_model("articles", "CheckRule").objects.filter(check_code="style").delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0039_rules_of_style")]
    operations = [migrations.RunPython(give, take), migrations.RunPython(weigh, weigh_no_more)]
