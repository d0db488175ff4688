"""Who gets a letter each week of what readers think, and of which week they have had one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0058_lists_of_reports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DigestChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('told', models.DateField()),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='digest_choice', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'choice of the weekly letter',
                'verbose_name_plural': 'choices of the weekly letter',
                'default_permissions': (),
            },
        ),
    ]
