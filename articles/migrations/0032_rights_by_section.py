"""On which sections an account works, and the check that a text was approved."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0031_story_workflow'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SectionRight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='section_rights', to=settings.AUTH_USER_MODEL)),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.section', verbose_name='section')),
            ],
            options={
                'verbose_name': 'section to work on',
                'verbose_name_plural': 'sections to work on',
                'ordering': ['section__path'],
                'constraints': [models.UniqueConstraint(fields=('account', 'section'), name='section_right_once')],
            },
        ),
        migrations.AlterField(
            model_name='checkrule',
            name='check_code',
            field=models.CharField(choices=[('alt', 'Pictures have a description (alt text)'), ('credit', 'Pictures have a credit'), ('rights', 'Rights in pictures have not ended'), ('placeholder', 'No placeholder “TK” is left'), ('title', 'The title fits search engines'), ('description', 'The description fits search engines'), ('takeaways', 'A long story has key takeaways'), ('support', 'Takeaways are borne out by the story'), ('headings', 'Headings stand in order'), ('links', 'Links to our own pages lead somewhere'), ('approved', 'The text has been approved')], max_length=20, primary_key=True, serialize=False, verbose_name='check'),
        ),
    ]
