"""Matching runs, what coordinators fix or exclude, and pairings from proposal to answer.

The people as the run saw them, what it found and its certificate hold needs, avoid lists and prices, so they are sealed;
pages show of them what a reader may see.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from stepwell.people.models import Organisation, Person
from stepwell.sealing.fields import SealedJSONField

from .participants import MenteeRequest, MentorEnrolment
from .programmes import MentoringProgramme


class MatchingRun(models.Model):
    """One solved cohort. `fairness` is where the slider stood: 10 is the published objective.

    `followed_at` is when a pass over what is not published was last begun, which is also whose turn it is to write;
    `followed` is what it found, with prices, for the next one to go on from.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to start"
        RUNNING = "running", "Running"
        DONE = "done", "Ready to review"
        FAILED = "failed", "Could not be solved"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(MentoringProgramme, on_delete=models.CASCADE, related_name="runs")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    fairness = models.PositiveSmallIntegerField(default=10)
    weight_need = models.PositiveSmallIntegerField()
    weight_preferences = models.PositiveSmallIntegerField()
    weight_crossing = models.PositiveSmallIntegerField()
    totals = models.JSONField(default=dict, blank=True)
    # Why it could not be solved, a line for each fault.
    faults = models.JSONField(default=list, blank=True)
    cohort = SealedJSONField(null=True)
    result = SealedJSONField(null=True)
    # Who found nobody and why, by organisation: each coordinator is shown their own.
    left = SealedJSONField(null=True)
    runner_up = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    followed_at = models.DateTimeField(null=True, blank=True)
    followed = SealedJSONField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_run_of_a_number"),
            models.UniqueConstraint(
                fields=["programme"], condition=Q(state__in=["queued", "running"]), name="one_run_at_a_time"
            ),
            models.CheckConstraint(condition=Q(fairness__lte=10), name="fairness_is_counted_to_ten"),
        ]

    def __str__(self) -> str:
        return f"run {self.number} of {self.programme_id}"


class PairRule(models.Model):
    """What a coordinator fixed: these two together, or these two never. No reason is kept: it could be a secret."""

    class Kind(models.TextChoices):
        LOCKED = "locked", "Kept together"
        EXCLUDED = "excluded", "Kept apart"

    programme = models.ForeignKey(MentoringProgramme, on_delete=models.CASCADE, related_name="rules")
    request = models.ForeignKey(MenteeRequest, on_delete=models.CASCADE, related_name="rules")
    enrolment = models.ForeignKey(MentorEnrolment, on_delete=models.CASCADE, related_name="rules")
    kind = models.CharField(max_length=10, choices=Kind)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-set_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "enrolment"], name="one_rule_a_pair"),
            models.UniqueConstraint(fields=["request"], condition=Q(kind="locked"), name="one_mentor_locked"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.request_id}, {self.enrolment_id}"


class RunPublication(models.Model):
    """An organisation's coordinator offered its mentees what a run found for them: once a run, whoever is first."""

    run = models.ForeignKey(MatchingRun, on_delete=models.CASCADE, related_name="publications")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-published_at"]
        constraints = [models.UniqueConstraint(fields=["run", "organisation"], name="published_once_an_organisation")]

    def __str__(self) -> str:
        return f"run {self.run_id} for {self.organisation_id}"


class ProposedPairing(models.Model):
    """Two people whom a run put together. Nobody but coordinators sees it until it is offered to both.

    A decline closes it for both. Which of the two declined is kept for the two alone, and no page says it to the other.

    The two organisations are those of the request and the enrolment until it is settled or the mentoring ends, and stay
    as they were then: a page about thousands of pairings reads this table alone. `others` are the mentors who come next
    for this mentee, cheapest for everybody first, as the coordinator saw them: [[enrolment, score, price], …].
    `placed_at` marks a pairing that steps found after the run, for somebody who came later or whose pairing did not come
    about.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "To be reviewed"
        OFFERED = "offered", "Offered to both"
        ACCEPTED = "accepted", "Accepted by both"
        NOT_FORMED = "not_formed", "Did not come about"
        SET_ASIDE = "set_aside", "Set aside"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(MentoringProgramme, on_delete=models.CASCADE, related_name="pairings")
    run = models.ForeignKey(MatchingRun, on_delete=models.PROTECT, related_name="pairings")
    request = models.ForeignKey(MenteeRequest, on_delete=models.CASCADE, related_name="pairings")
    enrolment = models.ForeignKey(MentorEnrolment, on_delete=models.CASCADE, related_name="pairings")
    state = models.CharField(max_length=20, choices=State, default=State.PROPOSED)
    score = models.PositiveSmallIntegerField()
    reasons = SealedJSONField(null=True)
    others = SealedJSONField(null=True)
    mentee_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    mentor_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    offered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    answer_by = models.DateField(null=True, blank=True)
    mentee_accepted_at = models.DateTimeField(null=True, blank=True)
    mentor_accepted_at = models.DateTimeField(null=True, blank=True)
    mentee_declined_at = models.DateTimeField(null=True, blank=True)
    mentor_declined_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["score", "id"]
        indexes = [
            models.Index(fields=["programme", "state", "answer_by"], name="pairing_by_programme"),
            models.Index(fields=["run", "placed_at", "mentee_organisation", "score"], name="pairing_by_mentees"),
            models.Index(
                fields=["run", "placed_at", "score", "id", "mentee_organisation", "mentor_organisation"],
                name="pairing_by_score",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(state__in=["offered", "accepted"]), name="one_pairing_offered_at_a_time"
            ),
            models.UniqueConstraint(fields=["run", "request", "enrolment"], name="a_pair_once_a_run"),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(mentee_accepted_at__isnull=False, mentor_accepted_at__isnull=False),
                name="accepted_means_by_both",
            ),
            models.CheckConstraint(
                condition=Q(offered_at__isnull=True) | Q(answer_by__isnull=False), name="an_offer_has_a_last_day"
            ),
        ]

    def __str__(self) -> str:
        return f"pairing {self.id}"

    @classmethod
    def of(cls, run: MatchingRun, request: MenteeRequest, enrolment: MentorEnrolment, **parts: Any) -> ProposedPairing:
        """Not saved yet."""
        return cls(
            programme_id=run.programme_id,
            run=run,
            request=request,
            enrolment=enrolment,
            mentee_organisation_id=request.organisation_id,
            mentor_organisation_id=enrolment.organisation_id,
            **parts,
        )
