from django.db import migrations

PARTS = ("author", "editor", "maker")


def list_by_part(apps, schema_editor):
    """List each edition once more under its people, by what they did for it."""
    Edition = apps.get_model("articles", "Edition")
    Listing = apps.get_model("articles", "Listing")
    merged = apps.get_model("articles", "Contributor")._base_manager.filter(merged_into__isnull=False)
    stayed = dict(merged.values_list("pk", "merged_into"))
    printed = Edition._base_manager.filter(document__isnull=False).order_by("pk").only("document")
    last = 0
    while batch := {edition.pk: edition for edition in printed.filter(pk__gt=last)[:500]}:
        last = max(batch)
        rows = Listing.objects.filter(list="site", edition__in=batch)
        Listing.objects.bulk_create(
            (
                Listing(
                    list=part,
                    key=person,
                    sort_time=row.sort_time,
                    edition_id=row.edition_id,
                    live_from=row.live_from,
                    live_until=row.live_until,
                )
                for row in rows
                for part, person in parts_of(batch[row.edition_id].document, stayed)
            ),
            ignore_conflicts=True,
        )


def parts_of(document, stayed):
    """(list, person) for each credit, once; whoever has been merged is the one who stayed."""
    return dict.fromkeys(
        (
            credit["role"] if credit["role"] in PARTS else "maker",
            stayed.get(credit["contributor"], credit["contributor"]),
        )
        for credit in document["credits"]
    )


def forget(apps, schema_editor):
    """Take those rows away again."""
    apps.get_model("articles", "Listing").objects.filter(list__in=PARTS).delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_what_people_did")]

    operations = [migrations.RunPython(list_by_part, forget)]
