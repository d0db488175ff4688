"""What has been made of an image, and around which point its crops were cut."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0012_front_rights'),
    ]

    operations = [
        migrations.AddField(
            model_name='image',
            name='cut_x',
            field=models.FloatField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='image',
            name='cut_y',
            field=models.FloatField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='image',
            name='developed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
