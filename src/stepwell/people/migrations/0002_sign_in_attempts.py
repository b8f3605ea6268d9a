"""The table in which attempts to sign in are counted: `CACHES` names it, and `migrate` alone must be enough."""

from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
