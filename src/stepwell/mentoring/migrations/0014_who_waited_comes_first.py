from django.db import migrations, models


class Migration(migrations.Migration):
    """What programmes published before stays as it was: points. New ones begin with "first"."""

    dependencies = [("mentoring", "0013_each_takes_part_from_somewhere")]

    operations = [
        migrations.AddField(
            model_name="mentoringprogramme",
            name="waiting",
            field=models.CharField(
                choices=[
                    ("first", "They come first in the next match"),
                    ("bonus", "They get points in the next match"),
                ],
                default="bonus",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="mentoringprogramme",
            name="waiting",
            field=models.CharField(
                choices=[
                    ("first", "They come first in the next match"),
                    ("bonus", "They get points in the next match"),
                ],
                default="first",
                max_length=10,
            ),
        ),
    ]
