import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0014_who_waited_comes_first")]

    operations = [
        migrations.AddField(
            model_name="menteerequest",
            name="left_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="mentoring.matchingrun",
            ),
        ),
    ]
