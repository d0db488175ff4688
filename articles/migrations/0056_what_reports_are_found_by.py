"""What the queue is narrowed by has an index in the order in which the queue is read."""

from django.db import migrations, models
from django.db.models import Q

ORDER = ["state", "-created_at", "-id"]
# What few have is found among all that have it not.
HAVING = {
    "report_with_words": ~Q(comment=""),
    "report_without_words": Q(comment=""),
    "report_on_a_part": ~Q(part_anchor=""),
    "report_masked": ~Q(masked=""),
    "report_watched": Q(is_watched=True),
    "report_escalated": Q(is_escalated=True),
    "report_corrected": Q(correction__isnull=False),
}


class Migration(migrations.Migration):
    dependencies = [("articles", "0055_votes_apart")]
    operations = [
        migrations.RemoveIndex(model_name="feedbackmark", name="feedback_mark_in_order"),
        migrations.AddField(
            model_name="feedbackmark",
            name="state",
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.AddIndex(
            model_name="feedbackmark",
            index=models.Index(
                fields=["sort", "value", "state", "-received", "-feedback"],
                name="feedback_mark_in_order",
            ),
        ),
        migrations.AddIndex(
            model_name="feedback",
            index=models.Index(
                fields=["vote", *ORDER], condition=Q(is_report=True), name="report_by_vote"
            ),
        ),
        *(
            migrations.AddIndex(
                model_name="feedback",
                index=models.Index(fields=ORDER, condition=Q(is_report=True) & having, name=name),
            )
            for name, having in HAVING.items()
        ),
    ]
