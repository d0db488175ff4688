"""Checks before publishing: how much each weighs, for administrators to say."""

from django.db import migrations, models

STOPPING = ["alt", "placeholder"]
ASKING = ["credit", "rights", "title", "description", "takeaways", "support", "headings", "links"]


def fill(apps, schema_editor):
    """A row for each check, as it comes."""
    rules = apps.get_model("articles", "CheckRule").objects
    for level, codes in (("block", STOPPING), ("warn", ASKING)):
        for code in codes:
            rules.get_or_create(check_code=code, defaults={"level": level})


def give(apps, schema_editor):
    """The right to see and change them, for administrators."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="articles", model="checkrule"
    )
    for verb in ("view", "change"):
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=kind,
            codename=f"{verb}_checkrule",
            defaults={"name": f"Can {verb} check before publishing"},
        )
        for role in apps.get_model("auth", "Group").objects.filter(name="Administrator"):
            role.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0026_sittings'),
    ]

    operations = [
        migrations.CreateModel(
            name='CheckRule',
            fields=[
                ('check_code', models.CharField(choices=[('alt', 'Pictures have a description (alt text)'), ('credit', 'Pictures have a credit'), ('rights', 'Rights in pictures have not ended'), ('placeholder', 'No placeholder “TK” is left'), ('title', 'The title fits search engines'), ('description', 'The description fits search engines'), ('takeaways', 'A long story has key takeaways'), ('support', 'Takeaways are borne out by the story'), ('headings', 'Headings stand in order'), ('links', 'Links to our own pages lead somewhere')], max_length=20, primary_key=True, serialize=False, verbose_name='check')),
                ('level', models.CharField(choices=[('block', 'Stops publishing'), ('warn', 'Asks once'), ('off', 'Is not made')], max_length=8, verbose_name='weight')),
            ],
            options={
                'verbose_name': 'check before publishing',
                'verbose_name_plural': 'checks before publishing',
                'ordering': ['check_code'],
                'default_permissions': ('view', 'change'),
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(give, migrations.RunPython.noop),
    ]
