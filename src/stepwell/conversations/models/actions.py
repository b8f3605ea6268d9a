"""What somebody will do. The two of the conversation read it; its owner alone agrees to it and settles it (R01)."""

import uuid

from django.db import models
from django.db.models import Q

from stepwell.people.models import Person
from stepwell.sealing.fields import SealedTextField

from .conversations import Conversation


class AgreedAction(models.Model):
    """Proposed by the other until its owner has agreed; then open until the owner says done, or lets it go."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        OPEN = "open", "Agreed"
        DONE = "done", "Done"
        LET_GO = "let_go", "Let go"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="actions")
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="agreed_actions")
    state = models.CharField(max_length=20, choices=State)
    text = SealedTextField(max_length=1000)
    by_when = models.DateField()
    obstacle = SealedTextField(blank=True, max_length=1000)
    response = SealedTextField(blank=True, max_length=1000)
    help_wanted = SealedTextField(blank=True, max_length=1000)
    outcome = SealedTextField(blank=True, max_length=1000)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["by_when", "added_at", "id"]
        indexes = [models.Index(fields=["owner", "state", "by_when"], name="action_by_owner")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="proposed") | Q(agreed_at__isnull=False) | Q(settled_at__isnull=False),
                name="an_open_action_was_agreed_to",
            )
        ]

    def __str__(self) -> str:
        return f"agreed action {self.id}"
