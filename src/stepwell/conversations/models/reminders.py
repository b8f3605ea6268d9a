"""What was reminded of, so that nobody is reminded twice and nothing is lost with a killed worker."""

import uuid

from django.db import models

from stepwell.people.models import Person

from .conversations import Conversation


class Reminder(models.Model):
    """One reminder of one thing on one day. Claimed, then sent: what was claimed and not sent is tried again."""

    class About(models.TextChoices):
        MEETING = "meeting", "A meeting"
        REVIEW = "review", "A review"
        ACTION = "action", "Something promised"
        FOLLOW_UP = "follow_up", "A follow-up"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="reminders")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=20, choices=About)
    due_date = models.DateField()
    queued_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["queued_at", "id"]
        indexes = [models.Index(fields=["sent_at", "claimed_at", "queued_at"], name="reminder_to_send")]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "person", "about", "due_date"], name="one_reminder_of_a_thing"
            )
        ]

    def __str__(self) -> str:
        return f"reminder {self.id}"
