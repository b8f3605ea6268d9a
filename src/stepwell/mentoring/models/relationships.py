"""Two people who both said yes: what they agreed, when they meet, and what each is asked along the way.

The programme sees dates and states. What is agreed, noted and answered is sealed and is theirs.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q

from stepwell.assessments.models import SelfAssessment
from stepwell.conversations.models import Conversation
from stepwell.people.models import Organisation, Person
from stepwell.sealing.fields import SealedJSONField, SealedTextField

from .matching import ProposedPairing
from .participants import MenteeRequest, MentorEnrolment
from .programmes import MentoringProgramme


class MentoringRelationship(models.Model):
    """The two organisations are those in which each of the two takes part; from the end on they stay as they were."""

    class State(models.TextChoices):
        RUNNING = "running", "Under way"
        PAUSED = "paused", "Paused"
        ENDED = "ended", "Ended"

    class Ending(models.TextChoices):
        DONE = "done", "It came to its end"
        REPAIRED = "repaired", "Not a good fit: a new match, nobody’s fault"
        EARLY = "early", "Ended early"
        MENTOR_LEFT = "mentor_left", "The mentor left the programme"
        MENTEE_LEFT = "mentee_left", "The mentee left the programme"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(MentoringProgramme, on_delete=models.PROTECT, related_name="relationships")
    pairing = models.OneToOneField(ProposedPairing, on_delete=models.PROTECT, related_name="relationship")
    request = models.ForeignKey(MenteeRequest, on_delete=models.PROTECT, related_name="relationships")
    enrolment = models.ForeignKey(MentorEnrolment, on_delete=models.PROTECT, related_name="relationships")
    mentee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mentored_in")
    mentor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mentors_in")
    mentee_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    mentor_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    began_on = models.DateField()
    ends_on = models.DateField()
    paused_until = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=20, choices=Ending, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # The mentee's second look at the same items; whether there is one is all that anybody else learns.
    last_assessment = models.ForeignKey(
        SelfAssessment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-began_on", "id"]
        indexes = [models.Index(fields=["programme", "state"], name="relationship_by_programme")]
        constraints = [
            models.UniqueConstraint(fields=["request"], condition=~Q(state="ended"), name="one_relationship_at_a_time"),
            models.CheckConstraint(condition=~Q(mentee=F("mentor")), name="nobody_mentors_themselves"),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False) | (~Q(state="ended") & Q(ending="")),
                name="what_has_ended_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"relationship {self.id}"

    @classmethod
    def of(cls, pairing: ProposedPairing, **parts: Any) -> MentoringRelationship:
        """Not saved yet."""
        request, enrolment = pairing.request, pairing.enrolment
        return cls(
            programme_id=pairing.programme_id,
            pairing=pairing,
            request=request,
            enrolment=enrolment,
            mentee_id=request.person_id,
            mentor_id=enrolment.profile.person_id,
            mentee_organisation_id=request.organisation_id,
            mentor_organisation_id=enrolment.organisation_id,
            **parts,
        )


class RelationshipPause(models.Model):
    """Days on which the two do not meet. The planned end moves by them once they go on; why they pause is not asked.

    `until_date` is the last of these days: the planned one, until they go on earlier.
    """

    relationship = models.ForeignKey(MentoringRelationship, on_delete=models.CASCADE, related_name="pauses")
    from_date = models.DateField()
    until_date = models.DateField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["from_date", "id"]
        constraints = [
            models.UniqueConstraint(fields=["relationship", "from_date"], name="a_pair_pauses_once_a_day"),
            models.CheckConstraint(condition=Q(until_date__gte=F("from_date")), name="a_pair_goes_on_after_it_paused"),
        ]

    def __str__(self) -> str:
        return f"pause of relationship {self.relationship_id}"


class MentoringAgreement(models.Model):
    """What the two agree. A change is a new version, which both sign anew; signed versions stay as they were."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    relationship = models.ForeignKey(MentoringRelationship, on_delete=models.CASCADE, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    purpose = SealedTextField(max_length=2000)
    how_often = SealedTextField(max_length=300)
    how_long = SealedTextField(max_length=300)
    notes = SealedTextField(max_length=1000)
    # The limits of confidentiality as they were shown, by the number of their text.
    limits_version = models.PositiveSmallIntegerField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    mentee_signed_at = models.DateTimeField(null=True, blank=True)
    mentor_signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["relationship", "number"], name="one_agreement_of_a_number")]

    def __str__(self) -> str:
        return f"agreement {self.number} of {self.relationship_id}"

    @property
    def is_signed(self) -> bool:
        return self.mentee_signed_at is not None and self.mentor_signed_at is not None


class MentoringSession(models.Model):
    """A day on which the two meet. What is said there stands in a conversation of its own."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Did not take place"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    relationship = models.ForeignKey(MentoringRelationship, on_delete=models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    on_date = models.DateField()
    # What the mentee brings, as a part of the programme's framework; "" for anything else.
    dimension_id = models.CharField(max_length=120, blank=True)
    conversation = models.OneToOneField(
        Conversation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["number", "id"]
        indexes = [models.Index(fields=["relationship", "state", "on_date"], name="session_last_held")]
        constraints = [models.UniqueConstraint(fields=["relationship", "number"], name="one_session_of_a_number")]

    def __str__(self) -> str:
        return f"session {self.number} of {self.relationship_id}"


class MentoringGoal(models.Model):
    """What the mentee wants to reach, for one part of the framework or for none. The mentor reads it; nobody else does."""

    class State(models.TextChoices):
        OPEN = "open", "On the way"
        REACHED = "reached", "Reached"
        LET_GO = "let_go", "Let go"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    relationship = models.ForeignKey(MentoringRelationship, on_delete=models.CASCADE, related_name="goals")
    dimension_id = models.CharField(max_length=120, blank=True)
    words = SealedTextField(max_length=600)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    set_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["set_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True) | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="a_goal_is_open_or_has_its_day",
            )
        ]

    def __str__(self) -> str:
        return f"goal {self.id}"


class CheckIn(models.Model):
    """A question to one of the two, asked of each apart. The other never reads the answer, nor that there is one."""

    class Moment(models.TextChoices):
        FIT = "fit", "After the first session"
        QUALITY = "quality", "How it goes"
        MIDPOINT = "midpoint", "Half-way"
        QUIET = "quiet", "When you have not met for a while"
        END = "end", "At the end"
        LATER = "later", "Six months after"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    relationship = models.ForeignKey(MentoringRelationship, on_delete=models.CASCADE, related_name="check_ins")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    moment = models.CharField(max_length=10, choices=Moment)
    due_on = models.DateField()
    answers = SealedJSONField(null=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # Somebody who asks their coordinator for help says that much, and nothing of their answer.
    help_asked_at = models.DateTimeField(null=True, blank=True)
    help_given_at = models.DateTimeField(null=True, blank=True)
    help_given_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["person", "answered_at", "due_on"], name="check_in_by_person"),
            models.Index(
                fields=["relationship"],
                condition=Q(help_asked_at__isnull=False, help_given_at__isnull=True),
                name="check_in_asking_for_help",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["relationship", "person", "moment", "due_on"], name="a_question_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.moment} question {self.id}"
