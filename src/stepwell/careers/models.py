"""What a role expects of the person who holds it."""

from django.db import models
from django.db.models import Q

from stepwell.frameworks.models import Framework
from stepwell.people.models import Appointment, Person


class ExpectedLevel(models.Model):
    """The level a manager expects of one role in one dimension, why, and when it was discussed.

    A change ends the old row and adds a new one. The suggestion of the grade is worked out, never stored.
    """

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="expected_levels")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    dimension_id = models.CharField(max_length=120)
    level_id = models.CharField(max_length=120)
    reason = models.TextField(max_length=2000)
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

    def __str__(self) -> str:
        return f"{self.dimension_id}: {self.level_id}"
