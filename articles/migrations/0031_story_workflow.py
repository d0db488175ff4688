"""How urgent a story is, who moved it, and the indexes by which the desk's list is asked."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STATES = [('draft', 'Draft'), ('in_review', 'In review'), ('approved', 'Approved')]


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0030_audit_for_administrators'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StoryMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deed', models.CharField(choices=[('handed_in', 'Handed in'), ('taken_back', 'Taken back'), ('sent_back', 'Sent back'), ('approved', 'Approved'), ('changed', 'Changed after it was approved'), ('printed', 'Printed')], max_length=12)),
                ('moved_from', models.CharField(choices=STATES, max_length=12)),
                ('moved_to', models.CharField(choices=STATES, max_length=12)),
                ('note', models.CharField(blank=True, max_length=1000)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='articles.article')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'move of a story',
                'verbose_name_plural': 'moves of stories',
                'ordering': ['-pk'],
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='article',
            name='priority',
            field=models.PositiveSmallIntegerField(choices=[(1, 'Low'), (2, 'Normal'), (3, 'High'), (4, 'Urgent')], default=2, verbose_name='priority'),
        ),
        migrations.AlterField(
            model_name='article',
            name='planned_for',
            field=models.DateField(blank=True, help_text='The day on which it is to appear. It publishes nothing.', null=True, verbose_name='planned for'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['section', '-saved_at'], name='article_by_section'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['assignee', '-saved_at'], name='article_by_assignee'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['created_by', '-saved_at'], name='article_by_beginning'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['priority', '-saved_at'], name='article_by_priority'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['planned_for', '-saved_at'], name='article_by_plan'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['due_at', '-saved_at'], name='article_by_due'),
        ),
        # Their own indexes are the beginning of those above.
        migrations.AlterField(
            model_name='article',
            name='section',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='articles.section', verbose_name='section'),
        ),
        migrations.AlterField(
            model_name='article',
            name='assignee',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='assigned_articles', to=settings.AUTH_USER_MODEL, verbose_name='assigned to'),
        ),
        migrations.AlterField(
            model_name='article',
            name='created_by',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='created_articles', to=settings.AUTH_USER_MODEL),
        ),
    ]
