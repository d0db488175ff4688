from django.db import migrations


def list_words(apps, schema_editor):
    """On SQLite, a view of all words in the index: those like a word with a slip are looked up."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS modelsearch_indexentry_terms "
            "USING fts5vocab(modelsearch_indexentry_fts, 'row')"
        )


def forget(apps, schema_editor):
    """Drop the view; the words are the index's own."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE IF EXISTS modelsearch_indexentry_terms")


class Migration(migrations.Migration):
    dependencies = [("articles", "0021_names_of_columns")]

    operations = [migrations.RunPython(list_words, forget)]
