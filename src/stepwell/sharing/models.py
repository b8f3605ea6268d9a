"""Permission to read one thing: from its owner, to one person, for a purpose, until a date."""

import uuid

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from stepwell.people.models import Appointment, Person
from stepwell.sealing.fields import SealedTextField


class ShareQuerySet(models.QuerySet["Share"]):
    def not_ended(self, today) -> "ShareQuerySet":
        return self.filter(withdrawn_at__isnull=True, until_date__gte=today)

    def with_manager(self, today) -> "ShareQuerySet":
        """Each knows by `is_managed` whether its recipient manages its owner today, in any job."""
        return self.annotate(is_managed=recipient_manages_owner(today))

    def open(self, today) -> "ShareQuerySet":
        """Those with which their recipient reads today: not ended, and not resting."""
        return self.not_ended(today).filter(Q(while_manager=False) | recipient_manages_owner(today))


def recipient_manages_owner(today) -> Exists:
    return Exists(Appointment.objects.current(today).filter(person=OuterRef("owner"), manager=OuterRef("recipient")))


class Share(models.Model):
    """A grant. The capability that owns the thing points here from a table of its own, so no key leads upwards.

    `kind` is the URL namespace of that capability: `<kind>:shared` shows the thing for this grant.
    `while_manager`: given to a line manager, it rests as soon as they no longer are one, until its owner decides.
    """

    class Purpose(models.TextChoices):
        CONVERSATION = "conversation", "To prepare a conversation"
        MENTORING = "mentoring", "For mentoring"
        COACHING = "coaching", "For coaching"
        REVIEW = "review", "For my appraisal or review"
        SUPPORT = "support", "To get support with my development"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="shares_given")
    recipient = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="shares_received")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    purpose = models.CharField(max_length=30, choices=Purpose)
    message = SealedTextField(blank=True, max_length=1000)
    granted_at = models.DateTimeField()
    until_date = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    while_manager = models.BooleanField(default=False, db_default=False)  # old code may still write

    objects = ShareQuerySet.as_manager()

    class Meta:
        ordering = ["-granted_at"]
        constraints = [models.CheckConstraint(condition=~Q(owner=F("recipient")), name="nobody_shares_with_themselves")]

    def __str__(self) -> str:
        return f"{self.title} with {self.recipient}"


class ShareOpening(models.Model):
    """The recipient opened it. The owner sees this."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="openings")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["-opened_at"]

    def __str__(self) -> str:
        return f"{self.share_id} opened {self.opened_at:%Y-%m-%d %H:%M}"
