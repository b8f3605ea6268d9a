from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    """Nobody has been moved yet, so each organisation is that of the request and of the enrolment."""
    found = {name: apps.get_model("mentoring", name).objects for name in ("MenteeRequest", "MentorEnrolment")}
    request = found["MenteeRequest"].filter(pk=OuterRef("request")).values("organisation")
    enrolment = found["MentorEnrolment"].filter(pk=OuterRef("enrolment")).values("organisation")
    apps.get_model("mentoring", "MentoringRelationship").objects.update(
        mentee_organisation=Subquery(request[:1]), mentor_organisation=Subquery(enrolment[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0011_where_each_takes_part_from")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
