"""The plan itself, the growth positions that an aspirational plan stands on, and its reviews."""

import uuid

from django.db import models
from django.db.models import F, Q

from stepwell.frameworks.models import Framework, FrameworkVersion
from stepwell.people.models import Person
from stepwell.sealing.fields import SealedJSONField, SealedTextField

WORDS = 20_000  # longest text of one field; a form says so before anything is cut


class DevelopmentPlan(models.Model):
    """Belongs to the person: no appointment, manager or organisation is in it, so it stays with them wherever they go."""

    class Kind(models.TextChoices):
        OWN = "own", "My plan"
        ASPIRATIONAL = "aspirational", "Aspirational development plan"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="development_plans")
    kind = models.CharField(max_length=20, choices=Kind)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    aspirations = SealedTextField(blank=True, max_length=WORDS)
    reflections = SealedTextField(blank=True, max_length=WORDS)
    revision = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["closed_at", "-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(kind="own", closed_at__isnull=True), name="one_open_plan_of_ones_own"
            ),
            models.UniqueConstraint(
                fields=["person", "framework"],
                condition=Q(kind="aspirational", closed_at__isnull=True),
                name="one_open_aspirational_plan_a_framework",
            ),
            models.CheckConstraint(
                condition=Q(kind="own", framework__isnull=True) | Q(kind="aspirational", framework__isnull=False),
                name="an_aspirational_plan_has_its_framework",
            ),
        ]

    def __str__(self) -> str:
        return f"development plan {self.id}"


class GrowthPosition(models.Model):
    """Where somebody stands, or aims to stand, among a framework's growth positions.

    A record of what was said once: a new one is a new row, so that the way stays visible. Where two people did not
    agree, `category_id` and `step` are the person's own view and the `other_` ones the other's; neither is overruled.
    """

    class Kind(models.TextChoices):
        PRESENT = "present", "Now"
        FUTURE = "future", "In future"

    class State(models.TextChoices):
        PROPOSED = "proposed", "Your own view so far"
        AGREED = "agreed", "Agreed"
        NOT_AGREED = "not_agreed", "Not agreed: both views are kept"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(DevelopmentPlan, on_delete=models.CASCADE, related_name="positions")
    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=20, choices=State)
    category_id = models.CharField(max_length=120)
    step = models.PositiveSmallIntegerField()
    other_category_id = models.CharField(max_length=120, blank=True)
    other_step = models.PositiveSmallIntegerField(null=True, blank=True)
    from_date = models.DateField()
    words = SealedTextField(blank=True, max_length=WORDS)
    other_words = SealedTextField(blank=True, max_length=WORDS)
    evidence = SealedJSONField(null=True, blank=True)
    with_person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    with_name = SealedTextField(blank=True, max_length=200)
    source_kind = models.CharField(max_length=40, blank=True)
    source_id = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="not_agreed", other_step__isnull=False) & ~Q(other_category_id="")
                | ~Q(state="not_agreed") & Q(other_step__isnull=True, other_category_id=""),
                name="a_second_view_where_not_agreed",
            ),
            models.UniqueConstraint(
                fields=["plan", "kind", "source_kind", "source_id"],
                condition=~Q(source_kind=""),
                name="one_position_of_a_kind_a_source",
            ),
        ]

    def __str__(self) -> str:
        return f"growth position {self.id}"


class PlanReview(models.Model):
    """A day on which the person means to look at the plan again, and what they noted then. Late is no fault."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(DevelopmentPlan, on_delete=models.CASCADE, related_name="reviews")
    due_on = models.DateField()
    with_name = SealedTextField(blank=True, max_length=200)
    held_on = models.DateField(null=True, blank=True)
    note = SealedTextField(blank=True, max_length=WORDS)
    set_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True, blank=True)
    times_moved = models.PositiveIntegerField(default=0, db_default=0)
    reminder_claimed_at = models.DateTimeField(null=True, blank=True)
    reminder_tries = models.PositiveSmallIntegerField(default=0, db_default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "set_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=Q(held_at__isnull=True), name="one_coming_review_a_plan"
            ),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True, held_on__isnull=True)
                | Q(held_at__isnull=False, held_on__isnull=False),
                name="a_review_held_has_its_day",
            ),
        ]
        indexes = [models.Index(F("due_on"), condition=Q(held_at__isnull=True), name="plan_reviews_to_come")]

    def __str__(self) -> str:
        return f"review on {self.due_on}"
