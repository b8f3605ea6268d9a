"""Words about runs and pairs that several pages say."""

from collections.abc import Mapping, Sequence
from typing import Any

from stepwell.domain.mentoring import fit_words
from stepwell.ui.templatetags.ui import moment

from ...models import MatchingRun, ProgrammeOrganisation
from ..words import count

BANDS = [(0, "A distant fit"), (250, "A fair fit"), (500, "A good fit"), (750, "A close fit")]


def run_words(run: MatchingRun) -> str:
    by = f" by {run.started_by.full_name}" if run.started_by else ""
    return f"Started on {moment(run.started_at)}{by}. {stand_words(run.fairness)}."


def stand_words(fairness: int) -> str:
    """
    >>> stand_words(10), stand_words(0)
    ('Fairness first', 'Total fit first')
    """
    return "Fairness first" if fairness >= 10 else "Total fit first" if fairness == 0 else f"Fairness {fairness} of 10"


def worst_words(worst: int | None) -> str:
    return fit_words(worst) if worst is not None else "–"


def waited_words(run: MatchingRun, part: ProgrammeOrganisation | None = None) -> str:
    """Of those who had waited before the run, how many have a mentor by it: everybody's, or of one organisation's own.

    Empty where nobody had waited, and for runs of before this was counted.
    """
    of = run.totals.get("waited", {})
    counted = list(of.values()) if part is None else [of.get(str(part.organisation_id), (0, 0))]
    people, matched = (sum(one[at] for one in counted) for at in (0, 1))
    return f"{matched:,} of {people:,}" if people else ""


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


def audit_words(faults: Sequence[Any]) -> str:
    """What the check of a stored run found; details could tell of people, so they stay with whoever runs Stepwell."""
    if not faults:
        return "The proof holds: no other matching is better by the published rules."
    return (
        f"The proof does not hold ({count(len(faults), 'fault')}). Do not publish this run; tell whoever runs Stepwell."
    )
