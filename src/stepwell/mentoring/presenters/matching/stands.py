"""The slider: what a run would give elsewhere, in numbers of the whole alone."""

from dataclasses import dataclass

from stepwell.domain.matching import prepare, trade_offs
from stepwell.domain.mentoring import fit_words

from ...models import MatchingRun, ProgrammeOrganisation
from ...queries import counts, runs
from .words import stand_words, worst_words

MOST_LIVE = 3000  # people: more would keep whoever moves the slider waiting


@dataclass(frozen=True)
class Stand:
    fairness: int
    name: str
    cells: list[str]
    is_current: bool


def stands_of(run: MatchingRun) -> list[Stand]:
    found = []
    for stand in run.totals.get("stands", []):
        name = stand_words(stand["fairness"])
        if stand["crossing"]:
            name = f"Crossing organisations {'before all other wishes' if stand['crossing'] == 10 else 'more'}"
        cells = [
            str(stand["matched"]),
            worst_words(stand["worst"]),
            fit_words(stand["mean"]),
            str(stand["crossing_pairs"]),
        ]
        found.append(Stand(stand["fairness"], name, cells, stand["fairness"] == run.fairness and not stand["crossing"]))
    return found


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
