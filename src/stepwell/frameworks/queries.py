"""Reads about frameworks. A version never changes, so what is read from it is kept for the life of the process."""

import threading
from dataclasses import dataclass
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from stepwell.domain.framework import Pack, read_pack
from stepwell.domain.framework.overlay import with_wordings
from stepwell.people.models import Organisation
from stepwell.prepared import prepared

from .models import Adoption, Draft, FrameworkVersion, Overlay

_packs: dict[tuple[str, str], Pack] = {}
_lock = threading.Lock()


@dataclass(frozen=True)
class StoredPack:
    """A framework version as somebody reads it: the version, the organisation's wording if any, and the pack."""

    version: FrameworkVersion
    overlay: Overlay | None
    pack: Pack
    is_used: bool = False  # the organisation has said that it uses this framework


def pack_of(version: FrameworkVersion, overlay: Overlay | None = None) -> Pack:
    """The pack of a version, in an organisation's wording if given.

    Kept by the digests of both, which name the content itself, so nothing here can go stale. Fetch versions with
    `defer("content")`; the content is then read only the first time.
    """
    key = (version.digest, overlay.digest if overlay else "")
    pack = _packs.get(key)
    if pack is None:
        content = with_wordings(version.content, overlay.wordings) if overlay else version.content
        pack, faults = read_pack(content)
        if pack is None:
            raise ValueError(f"{version} is stored in a shape this release cannot read: {faults[:3]}")
        with _lock:
            _packs[key] = pack
    return pack


def versions_for(organisation: Organisation | None) -> QuerySet[FrameworkVersion]:
    """What somebody there may read: what is for everybody, and what is the organisation's own."""
    found = FrameworkVersion.objects.filter(Q(organisation__isnull=True) | Q(organisation=organisation))
    return found.select_related("framework").defer("content", "changes")


def place_in_use(organisation: Organisation | None) -> Subquery:
    """Where a version's framework stands among those that the organisation uses, if it does."""
    found = Adoption.objects.filter(framework=OuterRef("framework"), organisation=organisation)
    return Subquery(found.values("order"))


LATEST_VERSIONS = prepared(
    lambda organisation: (
        versions_for(organisation)
        .filter(is_latest=True)
        .annotate(used_at=place_in_use(organisation))
        .order_by("framework__title", F("organisation").asc(nulls_first=True))
    )
)
LATEST_VERSION = prepared(
    lambda slug, organisation: (
        versions_for(organisation)
        .filter(framework__slug=slug, is_latest=True)
        .order_by(F("organisation").asc(nulls_last=True))[:1]
    )
)
OVERLAYS = prepared(
    lambda organisation: Overlay.objects.filter(organisation=organisation, is_latest=True).defer("wordings")
)


def latest_versions(organisation: Organisation | None = None) -> list[FrameworkVersion]:
    """The latest of each framework; an organisation's own version stands in the place of the one for everybody."""
    latest: dict[int, FrameworkVersion] = {}
    for version in LATEST_VERSIONS.rows(organisation=organisation):
        latest[version.framework_id] = version
    return list(latest.values())


def latest_version(slug: str, organisation: Organisation | None = None) -> FrameworkVersion | None:
    return LATEST_VERSION.first(slug=slug, organisation=organisation)


def version_numbered(slug: str, number: int, organisation: Organisation | None) -> FrameworkVersion | None:
    return versions_for(organisation).filter(framework__slug=slug, number=number).first()


def history_of(slug: str, organisation: Organisation | None) -> list[FrameworkVersion]:
    """Every version that somebody there may read, the newest first, with what each changed."""
    found = versions_for(organisation).filter(framework__slug=slug).select_related("framework", "published_by")
    return list(found.defer(None).defer("content").order_by("-number"))


def wordings_of(slug: str, organisation: Organisation | None) -> list[Overlay]:
    """The organisation's own wordings of any version, the newest first."""
    found = Overlay.objects.filter(organisation=organisation, version__framework__slug=slug)
    return list(found.select_related("published_by", "version").defer("version__content", "version__changes"))


def overlays_of(organisation: Organisation | None) -> dict[int, Overlay]:
    """The organisation's latest wordings by version id."""
    if organisation is None:
        return {}
    return {overlay.version_id: overlay for overlay in OVERLAYS.rows(organisation=organisation)}


def stored_packs(organisation: Organisation | None) -> list[StoredPack]:
    """Every framework as the organisation reads it, those it uses first, in its order. Two queries."""
    overlays = overlays_of(organisation)
    found = []
    for version in latest_versions(organisation):
        overlay = overlays.get(version.pk)
        place: int | None = version.used_at  # type: ignore[attr-defined]  # annotated
        stored = StoredPack(version, overlay, pack_of(version, overlay), is_used=place is not None)
        found.append((10_000 if place is None else place, stored.pack.title, stored))
    return [stored for *_, stored in sorted(found, key=itemgetter(0, 1))]


def stored_pack(slug: str, organisation: Organisation | None, number: int | None = None) -> StoredPack | None:
    """One framework as the organisation reads it: its latest version, or the one with that number. Two queries."""
    version = latest_version(slug, organisation) if number is None else version_numbered(slug, number, organisation)
    if version is None:
        return None
    overlay = overlays_of(organisation).get(version.pk)
    return StoredPack(version, overlay, pack_of(version, overlay))


def draft_by_id(draft_id: UUID) -> Draft | None:
    return Draft.objects.select_related("organisation", "uploaded_by").filter(pk=draft_id).first()


def content_of(version: FrameworkVersion) -> dict[str, Any]:
    """The version's whole content as plain data, read afresh: lists leave it out."""
    return FrameworkVersion.objects.values_list("content", flat=True).get(pk=version.pk)
