from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0017_headlines_by_trigrams")]

    operations = [
        migrations.AlterField(
            "listing",
            "list",
            models.CharField(
                choices=[
                    ("site", "Site"),
                    ("section", "Section"),
                    ("contributor", "Contributor"),
                    ("author", "Author"),
                    ("editor", "Editor"),
                    ("maker", "Maker"),
                    ("tag", "Tag"),
                    ("image", "Image"),
                ],
                max_length=12,
            ),
        ),
    ]
