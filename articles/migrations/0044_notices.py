"""Who is told of what, and who wants to be told of it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KINDS = [
    ('mentioned', 'Someone mentions you'),
    ('replied', 'Someone replies to a note of yours'),
    ('noted', 'A note on a story of yours'),
    ('assigned', 'A story is assigned to you'),
    ('handed_in', 'A story is handed in for you to review'),
    ('sent_back', 'A story of yours is sent back'),
    ('approved', 'A story of yours is approved'),
    ('suggested', 'Other words are suggested for a story of yours'),
    ('decided', 'What you suggested is accepted or refused'),
]


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0043_notes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=KINDS, max_length=12)),
                ('words', models.CharField(blank=True, max_length=1000)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('at_desk', models.BooleanField(default=True)),
                ('read_at', models.DateTimeField(null=True)),
                ('to_be_mailed', models.BooleanField(default=False)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('note', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.note')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-pk'],
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('at_desk', True), ('read_at__isnull', True)), fields=['account'], name='notice_unread'), models.Index(fields=['at'], name='notice_by_age')],
            },
        ),
        migrations.CreateModel(
            name='NoticeChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=KINDS, max_length=12)),
                ('at_desk', models.BooleanField()),
                ('by_mail', models.BooleanField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notice_choices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'choice of notices',
                'verbose_name_plural': 'choices of notices',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('account', 'kind'), name='notice_choice_once')],
            },
        ),
    ]
