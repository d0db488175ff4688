"""The database itself refuses to change what was done with a report, and roles get their rights.

Only who did it may be forgotten, when the account goes. A migration that makes SQLite build the
table anew loses the trigger there and has to make it again with `stand`; a test tells.
"""

from django.db import migrations

COLUMNS = "feedback_id, what, moved_from, moved_to, resolution, at, note, batch, undo_of, before"
SQLITE = f"""
    CREATE TRIGGER feedback_event_stands
    BEFORE UPDATE OF {COLUMNS} ON articles_feedbackevent
    BEGIN SELECT RAISE(ABORT, 'events of feedback are never changed'); END
"""
POSTGRESQL = f"""
    CREATE FUNCTION articles_feedbackevent_stands() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'events of feedback are never changed'
            USING ERRCODE = 'restrict_violation';
    END $$;
    CREATE TRIGGER feedback_event_stands BEFORE UPDATE OF {COLUMNS} ON articles_feedbackevent
        FOR EACH ROW EXECUTE FUNCTION articles_feedbackevent_stands();
"""
ROLES = {
    "Moderator": ("view_wordrule", "add_wordrule", "change_wordrule", "delete_wordrule"),
    "Administrator": ("view_wordrule", "add_wordrule", "change_wordrule", "delete_wordrule"),
    # Who corrects a story says so to whom it is owed; of their own sections, if they have some.
    "Editor": ("moderate_feedback", "change_feedback", "view_feedbackevent"),
}


def stand(apps, schema_editor):
    """Make the trigger."""
    with schema_editor.connection.cursor() as cursor:
        vendor = schema_editor.connection.vendor
        cursor.execute(SQLITE if vendor == "sqlite" else POSTGRESQL)


def give_way(apps, schema_editor):
    """Take it away."""
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER feedback_event_stands")
        else:
            cursor.execute("DROP TRIGGER feedback_event_stands ON articles_feedbackevent")
            cursor.execute("DROP FUNCTION articles_feedbackevent_stands()")


def give(apps, schema_editor):
    """The rights, which at this point no signal may have made yet."""
    kinds = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    for role, names in ROLES.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=role):
            for name in names:
                model = "feedback" if name == "moderate_feedback" else name.partition("_")[2]
                kind, _ = kinds.get_or_create(app_label="articles", model=model)
                permission, _ = permissions.get_or_create(
                    content_type=kind, codename=name, defaults={"name": f"Can {name}"}
                )
                group.permissions.add(permission)


def take(apps, schema_editor):
    """Take them from the roles."""
    permissions = apps.get_model("auth", "Permission").objects
    for role, names in ROLES.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=role):
            group.permissions.remove(*permissions.filter(codename__in=names))


class Migration(migrations.Migration):
    dependencies = [("articles", "0053_reasons_are_marks")]
    operations = [migrations.RunPython(stand, give_way), migrations.RunPython(give, take)]
