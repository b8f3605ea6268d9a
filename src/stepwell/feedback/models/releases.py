"""What was released of a round, and what its subject does with it."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from stepwell.people.models import Person
from stepwell.sealing.fields import SealedJSONField, SealedTextField

from .rounds import FeedbackRound


class Snapshot(models.Model):
    """The answers of a round as they stood when it closed. Late answers enter a later one, among themselves."""

    round = models.ForeignKey(FeedbackRound, on_delete=models.CASCADE, related_name="snapshots")
    number = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="one_snapshot_of_a_number")]

    def __str__(self) -> str:
        return f"snapshot {self.number} of {self.round_id}"


class FeedbackReport(models.Model):
    """`content` is what domain.disclosure gave, whole and unchanged; no page knows more than it.

    `importance` is a second release of the same answers' other part: how much each dimension matters, on its own scale.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    snapshot = models.OneToOneField(Snapshot, on_delete=models.CASCADE, related_name="report")
    content = SealedJSONField()
    importance = SealedJSONField(null=True, blank=True)
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["snapshot__number"]

    def __str__(self) -> str:
        return f"feedback report {self.id}"

    @property
    def certificate(self) -> dict[str, Any]:
        return self.content["certificate"]

    @property
    def holds(self) -> bool:
        """Whether the checks of all that is released hold."""
        return all(part["certificate"]["holds"] for part in (self.content, self.importance) if part)


class Prediction(models.Model):
    """What the subject expects to read, dimension by dimension: for themselves alone, before the report opens."""

    round = models.OneToOneField(FeedbackRound, on_delete=models.CASCADE, related_name="prediction", primary_key=True)
    places = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"prediction for {self.round_id}"


class ReportFocus(models.Model):
    """A dimension to work on, from the report: three at most (R56)."""

    round = models.ForeignKey(FeedbackRound, on_delete=models.CASCADE, related_name="focuses")
    dimension_id = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()
    note = SealedTextField(blank=True, max_length=1000, bound_to=["round_id", "dimension_id"])
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "report focuses"
        constraints = [
            models.UniqueConstraint(fields=["round", "dimension_id"], name="a_report_focus_once"),
            models.UniqueConstraint(fields=["round", "position"], name="one_report_focus_a_position"),
            models.CheckConstraint(condition=Q(position__gte=1, position__lte=3), name="at_most_three_report_focuses"),
        ]

    def __str__(self) -> str:
        return f"focus {self.position}: {self.dimension_id}"


class ThankYou(models.Model):
    """What the subject writes to everybody who was asked, whether they answered or not: so it tells of nobody."""

    round = models.OneToOneField(FeedbackRound, on_delete=models.CASCADE, related_name="thank_you", primary_key=True)
    text = SealedTextField(max_length=2000)
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"thank-you of {self.round_id}"


class Pulse(models.Model):
    """Three questions to the same raters some months later: a small round of its own, under the same control."""

    round = models.OneToOneField(FeedbackRound, on_delete=models.CASCADE, related_name="pulse", primary_key=True)
    pulse_round = models.OneToOneField(FeedbackRound, on_delete=models.CASCADE, related_name="pulse_of")
    started_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"pulse after {self.round_id}"
