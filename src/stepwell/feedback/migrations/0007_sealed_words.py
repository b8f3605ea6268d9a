"""What raters wrote, what a report shows, and the words of whoever asks and decides are sealed."""

from django.db import migrations, models

from stepwell.sealing.fields import SealedJSONField, SealedTextField
from stepwell.sealing.migrating import sealing


def text(model: str, name: str, most: int, **more):
    was = models.TextField(blank=True, default="", max_length=most)
    return sealing("feedback", model, name, SealedTextField(max_length=most, **more), was=was)


def json(model: str, name: str, **more):
    was = models.JSONField(blank=True, null=True)
    return sealing("feedback", model, name, SealedJSONField(**more), was=was)


class Migration(migrations.Migration):
    dependencies = [("feedback", "0006_rounds_that_are_closing")]

    operations = [
        *text("responsecomment", "text", 5000),
        *json("draft", "answers"),
        *json("feedbackreport", "content"),
        *json("feedbackreport", "importance", blank=True, null=True),
        *text("reportfocus", "note", 1000, blank=True, bound_to=["round_id", "dimension_id"]),
        *text("thankyou", "text", 2000),
        *text("feedbackround", "reason_for_repeat", 1000, blank=True),
        *text("feedbackround", "return_reason", 1000, blank=True),
        *text("invitation", "decline_reason", 1000, blank=True),
        *text("cyclequestion", "text", 500, bound_to=["cycle_id", "key"]),
        # The same words as the round's `return_reason`; nobody read them here.
        migrations.RemoveField("nomination", "reason"),
    ]
