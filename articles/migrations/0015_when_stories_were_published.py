from django.db import migrations
from django.db.models import Min, OuterRef, Subquery


def fill(apps, schema_editor):
    """Copy to each edition when its story first had a page, as the press does from now on."""
    Edition = apps.get_model("articles", "Edition")
    first = (
        Edition._base_manager.filter(article_id=OuterRef("article_id"))
        .exclude(kind="withdrawal")
        .order_by()
        .values("article_id")
        .annotate(first=Min("live_from"))
        .values("first")
    )
    Edition._base_manager.filter(published=None).update(published=Subquery(first))


class Migration(migrations.Migration):
    dependencies = [("articles", "0014_edition_published")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
