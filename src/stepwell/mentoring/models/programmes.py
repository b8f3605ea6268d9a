"""A mentoring programme: which organisations take part, what joining means, which rules and weights it publishes."""

import uuid

from django.db import models
from django.db.models import F, Q

from stepwell.frameworks.models import FrameworkVersion, Overlay
from stepwell.people.models import Organisation, Person


class MentoringProgramme(models.Model):
    """The host's coordinators prepare it; each organisation that takes part has coordinators of its own.

    The weights say what a match is made of, in any proportion; they stand on the programme's public page.
    """

    class Intake(models.TextChoices):
        ROLLING = "rolling", "People join at any time"
        DATED = "dated", "People join between two days"

    class Waiting(models.TextChoices):
        FIRST = "first", "They come first in the next match"
        BONUS = "bonus", "They get points in the next match"

    class State(models.TextChoices):
        DRAFT = "draft", "Being prepared"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True, max_length=60)
    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mentoring_hosted")
    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+")
    overlay = models.ForeignKey(Overlay, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=200)
    summary = models.TextField(max_length=3000)
    intake = models.CharField(max_length=10, choices=Intake, default=Intake.ROLLING)
    joins_from = models.DateField(null=True, blank=True)
    joins_until = models.DateField(null=True, blank=True)
    months = models.PositiveSmallIntegerField(default=12)
    places = models.JSONField(default=list, blank=True)
    identities = models.JSONField(default=list, blank=True)
    weight_need = models.PositiveSmallIntegerField(default=60)
    weight_preferences = models.PositiveSmallIntegerField(default=30)
    weight_crossing = models.PositiveSmallIntegerField(default=10)
    acceptable_from = models.PositiveSmallIntegerField(default=200)
    even_load = models.BooleanField(default=True)
    # What a match in which they found nobody gives people in the next one.
    waiting = models.CharField(max_length=10, choices=Waiting, default=Waiting.FIRST)
    # After a decline: whether the next one that a coordinator saw is offered by itself, or a coordinator looks first.
    offers_next = models.BooleanField(default=True)
    accept_days = models.PositiveSmallIntegerField(default=10)
    quiet_days = models.PositiveSmallIntegerField(default=60)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(intake="rolling") | Q(joins_from__isnull=False, joins_until__gt=F("joins_from")),
                name="a_dated_intake_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(weight_need__gt=0) | Q(weight_preferences__gt=0) | Q(weight_crossing__gt=0),
                name="a_match_is_made_of_something",
            ),
            models.CheckConstraint(condition=Q(acceptable_from__lte=1000), name="fit_is_counted_to_a_thousand"),
        ]

    def __str__(self) -> str:
        return self.title


class ProgrammeOrganisation(models.Model):
    """An organisation in a programme: the host from the start, the others once their own coordinator agrees."""

    class State(models.TextChoices):
        ASKED = "asked", "Asked to take part"
        TAKING_PART = "taking_part", "Takes part"
        LEFT = "left", "Does not take part"

    programme = models.ForeignKey(MentoringProgramme, on_delete=models.CASCADE, related_name="organisations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mentoring")
    state = models.CharField(max_length=20, choices=State)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["organisation__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "organisation"], name="an_organisation_once_a_programme")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.programme_id}"


class CodeOfConduct(models.Model):
    """One version of a code that people acknowledge when they join. A change is a new row; old ones stay as they were."""

    class Side(models.TextChoices):
        BOTH = "both", "Mentees and mentors"
        MENTEES = "mentees", "Mentees"
        MENTORS = "mentors", "Mentors"

    programme = models.ForeignKey(MentoringProgramme, on_delete=models.CASCADE, related_name="codes")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    text = models.TextField(max_length=5000)
    address = models.URLField(max_length=500, blank=True)
    side = models.CharField(max_length=10, choices=Side, default=Side.BOTH)
    number = models.PositiveSmallIntegerField(default=1)
    is_latest = models.BooleanField(default=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "key", "number"], name="one_version_of_a_code"),
            models.UniqueConstraint(
                fields=["programme", "key"], condition=Q(is_latest=True), name="one_latest_version_of_a_code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"


class Acknowledgement(models.Model):
    """Somebody has read this version of a code and keeps to it."""

    code = models.ForeignKey(CodeOfConduct, on_delete=models.PROTECT, related_name="acknowledgements")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    acknowledged_at = models.DateTimeField()

    class Meta:
        ordering = ["-acknowledged_at"]
        constraints = [models.UniqueConstraint(fields=["code", "person"], name="a_code_acknowledged_once")]

    def __str__(self) -> str:
        return f"code {self.code_id} by {self.person_id}"


class MatchingQuota(models.Model):
    """How many people of one organisation or profession are to be matched, at least or at most."""

    class Side(models.TextChoices):
        MENTEES = "mentees", "Mentees"
        MENTORS = "mentors", "Mentees of mentors"

    programme = models.ForeignKey(MentoringProgramme, on_delete=models.CASCADE, related_name="quotas")
    side = models.CharField(max_length=10, choices=Side)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    profession = models.CharField(max_length=120, blank=True)
    at_least = models.PositiveIntegerField(default=0)
    at_most = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["side", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, profession="")
                | (Q(organisation__isnull=True) & ~Q(profession="")),
                name="a_quota_is_for_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(at_most__isnull=True) | Q(at_most__gte=F("at_least")), name="a_quota_can_be_met"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side}: {self.at_least} to {self.at_most}"


class ProgrammeReport(models.Model):
    """What the programme learned at one time, under disclosure control: made once from one division, then only read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(MentoringProgramme, on_delete=models.CASCADE, related_name="reports")
    number = models.PositiveSmallIntegerField()
    until_date = models.DateField()
    released = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="one_report_of_a_number")]

    def __str__(self) -> str:
        return f"report {self.number} of {self.programme_id}"
