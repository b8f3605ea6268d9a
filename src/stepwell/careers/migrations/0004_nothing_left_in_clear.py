from django.db import migrations

from stepwell.sealing.migrating import leaving_nothing


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("careers", "0003_sealed_words")]

    operations = leaving_nothing("careers_expectedlevel", "careers_jobprofilenote")
