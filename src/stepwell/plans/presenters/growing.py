"""An aspirational plan's positions: the growth grid with its marks, and what was said."""

from collections.abc import Sequence
from dataclasses import dataclass

from stepwell.domain.framework import Pack
from stepwell.domain.growing import Cell, sorted_steps
from stepwell.plans.models import GrowthPosition
from stepwell.plans.queries.positions import latest
from stepwell.ui.charts import Figure, GrowthMark, growth_figure
from stepwell.ui.templatetags.ui import day, month

from .words import other_words, position_words, talked_with

Kind, State = GrowthPosition.Kind, GrowthPosition.State


@dataclass(frozen=True)
class PositionView:
    """One position as its owner reads it."""

    position: GrowthPosition
    where: str
    other: str
    who: str
    evidence: list[str]
    other_reasons: str


@dataclass(frozen=True)
class Growing:
    """Where somebody stands, where they want to be, and the picture of both."""

    pack: Pack
    figure: Figure
    present: PositionView | None
    proposal: PositionView | None
    future: PositionView | None
    earlier: list[PositionView]
    is_unlocked: bool


def growing_of(
    pack: Pack, positions: Sequence[GrowthPosition], colour: str, *, yours: str = "Your view", is_own: bool = True
) -> Growing:
    """`positions` the latest first. A proposal that is newer than what was talked about stands beside it.

    The other person's reasons are for the owner alone: whoever reads a shared plan sees that there are two views.
    """
    present, future = latest(list(positions), Kind.PRESENT), latest(list(positions), Kind.FUTURE)
    newest = next((one for one in positions if one.kind == Kind.PRESENT), None)
    proposal = newest if newest is not None and newest.state == State.PROPOSED else None
    if present is not None and present.state == State.PROPOSED:
        present = None
    shown = {one.pk for one in (present, proposal, future) if one}
    marks = [mark for one in (present, proposal, future) if one for mark in marks_of(one, pack, yours)]
    steps = [f"Step {step.step}: {step.name}" if step.name else f"Step {step.step}" for step in sorted_steps(pack)]
    categories = [category.name for category in pack.growth.categories] if pack.growth else []
    title = "Now, and where to" if future else "Where you stand"
    return Growing(
        pack=pack,
        figure=growth_figure(categories, steps, marks, title=title, colour=colour),
        present=view_of(present, is_own),
        proposal=view_of(proposal, is_own),
        future=view_of(future, is_own),
        earlier=[view for one in positions if one.pk not in shown and (view := view_of(one, is_own))],
        is_unlocked=present is not None,
    )


def view_of(position: GrowthPosition | None, is_own: bool) -> PositionView | None:
    if position is None:
        return None
    return PositionView(
        position=position,
        where=position_words(position),
        other=other_words(position),
        who=talked_with(position),
        evidence=[item["text"] for item in position.evidence or ()],
        other_reasons=position.other_words if is_own else "",
    )


def marks_of(position: GrowthPosition, pack: Pack, yours: str) -> list[GrowthMark]:
    """One mark, or two where the views differ. A position that an older version had is not in the picture."""
    where = place_of(pack, Cell(position.category_id, position.step))
    if where is None:
        return []
    if position.kind == Kind.FUTURE:
        return [GrowthMark(*where, "future", str(month(position.from_date)), f"In future, {month(position.from_date)}")]
    if position.state == State.AGREED:
        return [GrowthMark(*where, "now", "Now", f"Now, agreed on {day(position.from_date)}")]
    marks = [GrowthMark(*where, "view", yours)]
    there = place_of(pack, Cell(position.other_category_id, position.other_step or 0))
    if position.state == State.NOT_AGREED and there is not None:
        marks.append(GrowthMark(*there, "view", f"{talked_with(position) or 'The other'}’s view"))
    return marks


def place_of(pack: Pack, cell: Cell) -> tuple[int, int] | None:
    categories = [category.id for category in pack.growth.categories] if pack.growth else []
    steps = [step.step for step in sorted_steps(pack)]
    if cell.category not in categories or cell.step not in steps:
        return None
    return categories.index(cell.category), steps.index(cell.step)
