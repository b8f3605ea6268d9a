"""A person's own view of themselves on one published framework version."""

import uuid

from django.db import models
from django.db.models import Q

from stepwell.frameworks.models import FrameworkVersion, Overlay
from stepwell.people.models import Appointment, Person
from stepwell.sealing.fields import SealedJSONField, SealedTextField
from stepwell.sharing.models import Share

PLACE = ("assessment_id", "dimension_id")


class SelfAssessment(models.Model):
    """Belongs to the person. It keeps the version and the organisation's wording that it was answered in."""

    class Purpose(models.TextChoices):
        CONVERSATION = "conversation", "For a conversation"
        MENTORING = "mentoring", "For mentoring"
        MYSELF = "myself", "For myself"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="self_assessments")
    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+")
    overlay = models.ForeignKey(Overlay, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    appointment = models.ForeignKey(Appointment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose)
    started_at = models.DateTimeField()
    confidentiality_read_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    # By dimension id, from the day it was completed. Null for a draft, and for what an earlier release completed.
    expected_then = SealedJSONField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["person", "-started_at"], name="assessment_by_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "version"], condition=Q(completed_at__isnull=True), name="one_draft_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"self-assessment {self.id}"


class Placement(models.Model):
    """What the person said about one dimension. Which fields are used follows from what the dimension offers.

    The coaching question is kept as it was worded then, because its bank may belong to another framework.
    `revision` counts the saves, so that two devices cannot overwrite each other unnoticed.
    """

    class State(models.TextChoices):
        PLACED = "placed", "Placed"
        NOT_SURE = "not_sure", "Not sure yet"
        NOT_MY_ROLE = "not_my_role", "Not part of my role"

    class Wish(models.TextChoices):
        YES = "yes", "Yes"
        MAYBE = "maybe", "Maybe"
        NO = "no", "No"

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="placements")
    dimension_id = models.CharField(max_length=120)
    state = models.CharField(max_length=20, choices=State, blank=True)
    level_id = models.CharField(max_length=120, blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    wish = models.CharField(max_length=10, choices=Wish, blank=True)
    importance = models.PositiveSmallIntegerField(null=True, blank=True)
    example = SealedTextField(blank=True, max_length=5000, bound_to=PLACE)
    situation = SealedTextField(blank=True, max_length=2000, bound_to=PLACE)
    statement_id = models.CharField(max_length=120, blank=True)
    coaching_prompt_id = models.CharField(max_length=250, blank=True)
    coaching_question = SealedTextField(blank=True, max_length=5000, bound_to=PLACE)
    reflection = SealedTextField(blank=True, max_length=5000, bound_to=PLACE)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "dimension_id"], name="one_placement_a_dimension"),
            models.CheckConstraint(condition=Q(level_id="") | Q(state="placed"), name="a_level_only_where_placed"),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(state="placed"), name="a_rating_only_where_placed"
            ),
        ]

    def __str__(self) -> str:
        return f"placement on {self.dimension_id}"


class Focus(models.Model):
    """A dimension the person chose to work on; there are at most three, which the constraint holds."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="focuses")
    dimension_id = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "focuses"
        constraints = [
            models.UniqueConstraint(fields=["assessment", "dimension_id"], name="a_focus_once"),
            models.UniqueConstraint(fields=["assessment", "position"], name="one_focus_a_position"),
            models.CheckConstraint(condition=Q(position__gte=1, position__lte=3), name="at_most_three_focuses"),
        ]

    def __str__(self) -> str:
        return f"focus {self.position}: {self.dimension_id}"


class SharedAssessment(models.Model):
    """Ties a grant to the assessment it opens."""

    share = models.OneToOneField(Share, on_delete=models.CASCADE, related_name="+", primary_key=True)
    assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="shares")

    def __str__(self) -> str:
        return f"grant {self.share_id}"
