"""All runs of a programme beside one another, what was found since the latest, and what is fixed."""

from collections.abc import Sequence
from dataclasses import dataclass

from stepwell.ui.components import Table

from ...models import MatchingRun, PairRule, ProgrammeOrganisation
from ...queries import counts, runs
from .pairs import PairLine, pair_lines
from .words import run_words, stand_words, worst_words

COLOURS = {"queued": "grey", "running": "yellow", "done": "green", "failed": "red"}


@dataclass(frozen=True)
class RunLine:
    run: MatchingRun
    colour: str
    detail: str


@dataclass(frozen=True)
class MatchingPage:
    lines: list[RunLine]
    is_going_on: bool
    waiting: int
    compared: Table
    rules: list[PairRule]
    placed: list[PairLine]


def matching_page(part: ProgrammeOrganisation, found: Sequence[MatchingRun]) -> MatchingPage:
    whole = counts.shows_the_whole(part.programme, part.organisation)
    done = [run for run in found if run.state == MatchingRun.State.DONE]
    return MatchingPage(
        lines=[RunLine(run, COLOURS[run.state], run_words(run)) for run in found],
        is_going_on=any(run.state in (MatchingRun.State.QUEUED, MatchingRun.State.RUNNING) for run in found),
        waiting=counts.waiting_in(part.programme, part.organisation),
        compared=compared(done[:6]) if whole else own_compared(done[:6], part),
        rules=runs.rules_in(part.programme, part.organisation),
        placed=placed_lines(found[0], part) if found else [],
    )


def placed_lines(latest: MatchingRun, part: ProgrammeOrganisation) -> list[PairLine]:
    """What was found since the run and waits for a coordinator to look."""
    return pair_lines(latest, list(runs.placed_in(latest, part.organisation)), {}, part)


def compared(found: Sequence[MatchingRun]) -> Table:
    rows = [
        [
            str(run.number),
            f"{run.totals['matched']} of {run.totals['mentees']}",
            worst_words(run.totals["worst"]),
            str(run.totals["crossing"]),
            stand_words(run.fairness),
        ]
        for run in found
    ]
    return Table(
        "Runs compared", ["Run", "Matched", "Weakest pair", "Across organisations", "Where the slider stood"], rows
    )


def own_compared(found: Sequence[MatchingRun], part: ProgrammeOrganisation) -> Table:
    """Of one's own mentees alone, where the whole would tell of another organisation."""
    own = runs.own_totals(found, part.organisation)
    rows = [
        [
            str(run.number),
            str(own.get(run.pk, (0, None))[0]),
            worst_words(own.get(run.pk, (0, None))[1]),
            stand_words(run.fairness),
        ]
        for run in found
    ]
    return Table("Runs compared: your own mentees", ["Run", "Matched", "Weakest pair", "Where the slider stood"], rows)
