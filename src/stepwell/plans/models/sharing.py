"""Ties a share to the plan it opens, or to some of its objectives."""

from django.db import models

from stepwell.sharing.models import Share

from .objectives import Objective
from .plans import DevelopmentPlan


class SharedPlan(models.Model):
    """`is_whole`: the plan as it is whenever it is read; else only the objectives that were named."""

    share = models.OneToOneField(Share, on_delete=models.CASCADE, related_name="+", primary_key=True)
    plan = models.ForeignKey(DevelopmentPlan, on_delete=models.CASCADE, related_name="shares")
    is_whole = models.BooleanField()

    def __str__(self) -> str:
        return f"plan of share {self.share_id}"


class SharedObjective(models.Model):
    shared = models.ForeignKey(SharedPlan, on_delete=models.CASCADE, related_name="named")
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shared", "objective"], name="an_objective_shared_once")]

    def __str__(self) -> str:
        return f"objective of share {self.shared_id}"
