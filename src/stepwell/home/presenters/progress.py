"""Somebody's way as pictures: four lanes over time, and then and now on each framework that they came back to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from stepwell.assessments.presenters.pictures import drawn, level_names, on_levels, point_names, scales
from stepwell.assessments.presenters.showing import Picture
from stepwell.assessments.queries import Sheet
from stepwell.conversations.queries.conversations import local
from stepwell.frameworks.queries import pack_of
from stepwell.plans.models import GrowthPosition, Objective
from stepwell.plans.presenters.words import position_words
from stepwell.ui.charts import Figure, Lane, Span, Words, placement_figure, timeline_figure
from stepwell.ui.paper import Block, Heading, Paper, Text
from stepwell.ui.paper import Picture as PaperPicture
from stepwell.ui.templatetags.ui import day, month

from ..queries.progress import Way

TITLE = "My way so far"
# With more than this in one lane, a dot stands for a month: dots that cover each other show nothing.
MOST_DOTS = 40
THEN_AND_NOW = Words(you="Now", earlier="The first time")
OWN = "This belongs to the person named above. Whoever has a copy keeps it to themselves."


@dataclass(frozen=True)
class Reach:
    """How far back somebody looks."""

    key: str
    label: str
    years: int | None

    def since(self, today: date) -> date | None:
        return today - timedelta(days=365 * self.years) if self.years else None


REACHES = (Reach("1", "One year", 1), Reach("3", "Three years", 3), Reach("all", "Everything", None))


def reach_of(key: str) -> Reach:
    """Three years unless something else was asked for that there is."""
    return next((reach for reach in REACHES if reach.key == key), REACHES[1])


def timeline_of(way: Way, since: date | None, today: date, colour: str) -> Figure | None:
    if way.is_empty:
        return None
    lanes = [lane for lane in lanes_of(way) if lane.spans]
    earliest = min(span.begins for lane in lanes for span in lane.spans)
    begins = max(since, earliest) if since else earliest
    return timeline_figure(lanes, begins=begins - timedelta(days=20), today=today, title=TITLE, colour=colour)


def lanes_of(way: Way) -> list[Lane]:
    """Everything has its lane, in the order in which people go through it."""
    placed = [
        Span(f"Self-assessment, {pack_of(one.version, one.overlay).called}", local(one.completed_at).date())
        for one in way.assessments
        if one.completed_at
    ]
    talks = [
        Span(f"{one.title}, with {one.other.full_name}", local(moment).date())
        for one in way.conversations
        if (moment := one.started_at or one.starts_at)
    ]
    return [
        Lane("Self-assessments", gathered(placed, "self-assessments")),
        Lane("Where I stand", [position_span(one) for one in way.positions]),
        Lane("Objectives", [objective_span(one) for one in way.objectives]),
        Lane("Conversations", gathered(talks, "conversations")),
    ]


def position_span(position: GrowthPosition) -> Span:
    where = position_words(position)
    if position.kind == GrowthPosition.Kind.FUTURE:
        return Span(f"Where I want to be: {where}", position.from_date)
    return Span(f"{where} ({position.get_state_display().lower()})", position.from_date)


def objective_span(objective: Objective) -> Span:
    """From the day it was written down to the day it was achieved; one for another time stops where it was put aside."""
    begins = local(objective.added_at).date()
    if objective.status_on is None:
        return Span(f"{objective.title} (on the way)", begins, is_open=True)
    state = str(objective.get_status_display()).lower()
    return Span(f"{objective.title} ({state})", begins, max(begins, objective.status_on))


def gathered(spans: Sequence[Span], what: str) -> list[Span]:
    """

    >>> days = [Span(f"Talk {n}", date(2026, 1 + n // 20, 1 + n % 20)) for n in range(60)]
    >>> [(span.label, span.begins.isoformat()) for span in gathered(days, "talks")]
    [('20 talks', '2026-01-01'), ('20 talks', '2026-02-01'), ('20 talks', '2026-03-01')]
    """
    if len(spans) <= MOST_DOTS:
        return list(spans)
    months = groupby(sorted(spans, key=lambda span: span.begins), key=lambda span: span.begins.replace(day=1))
    return [one_of(list(found), what) for _, found in months]


def one_of(spans: Sequence[Span], what: str) -> Span:
    return spans[0] if len(spans) == 1 else Span(f"{len(spans)} {what}", spans[0].begins)


def then_and_now(way: Way, colour: str) -> list[Figure]:
    """Levels and ends of scales in words; nothing is counted up, and further left is no verdict."""
    return [figure for first, latest in way.pairs for figure in figures_of(first, latest, colour)]


def figures_of(first: Sheet, latest: Sheet, colour: str) -> Iterator[Figure]:
    picture = Picture(latest, first, {})
    days = f"{spoken(first)} and {spoken(latest)}"
    if answers := on_levels(picture):
        rows, said = drawn(picture, answers)
        title = f"{latest.pack.called}: {days}"
        yield placement_figure(
            level_names(picture), rows, title=title, description=said, colour=colour, words=THEN_AND_NOW
        )
    for (cluster, points, positive_end), rated in scales(picture).items():
        rows, said = drawn(picture, rated)
        title = f"{cluster or latest.pack.called}: {days}"
        levels = point_names(points, positive_end)
        yield placement_figure(levels, rows, title=title, description=said, colour=colour, words=THEN_AND_NOW)


def spoken(sheet: Sheet) -> str:
    return str(month(sheet.assessment.completed_at or sheet.assessment.started_at))


def way_paper(
    name: str, timeline: Figure | None, pictures: Sequence[Figure], *, today: date, letterhead: dict[str, str]
) -> Paper:
    blocks: list[Block] = []
    for figure in (timeline, *pictures):
        if figure:
            blocks += [Heading(figure.title), PaperPicture(figure, f"{figure.title}. The table below says the same.")]
    return Paper(
        title=TITLE,
        caption=name,
        lead=f"As of {day(today)}",
        blocks=blocks or [Text("There is nothing yet.")],
        letterhead=letterhead,
        notices=[OWN],
    )
