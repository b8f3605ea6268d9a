from django.db import migrations

from stepwell.sealing.migrating import leaving_nothing


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("sharing", "0003_sealed_message")]

    operations = leaving_nothing("sharing_share")
