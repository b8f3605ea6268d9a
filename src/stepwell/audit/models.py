"""Who did what, when, to which thing: never what it said."""

from django.db import models


class AuditEvent(models.Model):
    """One change or one opening. Rows are only ever added.

    The actor and the organisation are ids without foreign keys: an event outlives the person it names.
    """

    at = models.DateTimeField(db_index=True)
    actor_id = models.UUIDField(null=True, db_index=True)
    organisation_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=60)
    thing_type = models.CharField(max_length=60)
    thing_id = models.CharField(max_length=64)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["organisation_id", "-at"], name="audit_by_organisation")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.thing_type} {self.thing_id}"
