"""Two versions of one answer: what is on this page, and what another page or device saved meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from stepwell.assessments.models import Placement
from stepwell.assessments.queries import Answer, Sheet

from .pages import answer_lines, url_of


@dataclass(frozen=True)
class ConflictPage:
    name: str
    url: str
    saved_at: datetime
    here: list[tuple[str, str]]
    there: list[tuple[str, str]]


def conflict_page(sheet: Sheet, answer: Answer, mine: Mapping[str, Any], theirs: Placement) -> ConflictPage:
    here = Placement(dimension_id=theirs.dimension_id, **mine)
    return ConflictPage(
        name=answer.dimension.name,
        url=url_of(sheet.assessment, answer.number),
        saved_at=theirs.saved_at,
        here=answer_lines(replace(answer, placement=here), sheet.pack),
        there=answer_lines(replace(answer, placement=theirs), sheet.pack),
    )
