"""Permission to read a record: asked of the person, who grants, narrows or refuses (R08, W37)."""

import uuid

from django.db import models
from django.db.models import F, Q

from stepwell.people.models import Person
from stepwell.sealing.fields import SealedTextField
from stepwell.sharing.models import Share

from .conversations import Conversation


class SharedConversation(models.Model):
    """Ties a grant to the conversation it opens: the record, the actions, or both. Nothing else is ever shared."""

    share = models.OneToOneField(Share, on_delete=models.CASCADE, related_name="+", primary_key=True)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="shares")
    with_record = models.BooleanField()
    with_actions = models.BooleanField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(with_record=True) | Q(with_actions=True), name="shares_something")
        ]

    def __str__(self) -> str:
        return f"grant {self.share_id}"


class ReadingRequest(models.Model):
    """Somebody asks to read. They name no conversation: they cannot know of any. The person chooses, or refuses."""

    class State(models.TextChoices):
        ASKED = "asked", "Waiting"
        GRANTED = "granted", "Granted"
        REFUSED = "refused", "Refused"
        TAKEN_BACK = "taken_back", "Taken back"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reading_requests")
    requester = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reading_requests_made")
    purpose = models.CharField(max_length=30, choices=Share.Purpose)
    reason = SealedTextField(max_length=1000)
    state = models.CharField(max_length=20, choices=State)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = SealedTextField(blank=True, max_length=1000)
    granted = models.ForeignKey(SharedConversation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("requester")), name="nobody_asks_themselves_to_read"),
            models.UniqueConstraint(
                fields=["person", "requester"], condition=Q(state="asked"), name="one_open_request_each"
            ),
        ]

    def __str__(self) -> str:
        return f"request to read {self.id}"
