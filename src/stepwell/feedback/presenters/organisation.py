"""The organisation's report on a cycle: cells of people as soft bars, and everything else worked out from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stepwell.domain.disclosure.organisation import Limits
from stepwell.domain.disclosure.partition import Place
from stepwell.domain.disclosure.reading import reach
from stepwell.domain.framework import Pack
from stepwell.ui.bars import Bar, BarRow, BarWords, bars_figure
from stepwell.ui.charts import Figure
from stepwell.ui.components import Table

from . import organisation_words as words
from .report_lines import listing, number
from .report_pictures import BAR, HALF_A_PAGE, LEGEND, ROW

HOW_TO_READ = (
    "A bar is the class in which the reports of a group fall, taken together; where within it, nobody is told.",
    "“Everybody together” is worked out from the groups shown, and from nothing else.",
    "A report that says “or above” or “or below” enters with the level it names, so figures lean towards the middle.",
    "Levels are indications. This is no ranking of units and never a reason for regrading.",
)
WITHHELD = "Withheld: too few have a place here."
TOGETHER = "Everybody together"


@dataclass(frozen=True)
class OrganisationReport:
    cells: Table
    figure: Figure | None
    paper: list[Figure]
    left_out: str
    response: list[words.Pair]
    requests: list[words.Pair]
    reliability_lead: str
    reliability: list[words.Pair]


def organisation_report(content: Mapping[str, Any], pack: Pack, colour: str) -> OrganisationReport:
    names = {cell["id"]: cell_name(cell["values"]) for cell in content["cells"]}
    bars = bar_rows(content, pack, names)
    rows = [
        [names[cell["id"]], number(cell["subjects"]).capitalize(), str(cell["respondents"])]
        for cell in content["cells"]
    ]
    return OrganisationReport(
        cells=Table("Who is shown together", ["Group", "People with a report", "Answers about them"], rows),
        figure=picture(bars, content["levels"], colour) if bars else None,
        paper=[picture(part, content["levels"], colour) for part in in_parts(bars)],
        left_out=why_nothing(content["limits"]) if content["left_out"] else "",
        response=words.response_words(content),
        requests=words.request_words(content),
        reliability_lead=words.reliability_lead(content),
        reliability=words.reliability_words(content, pack),
    )


def cell_name(values: Sequence[Sequence[str]]) -> str:
    """ "Law and Medicine, grades 5 and 6" as the cell has put them together.

    >>> cell_name([["Law", "Medicine"], ["5"]]), cell_name([])
    ('Law and Medicine: 5', 'Everybody together')
    """
    return ": ".join(listing(list(found)) for found in values) or TOGETHER


def bar_rows(content: Mapping[str, Any], pack: Pack, names: Mapping[str, str]) -> list[BarRow]:
    """A row for each dimension with a bar for each cell, and for all."""
    figures = {(figure["dimension"], figure["cell"]): figure for figure in content["figures"]}
    dimensions = list(dict.fromkeys(key[0] for key in [*figures, *withheld(content)]))
    totals = {total["dimension"]: total for total in content["totals"]} if len(names) > 1 else {}
    levels = content["levels"]
    rows = []
    for dimension in in_order(dimensions, pack):
        bars = [bar(name, figures.get((dimension, cell)), levels) for cell, name in names.items()]
        if dimension in totals:
            bars.append(bar(TOGETHER, totals[dimension], levels))
        found = pack.dimension_by_id.get(dimension)
        rows.append(BarRow(found.name if found else dimension, bars))
    return rows


def picture(rows: Sequence[BarRow], levels: Sequence[str], colour: str) -> Figure:
    said = [f"{row.label}: {'; '.join(f'{one.label}: {one.said}' for one in row.bars)}." for row in rows]
    return bars_figure(
        levels,
        rows,
        title="How people are seen by those whom they asked",
        description=" ".join(said),
        colour=colour,
        words=BarWords(bar="A group of people: anywhere on the bar"),
    )


def in_parts(rows: Sequence[BarRow]) -> list[Sequence[BarRow]]:
    """The rows in parts, each of which makes a picture of half a page at most."""
    tallest = max((len(row.bars) for row in rows), default=0)
    room = max(1, (HALF_A_PAGE - LEGEND) // (ROW + BAR * tallest))
    return [rows[start : start + room] for start in range(0, len(rows), room)]


def withheld(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(gone["dimension"], gone["cell"]) for gone in content["withheld"]]


def in_order(dimensions: Sequence[str], pack: Pack) -> list[str]:
    order = [dimension.id for dimension in pack.dimensions]
    return sorted(dimensions, key=lambda key: order.index(key) if key in order else len(order))


def bar(name: str, figure: Mapping[str, Any] | None, levels: Sequence[str]) -> Bar:
    if figure is None:
        return Bar(name, WITHHELD)
    low, high = reach(Place(*figure["place"]), len(levels))
    return Bar(name, figure["label"], low, high)


def why_nothing(limits: Mapping[str, Any]) -> str:
    return (
        f"Too few people have a released report for anything to be shown: it takes {number(limits['subjects'])} people "
        f"with {limits['respondents']} answers about them, and nobody with more than half of those answers."
    )


def rules(limits: Limits) -> list[str]:
    """What happens on taking it, in the order in which it matters to the people behind it."""
    return [
        f"A group is shown with at least {number(limits.subjects)} people and {number(limits.respondents)} answers about "
        "them, and nobody brings more than half of those.",
        "A unit or grade that is too small is put together with the next one in order of its name, the last with the one "
        "before it.",
        "It is made from released reports and never from answers. It names nobody.",
        "It can be made once. Whoever opens their report later is not added, and there is no second way to divide it: "
        "two reports could be subtracted from each other.",
    ]
