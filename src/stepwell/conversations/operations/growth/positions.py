"""The position: each gives a view before reading the other's; then the two agree, or keep both (R66)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.domain.growing import has_cell
from stepwell.frameworks.queries import pack_of
from stepwell.people.models import Person
from stepwell.plans.operations import positions as plans

from ...models import Conversation, GrowthDraft, StageAnswer
from ...queries.growth import POSITION, View, framework_of, growth_of, stage_on, view_in
from .. import staging
from ..holding import State, fitting, held, touch
from ..refusals import WrongState
from .refusals import EvidenceMissing, NoFramework, NoSuchCell, NothingOffered, StagesMissing, ViewsMissing

MOST_WORDS = 2000
MOST_EVIDENCE = 12
SOURCE = "conversation"


@transaction.atomic
def begin(conversation: Conversation, *, at: datetime) -> GrowthDraft:
    """The draft, held. It is begun on the framework at hand now, and keeps that version."""
    draft = GrowthDraft.objects.select_for_update(of=("self",)).filter(conversation=conversation).first()
    if draft is None:
        stored = framework_of(conversation, None)
        if stored is None:
            raise NoFramework
        draft = GrowthDraft.objects.create(
            conversation=conversation, version=stored.version, overlay=stored.overlay, began_at=at
        )
    return draft


def checked(draft: GrowthDraft, view: View) -> dict[str, Any]:
    """What is stored of a view, whose position the framework has."""
    if not has_cell(pack_of(draft.version), view.cell):
        raise NoSuchCell
    evidence = [(kind, fitting(text, MOST_WORDS)) for kind, text in view.evidence[:MOST_EVIDENCE]]
    return {
        "category": view.cell.category,
        "step": view.cell.step,
        "words": fitting(view.words, MOST_WORDS),
        "evidence": [{"kind": kind, "text": text} for kind, text in evidence if text],
    }


@transaction.atomic
def write_view(
    conversation: Conversation, view: View, *, give: bool, revision: int, by: Person, at: datetime
) -> StageAnswer:
    """Keep one's own view; given, the other reads it as soon as they have given theirs."""
    held(conversation, by)
    stage = stage_on(conversation, POSITION)
    if stage is None:
        raise NoFramework
    draft = begin(conversation, at=at)
    answer = staging.save_answer(stage, checked(draft, view), revision=revision, by=by, at=at)
    return staging.give_answer(stage, by=by, at=at) if give else answer


@dataclass(frozen=True)
class Standing:
    """What must be known before a position is settled: both views, by whose they are."""

    draft: GrowthDraft
    persons: View
    others: View

    @property
    def is_agreed(self) -> bool:
        return bool(self.draft.outcome and self.draft.outcome["state"] == "agreed")

    def of(self, person: Person, conversation: Conversation) -> View:
        return self.persons if person.pk == conversation.person_id else self.others


def standing(conversation: Conversation, by: Person, at: datetime) -> Standing:
    """For one of the two while they talk, when both have given their views and held the stages before."""
    held(conversation, by, (State.MET,))
    draft = begin(conversation, at=at)
    found = growth_of(conversation, conversation.person)
    if found is None or not found.both_gave or found.own is None or found.theirs is None:
        raise ViewsMissing
    if not found.held_before(POSITION):
        raise StagesMissing
    return Standing(draft, found.own, found.theirs)


@transaction.atomic
def put_position(conversation: Conversation, view: View, *, by: Person, at: datetime, today: date) -> GrowthDraft:
    """Put a position to the other. Where they see it there already it is agreed; else it waits for their answer."""
    known = standing(conversation, by, at)
    content = checked(known.draft, view)
    if not content["evidence"]:
        raise EvidenceMissing
    partner = conversation.partner_of(by)
    if known.of(partner, conversation).cell == view.cell and not known.is_agreed:
        return agreed(conversation, known.draft, content, by=by, at=at, today=today)
    known.draft.offer = content | {"by": str(by.pk)}
    changed(known.draft)
    touch(conversation)
    record("position_put", by=by, at=at, about=conversation)
    return known.draft


def changed(draft: GrowthDraft) -> None:
    draft.revision += 1
    draft.save()


@transaction.atomic
def accept_position(conversation: Conversation, *, revision: int, by: Person, at: datetime, today: date) -> GrowthDraft:
    """Agree to what the other put, if it is still what the page showed."""
    known = standing(conversation, by, at)
    offer = known.draft.offer
    if not offer or offer["by"] == str(by.pk) or known.draft.revision != revision:
        raise NothingOffered
    content = {key: value for key, value in offer.items() if key != "by"}
    return agreed(conversation, known.draft, content, by=by, at=at, today=today)


@transaction.atomic
def drop_offer(conversation: Conversation, *, by: Person, at: datetime) -> None:
    """Take back what one put, or say that it does not fit. No reason is asked."""
    held(conversation, by, (State.MET,))
    draft = begin(conversation, at=at)
    if draft.offer:
        draft.offer = None
        changed(draft)
        touch(conversation)
        record("position_offer_dropped", by=by, at=at, about=conversation)


def agreed(
    conversation: Conversation,
    draft: GrowthDraft,
    content: Mapping[str, Any],
    *,
    by: Person,
    at: datetime,
    today: date,
) -> GrowthDraft:
    view = view_in(content)
    assert view is not None  # checked before it was stored
    return settle(conversation, draft, "agreed", view, None, by=by, at=at, today=today)


@transaction.atomic
def keep_both_views(conversation: Conversation, *, by: Person, at: datetime, today: date) -> GrowthDraft:
    """The two see it differently. Both views are kept as they were given, and neither counts for less."""
    known = standing(conversation, by, at)
    if known.is_agreed:
        raise WrongState("You have agreed on a position. Put another one to them if you see it differently now.")
    if known.persons.cell == known.others.cell:
        raise WrongState("You both see the same position: agree on it, with what supports it.")
    return settle(conversation, known.draft, "not_agreed", known.persons, known.others, by=by, at=at, today=today)


def settle(
    conversation: Conversation,
    draft: GrowthDraft,
    state: str,
    own: View,
    other: View | None,
    *,
    by: Person,
    at: datetime,
    today: date,
) -> GrowthDraft:
    """Write it into the person's plan, where it stays theirs, and keep here what the two settled."""
    plans.record_position(
        person=conversation.person,
        version=draft.version,
        state=state,
        own=plan_view(own),
        other=plan_view(other) if other else None,
        evidence=[{"kind": kind, "text": text} for kind, text in own.evidence],
        with_person=conversation.other,
        source=(SOURCE, source_id(conversation, draft.outcome_count)),
        by=by,
        at=at,
        today=today,
    )
    draft.outcome = {"state": state, **stored(own), **({"other": stored(other)} if other else {})}
    draft.offer = None
    draft.outcome_count += 1
    draft.settled_at, draft.settled_by = at, by
    changed(draft)
    touch(conversation)
    stage = stage_on(conversation, POSITION)
    if stage:
        staging.mark_held(stage, by=by, at=at)
    return draft


def stored(view: View) -> dict[str, Any]:
    evidence = [{"kind": kind, "text": text} for kind, text in view.evidence]
    return {"category": view.cell.category, "step": view.cell.step, "words": view.words, "evidence": evidence}


def plan_view(view: View) -> plans.View:
    return plans.View(view.cell.category, view.cell.step, view.words)


def source_id(conversation: Conversation, number: int) -> str:
    """The first settling is the conversation's; a later one of the same conversation is a record of its own."""
    return f"{conversation.pk}.{number + 1}" if number else str(conversation.pk)
