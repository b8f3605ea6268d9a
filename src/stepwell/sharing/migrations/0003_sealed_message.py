"""The words that somebody writes beside what they share are sealed like all that people write to one another."""

from django.db import migrations

from stepwell.sealing.fields import SealedTextField
from stepwell.sealing.migrating import Seal


class Migration(migrations.Migration):
    dependencies = [("sharing", "0002_former_managers")]

    operations = [Seal({"share": {"message": SealedTextField(blank=True, max_length=1000)}})]
