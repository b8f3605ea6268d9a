"""Writes about growth positions. What was recorded is kept: a later record takes its place without removing it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.domain.growing import Cell, has_cell, two_years_after
from stepwell.frameworks.models import FrameworkVersion
from stepwell.frameworks.queries import pack_of
from stepwell.people.models import Person

from ..models import DevelopmentPlan, GrowthPosition
from .plans import held, open_plan
from .refusals import EvidenceMissing, NoSuchPosition, SecondViewMissing

Kind, State = GrowthPosition.Kind, GrowthPosition.State
Evidence = Mapping[str, str]


@transaction.atomic
def record_position(
    *,
    person: Person,
    version: FrameworkVersion,
    category: str,
    step: int,
    state: str,
    kind: str = Kind.PRESENT,
    other_category: str = "",
    other_step: int | None = None,
    words: str = "",
    other_words: str = "",
    evidence: Sequence[Evidence] = (),
    with_person: Person | None = None,
    with_name: str = "",
    from_date: date | None = None,
    source_kind: str = "",
    source_id: str = "",
    by: Person,
    at: datetime,
    today: date,
) -> GrowthPosition:
    """Record a position in the person's open aspirational plan, which is begun if there is none.

    `by` is the person, or whoever held the conversation with them: who that may be is for the caller to check.
    A present position that is agreed needs evidence, each item with its `kind` and `text` (R70); one that is not
    agreed needs the other view (R66). A future one is two years ahead unless `from_date` says otherwise (R71).
    The same source twice gives the position that is there.
    """
    plan = held(
        open_plan(person=person, kind=DevelopmentPlan.Kind.ASPIRATIONAL, framework=version.framework, by=by, at=at),
        by,
        owner_only=False,
    )
    if source_kind and (
        known := plan.positions.filter(kind=kind, source_kind=source_kind, source_id=source_id).first()
    ):
        return known
    check_cells(version, state, Cell(category, step), other_category, other_step)
    if kind == Kind.PRESENT and state == State.AGREED and not any(item.get("text", "").strip() for item in evidence):
        raise EvidenceMissing
    position = GrowthPosition.objects.create(
        plan=plan,
        version=version,
        kind=kind,
        state=state,
        category_id=category,
        step=step,
        other_category_id=other_category,
        other_step=other_step,
        from_date=from_date or (two_years_after(today) if kind == Kind.FUTURE else today),
        words=words,
        other_words=other_words,
        evidence=[dict(item) for item in evidence] or None,
        with_person=with_person,
        with_name=with_name,
        source_kind=source_kind,
        source_id=source_id,
        recorded_at=at,
        recorded_by=by,
    )
    record("position_recorded", by=by, at=at, about=position, version=version.pk)
    return position


def check_cells(version: FrameworkVersion, state: str, own: Cell, other_category: str, other_step: int | None) -> None:
    pack = pack_of(version)
    if not has_cell(pack, own):
        raise NoSuchPosition
    if state != State.NOT_AGREED:
        if other_category or other_step is not None:
            raise NoSuchPosition
        return
    if not other_category or other_step is None:
        raise SecondViewMissing
    if not has_cell(pack, Cell(other_category, other_step)):
        raise NoSuchPosition


@transaction.atomic
def remove_proposal(position: GrowthPosition, *, by: Person, at: datetime) -> None:
    """Take back one's own view before it was talked about. What two people recorded stays."""
    held(position.plan, by)
    mine = GrowthPosition.objects.filter(pk=position.pk, state=State.PROPOSED)
    if mine.exists():
        record("position_proposal_removed", by=by, at=at, about=position)
        mine.delete()
