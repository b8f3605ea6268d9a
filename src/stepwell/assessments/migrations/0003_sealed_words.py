"""What people write about themselves is sealed, and what was expected of them with their manager's reason."""

from django.db import migrations

from stepwell.sealing.fields import SealedJSONField, SealedTextField
from stepwell.sealing.migrating import Seal

PLACE = ["assessment_id", "dimension_id"]


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_expected_then")]

    operations = [
        Seal(
            {
                "selfassessment": {"expected_then": SealedJSONField(blank=True, null=True)},
                "placement": {
                    "example": SealedTextField(blank=True, bound_to=PLACE, max_length=5000),
                    "situation": SealedTextField(blank=True, bound_to=PLACE, max_length=2000),
                    "coaching_question": SealedTextField(blank=True, bound_to=PLACE, max_length=5000),
                    "reflection": SealedTextField(blank=True, bound_to=PLACE, max_length=5000),
                },
            }
        )
    ]
