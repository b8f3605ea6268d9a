"""Reads about frameworks. A version never changes, so what is read from it is kept for the life of the process."""

import threading
from dataclasses import dataclass

from stepwell.domain.framework import Pack, read_pack
from stepwell.domain.framework.overlay import with_wordings
from stepwell.people.models import Organisation

from .models import Adoption, Framework, FrameworkVersion, Overlay

_packs: dict[tuple[str, str], Pack] = {}
_lock = threading.Lock()


@dataclass(frozen=True)
class StoredPack:
    """A framework version as somebody reads it: the version, the organisation's wording if any, and the pack."""

    version: FrameworkVersion
    overlay: Overlay | None
    pack: Pack


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


def latest_versions() -> list[FrameworkVersion]:
    found = FrameworkVersion.objects.filter(is_latest=True).select_related("framework").defer("content", "changes")
    return list(found.order_by("framework__title"))


def latest_version(slug: str) -> FrameworkVersion | None:
    found = FrameworkVersion.objects.filter(framework__slug=slug, is_latest=True)
    return found.select_related("framework").defer("content", "changes").first()


def overlays_of(organisation: Organisation | None) -> dict[int, Overlay]:
    """The organisation's latest wordings by version id."""
    if organisation is None:
        return {}
    found = Overlay.objects.filter(organisation=organisation, is_latest=True).defer("wordings")
    return {overlay.version_id: overlay for overlay in found}


def stored_packs(organisation: Organisation | None) -> list[StoredPack]:
    """Every framework as the organisation reads it, those it uses first, in its order. Three queries."""
    overlays = overlays_of(organisation)
    used = adopted_order(organisation)
    packs = [StoredPack(v, overlays.get(v.pk), pack_of(v, overlays.get(v.pk))) for v in latest_versions()]
    return sorted(packs, key=lambda stored: (used.get(stored.version.framework_id, 10_000), stored.pack.title))


def stored_pack(slug: str, organisation: Organisation | None) -> StoredPack | None:
    version = latest_version(slug)
    if version is None:
        return None
    overlay = overlays_of(organisation).get(version.pk)
    return StoredPack(version, overlay, pack_of(version, overlay))


def adopted_order(organisation: Organisation | None) -> dict[int, int]:
    """Framework id → place in the organisation's own order; empty without an organisation."""
    if organisation is None:
        return {}
    ids = (
        Adoption.objects.filter(organisation=organisation)
        .order_by("order", "framework__title")
        .values_list("framework_id", flat=True)
    )
    return {framework_id: place for place, framework_id in enumerate(ids)}


def framework_by_slug(slug: str) -> Framework | None:
    return Framework.objects.filter(slug=slug).first()
