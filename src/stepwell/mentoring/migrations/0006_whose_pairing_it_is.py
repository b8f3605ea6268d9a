import django.db.models.deletion
from django.db import migrations, models


def organisation():
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation")


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0005_who_comes_next_and_who_is_placed"),
    ]

    operations = [
        migrations.AlterField("proposedpairing", "mentee_organisation", organisation()),
        migrations.AlterField("proposedpairing", "mentor_organisation", organisation()),
        migrations.AddIndex(
            "proposedpairing",
            models.Index(fields=["run", "placed_at", "mentee_organisation", "score"], name="pairing_by_mentees"),
        ),
        migrations.AddIndex(
            "proposedpairing",
            models.Index(
                fields=["run", "placed_at", "score", "id", "mentee_organisation", "mentor_organisation"],
                name="pairing_by_score",
            ),
        ),
    ]
