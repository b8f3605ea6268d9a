"""Why a manager expects a level, and what somebody noted about a job profile, are sealed."""

from django.db import migrations

from stepwell.sealing.fields import SealedTextField
from stepwell.sealing.migrating import Seal

EXPECTED = ["appointment_id", "framework_id", "dimension_id", "set_by_id"]


class Migration(migrations.Migration):
    dependencies = [("careers", "0002_expected_of_a_role")]

    operations = [
        Seal(
            {
                "expectedlevel": {"reason": SealedTextField(blank=True, bound_to=EXPECTED, max_length=2000)},
                "jobprofilenote": {
                    "note": SealedTextField(blank=True, bound_to=["appointment_id", "noted_by_id"], max_length=1000)
                },
            }
        )
    ]
