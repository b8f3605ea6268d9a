"""What raters wrote, what a report shows, and the words of whoever asks and decides are sealed."""

from django.db import migrations

from stepwell.sealing.fields import SealedJSONField, SealedTextField
from stepwell.sealing.migrating import Seal


class Migration(migrations.Migration):
    dependencies = [("feedback", "0006_rounds_that_are_closing")]

    operations = [
        Seal(
            {
                "responsecomment": {"text": SealedTextField(max_length=5000)},
                "draft": {"answers": SealedJSONField()},
                "feedbackreport": {"content": SealedJSONField(), "importance": SealedJSONField(blank=True, null=True)},
                "reportfocus": {
                    "note": SealedTextField(blank=True, bound_to=["round_id", "dimension_id"], max_length=1000)
                },
                "thankyou": {"text": SealedTextField(max_length=2000)},
                "feedbackround": {
                    "reason_for_repeat": SealedTextField(blank=True, max_length=1000),
                    "return_reason": SealedTextField(blank=True, max_length=1000),
                },
                "invitation": {"decline_reason": SealedTextField(blank=True, max_length=1000)},
                "cyclequestion": {"text": SealedTextField(bound_to=["cycle_id", "key"], max_length=500)},
            }
        ),
        # The same words as the round's `return_reason`; nobody read them here.
        migrations.RemoveField("nomination", "reason"),
    ]
