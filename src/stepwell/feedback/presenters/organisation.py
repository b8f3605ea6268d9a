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

from .report_lines import listing, number

WITHHELD = "Withheld: too few have a place here."
TOGETHER = "Everybody together"


@dataclass(frozen=True)
class OrganisationReport:
    cells: Table
    figure: Figure | None
    left_out: str


def organisation_report(content: Mapping[str, Any], pack: Pack, colour: str) -> OrganisationReport:
    names = {cell["id"]: cell_name(cell["values"]) for cell in content["cells"]}
    rows = [
        [names[cell["id"]], number(cell["subjects"]).capitalize(), str(cell["respondents"])]
        for cell in content["cells"]
    ]
    return OrganisationReport(
        cells=Table("Who is shown together", ["Group", "People with a report", "Answers about them"], rows),
        figure=figure_of(content, pack, names, colour),
        left_out=why_nothing(content["limits"]) if content["left_out"] else "",
    )


def cell_name(values: Sequence[Sequence[str]]) -> str:
    """ "Law and Medicine, grades 5 and 6" as the cell has put them together.

    >>> cell_name([["Law", "Medicine"], ["5"]]), cell_name([])
    ('Law and Medicine: 5', 'Everybody together')
    """
    return ": ".join(listing(list(found)) for found in values) or TOGETHER


def figure_of(content: Mapping[str, Any], pack: Pack, names: Mapping[str, str], colour: str) -> Figure | None:
    """A row for each dimension with a bar for each cell, for each set of the first axis, and for all."""
    figures = {(figure["dimension"], figure["cell"]): figure for figure in content["figures"]}
    dimensions = list(dict.fromkeys(key[0] for key in [*figures, *withheld(content)]))
    if not dimensions:
        return None
    totals = {total["dimension"]: total for total in content["totals"]} if len(names) > 1 else {}
    levels = content["levels"]
    rows = []
    for dimension in in_order(dimensions, pack):
        bars = [bar(name, figures.get((dimension, cell)), levels) for cell, name in names.items()]
        if dimension in totals:
            bars.append(bar(TOGETHER, totals[dimension], levels))
        found = pack.dimension_by_id.get(dimension)
        rows.append(BarRow(found.name if found else dimension, bars))
    said = [f"{row.label}: {'; '.join(f'{one.label}: {one.said}' for one in row.bars)}." for row in rows]
    return bars_figure(
        levels,
        rows,
        title="How people are seen by those whom they asked",
        description=" ".join(said),
        colour=colour,
        words=BarWords(bar="A group of people: anywhere on the bar"),
    )


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
