from django.db import migrations
from django.db.models.fields.json import KT


def fill(apps, schema_editor):
    """Copy to each edition in what language it is, as the press does from now on."""
    printed = apps.get_model("articles", "Edition")._base_manager.filter(document__isnull=False)
    named = printed.filter(document__has_key="language").exclude(document__language="")
    named.update(language=KT("document__language"))


class Migration(migrations.Migration):
    dependencies = [("articles", "0023_edition_language")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
