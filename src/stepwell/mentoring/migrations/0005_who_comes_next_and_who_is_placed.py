"""Whose pairing it is stands with the pairing. In steps, because PostgreSQL fills and restricts a column in two transactions."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

import stepwell.sealing.fields


def fill(apps, schema_editor):
    """From the request and the enrolment, which never change their organisation."""
    pairings = apps.get_model("mentoring", "ProposedPairing").objects
    requests = apps.get_model("mentoring", "MenteeRequest").objects.filter(pk=OuterRef("request"))
    enrolments = apps.get_model("mentoring", "MentorEnrolment").objects.filter(pk=OuterRef("enrolment"))
    pairings.filter(mentee_organisation=None).update(
        mentee_organisation=Subquery(requests.values("organisation")),
        mentor_organisation=Subquery(enrolments.values("organisation")),
    )


def organisation(**more):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation", **more
    )


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0004_goals_help_and_what_is_told"),
        ("people", "0003_address_change"),
    ]

    operations = [
        migrations.AddField("mentoringprogramme", "offers_next", models.BooleanField(default=True)),
        migrations.AddField("proposedpairing", "others", stepwell.sealing.fields.SealedJSONField(null=True)),
        migrations.AddField("proposedpairing", "placed_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("proposedpairing", "mentee_organisation", organisation(null=True)),
        migrations.AddField("proposedpairing", "mentor_organisation", organisation(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
