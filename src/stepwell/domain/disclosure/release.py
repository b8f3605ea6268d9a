"""From the answers of one round to one release and its certificate. No other code decides what a report shows."""

from __future__ import annotations

from typing import Any

from .again import TOGETHER, rounds_that_give_away
from .blocks import divide
from .certificate import certify
from .comments import comments_of
from .contracts import Asked, Fault, InvalidInput, Release, Response, Round, read_round, snapshots_before
from .derived import derive, of_other_rounds
from .figures import figures_of, groups_in_no_block, identified_of


def disclose(data: dict[str, Any], *, round: str | None) -> dict[str, Any]:
    """One round's answers as `stepwell disclose` reads them, to the release that it prints.

    The name of the round tells later releases of the same answers from another year's: with it a forgotten `released`
    is a fault of the input. So nobody can leave it out by oversight. A caller who has none says so: None.

    Args:
        data: policy, levels, groups, items, self, responses, released_before (plain JSON values).
        round: the same for every snapshot of a round, and for no other round about the same person.

    Returns:
        Plain JSON values: blocks, figures, identified, withheld, derived, comments, certificate, asked.

    Raises:
        InvalidInput: with every fault of `data`, each with its path; nothing is released.

    >>> ratings = [2, 2, 3, 3, 2]
    >>> data = {
    ...     "levels": ["Insufficient", "Essential", "Proficient", "Strong", "Exemplary"],
    ...     "groups": [{"id": "peers"}],
    ...     "items": [{"id": "listening"}],
    ...     "responses": [{"group": "peers", "ratings": {"listening": rating}} for rating in ratings],
    ... }
    >>> released = disclose(data, round="2026")
    >>> released["figures"][0]["label"], released["figures"][0]["sums"], released["certificate"]["holds"]
    ('between Proficient and Strong', [12, 13], True)
    >>> disclose({**data, "released_before": [released]}, round="2026")
    Traceback (most recent call last):
    stepwell.domain.disclosure.contracts.faults.InvalidInput: responses: 0 are marked as released, but earlier releases of this round hold 5
    """
    return release_of(read_round(named(data, round))).model_dump(mode="json", by_alias=True)


def named(data: Any, round: str | None) -> Any:
    """With the caller's name for the round; what is no object at all is left for its reader to refuse."""
    if not isinstance(data, dict):
        return data
    if data.get("round", round) != round:
        raise InvalidInput([Fault("round", "names another round than the caller does")])
    return {**data, "round": round}


def release_of(given: Round) -> Release:
    """The release of a round that was read. A response is released whole, with its block, or waits whole."""
    fresh = [response for response in given.responses if not response.released]
    blocks, left = divide(sizes_of(given, fresh), given.policy, [group.id for group in given.groups if group.invited])
    figures, withheld = figures_of(given, blocks, fresh)
    withheld += groups_in_no_block(given, left)
    asked = asked_of(given)
    made = Release(
        blocks=blocks,
        figures=figures,
        identified=identified_of(given, fresh),
        withheld=withheld,
        derived=derive(asked, figures, of_other_rounds(given.released_before, given.round, given.left_out)),
        comments=comments_of(fresh, blocks, given.identifiable, given.policy),
        certificate=certify(given.policy, len(given.levels), figures, withheld, given.left_out),
        asked=asked,
    )
    refuse_repetition(given, made)
    return made


def refuse_repetition(given: Round, made: Release) -> None:
    """Answers that somebody may have forgotten to mark as released, and what would follow from both releases."""
    before = given.released_before
    same = snapshots_before(before, given.round, given.left_out)
    for positions in rounds_that_give_away(before, made, same):
        names = " and ".join(f"released_before[{at}]" for at in positions)
        told = f"none is marked as in {names}; {TOGETHER} in “round”, or mark those answers"
        raise InvalidInput([Fault("responses", told)])


def sizes_of(given: Round, responses: list[Response]) -> dict[str, int]:
    """Answers per anonymous group, in the declared order, groups without any included."""
    sizes = dict.fromkeys(given.anonymous, 0)
    for response in responses:
        if response.group in sizes:
            sizes[response.group] += 1
    return sizes


def asked_of(given: Round) -> Asked:
    parts = {
        "levels": given.levels,
        "items": given.items,
        "anonymous": given.anonymous,
        "identifiable": given.identifiable,
        "self": given.self_,
        "round": given.round,
    }
    return Asked.model_validate(parts)
