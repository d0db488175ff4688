"""The audit, and the triggers by which the database itself keeps what was noted.

A migration that makes SQLite build the table anew (another column, another width) loses its
triggers there and has to make them again with `stand`; a test tells.
"""

import django.db.models.manager
from django.db import DatabaseError, migrations, models, transaction

SQLITE = {
    "deed_stands_unchanged": """
        CREATE TRIGGER deed_stands_unchanged BEFORE UPDATE ON articles_deed
        BEGIN SELECT RAISE(ABORT, 'deeds are never changed'); END
    """,
    "deed_stands": """
        CREATE TRIGGER deed_stands BEFORE DELETE ON articles_deed
        BEGIN SELECT RAISE(ABORT, 'deeds are never deleted'); END
    """,
}
POSTGRESQL = """
    CREATE FUNCTION articles_deed_stands() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'deeds are never changed or deleted'
            USING ERRCODE = 'restrict_violation';
    END $$;
    CREATE TRIGGER deed_stands BEFORE UPDATE OR DELETE ON articles_deed
        FOR EACH ROW EXECUTE FUNCTION articles_deed_stands();
"""


def stand(apps, schema_editor):
    """Let the database refuse to change or delete a deed. Emptying the whole table, as tests do on
    PostgreSQL, asks no row."""
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "sqlite":
            for trigger in SQLITE.values():
                cursor.execute(trigger)
        else:
            cursor.execute(POSTGRESQL)


def give_way(apps, schema_editor):
    """Take the triggers away; with the table they would go anyway."""
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "sqlite":
            for name in SQLITE:
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("DROP TRIGGER deed_stands ON articles_deed")
            cursor.execute("DROP FUNCTION articles_deed_stands()")


def find_words(apps, schema_editor):
    """On PostgreSQL, an index of names, titles and details as the search of the list reads them.

    It takes the extension pg_trgm, like that of headlines, and search does without where it is not.
    A million lines are read in a second then, as they are on SQLite.
    """
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    words = ", ".join(f"UPPER({name}::text) gin_trgm_ops" for name in ("by_name", "title", "detail"))
    try:
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            cursor.execute(f"CREATE INDEX deed_by_words ON articles_deed USING gin ({words})")
    except DatabaseError:
        return


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0028_sorts_of_corrections'),
    ]

    operations = [
        migrations.CreateModel(
            name='Deed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('by_id', models.BigIntegerField(null=True, verbose_name='number of the account')),
                ('by_name', models.CharField(blank=True, max_length=150, verbose_name='who')),
                ('what', models.CharField(choices=[('added', 'Added'), ('saved', 'Saved'), ('deleted', 'Deleted'), ('submitted', 'Handed in for review'), ('taken_back', 'Taken back'), ('sent_back', 'Sent back'), ('approved', 'Approved'), ('planned', 'Planned'), ('published', 'Published'), ('corrected', 'Published with a correction'), ('scheduled', 'Scheduled'), ('time_moved', 'Moved to another time'), ('reprinted', 'Reprinted'), ('called_off', 'Called off'), ('mended', 'Live text mended'), ('withdrawn', 'Withdrawn'), ('withdrawal', 'Withdrawal scheduled'), ('redacted', 'Redacted'), ('restored', 'Restored from the history'), ('explained', 'Note on a save'), ('embargoed', 'Under embargo'), ('embargo_lifted', 'Embargo lifted'), ('joined', 'Put into a release'), ('left', 'Taken out of a release'), ('released', 'Release published'), ('shared', 'Link to the draft made'), ('unshared', 'Link to the draft revoked'), ('moved', 'Address changed'), ('merged', 'Merged'), ('arranged', 'Front arranged'), ('sorted', 'Report moved'), ('unsorted', 'Report’s move undone'), ('roles', 'Roles changed'), ('password', 'Password changed'), ('signed_in', 'Signed in'), ('not_signed_in', 'Sign-in refused'), ('signed_out', 'Signed out')], max_length=16, verbose_name='deed')),
                ('kind', models.CharField(blank=True, max_length=40, verbose_name='kind')),
                ('key', models.CharField(blank=True, max_length=40, verbose_name='number')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                ('story_id', models.BigIntegerField(null=True, verbose_name='number of the story')),
                ('detail', models.CharField(blank=True, max_length=500, verbose_name='detail')),
                ('whence', models.CharField(blank=True, max_length=45, verbose_name='from')),
                ('browser', models.CharField(blank=True, max_length=160, verbose_name='browser')),
            ],
            options={
                'verbose_name': 'deed',
                'verbose_name_plural': 'audit',
                'ordering': ['-at', '-pk'],
                'default_permissions': ('view',),
                'indexes': [models.Index(fields=['at', 'id'], name='deed_by_time'), models.Index(fields=['by_id', 'at', 'id'], name='deed_by_person'), models.Index(fields=['what', 'at', 'id'], name='deed_by_what'), models.Index(fields=['kind', 'at', 'id'], name='deed_by_kind'), models.Index(fields=['kind', 'key', 'at', 'id'], name='deed_by_record'), models.Index(fields=['story_id', 'at', 'id'], name='deed_by_story')],
            },
            managers=[
                ('log', django.db.models.manager.Manager()),
            ],
        ),
        migrations.RunPython(stand, give_way),
        migrations.RunPython(find_words, migrations.RunPython.noop),
    ]
