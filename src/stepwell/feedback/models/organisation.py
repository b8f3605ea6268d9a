"""What an organisation was shown of a closed cycle: made once, because a second one could be subtracted from the first."""

from django.db import models

from stepwell.people.models import Person

from .cycles import Cycle


class CycleReport(models.Model):
    """`content` is what domain.disclosure.organisation gave. It names no person and is never made again."""

    class Division(models.TextChoices):
        TOGETHER = "together", "Everybody together"
        UNIT = "unit", "By unit"
        GRADE = "grade", "By grade"
        UNIT_GRADE = "unit_grade", "By unit, and within it by grade"

    cycle = models.OneToOneField(Cycle, on_delete=models.CASCADE, related_name="report", primary_key=True)
    division = models.CharField(max_length=20, choices=Division)
    content = models.JSONField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"organisation report of {self.cycle_id}"
