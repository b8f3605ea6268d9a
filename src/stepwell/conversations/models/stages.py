"""Steps of a conversation with answers of their own: what a stage is stands in the conversation's agenda."""

import uuid

from django.db import models
from django.db.models import Q

from stepwell.people.models import Person
from stepwell.sealing.fields import SealedJSONField

from .conversations import Conversation


class ConversationStage(models.Model):
    """How far a stage is. `given_orally`: its writer said it instead of writing it, and says so here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="stages")
    key = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()
    given_orally_at = models.DateTimeField(null=True, blank=True)
    given_orally_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    held_at = models.DateTimeField(null=True, blank=True)
    held_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["conversation", "key"], name="one_stage_a_key")]

    def __str__(self) -> str:
        return f"stage {self.key} of {self.conversation_id}"


class StageAnswer(models.Model):
    """What one of the two wrote in a stage, or both together where there is no writer. Given: the other may be shown it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stage = models.ForeignKey(ConversationStage, on_delete=models.CASCADE, related_name="answers")
    writer = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    content = SealedJSONField(null=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "writer"], name="one_answer_each"),
            models.UniqueConstraint(fields=["stage"], condition=Q(writer__isnull=True), name="one_answer_together"),
        ]

    def __str__(self) -> str:
        return f"answer {self.id}"
