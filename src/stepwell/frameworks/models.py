"""Published frameworks. A version's content is one frozen document; what is answered points at the version."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from stepwell.people.models import Organisation, Person


class NeverChanges(Exception):
    """Somebody tried to change what is published: what was answered in it would lose its wording."""


class Framework(models.Model):
    """A model of good behaviour that people know by one name, over all its versions."""

    slug = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    owner = models.CharField(max_length=200)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Frozen(models.Model):
    """A row that is written once. Only whether it is the latest may change; the database refuses the rest, too."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding and set(kwargs.get("update_fields") or ["everything"]) != {"is_latest"}:
            raise NeverChanges(f"{self} is published: publish a new version instead")
        super().save(*args, **kwargs)


class FrameworkVersion(Frozen):
    """One published text of a framework, for everybody or, with an organisation, for that organisation alone."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="versions")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="framework_versions"
    )
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=200)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    changes = models.JSONField(default=list, help_text="What differs from the version before: id, source, from, to.")
    note = models.CharField(max_length=500, blank=True)
    is_latest = models.BooleanField(default=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["framework", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="one_version_of_a_number"),
            models.UniqueConstraint(
                fields=["framework"],
                condition=Q(is_latest=True, organisation__isnull=True),
                name="one_latest_version",
            ),
            models.UniqueConstraint(
                fields=["framework", "organisation"],
                condition=Q(is_latest=True, organisation__isnull=False),
                name="one_latest_version_of_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework_id} {self.label}"


class Overlay(Frozen):
    """An organisation's own wording of a version, by text id; structure stays. A change is a new row."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="overlays")
    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="overlays")
    wordings = models.JSONField()
    digest = models.CharField(max_length=64)
    is_latest = models.BooleanField(default=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-published_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "version"], condition=Q(is_latest=True), name="one_latest_overlay"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} wording of {self.version_id}"


class Adoption(models.Model):
    """An organisation uses a framework: it is shown first there. Every framework may be read by all."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="adoptions")
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="adoptions")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "framework__title"]
        constraints = [models.UniqueConstraint(fields=["organisation", "framework"], name="one_adoption")]

    def __str__(self) -> str:
        return f"{self.organisation_id} uses {self.framework_id}"


class Draft(models.Model):
    """A file that a framework owner uploaded and that has no fault: kept until it is published or thrown away."""

    class Kind(models.TextChoices):
        VERSION = "version", "A version of a framework"
        WORDING = "wording", "An organisation's own wording"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="framework_drafts")
    kind = models.CharField(max_length=20, choices=Kind)
    slug = models.CharField(max_length=120)
    file_name = models.CharField(max_length=200)
    content = models.JSONField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name
