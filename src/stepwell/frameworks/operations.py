"""Writes about frameworks: publish a version, reword it for an organisation, say which an organisation uses."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.domain.framework import Pack
from stepwell.domain.framework.overlay import overlay_faults, parts_by_id
from stepwell.people.models import Organisation, Person

from .models import Adoption, Framework, FrameworkVersion, Overlay


class OverlayRefused(Exception):
    """The wording does not fit the framework; `faults` holds one line for each reason."""

    def __init__(self, faults: list[str]):
        super().__init__("\n".join(faults))
        self.faults = faults


def digest_of(content: Any) -> str:
    """A name for exactly this content, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def publish(pack: Pack, *, by: Person | None, at: datetime, note: str = "") -> FrameworkVersion:
    """Freeze a pack as the framework's latest version. The same content again changes nothing and returns what is there."""
    content = pack.model_dump(mode="json")
    digest = digest_of(content)
    framework, _ = Framework.objects.update_or_create(
        slug=pack.id, defaults={"kind": pack.kind, "title": pack.title, "owner": pack.owner}
    )
    before = FrameworkVersion.objects.select_for_update().filter(framework=framework, is_latest=True).first()
    if before and before.digest == digest:
        return before
    if before:
        FrameworkVersion.objects.filter(pk=before.pk).update(is_latest=False)
    version = FrameworkVersion.objects.create(
        framework=framework,
        number=before.number + 1 if before else 1,
        label=pack.version,
        content=content,
        digest=digest,
        changes=changes_between(before.content, content) if before else [],
        note=note,
        published_at=at,
        published_by=by,
    )
    record("framework_published", by=by, at=at, about=version, framework=pack.id, version=version.number)
    return version


def changes_between(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, str]]:
    """Each text that differs, is new or is gone, with its source line."""
    old, new = dict(parts_by_id(before)), dict(parts_by_id(after))
    changes = []
    for text_id in sorted(old.keys() | new.keys()):
        was, is_now = texts_of(old.get(text_id, {})), texts_of(new.get(text_id, {}))
        changes += [
            {
                "id": text_id,
                "key": key,
                "source": new.get(text_id, old.get(text_id, {})).get("source") or "",
                "from": was.get(key, ""),
                "to": is_now.get(key, ""),
            }
            for key in sorted(was.keys() | is_now.keys())
            if was.get(key) != is_now.get(key)
        ]
    return changes


def texts_of(part: dict[str, Any]) -> dict[str, str]:
    return {key: value for key, value in part.items() if isinstance(value, str) and key not in {"id", "source"}}


@transaction.atomic
def reword(
    version: FrameworkVersion,
    wordings: dict[str, dict[str, str]],
    *,
    organisation: Organisation,
    by: Person | None,
    at: datetime,
) -> Overlay:
    """Replace texts of a version for one organisation; what was answered in the earlier wording keeps it."""
    faults = overlay_faults(version.content, wordings)
    if faults:
        raise OverlayRefused([str(fault) for fault in faults])
    Overlay.objects.select_for_update().filter(organisation=organisation, version=version, is_latest=True).update(
        is_latest=False
    )
    overlay = Overlay.objects.create(
        organisation=organisation,
        version=version,
        wordings=wordings,
        digest=digest_of({"version": version.digest, "wordings": wordings}),
        published_at=at,
        published_by=by,
    )
    record(
        "framework_reworded",
        by=by,
        at=at,
        about=overlay,
        organisation_id=organisation.pk,
        framework=version.framework.slug,
        count=len(wordings),
    )
    return overlay


@transaction.atomic
def adopt(slugs: list[str], *, organisation: Organisation, by: Person | None, at: datetime) -> None:
    """Say which frameworks the organisation uses, in the order in which it wants to see them."""
    frameworks = Framework.objects.in_bulk(slugs, field_name="slug")
    Adoption.objects.filter(organisation=organisation).delete()
    Adoption.objects.bulk_create(
        Adoption(organisation=organisation, framework=frameworks[slug], order=place)
        for place, slug in enumerate(slugs)
        if slug in frameworks
    )
    record("frameworks_adopted", by=by, at=at, about=organisation, organisation_id=organisation.pk, count=len(slugs))
