"""A run as a coordinator reviews it: numbers and a picture of the whole where that tells of no other organisation, else of
their own mentees. What people want and whom they avoid is nowhere here.
"""

from dataclasses import dataclass
from functools import lru_cache

from stepwell.ui.placement import Figure
from stepwell.ui.strip import strip_figure

from ...models import MatchingRun, ProgrammeOrganisation, RunPublication
from ...queries import counts, runs
from ...queries.left import left_in
from .left import LeftLine, left_lines
from .stands import stands_figure
from .words import BANDS, needed_words, waited_words, worst_words

SHOWN_LEFT = 10


@dataclass(frozen=True)
class RunPage:
    stats: list[tuple[str, str]]
    about: str
    figure: Figure | None
    left: list[LeftLine]
    left_number: int
    same: str
    needed: list[str]
    stands: Figure | None
    publication: RunPublication | None
    is_latest: bool
    can_publish: bool


def run_page(run: MatchingRun, part: ProgrammeOrganisation, colour: str) -> RunPage:
    """Pictures and numbers of the whole where they tell of nobody else; else of one's own mentees."""
    whole = counts.shows_the_whole(run.programme, part.organisation)
    spread = runs.spread_of(run, None if whole else part.organisation)
    number = runs.own_number(run, part.organisation) if whole else sum(n for _, n in spread)
    publication = runs.publication_of(run, part.organisation)
    is_latest = runs.is_latest(run)
    left = left_in(run, part.organisation)
    return RunPage(
        stats=whole_stats(run) if whole else own_stats(run, part, spread, len(left)),
        about="The whole programme" if whole else part.organisation.name,
        figure=picture(run, part, spread, colour, whole=whole),
        left=left_lines(left[:SHOWN_LEFT], part.organisation),
        left_number=len(left),
        same=same_words(run, part, number) if number else "",
        needed=needed_lines(run) if whole else [],
        stands=stands_figure(run, colour) if whole else None,
        publication=publication,
        is_latest=is_latest,
        can_publish=is_latest and publication is None and number > 0 and waits_to_be_published(run, part),
    )


def waits_to_be_published(run: MatchingRun, part: ProgrammeOrganisation) -> bool:
    return run.programme.state == "open" and runs.to_publish(run, part.organisation).order_by().exists()


def whole_stats(run: MatchingRun) -> list[tuple[str, str]]:
    most = max((int(load) for load, _ in run.totals["loads"]), default=0)
    worst = run.totals.get("weakest", run.totals["worst"])
    return stats_of(run.totals["matched"], run.totals["mentees"], waited_words(run), worst, most)


def own_stats(run: MatchingRun, part: ProgrammeOrganisation, spread: runs.Spread, left: int) -> list[tuple[str, str]]:
    matched, worst = sum(n for _, n in spread), spread[0][0] if spread else None
    most = runs.highest_load(run, part.organisation)
    return stats_of(matched, matched + left, waited_words(run, part), worst, most)


def stats_of(matched: int, of: int, waited: str, worst: int | None, most: int) -> list[tuple[str, str]]:
    """People matched, those who had waited, the weakest pair, the load."""
    return [
        (f"{matched:,} of {of:,}", "people matched"),
        *([(waited, "who had waited have a mentor")] if waited else []),
        (worst_words(worst), "is the weakest pair"),
        (f"{most}", f"mentee{'s' if most != 1 else ''} at most with one mentor"),
    ]


def picture(
    run: MatchingRun, part: ProgrammeOrganisation, spread: runs.Spread, colour: str, *, whole: bool
) -> Figure | None:
    if not spread:
        return None
    before = run.runner_up
    earlier = runs.spread_of(before, None if whole else part.organisation) if before else ()
    second = f"Run {before.number}, before" if before else ""
    return drawn(spread, earlier, (f"Run {run.number}", second), colour)


@lru_cache(maxsize=64)
def drawn(spread: runs.Spread, earlier: runs.Spread, words: tuple[str, str], colour: str) -> Figure:
    """A picture of thousands of pairs, drawn once: what a run found hardly changes, and scores name nobody."""
    scores, before = ([score for score, n in one for _ in range(n)] for one in (spread, earlier))
    return strip_figure(
        scores, before, bands=BANDS, words=words, title="How well the pairs fit", label="Fit", colour=colour
    )


def same_words(run: MatchingRun, part: ProgrammeOrganisation, number: int) -> str:
    """How far a run goes from the one before, for one's own mentees."""
    if run.runner_up is None:
        return ""
    same = runs.same_as_before(run, part.organisation)
    return f"Of your mentees’ pairs, {same:,} stand as in run {run.runner_up.number}, and {number - same:,} are new."


def needed_lines(run: MatchingRun) -> list[str]:
    return [needed_words(one) for one in run.totals.get("needed", [])]
