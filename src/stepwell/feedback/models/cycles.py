"""What is asked, of which groups, under which promise: a window for many subjects, or for one person's own round."""

import uuid
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from stepwell.frameworks.models import FrameworkVersion, Overlay
from stepwell.people.models import Organisation, Person
from stepwell.sealing.fields import SealedTextField

PLAIN_KEY = RegexValidator(r"^[a-z][a-z0-9_]*$", "Use small letters, digits and underscores.")


class ProtectFrom(models.TextChoices):
    RATER = "rater", "Raters who read the report, too"
    SUBJECT = "subject", "The person and everybody who is not a rater"


class Approval(models.TextChoices):
    NONE = "none", "Nobody: the person decides"
    MANAGER = "manager", "The line manager"
    COORDINATOR = "coordinator", "The coordinator"


class OrganisationFeedbackSettings(models.Model):
    """Whether people may start rounds of their own there, and what new cycles begin with."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="feedback_settings", primary_key=True
    )
    allows_own_rounds = models.BooleanField(default=False)
    minimum_group_size = models.PositiveSmallIntegerField(default=4)
    comment_threshold = models.PositiveSmallIntegerField(default=5)
    protect_from = models.CharField(max_length=10, choices=ProtectFrom, default=ProtectFrom.RATER)
    own_approval = models.CharField(max_length=20, choices=Approval, default=Approval.NONE)
    request_cap = models.PositiveSmallIntegerField(default=8)
    repeat_months = models.PositiveSmallIntegerField(default=12)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum_group_size__gte=3, comment_threshold__gte=3), name="settings_protect_at_least_three"
            )
        ]

    def __str__(self) -> str:
        return f"feedback settings of {self.organisation_id}"


class Cycle(models.Model):
    """From launch on its thresholds may only rise; the database refuses the rest.

    `scale` names the answers, lowest first, where indicators are rated; where dimensions are placed it is empty and
    the framework's levels serve. `item_ids` is empty for everything, and names three items at most for a pulse.
    """

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", "A cycle of the organisation"
        OWN = "own", "A person's own round"
        PULSE = "pulse", "A pulse some months later"

    class ItemKind(models.TextChoices):
        DIMENSIONS = "dimensions", "A level for each dimension"
        INDICATORS = "indicators", "A rating for each behaviour"
        COMMENTS_ONLY = "comments_only", "Comments only"

    class State(models.TextChoices):
        DRAFT = "draft", "Being prepared"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="feedback_cycles")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.ORGANISATION)
    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+")
    overlay = models.ForeignKey(Overlay, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=200)
    item_kind = models.CharField(max_length=20, choices=ItemKind, default=ItemKind.DIMENSIONS)
    scale = models.JSONField(default=list, blank=True)
    item_ids = models.JSONField(default=list, blank=True)
    asks_importance = models.BooleanField(default=True)
    opens_on = models.DateField()
    closes_on = models.DateField()
    minimum_group_size = models.PositiveSmallIntegerField(default=4)
    comment_threshold = models.PositiveSmallIntegerField(default=5)
    band_from = models.PositiveSmallIntegerField(default=8)
    protect_from = models.CharField(max_length=10, choices=ProtectFrom, default=ProtectFrom.RATER)
    approval = models.CharField(max_length=20, choices=Approval, default=Approval.NONE)
    request_cap = models.PositiveSmallIntegerField(default=8)
    repeat_months = models.PositiveSmallIntegerField(default=12)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["organisation", "state"], name="cycle_by_organisation")]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gt=F("opens_on")), name="cycle_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(minimum_group_size__gte=3, comment_threshold__gte=3, band_from__gte=8),
                name="cycle_protects_at_least_three",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_started(self) -> bool:
        return self.state != self.State.DRAFT

    def policy(self) -> dict[str, Any]:
        """The thresholds as domain.disclosure reads them, without the order of merging."""
        return {
            "minimum_group_size": self.minimum_group_size,
            "comment_threshold": self.comment_threshold,
            "band_from": self.band_from,
            "protect_from": self.protect_from,
        }


class CycleGroup(models.Model):
    """A group of raters, and what its members are promised. A stricter promise is a new version of the text."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="groups")
    key = models.CharField(max_length=40, validators=[PLAIN_KEY])
    name = models.CharField(max_length=100)
    is_identifiable = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()
    # The group that this one is shown with while either is too small; pairs are looked at in the order of position.
    merge_into = models.CharField(max_length=40, blank=True)
    promise = models.TextField(max_length=2000)
    promise_version = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "key"], name="one_group_of_a_key"),
            models.CheckConstraint(
                condition=Q(is_identifiable=False) | Q(merge_into=""), name="an_identifiable_group_merges_with_none"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CycleQuestion(models.Model):
    """Something asked in words alone."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="questions")
    key = models.CharField(max_length=40, validators=[PLAIN_KEY])
    text = SealedTextField(max_length=500, bound_to=["cycle_id", "key"])
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "key"], name="one_question_of_a_key"),
            models.CheckConstraint(condition=Q(position__gte=1, position__lte=4), name="at_most_four_questions"),
        ]

    def __str__(self) -> str:
        return self.text


class CycleFacilitator(models.Model):
    """Somebody whom subjects of the cycle may choose to open the report with."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="facilitators")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["person__full_name", "id"]
        constraints = [models.UniqueConstraint(fields=["cycle", "person"], name="a_facilitator_once")]

    def __str__(self) -> str:
        return f"facilitator {self.person_id}"
