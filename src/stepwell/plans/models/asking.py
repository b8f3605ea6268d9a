"""Asking somebody for an opportunity. They see what they are asked, and nothing else of the plan."""

import uuid

from django.db import models
from django.db.models import F, Q

from stepwell.people.models import Person
from stepwell.sealing.fields import SealedTextField

from .objectives import Objective


class OpportunityRequest(models.Model):
    """Asked of one person, who says yes and what happens next, or explains why not (R16)."""

    class Kind(models.TextChoices):
        SHADOWING = "shadowing", "Shadowing somebody"
        SECONDMENT = "secondment", "A secondment"
        ACTING_UP = "acting_up", "Acting up or sideways"
        PROJECT = "project", "A project or working group"
        TASK = "task", "A task that is new to me"
        EXPOSURE = "exposure", "Seeing another area or a committee"
        INTRODUCTION = "introduction", "Being introduced to somebody"
        LEARNING = "learning", "A course or a qualification"
        TIME = "time", "Time for something I do already"
        OTHER = "other", "Something else"

    class State(models.TextChoices):
        ASKED = "asked", "Waits for an answer"
        AGREED = "agreed", "Yes"
        DECLINED = "declined", "Not now, with the reason"
        WITHDRAWN = "withdrawn", "Withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="opportunity_requests")
    asked = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="opportunities_asked_of")
    objective = models.ForeignKey(Objective, on_delete=models.SET_NULL, null=True, blank=True, related_name="requests")
    kind = models.CharField(max_length=20, choices=Kind)
    text = SealedTextField(max_length=4000)
    wanted_by = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.ASKED)
    answer = SealedTextField(blank=True, max_length=4000)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("asked")), name="nobody_asks_themselves"),
            models.CheckConstraint(
                condition=Q(state__in=["agreed", "declined"], answered_at__isnull=False)
                | Q(state__in=["asked", "withdrawn"], answered_at__isnull=True),
                name="an_answer_has_its_time",
            ),
        ]
        indexes = [models.Index(fields=["asked", "state"], name="opportunities_waiting")]

    def __str__(self) -> str:
        return f"opportunity request {self.id}"
