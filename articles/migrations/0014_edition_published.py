from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_image_development")]

    operations = [
        migrations.AddField("edition", "published", models.DateTimeField(null=True)),
    ]
