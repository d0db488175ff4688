from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_words_of_the_index")]

    operations = [
        migrations.AddField(
            "edition", "language", models.CharField(blank=True, max_length=12)
        ),
    ]
