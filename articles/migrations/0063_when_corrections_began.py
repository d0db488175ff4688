from django.db import migrations
from django.db.models import OuterRef, Subquery


def copy_moments(apps, schema_editor):
    """Let each correction know when its edition begins. One statement for all of them."""
    corrections = apps.get_model("articles", "Correction").objects
    editions = apps.get_model("articles", "Edition")._base_manager.filter(pk=OuterRef("edition"))
    corrections.update(at=Subquery(editions.values("live_from")[:1]))


class Migration(migrations.Migration):
    dependencies = [("articles", "0062_corrections_have_a_moment")]

    # The other way there is nothing to do: the column goes.
    operations = [migrations.RunPython(copy_moments, migrations.RunPython.noop)]
