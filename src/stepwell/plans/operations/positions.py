"""Writes about growth positions. What was recorded is kept: a later record takes its place without removing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.domain.growing import Cell, has_cell, two_years_after
from stepwell.frameworks.models import FrameworkVersion
from stepwell.frameworks.queries import pack_of
from stepwell.people.models import Person

from ..models import DevelopmentPlan, GrowthPosition
from .objectives import Source
from .plans import held, open_plan
from .refusals import EvidenceMissing, NoSuchPosition, SecondViewMissing

Kind, State = GrowthPosition.Kind, GrowthPosition.State
Evidence = Mapping[str, str]


@dataclass(frozen=True)
class View:
    """Where somebody sees the person, and why."""

    category: str
    step: int
    words: str = ""

    @property
    def cell(self) -> Cell:
        return Cell(self.category, self.step)


@transaction.atomic
def record_position(
    *,
    person: Person,
    version: FrameworkVersion,
    kind: str = Kind.PRESENT,
    state: str,
    own: View,
    other: View | None = None,
    evidence: Sequence[Evidence] = (),
    with_person: Person | None = None,
    with_name: str = "",
    from_date: date | None = None,
    source: Source = ("", ""),
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
    aspirational = DevelopmentPlan.Kind.ASPIRATIONAL
    plan = open_plan(person=person, kind=aspirational, framework=version.framework, by=by, at=at)
    held(plan, by, owner_only=False)
    if source[0] and (known := plan.positions.filter(kind=kind, source_kind=source[0], source_id=source[1]).first()):
        return known
    check_views(version, state, own, other)
    if kind == Kind.PRESENT and state == State.AGREED and not any(item.get("text", "").strip() for item in evidence):
        raise EvidenceMissing
    position = GrowthPosition(plan=plan, version=version, kind=kind, state=state, recorded_at=at, recorded_by=by)
    position.category_id, position.step, position.words = own.category, own.step, own.words
    if other is not None:
        position.other_category_id, position.other_step = other.category, other.step
        position.other_words = other.words
    position.from_date = from_date or (two_years_after(today) if kind == Kind.FUTURE else today)
    position.evidence = [dict(item) for item in evidence] or None
    position.with_person, position.with_name = with_person, with_name
    position.source_kind, position.source_id = source
    position.save(force_insert=True)
    record("position_recorded", by=by, at=at, about=position, version=version.pk)
    return position


def check_views(version: FrameworkVersion, state: str, own: View, other: View | None) -> None:
    """Every view is a position of the framework; there is a second one exactly where the two did not agree."""
    pack = pack_of(version)
    if state not in State.values or not has_cell(pack, own.cell) or (other and not has_cell(pack, other.cell)):
        raise NoSuchPosition
    if (state == State.NOT_AGREED) != (other is not None):
        raise SecondViewMissing


@transaction.atomic
def remove_proposal(position: GrowthPosition, *, by: Person, at: datetime) -> None:
    """Take back one's own view before it was talked about. What two people recorded stays."""
    held(position.plan, by)
    mine = GrowthPosition.objects.filter(pk=position.pk, state=State.PROPOSED)
    if mine.exists():
        record("position_proposal_removed", by=by, at=at, about=position)
        mine.delete()
