"""One objective as its owner reads it, with what could help and how it went."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from stepwell.domain.framework import Pack
from stepwell.domain.growing import Cell, initiatives_at
from stepwell.domain.planning import ClearPoint, clear_points
from stepwell.domain.recommendation import Suggestion, Suggestions, suggestions_for
from stepwell.frameworks.queries import StoredPack, pack_of
from stepwell.plans.models import Objective, OpportunityRequest, PlannedInitiative, ProgressNote
from stepwell.ui.components import SummaryRow
from stepwell.ui.templatetags.ui import day

from .words import day_words, horizon_words, initiative_words, service_words

SOURCES = {
    "self_assessment_focus": "From a focus of your self-assessment",
    "feedback_focus": "From a focus of your feedback report",
    "agreed_action": "From an action that you agreed in a conversation",
}


@dataclass(frozen=True)
class PlannedLine:
    planned: PlannedInitiative
    text: str
    framework: str


@dataclass(frozen=True)
class Offer:
    """A suggested initiative, with the version that names it, and whether it is in the objective already."""

    stored: StoredPack
    id: str
    text: str
    is_planned: bool


@dataclass(frozen=True)
class ObjectivePage:
    objective: Objective
    when: str
    serves: str
    source: str
    rows: list[SummaryRow]
    next_day: str
    is_past: bool
    planned: list[PlannedLine]
    unclear: list[ClearPoint]
    current_role: list[Offer]
    next_move: list[Offer]
    on_the_way: list[Offer]
    progress: Sequence[ProgressNote]
    requests: Sequence[OpportunityRequest]

    @property
    def is_open(self) -> bool:
        return self.objective.status == Objective.Status.OPEN and self.objective.plan.closed_at is None


def objective_page(
    objective: Objective,
    *,
    packs: Sequence[StoredPack],
    requests: Sequence[OpportunityRequest],
    today: date,
) -> ObjectivePage:
    planned = list(objective.initiatives.all())
    there = {(one.version.framework_id, one.initiative_id) for one in planned if one.version}
    found = suggested(objective, packs)
    step_day = objective.next_step_date
    return ObjectivePage(
        objective=objective,
        when=horizon_words(objective),
        serves=service_words(objective),
        source=SOURCES.get(objective.source_kind, ""),
        rows=rows_of(objective),
        next_day=day_words(step_day, today) if step_day else "",
        is_past=bool(step_day and step_day < today),
        planned=[planned_line(one) for one in planned],
        unclear=[point for point in points_of(objective, planned) if not point.has_it],
        current_role=offers(found.current_role, packs, there),
        next_move=offers(found.next_move, packs, there),
        on_the_way=offers(leading_there(objective, packs), packs, there),
        progress=list(objective.progress.all()),
        requests=requests,
    )


def rows_of(objective: Objective) -> list[SummaryRow]:
    """What was written, without what is empty."""
    said = [
        ("More about it", objective.description),
        ("How I will know", objective.measure),
        ("What might get in the way", objective.obstacle),
        ("What I will do then", objective.response),
        ("Support I need", objective.support),
        ("From whom", objective.support_from),
        ("What came of it", objective.outcome),
    ]
    return [SummaryRow(label, text) for label, text in said if text]


def points_of(objective: Objective, planned: Sequence[PlannedInitiative]) -> list[ClearPoint]:
    return clear_points(
        title=objective.title,
        measure=objective.measure,
        has_way=bool(objective.next_step or planned),
        has_reason=bool(objective.serves or objective.description),
        has_time=objective.horizon != Objective.Horizon.NOT_SURE,
    )


def planned_line(planned: PlannedInitiative) -> PlannedLine:
    named = pack_of(planned.version, planned.overlay).called if planned.version else ""
    return PlannedLine(planned, initiative_words(planned), named)


def suggested(objective: Objective, packs: Sequence[StoredPack]) -> Suggestions:
    """For the dimension that it serves: for the current role and for the next move (R39)."""
    if objective.version is None:
        return Suggestions((), ())
    pack = pack_of(objective.version, objective.overlay)
    dimension = pack.dimension_by_id.get(objective.dimension_id)
    if dimension is None:
        return Suggestions((), ())
    used = {stored.pack.id for stored in packs if stored.is_used}
    return suggestions_for(dimension, pack, [stored.pack for stored in packs], used)


def leading_there(objective: Objective, packs: Sequence[StoredPack]) -> list[Suggestion]:
    """For the growth position that it serves: what its framework names on that step."""
    if objective.position is None:
        return []
    slug = objective.position.version.framework_id
    pack: Pack | None = next((one.pack for one in packs if one.version.framework_id == slug), None)
    if pack is None:
        return []
    cell = Cell(objective.position.category_id, objective.position.step)
    return [Suggestion(pack, initiative) for initiative in initiatives_at(pack, cell)]


def offers(
    suggestions: Sequence[Suggestion], packs: Sequence[StoredPack], there: Collection[tuple[int, str]]
) -> list[Offer]:
    by_id = {stored.pack.id: stored for stored in packs}
    found = [(by_id[one.pack.id], one.initiative) for one in suggestions if one.pack.id in by_id]
    return [Offer(stored, one.id, one.text, (stored.version.framework_id, one.id) in there) for stored, one in found]


def status_words(objective: Objective) -> str:
    since = f", {day(objective.status_on)}" if objective.status_on else ""
    return f"{objective.get_status_display()}{since}"
