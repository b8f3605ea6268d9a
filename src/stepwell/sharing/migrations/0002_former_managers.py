"""What was given to a line manager rests once they no longer are one. What stands already counts as given to one if its
recipient manages its owner on the day of this migration: for the days before, nobody kept who managed whom."""

from django.db import migrations, models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone


def mark_those_of_managers(apps, schema_editor):
    today = timezone.localdate()
    jobs = apps.get_model("people", "Appointment").objects.filter(
        Q(end_date__isnull=True) | Q(end_date__gte=today),
        person=OuterRef("owner"),
        manager=OuterRef("recipient"),
        start_date__lte=today,
    )
    apps.get_model("sharing", "Share").objects.filter(Exists(jobs)).update(while_manager=True)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("sharing", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="share", name="while_manager", field=models.BooleanField(db_default=False, default=False)
        ),
        migrations.RunPython(mark_those_of_managers, migrations.RunPython.noop, elidable=True),
    ]
