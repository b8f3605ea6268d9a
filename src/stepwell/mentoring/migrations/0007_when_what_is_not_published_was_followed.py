from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0006_whose_pairing_it_is"),
    ]

    operations = [
        migrations.AddField("matchingrun", "followed_at", models.DateTimeField(null=True, blank=True)),
    ]
