from django.db import migrations

from stepwell.sealing.migrating import leaving_nothing


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("feedback", "0007_sealed_words")]

    operations = leaving_nothing(
        "feedback_responsecomment",
        "feedback_draft",
        "feedback_feedbackreport",
        "feedback_reportfocus",
        "feedback_thankyou",
        "feedback_feedbackround",
        "feedback_invitation",
        "feedback_cyclequestion",
        "feedback_nomination",
    )
