"""A run as a coordinator reviews it: numbers and a picture of the whole where that tells of no other organisation, and the
pairs in which somebody of their own is, the weakest first. What people want and whom they avoid is nowhere here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from stepwell.domain.matching import prepare, trade_offs
from stepwell.domain.mentoring import fit_words
from stepwell.ui.components import Table
from stepwell.ui.placement import Figure
from stepwell.ui.strip import strip_figure
from stepwell.ui.templatetags.ui import moment

from ..models import MatchingRun, PairRule, ProgrammeOrganisation, ProposedPairing, RunPublication
from ..queries import counts, runs
from .words import count

BANDS = [(0, "A distant fit"), (250, "A fair fit"), (500, "A good fit"), (750, "A close fit")]
SHOWN_LEFT = 10
COLOURS = {"queued": "grey", "running": "yellow", "done": "green", "failed": "red"}
PAIR_COLOURS = {"proposed": "grey", "offered": "yellow", "accepted": "green", "not_formed": "grey", "set_aside": "grey"}


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
    placed: list["PairLine"]


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


def placed_lines(latest: MatchingRun, part: ProgrammeOrganisation) -> list["PairLine"]:
    """What was found since the run and waits for a coordinator to look."""
    return pair_lines(latest, list(runs.placed_in(latest, part.organisation)), {}, part)


def run_words(run: MatchingRun) -> str:
    by = f" by {run.started_by.full_name}" if run.started_by else ""
    return f"Started on {moment(run.started_at)}{by}. {stand_words(run.fairness)}."


def stand_words(fairness: int) -> str:
    """
    >>> stand_words(10), stand_words(0)
    ('Fairness first', 'Total fit first')
    """
    return "Fairness first" if fairness >= 10 else "Total fit first" if fairness == 0 else f"Fairness {fairness} of 10"


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


def worst_words(worst: int | None) -> str:
    return fit_words(worst) if worst is not None else "–"


@dataclass(frozen=True)
class PairLine:
    pairing: ProposedPairing
    mentee: str
    mentor: str
    fit: str
    reasons: list[str]
    state: str
    colour: str
    rule: str
    is_open: bool
    others: str


@dataclass(frozen=True)
class LeftLine:
    name: str
    reason: str
    helps: list[str]
    next_time: str


@dataclass(frozen=True)
class Stand:
    fairness: int
    name: str
    cells: list[str]
    is_current: bool


@dataclass(frozen=True)
class RunPage:
    stats: list[tuple[str, str]]
    about: str
    figure: Figure | None
    left: list[LeftLine]
    left_number: int
    same: str
    needed: list[str]
    stands: list[Stand]
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
    left = left_of(run, part)
    return RunPage(
        stats=whole_stats(run) if whole else own_stats(run, part, spread, len(left)),
        about="The whole programme" if whole else part.organisation.name,
        figure=picture(run, part, spread, colour, whole=whole),
        left=left_lines(left[:SHOWN_LEFT]),
        left_number=len(left),
        same=same_words(run, part, number) if number else "",
        needed=needed_lines(run) if whole else [],
        stands=stands_of(run) if whole else [],
        publication=publication,
        is_latest=is_latest,
        can_publish=is_latest and publication is None and number > 0 and waits_to_be_published(run, part),
    )


def waits_to_be_published(run: MatchingRun, part: ProgrammeOrganisation) -> bool:
    return run.programme.state == "open" and runs.to_publish(run, part.organisation).order_by().exists()


def whole_stats(run: MatchingRun) -> list[tuple[str, str]]:
    most = max((int(load) for load, _ in run.totals["loads"]), default=0)
    return stats_of(run.totals["matched"], run.totals["mentees"], run.totals["worst"], most)


def own_stats(run: MatchingRun, part: ProgrammeOrganisation, spread: runs.Spread, left: int) -> list[tuple[str, str]]:
    matched, worst = sum(n for _, n in spread), spread[0][0] if spread else None
    return stats_of(matched, matched + left, worst, runs.highest_load(run, part.organisation))


def stats_of(matched: int, of: int, worst: int | None, most: int) -> list[tuple[str, str]]:
    """People matched, the weakest pair, the load."""
    return [
        (f"{matched:,} of {of:,}", "people matched"),
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
    return strip_figure(scores, before, bands=BANDS, words=words, title="How well the pairs fit", colour=colour)


def same_words(run: MatchingRun, part: ProgrammeOrganisation, number: int) -> str:
    """How far a run goes from the one before, for one's own mentees."""
    if run.runner_up is None:
        return ""
    same = runs.same_as_before(run, part.organisation)
    return f"Of your mentees’ pairs, {same:,} stand as in run {run.runner_up.number}, and {number - same:,} are new."


def left_of(run: MatchingRun, part: ProgrammeOrganisation) -> list[dict[str, Any]]:
    """One's own people who found nobody, as the run keeps them."""
    return list((run.left or {}).get(str(part.organisation_id), []))


def left_lines(told: Sequence[Mapping[str, Any]]) -> list[LeftLine]:
    names = runs.names_of_requests([line["request"] for line in told])
    return [
        LeftLine(names[line["request"]], line["reason"], line["helps"], line["next_time"])
        for line in told
        if line["request"] in names
    ]


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


MOST_LIVE = 3000  # people: more would keep whoever moves the slider waiting


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
        (worst_words(found.totals.worst), "is the weakest pair"),
        (fit_words(found.mean), "in the middle"),
        (f"{found.crossing_pairs:,}", "across organisations"),
    ]
    return StandPage(fairness, crossing, stats, "")


def pair_lines(
    run: MatchingRun,
    found: Sequence[ProposedPairing],
    rules: Mapping[tuple[Any, Any], str],
    part: ProgrammeOrganisation,
) -> list[PairLine]:
    names = names_of_others(found, part)
    whole = run.totals.get("squared_shortfall", 0)
    return [
        PairLine(
            pairing=pairing,
            mentee=pairing.request.person.full_name,
            mentor=pairing.enrolment.profile.person.full_name,
            fit=fit_words(pairing.score),
            reasons=(pairing.reasons or {}).get("all", []),
            state=pairing.get_state_display(),
            colour=PAIR_COLOURS[pairing.state],
            rule=rules.get((pairing.request_id, pairing.enrolment_id), ""),
            is_open=pairing.state == ProposedPairing.State.PROPOSED,
            others=", then ".join(
                f"{names[key]} ({fit_words(score).lower()}, {price_words(price, whole)})"
                for key, score, price in pairing.others or []
                if key in names
            ),
        )
        for pairing in found
    ]


def names_of_others(found: Sequence[ProposedPairing], part: ProgrammeOrganisation) -> dict[str, str]:
    """Who comes next for one's own mentees, by the key of the enrolment; of another's mentees that is none of one's business."""
    own = [pairing for pairing in found if pairing.mentee_organisation_id == part.organisation_id]
    keys = {key for pairing in own for key, *_ in pairing.others or []}
    return runs.names_of_enrolments(keys) if keys else {}


def price_words(price: int, whole: int) -> str:
    """What everybody together would lose: the rise of all squared shortfalls, as a share of what they are.

    >>> price_words(0, 900), price_words(9, 90_000), price_words(45, 900), price_words(5, 0)
    ('as good for everybody', 'everybody together under 0.1% worse', 'everybody together 5% worse', 'everybody together worse')
    """
    if price <= 0:
        return "as good for everybody"
    if whole <= 0:
        return "everybody together worse"
    share = 100 * price / whole
    return f"everybody together {f'{share:.1f}'.removesuffix('.0') if share >= 0.1 else 'under 0.1'}% worse"


def needed_lines(run: MatchingRun) -> list[str]:
    return [needed_words(one) for one in run.totals.get("needed", [])]


def needed_words(one: Mapping[str, Any]) -> str:
    """
    >>> needed_words({"offer": "Firing", "profession": "Potter", "organisation": "Marlow", "would_match": 12})
    'Somebody at Marlow, Potter, who can help most with Firing: 12 more people'
    """
    where = f" at {one['organisation']}" if one["organisation"] else ""
    job = f", {one['profession']}" if one["profession"] else ""
    offer = f", who can help most with {one['offer']}" if one["offer"] else ""
    number = one["would_match"]
    return f"Somebody{where}{job}{offer}: {number:,} more {'person' if number == 1 else 'people'}"


def rule_words(kind: str) -> str:
    return PairRule.Kind(kind).label if kind else ""


def audit_words(faults: Sequence[Any]) -> str:
    """What the check of a stored run found; details could tell of people, so they stay with whoever runs Stepwell."""
    if not faults:
        return "The proof holds: no other matching is better by the published rules."
    return (
        f"The proof does not hold ({count(len(faults), 'fault')}). Do not publish this run; tell whoever runs Stepwell."
    )
