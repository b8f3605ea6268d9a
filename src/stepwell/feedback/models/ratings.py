"""PROTECTED: what raters sent. Only feedback.operations and feedback.queries import this module.

No row names its rater, its invitation or a time. Keys are drawn at random, because rows numbered in order would tell
in which order answers came; as the table's own key on SQLite they also decide where in the file a row stands. What was
written is sealed; the numbers are not, because they are counted.
"""

import secrets

from django.db import models

from stepwell.sealing.fields import SealedTextField

from .releases import Snapshot
from .rounds import FeedbackRound

KEY_BITS = 62


def random_key() -> int:
    return secrets.randbits(KEY_BITS) + 1


class Response(models.Model):
    """One rater's answers. `snapshot` is the one whose report shows them; until then they wait."""

    id = models.BigAutoField(primary_key=True, default=random_key)
    round = models.ForeignKey(FeedbackRound, on_delete=models.CASCADE, related_name="+")
    group_key = models.CharField(max_length=40)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.RESTRICT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return "a response"


class Rating(models.Model):
    """A place on the scale, counted from 0; null is "not observed"."""

    id = models.BigAutoField(primary_key=True, default=random_key)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="+")
    item_id = models.CharField(max_length=120)
    level = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "item_id"], name="one_rating_an_item")]

    def __str__(self) -> str:
        return "a rating"


class ResponseImportance(models.Model):
    """How much a dimension matters in the subject's role, counted from 0 for the least; null is "cannot say"."""

    id = models.BigAutoField(primary_key=True, default=random_key)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="+")
    dimension_id = models.CharField(max_length=120)
    point = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "dimension_id"], name="one_importance_a_dimension")]

    def __str__(self) -> str:
        return "an importance"


class ResponseComment(models.Model):
    """`about` is the key of a question, or a dimension."""

    id = models.BigAutoField(primary_key=True, default=random_key)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=120)
    text = SealedTextField(max_length=5000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "about"], name="one_comment_about_a_thing")]

    def __str__(self) -> str:
        return "a comment"
