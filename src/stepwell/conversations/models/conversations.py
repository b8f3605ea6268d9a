"""A conversation between two people: the person whose growth it is about, who leads, and one other."""

import uuid

from django.db import models
from django.db.models import F, Q

from stepwell.people.models import Organisation, Person
from stepwell.sealing.fields import SealedJSONField, SealedTextField


class Conversation(models.Model):
    """It keeps the agenda it was made from, so that a later change of the template changes no past conversation.

    `revision` counts changes of what both see, so that a page learns of the other's without asking for everything.
    `was_at` is when the meeting was to be, once it has no day any more: calendars take out what they were given.
    """

    class Kind(models.TextChoices):
        CAREER = "career", "Career and development"
        GROWTH = "growth", "Growth position and plan"
        ONE_TO_ONE = "one_to_one", "One-to-one"
        APPRAISAL = "appraisal", "Annual appraisal"
        PROBATION = "probation", "Probation"
        FRAMEWORK = "framework", "On a framework"
        FEEDBACK = "feedback", "Feedback"
        MENTORING = "mentoring", "Mentoring"

    class OtherRole(models.TextChoices):
        MANAGER = "manager", "Manager"
        COACH = "coach", "Coach"
        FACILITATOR = "facilitator", "Facilitator"
        MENTOR = "mentor", "Mentor"
        COLLEAGUE = "colleague", "Colleague"

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        AGREED = "agreed", "Agreed"
        MET = "met", "Under way"
        ENDED = "ended", "Ended"
        CALLED_OFF = "called_off", "Called off"

    class Frequency(models.TextChoices):
        ONCE = "", "Just this once for now"
        WEEKLY = "weekly", "Every week"
        FORTNIGHTLY = "fortnightly", "Every two weeks"
        MONTHLY = "monthly", "Every month"
        TWO_MONTHLY = "two_monthly", "Every two months"
        QUARTERLY = "quarterly", "Every three months"
        HALF_YEARLY = "half_yearly", "Every six months"
        YEARLY = "yearly", "Every year"

    class Setting(models.TextChoices):
        SEPARATE = "separate", "In meetings of their own"
        WITHIN_ONE_TO_ONES = "within_one_to_ones", "As a point of our one-to-ones"

    class Form(models.TextChoices):
        IN_PERSON = "in_person", "In person"
        WALK = "walk", "On a walk"
        VIDEO = "video", "By video"
        PHONE = "phone", "By phone"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=200)
    agenda = models.JSONField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="conversations")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="conversations_as_other")
    other_role = models.CharField(max_length=20, choices=OtherRole)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    other_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    follows = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_by")
    state = models.CharField(max_length=20, choices=State)
    message = SealedTextField(blank=True, max_length=2000)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    frequency = models.CharField(max_length=20, choices=Frequency, blank=True)
    setting = models.CharField(max_length=20, choices=Setting)
    starts_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=60)
    form = models.CharField(max_length=20, choices=Form, blank=True)
    place = SealedTextField(blank=True, max_length=200)
    invitation_sequence = models.PositiveIntegerField(default=0)
    was_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    no_actions = models.BooleanField(default=False)
    review_date = models.DateField(null=True, blank=True)
    no_review = models.BooleanField(default=False)
    no_review_reason = SealedTextField(blank=True, max_length=1000)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    kept_for_other_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-proposed_at", "id"]
        indexes = [
            models.Index(fields=["person", "state", "-starts_at"], name="conversation_by_person"),
            models.Index(fields=["other", "state", "-starts_at"], name="conversation_by_other"),
            models.Index(fields=["state", "review_date"], name="conversation_by_review"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("other")), name="nobody_talks_with_themselves"),
            models.CheckConstraint(
                condition=~Q(state="ended") | Q(review_date__isnull=False) | Q(no_review=True),
                name="ended_with_a_review_or_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} conversation {self.id}"

    def partner_of(self, person: Person) -> Person:
        """The other of the two."""
        return self.other if person.pk == self.person_id else self.person

    @property
    def both(self) -> tuple[Person, Person]:
        return self.person, self.other

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.PROPOSED, self.State.AGREED, self.State.MET)


class Participation(models.Model):
    """How far one of the two is: agreed, read what is confidential, ready. `support`: the roles somebody takes, why."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="participations")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="participations")
    ready_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    followed_up_at = models.DateTimeField(null=True, blank=True)
    follow_up_due = models.DateField(null=True, blank=True)
    support = SealedJSONField(null=True)

    class Meta:
        ordering = ["conversation", "id"]
        constraints = [models.UniqueConstraint(fields=["conversation", "person"], name="one_participation_each")]

    def __str__(self) -> str:
        return f"participation {self.id}"


class AgendaItem(models.Model):
    """One point to talk about. Both may add and settle; what stays open is carried to the next one."""

    class Origin(models.TextChoices):
        TEMPLATE = "template", "From the agenda"
        ADDED = "added", "Added"
        QUESTION = "question", "A question"
        CARRIED = "carried", "Carried forward"

    class State(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Talked about"
        PARKED = "parked", "For another time"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    origin = models.CharField(max_length=20, choices=Origin)
    key = models.CharField(max_length=120, blank=True)
    text = SealedTextField(max_length=500)
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    carried_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["conversation", "position"], name="item_by_position")]

    def __str__(self) -> str:
        return f"agenda item {self.id}"
