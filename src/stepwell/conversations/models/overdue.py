"""How many people's reviews are overdue, as an organisation may see it: counted once, and kept as it was."""

from django.db import models

from stepwell.people.models import Organisation


class OverdueCount(models.Model):
    """One quarter of one organisation. `released` holds figures under disclosure control, never a name or a key."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    quarter_ends = models.DateField()
    released = models.JSONField()
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["-quarter_ends"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "quarter_ends"], name="a_quarter_is_counted_once")
        ]

    def __str__(self) -> str:
        return f"overdue reviews until {self.quarter_ends}"
