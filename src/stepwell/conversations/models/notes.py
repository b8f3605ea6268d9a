"""What is written. Each class has its own readers, and no row has a switch that changes them."""

import uuid

from django.db import models

from stepwell.people.models import Person
from stepwell.sealing.fields import SealedJSONField, SealedTextField

from .conversations import Conversation

MOST_TEXT = 20_000


class Preparation(models.Model):
    """What one of the two thought about beforehand. The other reads it when both are ready, or its writer has come in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="preparations")
    writer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    answers = SealedJSONField(null=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["saved_at"]
        constraints = [models.UniqueConstraint(fields=["conversation", "writer"], name="one_preparation_each")]

    def __str__(self) -> str:
        return f"preparation {self.id}"


class PrivateNote(models.Model):
    """Only its writer reads it, ever. Nothing here can be shared."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="private_notes")
    writer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    text = SealedTextField(max_length=MOST_TEXT)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["saved_at"]
        constraints = [models.UniqueConstraint(fields=["conversation", "writer"], name="one_private_note_each")]

    def __str__(self) -> str:
        return f"private note {self.id}"


class SharedNote(models.Model):
    """Our record: the two read and write it. On screen: "our record"."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="record")
    text = SealedTextField(max_length=MOST_TEXT)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-saved_at"]

    def __str__(self) -> str:
        return f"our record {self.id}"


class NoteVersion(models.Model):
    """How our record stood after somebody wrote: who, and what was there before. One sitting of one writer is one version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    note = models.ForeignKey(SharedNote, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = SealedTextField(max_length=MOST_TEXT)
    began_at = models.DateTimeField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["note", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"version {self.number} of {self.note_id}"
