from django.db import DatabaseError, migrations, transaction

INDEX = "search_headline_trigrams"


def allow_slips(apps, schema_editor):
    """On PostgreSQL, an index of headlines by which words with slips in them are found.

    It takes the extension pg_trgm, which whoever owns the database may make. Where they may not,
    search does without.
    """
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS {INDEX} ON modelsearch_indexentry "
                "USING gin (title_text gin_trgm_ops)"
            )
    except DatabaseError:
        return


def forget(apps, schema_editor):
    """Drop the index; the extension may serve others."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {INDEX}")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0016_edition_by_id_as_text"),
        ("modelsearch", "0004_rename_modelsear_autocom_476c89_gin_modelsearch_autocom_ea8581_gin_and_more"),
    ]

    operations = [migrations.RunPython(allow_slips, forget)]
