"""The slider: what a run would give elsewhere, in numbers of the whole alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stepwell.domain.matching import prepare, trade_offs
from stepwell.domain.mentoring import fit_words
from stepwell.ui.components import Table
from stepwell.ui.placement import Figure
from stepwell.ui.spread import Spread, spread_figure

from ...models import MatchingRun, ProgrammeOrganisation
from ...queries import counts, runs
from .words import BANDS, stand_words, worst_words

MOST_LIVE = 3000  # people: more would keep whoever moves the slider waiting
HEAD = ["Stand", "Matched", "Weakest pair", "In the middle", "Across organisations"]


def stands_figure(run: MatchingRun, colour: str) -> Figure | None:
    """Each stand as a row: how its pairs spread, and what it gives. None where no other stand was worked out."""
    kept = run.totals.get("stands", [])
    if not kept:
        return None
    rows = [spread_of_stand(stand, holds=holds(stand, run)) for stand in kept]
    table = Table("If the slider stood elsewhere", HEAD, [cells_of(stand, run) for stand in kept])
    return spread_figure(rows, bands=BANDS, title="How the pairs would fit", table=table, colour=colour)


def holds(stand: Mapping[str, Any], run: MatchingRun) -> bool:
    return stand["fairness"] == run.fairness and not stand["crossing"]


def name_of(stand: Mapping[str, Any]) -> str:
    if stand["crossing"]:
        return f"Crossing organisations {'before all other wishes' if stand['crossing'] == 10 else 'more'}"
    return stand_words(stand["fairness"])


def spread_of_stand(stand: Mapping[str, Any], *, holds: bool) -> Spread:
    said = f"Weakest: {worst_words(stand['worst']).lower()}. {stand['crossing_pairs']:,} across organisations"
    return Spread(f"{name_of(stand)}{' (this run)' if holds else ''}", said, stand["by_score"], holds)


def cells_of(stand: Mapping[str, Any], run: MatchingRun) -> list[str]:
    return [
        f"{name_of(stand)}{' (this run)' if holds(stand, run) else ''}",
        str(stand["matched"]),
        worst_words(stand["worst"]),
        fit_words(stand["mean"]),
        str(stand["crossing_pairs"]),
    ]


@dataclass(frozen=True)
class StandPage:
    """`stats` is empty where numbers of the whole may not be shown, or would take too long: `why` says which."""

    fairness: int
    crossing: int
    stats: list[tuple[str, str]]
    why: str


def stand_page(run: MatchingRun, part: ProgrammeOrganisation, fairness: int, crossing: int) -> StandPage:
    """The run's own people and rules, matched and proven with the slider there. Nothing is kept, and nobody is named."""
    if not counts.shows_the_whole(run.programme, part.organisation):
        return StandPage(fairness, crossing, [], "Numbers of the whole would tell of one other organisation.")
    if run.totals["mentees"] > MOST_LIVE:
        return StandPage(fairness, crossing, [], "So many people take longer. Start a run there instead.")
    cohort, _ = runs.proof_of(run)
    found = trade_offs(prepare(cohort), [(fairness, crossing)])[0]
    stats = [
        (f"{found.totals.matched:,} of {run.totals['mentees']:,}", "people matched"),
        (worst_words(found.weakest), "is the weakest pair"),
        (fit_words(found.mean), "in the middle"),
        (f"{found.crossing_pairs:,}", "across organisations"),
    ]
    return StandPage(fairness, crossing, stats, "")
