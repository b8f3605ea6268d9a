from django.db import migrations

import stepwell.sealing.fields


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0007_when_what_is_not_published_was_followed"),
    ]

    operations = [
        migrations.AddField("matchingrun", "followed", stepwell.sealing.fields.SealedJSONField(null=True)),
    ]
