"""Fronts, as each save arranged them, and what stands in their slots."""

import articles.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0010_history_closed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Front',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('live_from', models.DateTimeField()),
                ('live_until', models.DateTimeField(blank=True, null=True)),
                ('arranged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='articles.section', verbose_name='section')),
            ],
            options={
                'verbose_name': 'front',
                'verbose_name_plural': 'fronts',
                'permissions': [('arrange_front', 'Can arrange fronts')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='FrontSlot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('headline', models.CharField(blank=True, max_length=200, validators=[articles.fields.no_control_characters])),
                ('live_from', models.DateTimeField(null=True)),
                ('live_until', models.DateTimeField(null=True)),
                ('stand_in', models.CharField(blank=True, choices=[('newest', 'The newest story not on the front'), ('nothing', 'Nothing: the slot closes up')], max_length=8)),
                ('article', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article')),
                ('front', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='articles.front')),
            ],
            options={
                'verbose_name': 'front slot',
                'verbose_name_plural': 'front slots',
                'default_permissions': (),
            },
        ),
        migrations.AddIndex(
            model_name='front',
            index=models.Index(fields=['section', 'live_until'], name='front_standing'),
        ),
        migrations.AddConstraint(
            model_name='front',
            constraint=models.UniqueConstraint(fields=('section', 'number'), name='front_number_once'),
        ),
        migrations.AddConstraint(
            model_name='front',
            constraint=models.UniqueConstraint(condition=models.Q(('section__isnull', True)), fields=('number',), name='front_number_once_at_home'),
        ),
        migrations.AddConstraint(
            model_name='frontslot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('article__isnull', False), ('live_from__isnull', False), ('stand_in', '')), models.Q(('article__isnull', True), ('live_from__isnull', True), models.Q(('stand_in', ''), _negated=True)), _connector='OR'), name='front_slot_story_or_stand_in'),
        ),
        migrations.AddConstraint(
            model_name='frontslot',
            constraint=models.CheckConstraint(condition=models.Q(('live_until__isnull', True), ('live_until__gt', models.F('live_from')), _connector='OR'), name='front_slot_ends_after_it_begins'),
        ),
    ]
