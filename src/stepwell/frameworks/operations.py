"""Writes about frameworks: publish a version, reword it for an organisation, say which an organisation uses."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from stepwell.audit.operations import record
from stepwell.domain.framework import Pack, changes_between
from stepwell.domain.framework.overlay import overlay_faults
from stepwell.people.models import Organisation, Person

from .models import Adoption, Draft, Framework, FrameworkVersion, Overlay


class OverlayRefused(Exception):
    """The wording does not fit the framework; `faults` holds one line for each reason."""

    def __init__(self, faults: list[str]):
        super().__init__("\n".join(faults))
        self.faults = faults


class DraftRefused(OverlayRefused):
    """The draft was checked by an earlier release, and this one finds faults in it."""


def digest_of(content: Any) -> str:
    """A name for exactly this content, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def publish(
    pack: Pack, *, by: Person | None, at: datetime, note: str = "", organisation: Organisation | None = None
) -> FrameworkVersion:
    """Freeze a pack as the framework's latest version: for everybody, or for one organisation alone.

    The same content again changes nothing and returns what is there.
    """
    content = pack.model_dump(mode="json")
    # Of what the pack says, so that a release whose format knows more makes no new version of the same texts.
    digest = digest_of(pack.model_dump(mode="json", exclude_defaults=True))
    framework = framework_named(pack, organisation)
    versions = FrameworkVersion.objects.select_for_update().filter(framework=framework)
    before = latest_seen_by(versions, organisation)
    if before and before.digest == digest:
        return before
    versions.filter(organisation=organisation, is_latest=True).update(is_latest=False)
    version = FrameworkVersion.objects.create(
        framework=framework,
        organisation=organisation,
        number=(versions.aggregate(highest=Max("number"))["highest"] or 0) + 1,
        label=pack.version,
        content=content,
        digest=digest,
        changes=changes_between(before.content, content) if before else [],
        note=note,
        published_at=at,
        published_by=by,
    )
    record(
        "framework_published",
        by=by,
        at=at,
        about=version,
        organisation_id=organisation.pk if organisation else None,
        framework=pack.id,
        version=version.number,
    )
    return version


def framework_named(pack: Pack, organisation: Organisation | None) -> Framework:
    """What everybody sees of a framework follows the version that is for everybody."""
    facts = {"kind": pack.kind, "title": pack.title, "owner": pack.owner}
    if organisation is None:
        return Framework.objects.update_or_create(slug=pack.id, defaults=facts)[0]
    return Framework.objects.get_or_create(slug=pack.id, defaults=facts)[0]


def latest_seen_by(versions: QuerySet[FrameworkVersion], organisation: Organisation | None) -> FrameworkVersion | None:
    latest = versions.filter(is_latest=True)
    own = latest.filter(organisation=organisation).first() if organisation else None
    return own or latest.filter(organisation__isnull=True).first()


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


@transaction.atomic
def keep_draft(
    *, kind: Draft.Kind, slug: str, file_name: str, content: Any, organisation: Organisation, by: Person, at: datetime
) -> Draft:
    """Keep a checked file until its owner publishes it. One a person and kind: a new one takes the old one's place."""
    Draft.objects.filter(uploaded_by=by, kind=kind).delete()
    return Draft.objects.create(
        kind=kind,
        slug=slug,
        file_name=file_name[:200],
        content=content,
        organisation=organisation,
        uploaded_by=by,
        uploaded_at=at,
    )


@transaction.atomic
def publish_draft(draft: Draft, pack: Pack, *, by: Person, at: datetime, note: str = "") -> FrameworkVersion:
    """Publish the pack that the draft holds for its organisation alone; the draft is done with."""
    version = publish(pack, by=by, at=at, note=note, organisation=draft.organisation)
    draft.delete()
    return version


@transaction.atomic
def reword_from_draft(draft: Draft, version: FrameworkVersion, *, by: Person, at: datetime) -> Overlay:
    overlay = reword(version, draft.content, organisation=draft.organisation, by=by, at=at)
    draft.delete()
    return overlay


def discard_draft(draft: Draft) -> None:
    """Nothing was published, so nothing is recorded."""
    draft.delete()
