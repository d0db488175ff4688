"""How often each edition was read in each week, with what is known by the hour brought along."""

from collections import Counter
from datetime import timedelta

import django.db.models.deletion
from django.db import migrations, models
from django.utils.timezone import get_default_timezone, localdate

AT_A_TIME = 100
HOUR = timedelta(hours=1)


def fill(apps, schema_editor):
    """Of each hour the edition that had begun last when it ended; the first, if none had."""
    ReadsInHour = apps.get_model("articles", "ReadsInHour")
    Edition = apps.get_model("articles", "Edition")
    ReadsInWeek = apps.get_model("articles", "ReadsInWeek")
    ids = ReadsInHour.objects.order_by("article_id").values_list("article_id", flat=True).distinct()
    last = 0
    while batch := list(ids.filter(article_id__gt=last)[:AT_A_TIME]):
        last = batch[-1]
        begun = {}
        editions = Edition.archive.filter(article_id__in=batch).order_by("live_from")
        for article_id, moment, pk in editions.values_list("article_id", "live_from", "pk"):
            begun.setdefault(article_id, []).append((moment, pk))
        sums = Counter()
        rows = ReadsInHour.objects.filter(article_id__in=begun)
        for article_id, hour, reads in rows.values_list("article_id", "hour", "reads").iterator():
            own = begun[article_id]
            edition = [pk for moment, pk in own if moment < hour + HOUR][-1:] or [own[0][1]]
            day = localdate(hour, get_default_timezone())
            sums[edition[0], day - timedelta(days=day.weekday())] += reads
        ReadsInWeek.objects.bulk_create(
            (
                ReadsInWeek(edition_id=edition, week=week, reads=reads)
                for (edition, week), reads in sums.items()
            ),
            batch_size=1_000,
        )


class Migration(migrations.Migration):
    dependencies = [("articles", "0060_front_shows_most_read")]

    operations = [
        migrations.CreateModel(
            name="ReadsInWeek",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("week", models.DateField()),
                ("reads", models.PositiveIntegerField(default=0)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "reads in a week",
                "verbose_name_plural": "reads in weeks",
                "default_permissions": (),
                "indexes": [models.Index(fields=["week"], name="reads_in_week_by_week")],
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "week"), name="reads_in_week_once")
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
