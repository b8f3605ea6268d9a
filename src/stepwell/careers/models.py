"""What a role expects of the person who holds it, and whether its job profile still says so."""

from django.db import models
from django.db.models import Q

from stepwell.frameworks.models import Framework
from stepwell.people.models import Appointment, Person
from stepwell.sealing.fields import SealedTextField


class ExpectedLevel(models.Model):
    """The level a manager expects of one role in one dimension, why, and when it was discussed.

    A change ends the old row and adds a new one. The suggestion of the grade is worked out, never stored.
    """

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="expected_levels")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    dimension_id = models.CharField(max_length=120)
    level_id = models.CharField(max_length=120)
    reason = SealedTextField(
        max_length=2000, blank=True, bound_to=["appointment_id", "framework_id", "dimension_id", "set_by_id"]
    )
    discussed_on = models.DateField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-set_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "framework", "dimension_id"],
                condition=Q(ended_at__isnull=True),
                name="one_open_expectation",
            )
        ]
        indexes = [models.Index(fields=["appointment", "framework"], name="expected_of_a_role")]

    def __str__(self) -> str:
        return f"{self.dimension_id}: {self.level_id}"


class ExpectationNotice(models.Model):
    """The manager changed what one framework expects of one role; it waits on the person's home page until they read it."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="expectation_notices")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-changed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "framework"],
                condition=Q(read_at__isnull=True),
                name="one_unread_expectation_notice",
            )
        ]

    def __str__(self) -> str:
        return f"expectations of {self.appointment_id} changed"


class JobProfileNote(models.Model):
    """Somebody noticed that a job profile no longer describes the job. The person and their line manager read it."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="job_profile_notes")
    note = SealedTextField(max_length=1000, blank=True, bound_to=["appointment_id", "noted_by_id"])
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-noted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment"], condition=Q(resolved_at__isnull=True), name="one_open_job_profile_note"
            )
        ]

    def __str__(self) -> str:
        return f"job profile of {self.appointment_id} needs updating"
