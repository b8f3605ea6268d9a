"""Feedback: what its giver keeps for another time."""

import uuid

from django.db import models

from stepwell.people.models import Person
from stepwell.sealing.fields import SealedTextField

from .conversations import Conversation


class ParkedPoint(models.Model):
    """A fourth thing to learn, which was one too many (R56). Only its writer reads it, until they use it or throw it away."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="parked_points")
    writer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    text = SealedTextField(max_length=500)
    parked_at = models.DateTimeField()

    class Meta:
        ordering = ["parked_at", "id"]

    def __str__(self) -> str:
        return f"parked point {self.id}"
