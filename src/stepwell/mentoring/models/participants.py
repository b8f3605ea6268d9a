"""The people of a programme: who would like a mentor, and who offers to be one.

What they write, choose and avoid is sealed. Identity is told only by somebody who wants it to count, and is never worked
out from anything else.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from stepwell.assessments.models import SelfAssessment
from stepwell.frameworks.models import Framework
from stepwell.people.models import Organisation, Person
from stepwell.sealing.fields import SealedJSONField, SealedTextField

from .programmes import MentoringProgramme


class MenteeRequest(models.Model):
    """One person's wish for a mentor in one programme, from the first word to the end of the relationship.

    `preferences`: {"wants": {preference: wish}, "points": {preference: points}}, with the preferences of
    `domain.mentoring`. `avoid`: names and addresses as written. `shows`: what the mentor may see.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Not sent yet"
        WAITING = "waiting", "Waiting for a match"
        RESTING = "resting", "Resting until you say so"
        OFFERED = "offered", "A pairing to accept"
        MATCHED = "matched", "Has a mentor"
        WITHDRAWN = "withdrawn", "Withdrawn"
        ENDED = "ended", "Ended"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(MentoringProgramme, on_delete=models.PROTECT, related_name="requests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mentoring_requests")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    seniority = models.PositiveSmallIntegerField(null=True, blank=True)
    background = SealedTextField(max_length=3000)
    hopes = SealedTextField(max_length=3000)
    preferences = SealedJSONField(null=True)
    avoid = SealedJSONField(null=True)
    shows = SealedJSONField(null=True)
    # What a published run says to somebody whom it left: {"reason", "helps", "next_time", "now"}.
    told = SealedJSONField(null=True)
    waited_rounds = models.PositiveSmallIntegerField(default=0)
    # The published run that left them, until something is offered: within it they have not waited for it yet.
    left_by = models.ForeignKey("mentoring.MatchingRun", on_delete=models.SET_NULL, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at", "id"]
        indexes = [models.Index(fields=["programme", "state", "organisation"], name="request_by_programme")]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "person"],
                condition=~Q(state__in=["withdrawn", "ended"]),
                name="one_open_request_a_programme",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(assessment__isnull=False, sent_at__isnull=False),
                name="a_request_is_sent_with_its_self_assessment",
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.id}"


class MentorProfile(models.Model):
    """What somebody offers as a mentor: one profile for every programme they join. Never a self-assessment (R75)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="mentor_profile")
    about = SealedTextField(max_length=3000)
    experience = SealedTextField(max_length=3000)
    seniority = models.PositiveSmallIntegerField(null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(default=1)
    places = models.JSONField(default=list, blank=True)
    times = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    is_remote = models.BooleanField(default=True)
    avoid = SealedJSONField(null=True)
    identity = SealedJSONField(null=True)
    revision = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(capacity__lte=20), name="a_mentor_has_so_many_hours")]

    def __str__(self) -> str:
        return f"mentor profile {self.id}"


class MentorOffer(models.Model):
    """Help with one part of one framework, in the mentor's own words. The strength is the mentor's own view, 1 to 3."""

    class Strength(models.IntegerChoices):
        SOME = 1, "I can share some experience"
        GOOD = 2, "I know this well"
        STRONG = 3, "People come to me for this"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    profile = models.ForeignKey(MentorProfile, on_delete=models.CASCADE, related_name="offers")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    dimension_id = models.CharField(max_length=120)
    strength = models.PositiveSmallIntegerField(choices=Strength)
    words = SealedTextField(max_length=600)

    class Meta:
        ordering = ["framework", "dimension_id"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "framework", "dimension_id"], name="one_offer_a_dimension"),
            models.CheckConstraint(condition=Q(strength__gte=1, strength__lte=3), name="an_offer_has_three_strengths"),
        ]

    def __str__(self) -> str:
        return f"offer of {self.dimension_id}"


class MentorRecord(models.Model):
    """Training, a qualification, supervision or a check, kept by the mentor, with the day on which it runs out."""

    class Kind(models.TextChoices):
        TRAINING = "training", "Training"
        QUALIFICATION = "qualification", "Qualification"
        SUPERVISION = "supervision", "Supervision"
        CHECK = "check", "A check that is required"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    profile = models.ForeignKey(MentorProfile, on_delete=models.CASCADE, related_name="records")
    kind = models.CharField(max_length=20, choices=Kind)
    title = SealedTextField(max_length=200)
    on_date = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField()
    # When its mentor was told that it runs out.
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-on_date", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("on_date")),
                name="a_record_runs_out_after_it_began",
            )
        ]

    def __str__(self) -> str:
        return f"record {self.id}"


class MentorPause(models.Model):
    """Days on which a mentor takes nobody new. Who is in a relationship stays in it."""

    profile = models.ForeignKey(MentorProfile, on_delete=models.CASCADE, related_name="pauses")
    from_date = models.DateField()
    until_date = models.DateField()
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["from_date", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(until_date__gte=F("from_date")), name="a_pause_ends_after_it_began")
        ]

    def __str__(self) -> str:
        return f"pause of {self.profile_id}"


class MentorEnrolment(models.Model):
    """A mentor in one programme, from one of its organisations."""

    class State(models.TextChoices):
        ACTIVE = "active", "Takes part"
        LEFT = "left", "Has left"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(MentoringProgramme, on_delete=models.PROTECT, related_name="enrolments")
    profile = models.ForeignKey(MentorProfile, on_delete=models.PROTECT, related_name="enrolments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-joined_at", "id"]
        indexes = [models.Index(fields=["programme", "state", "organisation"], name="enrolment_by_programme")]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "profile"], condition=Q(state="active"), name="a_mentor_once_a_programme"
            )
        ]

    def __str__(self) -> str:
        return f"enrolment {self.id}"


class MentorHour(models.Model):
    """Time that a mentor gave or was supervised for. It points at no relationship and no mentee, and never will."""

    class Kind(models.TextChoices):
        SESSION = "session", "Mentoring session"
        SUPERVISION = "supervision", "Supervision"
        TRAINING = "training", "Training"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    profile = models.ForeignKey(MentorProfile, on_delete=models.CASCADE, related_name="hours")
    kind = models.CharField(max_length=20, choices=Kind)
    on_date = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    note = SealedTextField(max_length=600)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-on_date", "-added_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=1440), name="an_entry_is_within_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.minutes} minutes on {self.on_date}"
