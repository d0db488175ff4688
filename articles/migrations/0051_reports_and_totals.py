"""Reports with reasons, resolutions and marks; totals, keys of days, lists of words, reads."""

import articles.fields
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0050_words_of_the_desk'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DayKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True)),
                ('key', models.BinaryField(max_length=32)),
            ],
            options={
                'verbose_name': 'key of a day',
                'verbose_name_plural': 'keys of days',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='FeedbackMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort', models.CharField(choices=[('reason', 'reason'), ('hold', 'held because')], max_length=8)),
                ('value', models.CharField(max_length=16)),
                ('received', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'feedback mark',
                'verbose_name_plural': 'feedback marks',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ReadsInHour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('article_id', models.BigIntegerField()),
                ('hour', models.DateTimeField()),
                ('reads', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'reads in an hour',
                'verbose_name_plural': 'reads in hours',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('week', models.DateField()),
                ('what', models.CharField(max_length=24)),
                ('part', models.CharField(blank=True, max_length=120)),
                ('count', models.PositiveIntegerField(default=0)),
                ('past', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'tally',
                'verbose_name_plural': 'tallies',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='VotesInHour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('article_id', models.BigIntegerField()),
                ('hour', models.DateTimeField()),
                ('votes', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'votes in an hour',
                'verbose_name_plural': 'votes in hours',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='WordRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=200, validators=[articles.fields.no_control_characters], verbose_name='words')),
                ('deal', models.CharField(choices=[('block', 'Put with the spam'), ('hold', 'Hold for a moderator'), ('watch', 'Let through, and mark it')], default='hold', max_length=8, verbose_name='what to do')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
            ],
            options={
                'verbose_name': 'word to watch for',
                'verbose_name_plural': 'words to watch for',
                'ordering': ['words', 'pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='feedback',
            name='feedback_in_a_known_state',
        ),
        migrations.RemoveIndex(
            model_name='feedback',
            name='feedback_tally',
        ),
        migrations.RemoveIndex(
            model_name='feedback',
            name='feedback_with_words',
        ),
        migrations.AddField(
            model_name='correction',
            name='thanks_readers',
            field=models.BooleanField(default=False, verbose_name='thanks to readers'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='article_id',
            field=models.BigIntegerField(default=0, verbose_name='story'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='feedback',
            name='assignee',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='assigned to'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='closed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='done at'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='correction',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reports', to='articles.correction'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='counts',
            field=models.BooleanField(default=True, verbose_name='counts'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='duplicate_of',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='duplicates', to='articles.feedback'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='fingerprint',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='feedback',
            name='is_escalated',
            field=models.BooleanField(default=False, verbose_name='escalated'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='is_report',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='feedback',
            name='is_watched',
            field=models.BooleanField(default=False, verbose_name='words to watch for'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='language',
            field=models.CharField(blank=True, max_length=12, verbose_name='language'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='looked_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='first looked at'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='masked',
            field=models.CharField(blank=True, max_length=80, verbose_name='masked'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='resolution',
            field=models.CharField(blank=True, choices=[('corrected', 'Corrected'), ('clarified', 'Clarified'), ('updated', 'Updated'), ('headline', 'Headline changed'), ('passed_on', 'Passed on'), ('no_change', 'No change needed'), ('not_found', 'Cannot reproduce'), ('praise', 'Praise')], max_length=12, verbose_name='resolution'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='section',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.section'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='text_hash',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='feedbackevent',
            name='batch',
            field=models.UUIDField(db_index=True, null=True),
        ),
        migrations.AddField(
            model_name='feedbackevent',
            name='before',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='feedbackevent',
            name='resolution',
            field=models.CharField(blank=True, choices=[('corrected', 'Corrected'), ('clarified', 'Clarified'), ('updated', 'Updated'), ('headline', 'Headline changed'), ('passed_on', 'Passed on'), ('no_change', 'No change needed'), ('not_found', 'Cannot reproduce'), ('praise', 'Praise')], max_length=12),
        ),
        migrations.AddField(
            model_name='feedbackevent',
            name='undo_of',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='feedbackevent',
            name='what',
            field=models.CharField(choices=[('moved', 'moved'), ('assigned', 'assigned'), ('escalated', 'escalated'), ('calmed', 'no longer escalated'), ('duplicate', 'marked as a duplicate'), ('distinct', 'no longer a duplicate'), ('linked', 'linked with a correction'), ('noted', 'made a note on the story'), ('remarked', 'remarked'), ('said_more', 'said more'), ('changed', 'changed the answer')], default='moved', max_length=12),
        ),
        migrations.AlterField(
            model_name='feedback',
            name='state',
            field=models.CharField(choices=[('new', 'New'), ('held', 'Held'), ('open', 'Open'), ('in_progress', 'In progress'), ('addressed', 'Addressed'), ('dismissed', 'Dismissed'), ('spam', 'Spam')], default='new', max_length=12, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='feedbackevent',
            name='moved_from',
            field=models.CharField(choices=[('new', 'New'), ('held', 'Held'), ('open', 'Open'), ('in_progress', 'In progress'), ('addressed', 'Addressed'), ('dismissed', 'Dismissed'), ('spam', 'Spam')], max_length=12),
        ),
        migrations.AlterField(
            model_name='feedbackevent',
            name='moved_to',
            field=models.CharField(choices=[('new', 'New'), ('held', 'Held'), ('open', 'Open'), ('in_progress', 'In progress'), ('addressed', 'Addressed'), ('dismissed', 'Dismissed'), ('spam', 'Spam')], max_length=12),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(fields=['article_id', '-created_at'], name='feedback_by_story'),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(fields=['created_at'], name='feedback_by_moment'),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(condition=models.Q(('is_report', True)), fields=['-created_at', '-id'], name='report_by_moment'),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(condition=models.Q(('is_report', True)), fields=['state', '-created_at', '-id'], name='report_by_state'),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(condition=models.Q(('is_report', True)), fields=['article_id', 'state', '-created_at', '-id'], name='report_by_story'),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(condition=models.Q(('is_report', True)), fields=['edition', 'state', '-created_at', '-id'], name='report_by_edition'),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(condition=models.Q(('is_report', True)), fields=['section', 'state', '-created_at', '-id'], name='report_by_section'),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(condition=models.Q(('is_report', True)), fields=['language', 'state', '-created_at', '-id'], name='report_by_language'),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(condition=models.Q(('is_report', True)), fields=['assignee', 'state', '-created_at', '-id'], name='report_by_assignee'),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(condition=models.Q(('text_hash', ''), _negated=True), fields=['text_hash'], name='report_by_text'),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(django.db.models.functions.comparison.Cast('id', models.CharField(max_length=50)), condition=models.Q(('is_report', True)), name='report_by_id_as_text'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['new', 'held', 'open', 'in_progress', 'addressed', 'dismissed', 'spam'])), name='feedback_in_a_known_state'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.UniqueConstraint(condition=models.Q(('fingerprint', ''), _negated=True), fields=('fingerprint',), name='feedback_once_a_reader'),
        ),
        migrations.AddField(
            model_name='feedbackmark',
            name='feedback',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='articles.feedback'),
        ),
        migrations.AddIndex(
            model_name='readsinhour',
            index=models.Index(fields=['hour', 'article_id'], name='reads_in_hour_by_hour'),
        ),
        migrations.AddConstraint(
            model_name='readsinhour',
            constraint=models.UniqueConstraint(fields=('article_id', 'hour'), name='reads_in_hour_once'),
        ),
        migrations.AddField(
            model_name='tally',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='articles.edition'),
        ),
        migrations.AddIndex(
            model_name='votesinhour',
            index=models.Index(fields=['hour'], name='votes_in_hour_by_hour'),
        ),
        migrations.AddConstraint(
            model_name='votesinhour',
            constraint=models.UniqueConstraint(fields=('article_id', 'hour'), name='votes_in_hour_once'),
        ),
        migrations.AddField(
            model_name='wordrule',
            name='section',
            field=models.ForeignKey(blank=True, help_text='Only there and in its subsections; without one, in the whole paper.', null=True, on_delete=django.db.models.deletion.CASCADE, to='articles.section', verbose_name='section'),
        ),
        migrations.AddIndex(
            model_name='feedbackmark',
            index=models.Index(fields=['sort', 'value', '-received', '-feedback'], name='feedback_mark_in_order'),
        ),
        migrations.AddConstraint(
            model_name='feedbackmark',
            constraint=models.UniqueConstraint(fields=('feedback', 'sort', 'value'), name='feedback_mark_once'),
        ),
        migrations.AddIndex(
            model_name='tally',
            index=models.Index(fields=['week', 'what', 'part'], name='tally_by_week'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.UniqueConstraint(fields=('edition', 'week', 'what', 'part'), name='tally_once'),
        ),
    ]
