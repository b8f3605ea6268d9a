"""What somebody sets out to do, the initiatives that lead there, and how it went."""

import uuid

from django.db import models
from django.db.models import Q

from stepwell.frameworks.models import FrameworkVersion, Overlay
from stepwell.sealing.fields import SealedTextField

from .plans import WORDS, DevelopmentPlan, GrowthPosition


class Objective(models.Model):
    """One thing in a plan. `revision` counts the saves, so that two devices cannot overwrite each other unnoticed."""

    class Horizon(models.TextChoices):
        NOW = "now", "Now"
        NEXT = "next", "Next"
        LATER = "later", "Later"
        BY_DATE = "by_date", "By a day"
        NOT_SURE = "not_sure", "Not sure yet"

    class Status(models.TextChoices):
        OPEN = "open", "On the way"
        PARKED = "parked", "For another time"
        ACHIEVED = "achieved", "Achieved"
        MOVED_ON = "moved_on", "Moved on to the next step"
        LET_GO = "let_go", "Let go"

    class Serves(models.TextChoices):
        NOTHING = "", "Nothing in particular"
        DIMENSION = "dimension", "A part of a framework"
        POSITION = "position", "A growth position"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(DevelopmentPlan, on_delete=models.CASCADE, related_name="objectives")
    title = SealedTextField(max_length=300)
    description = SealedTextField(blank=True, max_length=WORDS)
    measure = SealedTextField(blank=True, max_length=WORDS)
    obstacle = SealedTextField(blank=True, max_length=WORDS)
    response = SealedTextField(blank=True, max_length=WORDS)
    support = SealedTextField(blank=True, max_length=WORDS)
    support_from = SealedTextField(blank=True, max_length=300)
    horizon = models.CharField(max_length=20, choices=Horizon, default=Horizon.NOT_SURE)
    target_date = models.DateField(null=True, blank=True)
    next_step = SealedTextField(blank=True, max_length=2000)
    next_step_date = models.DateField(null=True, blank=True)
    serves = models.CharField(max_length=20, choices=Serves, blank=True, default="")
    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    overlay = models.ForeignKey(Overlay, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    dimension_id = models.CharField(max_length=120, blank=True)
    position = models.ForeignKey(GrowthPosition, on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=20, choices=Status, default=Status.OPEN)
    status_on = models.DateField(null=True, blank=True)
    outcome = SealedTextField(blank=True, max_length=WORDS)
    source_kind = models.CharField(max_length=40, blank=True)
    source_id = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(horizon="by_date", target_date__isnull=False)
                | ~Q(horizon="by_date") & Q(target_date__isnull=True),
                name="a_day_where_the_horizon_is_one",
            ),
            models.CheckConstraint(
                condition=Q(serves="dimension", version__isnull=False, position__isnull=True) & ~Q(dimension_id="")
                | Q(serves="position", version__isnull=True, position__isnull=False, dimension_id="")
                | Q(serves="", version__isnull=True, position__isnull=True, dimension_id=""),
                name="an_objective_serves_one_thing_or_none",
            ),
            models.CheckConstraint(
                condition=Q(status="open", status_on__isnull=True) | ~Q(status="open") & Q(status_on__isnull=False),
                name="a_day_where_not_on_the_way",
            ),
            models.UniqueConstraint(
                fields=["plan", "source_kind", "source_id"],
                condition=~Q(source_kind=""),
                name="one_objective_a_source",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_step_date"], condition=Q(next_step_date__isnull=False), name="objective_next_steps"
            )
        ]

    def __str__(self) -> str:
        return f"objective {self.id}"


class PlannedInitiative(models.Model):
    """Something to do towards an objective: one that a framework names, in its wording then, or the person's own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="initiatives")
    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    overlay = models.ForeignKey(Overlay, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    initiative_id = models.CharField(max_length=120, blank=True)
    text = SealedTextField(blank=True, max_length=2000)
    added_at = models.DateTimeField()
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(version__isnull=True, overlay__isnull=True, initiative_id="")
                | Q(version__isnull=False) & ~Q(initiative_id=""),
                name="an_initiative_is_named_with_its_version",
            ),
            models.UniqueConstraint(
                fields=["objective", "version", "initiative_id"],
                condition=Q(version__isnull=False),
                name="an_initiative_once_an_objective",
            ),
        ]

    def __str__(self) -> str:
        return f"planned initiative {self.id}"


class ProgressNote(models.Model):
    """What happened towards an objective, on a day. A step that was taken becomes one."""

    class Kind(models.TextChoices):
        NOTE = "note", "Progress"
        STEP = "step", "Step taken"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="progress")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NOTE)
    text = SealedTextField(max_length=WORDS)
    happened_on = models.DateField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-happened_on", "-written_at"]

    def __str__(self) -> str:
        return f"progress note {self.id}"
