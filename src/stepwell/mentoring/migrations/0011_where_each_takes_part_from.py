from django.db import migrations, models


def organisation():
    return models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to="people.organisation")


class Migration(migrations.Migration):
    """A relationship keeps its two organisations: those of the request and the enrolment follow whoever moves."""

    dependencies = [
        ("mentoring", "0010_what_is_looked_for_is_found_at_once"),
        ("people", "0003_address_change"),
    ]

    operations = [
        migrations.AddField("mentoringrelationship", "mentee_organisation", organisation()),
        migrations.AddField("mentoringrelationship", "mentor_organisation", organisation()),
    ]
