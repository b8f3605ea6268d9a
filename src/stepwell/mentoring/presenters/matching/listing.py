"""All runs of a programme beside one another, what was found since the latest, and what is fixed."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from stepwell.ui.components import Table

from ...models import MatchingRun, PairRule, ProgrammeOrganisation
from ...queries import counts, runs
from .pairs import PairLine, pair_lines
from .words import run_words, stand_words, waited_words, worst_words

COLOURS = {"queued": "grey", "running": "yellow", "failed": "red"}


@dataclass(frozen=True)
class RunLine:
    run: MatchingRun
    standing: str
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
        lines=run_lines(part, found),
        is_going_on=any(run.state in (MatchingRun.State.QUEUED, MatchingRun.State.RUNNING) for run in found),
        waiting=counts.waiting_in(part.programme, part.organisation),
        compared=compared(done[:6]) if whole else own_compared(done[:6], part),
        rules=runs.rules_in(part.programme, part.organisation),
        placed=placed_lines(found[0], part) if found else [],
    )


def run_lines(part: ProgrammeOrganisation, found: Sequence[MatchingRun]) -> list[RunLine]:
    published = runs.published_by(part.programme, part.organisation)
    return [RunLine(run, *standing_of(run, found[0], published), run_words(run)) for run in found]


def standing_of(run: MatchingRun, latest: MatchingRun, published: set[UUID]) -> tuple[str, str]:
    """What it is to this organisation, with a colour: only the latest can still be published."""
    if run.state != MatchingRun.State.DONE:
        return run.get_state_display(), COLOURS[run.state]
    if run.pk in published:
        return "Published", "green"
    return ("Ready to review", "yellow") if run.pk == latest.pk else ("Not published", "grey")


def placed_lines(latest: MatchingRun, part: ProgrammeOrganisation) -> list[PairLine]:
    """What was found since the run and waits for a coordinator to look."""
    return pair_lines(latest, list(runs.placed_in(latest, part.organisation)), {}, part)


def compared(found: Sequence[MatchingRun]) -> Table:
    rows = [
        [
            str(run.number),
            f"{run.totals['matched']} of {run.totals['mentees']}",
            waited_words(run) or "–",
            worst_words(run.totals.get("weakest", run.totals["worst"])),
            str(run.totals["crossing"]),
            stand_words(run.fairness),
        ]
        for run in found
    ]
    return Table(
        "Runs compared", ["Run", "Matched", "Had waited", "Weakest pair", "Across organisations", "Slider"], rows
    )


def own_compared(found: Sequence[MatchingRun], part: ProgrammeOrganisation) -> Table:
    """Of one's own mentees alone, where the whole would tell of another organisation."""
    own = runs.own_totals(found, part.organisation)
    rows = [
        [
            str(run.number),
            str(own.get(run.pk, (0, None))[0]),
            waited_words(run, part) or "–",
            worst_words(own.get(run.pk, (0, None))[1]),
            stand_words(run.fairness),
        ]
        for run in found
    ]
    return Table("Runs compared: your own mentees", ["Run", "Matched", "Had waited", "Weakest pair", "Slider"], rows)
