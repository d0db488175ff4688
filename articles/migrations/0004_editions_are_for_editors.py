"""Writers see what is printed of their own stories on these stories' forms, and of others' nothing."""

from django.db import migrations


def narrow(apps, schema_editor):
    """Take the right to look at all editions from writers."""
    _held(apps).remove(*_rights(apps))


def widen(apps, schema_editor):
    """Give it back."""
    _held(apps).add(*_rights(apps))


def _held(apps):
    return apps.get_model("auth", "Group").objects.get(name="Writer").permissions


def _rights(apps):
    permissions = apps.get_model("auth", "Permission").objects
    return permissions.filter(content_type__app_label="articles", codename="view_edition")


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_shared_cache")]
    operations = [migrations.RunPython(narrow, widen)]
