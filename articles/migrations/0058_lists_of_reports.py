"""A saved list says of which list it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0057_states_of_marks")]
    operations = [
        migrations.RemoveConstraint(model_name="savedlist", name="saved_list_once_per_name"),
        migrations.AddField(
            model_name="savedlist",
            name="of",
            field=models.CharField(
                choices=[("stories", "stories"), ("reports", "reports")],
                default="stories",
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="savedlist",
            constraint=models.UniqueConstraint(
                fields=("owner", "of", "name"), name="saved_list_once_per_name"
            ),
        ),
    ]
