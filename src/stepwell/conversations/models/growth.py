"""What belongs to a conversation about growth beside its stages: each table has its own readers."""

import uuid

from django.db import models

from stepwell.frameworks.models import FrameworkVersion, Overlay
from stepwell.people.models import Person
from stepwell.sealing.fields import SealedJSONField

from .conversations import Conversation


class GrowthDraft(models.Model):
    """What the two settle and draft: the position they agree on or their two views, and the plan in the making.

    The two read and write it. It keeps the version of the framework that they talk about, once they have begun. `offer`
    is a position that one of them puts to the other; `outcome` what came of it; `plan` becomes the person's own plan when
    they put it there, and nothing that happens in that plan comes back here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="growth")
    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+")
    overlay = models.ForeignKey(Overlay, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    offer = SealedJSONField(null=True)
    outcome = SealedJSONField(null=True)
    outcome_count = models.PositiveSmallIntegerField(default=0)
    plan = SealedJSONField(null=True)
    revision = models.PositiveIntegerField(default=1)
    began_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    planned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["began_at"]

    def __str__(self) -> str:
        return f"growth draft {self.id}"


class FacilitatorChecklist(models.Model):
    """How whoever facilitates got ready: what they have looked at, and their own thoughts. Only its writer reads it, ever."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="checklists")
    writer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    content = SealedJSONField(null=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["saved_at"]
        constraints = [models.UniqueConstraint(fields=["conversation", "writer"], name="one_checklist_each")]

    def __str__(self) -> str:
        return f"facilitator's checklist {self.id}"


class AdjustmentsCheck(models.Model):
    """Whether reasonable adjustments are needed (R64): the answer, and words to it where the person wants them kept.

    It may say something about somebody's health, so it is a row of its own, sealed as a whole, and read by one page of
    the two alone: no count, report, document or message can be made from it.
    """

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_SAID = "not_said", "Prefers not to say"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="adjustments")
    content = SealedJSONField(null=True)
    revision = models.PositiveIntegerField(default=1)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["answered_at"]

    def __str__(self) -> str:
        return f"check of adjustments {self.id}"
