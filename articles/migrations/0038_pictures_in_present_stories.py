"""Which images the working copies of today show within their texts."""

import re
from itertools import islice

from django.db import migrations

IMAGE = re.compile(r'<figure data-image="([0-9]{1,18})"')
BATCH = 2_000


def note(apps, schema_editor):
    """As each save does from now on."""
    Article, Image, Illustration = (
        apps.get_model("articles", name) for name in ("Article", "Image", "Illustration")
    )
    there = set(Image.objects.values_list("pk", flat=True))
    texts = Article.objects.filter(body__contains="data-image=").values_list("pk", "body")
    rows = (
        Illustration(article_id=article, image_id=image)
        for article, body in texts.iterator(chunk_size=BATCH)
        for image in {int(found) for found in IMAGE.findall(body)} & there
    )
    while batch := list(islice(rows, BATCH)):
        Illustration.objects.bulk_create(batch, ignore_conflicts=True)


def forget(apps, schema_editor):
    """The table goes with the migration before."""


class Migration(migrations.Migration):
    dependencies = [("articles", "0037_pictures_in_stories")]
    operations = [migrations.RunPython(note, forget)]
