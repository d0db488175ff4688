"""The table of the cache that all processes share where there is no Redis."""

from django.core.management import call_command
from django.db import migrations

TABLE = "newsroom_cache"


def make(apps, schema_editor):
    """Does nothing if it is there."""
    call_command("createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    """What it held is gone in an hour anyway."""
    schema_editor.execute(f"DROP TABLE {schema_editor.quote_name(TABLE)}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_roles")]
    operations = [migrations.RunPython(make, drop)]
