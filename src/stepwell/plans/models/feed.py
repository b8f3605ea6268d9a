"""A calendar address of one's own."""

from django.db import models

from stepwell.people.models import Person


class CalendarFeed(models.Model):
    """The digest of a secret that stands in an address. The address itself is shown once, when it is made."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="calendar_feed", primary_key=True)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"
