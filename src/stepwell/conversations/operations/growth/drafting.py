"""The plan in the making: both draft it while they talk (R68); the person alone puts it into their plan (R69)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.domain.growing import Cell, has_cell
from stepwell.frameworks.queries import pack_of
from stepwell.people.models import Person
from stepwell.plans.models import Objective

from ...models import Conversation, GrowthDraft
from ..holding import State, fitting, held, touch
from ..refusals import BadAnswer, BadDate, ChangedElsewhere
from .positions import MOST_WORDS, begin, changed
from .refusals import AlreadyInPlan, NoSuchCell, NotSettledYet, TooMany

MOST_TITLE = 300
MOST_OBJECTIVES = 30
MOST_INITIATIVES = 60
MOST_YEARS = 30
Horizon = Objective.Horizon


@dataclass(frozen=True)
class Drafted:
    """An objective in the making. `initiatives` are ids of the framework's; `own` is another way, in one's own words."""

    title: str
    horizon: str
    target_date: date | None = None
    initiatives: Sequence[str] = ()
    own: str = ""


@transaction.atomic
def draft_future(
    conversation: Conversation,
    cell: Cell,
    *,
    on: date,
    words: str,
    revision: int,
    by: Person,
    at: datetime,
    today: date,
) -> GrowthDraft:
    """Where the person wants to be, and by when. Their present position is as good as any other (R74)."""
    draft = drafting(conversation, by, at)
    if not has_cell(pack_of(draft.version), cell):
        raise NoSuchCell
    if not today < on <= today.replace(year=today.year + MOST_YEARS, day=min(today.day, 28)):
        raise BadDate
    kept = plan_of(draft).get("future") or {}
    content = {
        "category": cell.category,
        "step": cell.step,
        "on": on.isoformat(),
        "words": fitting(words, MOST_WORDS),
    }
    return keep(conversation, draft, "future", kept, content, revision, by=by, at=at)


@transaction.atomic
def draft_words(
    conversation: Conversation, *, aspirations: str, reflections: str, revision: int, by: Person, at: datetime
) -> GrowthDraft:
    """What the person hopes for, and what the two made of the conversation (R72)."""
    draft = drafting(conversation, by, at)
    content = {"aspirations": fitting(aspirations, MOST_WORDS), "reflections": fitting(reflections, MOST_WORDS)}
    return keep(conversation, draft, "words", plan_of(draft).get("words") or {}, content, revision, by=by, at=at)


def keep(
    conversation: Conversation,
    draft: GrowthDraft,
    part: str,
    kept: dict[str, Any],
    content: dict[str, Any],
    revision: int,
    *,
    by: Person,
    at: datetime,
) -> GrowthDraft:
    """One part of the draft. What is in the plan already is changed there; from an older page, nothing is written."""
    if all(kept.get(key, "") == value for key, value in content.items()):
        return draft
    if kept.get("planned"):
        raise AlreadyInPlan
    if kept.get("revision", 0) != revision:
        raise ChangedElsewhere(kept)
    draft.plan = plan_of(draft) | {part: content | {"revision": revision + 1}}
    return saved(conversation, draft, by=by, at=at)


@transaction.atomic
def draft_objective(
    conversation: Conversation, drafted: Drafted, *, by: Person, at: datetime, today: date
) -> dict[str, Any]:
    """Add one, short- or long-term; any mixture is right (R67)."""
    draft = drafting(conversation, by, at)
    items = objectives_in(draft)
    if len(items) >= MOST_OBJECTIVES:
        raise TooMany
    item = content_of(drafted, draft, today) | {"id": uuid.uuid4().hex[:12], "revision": 1, "by": str(by.pk)}
    draft.plan = plan_of(draft) | {"objectives": [*items, item]}
    saved(conversation, draft, by=by, at=at)
    return item


@transaction.atomic
def change_drafted(
    conversation: Conversation,
    item_id: str,
    drafted: Drafted,
    *,
    revision: int,
    by: Person,
    at: datetime,
    today: date,
) -> dict[str, Any]:
    draft = drafting(conversation, by, at)
    item = item_in(draft, item_id)
    if item.get("planned"):
        raise AlreadyInPlan
    content = content_of(drafted, draft, today, item)
    if all(item.get(key) == value for key, value in content.items()):
        return item
    if item["revision"] != revision:
        raise ChangedElsewhere(item)
    new = item | content | {"revision": revision + 1}
    draft.plan = plan_of(draft) | {"objectives": [new if one is item else one for one in objectives_in(draft)]}
    saved(conversation, draft, by=by, at=at)
    return new


@transaction.atomic
def remove_drafted(conversation: Conversation, item_id: str, *, by: Person, at: datetime) -> None:
    """Take one out; again changes nothing."""
    draft = drafting(conversation, by, at)
    item = next((one for one in objectives_in(draft) if one["id"] == item_id), None)
    if item is None:
        return
    if item.get("planned"):
        raise AlreadyInPlan
    draft.plan = plan_of(draft) | {"objectives": [one for one in objectives_in(draft) if one is not item]}
    saved(conversation, draft, by=by, at=at)


def drafting(conversation: Conversation, by: Person, at: datetime) -> GrowthDraft:
    """While the two talk, and once they have settled where things stand."""
    held(conversation, by, (State.MET,))
    draft = begin(conversation, at=at)
    if not draft.outcome:
        raise NotSettledYet
    return draft


def plan_of(draft: GrowthDraft) -> dict[str, Any]:
    return draft.plan or {}


def saved(conversation: Conversation, draft: GrowthDraft, *, by: Person, at: datetime) -> GrowthDraft:
    changed(draft)
    touch(conversation)
    record("growth_plan_drafted", by=by, at=at, about=conversation)
    return draft


def objectives_in(draft: GrowthDraft) -> list[dict[str, Any]]:
    return list(plan_of(draft).get("objectives") or ())


def item_in(draft: GrowthDraft, item_id: str) -> dict[str, Any]:
    found = next((one for one in objectives_in(draft) if one["id"] == item_id), None)
    if found is None:
        raise BadAnswer([("title", "This was taken out meanwhile. Add it anew if you still want it.")])
    return found


def content_of(
    drafted: Drafted, draft: GrowthDraft, today: date, before: dict[str, Any] | None = None
) -> dict[str, Any]:
    """What is stored, checked. Initiatives that the framework does not have are left out."""
    title, own = fitting(drafted.title, MOST_TITLE), fitting(drafted.own, MOST_WORDS)
    faults = [("title", "Say what you want to achieve")] if not title else []
    target = drafted.target_date.isoformat() if drafted.target_date else ""
    if drafted.horizon not in Horizon.values:
        faults.append(("horizon", "Choose when"))
    if (drafted.horizon == Horizon.BY_DATE) != bool(target):
        faults.append(("target_date", "Enter the day by which you want to achieve it"))
    is_new = before is None or before.get("target_date") != target
    if drafted.target_date and drafted.target_date < today and is_new:
        faults.append(("target_date", "The day must be today or later: it is when you want to have achieved it"))
    if faults:
        raise BadAnswer(faults)
    known = {one.id for one in pack_of(draft.version).initiatives}
    chosen = [one for one in dict.fromkeys(drafted.initiatives) if one in known][:MOST_INITIATIVES]
    return {"title": title, "horizon": drafted.horizon, "target_date": target, "initiatives": chosen, "own": own}
