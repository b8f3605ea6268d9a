"""A calendar address of one's own."""

from django.db import models

from stepwell.people.models import Person
from stepwell.sealing.fields import SealedTextField


class CalendarFeed(models.Model):
    """A secret that stands in an address. It is found by its digest; sealed beside it, for its owner alone to read again."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="calendar_feed", primary_key=True)
    digest = models.CharField(max_length=64, unique=True)
    secret = SealedTextField(null=True, blank=True, max_length=100)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"
