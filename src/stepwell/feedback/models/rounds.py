"""One subject's round: whom they ask, who was invited, and what an invited rater has not sent yet."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from stepwell.assessments.models import SelfAssessment
from stepwell.people.models import Person
from stepwell.sealing.fields import SealedJSONField, SealedTextField

from .cycles import Cycle, CycleGroup


class FeedbackRound(models.Model):
    """It goes on only with the subject's consent (R40): without it, it can be asked for or ended, nothing else."""

    class State(models.TextChoices):
        ASKED = "asked", "Waiting for the person's consent"
        CHOOSING = "choosing", "Choosing raters"
        APPROVAL = "approval", "Waiting for approval"
        COLLECTING = "collecting", "Collecting answers"
        CLOSING = "closing", "Closing"  # its cycle has closed: nothing is taken any more, the snapshot follows
        CLOSED = "closed", "Closed"
        PREPARED = "prepared", "Report prepared"
        RELEASED = "released", "Report released"
        ENDED = "ended", "Ended without a report"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="rounds")
    subject = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="feedback_rounds")
    facilitator = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=20, choices=State)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    consented_at = models.DateTimeField(null=True, blank=True)
    reason_for_repeat = SealedTextField(blank=True, max_length=1000)
    closes_on = models.DateField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    return_reason = SealedTextField(blank=True, max_length=1000)
    collecting_at = models.DateTimeField(null=True, blank=True)
    self_assessment = models.ForeignKey(
        SelfAssessment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    self_rated_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    # The day from which the subject wants to read the report without a conversation.
    opens_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-consented_at", "-asked_at", "id"]
        indexes = [models.Index(fields=["state", "closes_on"], name="round_by_closing")]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "subject"], condition=~Q(state="ended"), name="one_round_of_a_subject_in_a_cycle"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "ended"]) | Q(consented_at__isnull=False),
                name="no_round_without_consent",
            ),
            models.CheckConstraint(
                condition=Q(facilitator__isnull=True) | ~Q(facilitator=F("subject")),
                name="nobody_facilitates_their_own_round",
            ),
        ]

    def __str__(self) -> str:
        return f"feedback round {self.id}"


class SelfRating(models.Model):
    """How the subject places themselves, before any report: frozen when the report is prepared."""

    round = models.ForeignKey(FeedbackRound, on_delete=models.CASCADE, related_name="self_ratings")
    item_id = models.CharField(max_length=120)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    importance = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["round", "item_id"], name="one_self_rating_an_item")]

    def __str__(self) -> str:
        return f"self-rating on {self.item_id}"


class Nomination(models.Model):
    """Somebody the subject would like to ask. `subject` repeats the round's, so that the database can refuse them.

    `email` is kept in small letters and is always there; a rater need not have an account, or be known here at all.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        APPROVED = "approved", "Approved"
        RETURNED = "returned", "Returned"
        WITHDRAWN = "withdrawn", "Withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(FeedbackRound, on_delete=models.CASCADE, related_name="nominations")
    subject = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    email = models.EmailField()
    group = models.ForeignKey(CycleGroup, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State, default=State.PROPOSED)
    nominated_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["group__position", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person"], condition=~Q(state="withdrawn"), name="a_rater_once_a_round"
            ),
            models.UniqueConstraint(
                "round", Lower("email"), condition=~Q(state="withdrawn"), name="an_address_once_a_round"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | ~Q(person=F("subject")), name="nobody_rates_themselves_as_a_rater"
            ),
            models.CheckConstraint(condition=~Q(email=""), name="a_rater_has_an_address"),
        ]

    def __str__(self) -> str:
        return f"nomination {self.id}"


class Invitation(models.Model):
    """One rater's invitation. It remembers that it was used, never when, and nothing of what was said.

    `sent_at` is that of the latest sending; `promise` is the text the rater was shown when they sent their answers.
    `sending_since` and `reminder_asked_at` say that a mail is to go, so that a killed process loses none.
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        DECLINED = "declined", "Declined"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nomination = models.OneToOneField(Nomination, on_delete=models.CASCADE, related_name="invitation")
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sending_since = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    reminder_asked_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminders_stopped = models.BooleanField(default=False)
    decline_reason = SealedTextField(blank=True, max_length=1000)
    promise = models.TextField(blank=True, max_length=2000)
    promise_version = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(reminders__lte=3), name="at_most_three_reminders")]

    def __str__(self) -> str:
        return f"invitation {self.id}"


class InvitationLink(models.Model):
    """A secret: only its SHA-256 is kept. Each mail has its own, as has each opening by a rater who is signed in."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"link of {self.invitation_id}"


class Draft(models.Model):
    """Answers that were not sent. Sending deletes the row; closing the round does, too: a draft is no answer.

    `answers` is {"ratings": {item: place or null}, "importance": {dimension: point or null}, "comments": {key: text}}.
    """

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="draft", primary_key=True)
    answers = SealedJSONField()
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft of {self.invitation_id}"
