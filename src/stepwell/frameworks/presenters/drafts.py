"""What a draft would change, before it is published."""

from dataclasses import dataclass
from typing import Any

from stepwell.domain.framework import Pack, changes_between, faults_between, read_pack
from stepwell.domain.framework.overlay import with_wordings
from stepwell.frameworks import queries
from stepwell.frameworks.models import Draft, FrameworkVersion

MOST_SHOWN = 300


@dataclass(frozen=True)
class DraftPage:
    """`changes` are the first of `total`; `warnings` are links of other frameworks that would lead nowhere."""

    title: str
    is_wording: bool
    latest: FrameworkVersion | None
    changes: list[dict[str, str]]
    total: int
    changed: int
    new: int
    gone: int
    warnings: list[str]

    @property
    def hidden(self) -> int:
        return self.total - len(self.changes)


def draft_page(draft: Draft) -> DraftPage:
    latest = queries.latest_version(draft.slug, draft.organisation)
    before: dict[str, Any] = queries.content_of(latest) if latest else {}
    is_wording = draft.kind == Draft.Kind.WORDING
    after = with_wordings(before, draft.content) if is_wording else draft.content
    pack, _ = read_pack(after)
    if is_wording:
        before = present_wording(draft, before, latest)
    changes = changes_between(before, after) if before else []
    return DraftPage(
        title=pack.title if pack else draft.slug,
        is_wording=is_wording,
        latest=latest,
        changes=changes[:MOST_SHOWN],
        total=len(changes),
        changed=sum(bool(change["from"] and change["to"]) for change in changes),
        new=sum(not change["from"] for change in changes),
        gone=sum(not change["to"] for change in changes),
        warnings=[] if is_wording or pack is None else broken_links(draft, pack),
    )


def present_wording(draft: Draft, content: dict[str, Any], latest: FrameworkVersion | None) -> dict[str, Any]:
    overlay = queries.overlays_of(draft.organisation).get(latest.pk) if latest else None
    return with_wordings(content, overlay.wordings) if overlay else content


def broken_links(draft: Draft, pack: Pack) -> list[str]:
    others = {one.pack.id: one.pack for one in queries.stored_packs(draft.organisation)}
    found = faults_between({**others, pack.id: pack})
    return [f"{others[slug].called}: {fault}" for slug, fault in found if slug != pack.id]
