"""What has to be known of an earlier matching to go on from it: who had whom, and the prices. No score, no need, no wish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..contracts import MOST_SCORE, InvalidInput, read
from ..contracts.result import Certificate
from ..solving import Matching


@dataclass(frozen=True, eq=False)
class Earlier:
    """`pairs` are (mentee, mentor) by id; `limit`: no worst score was above it, that of a locked pair or 1000."""

    pairs: tuple[tuple[str, str], ...]
    locked: frozenset[str]
    limit: int
    certificate: Certificate


def earlier_of(matching: Matching) -> Earlier:
    cohort = matching.prepared.cohort
    return Earlier(
        tuple((cohort.mentees[one.mentee].id, cohort.mentors[one.mentor].id) for one in matching.pairs),
        frozenset(cohort.mentees[one.mentee].id for one in matching.prepared.locked),
        min((one.score for one in matching.prepared.locked), default=MOST_SCORE),
        matching.certificate,
    )


def written(earlier: Earlier) -> dict[str, Any]:
    """As plain JSON, to be kept."""
    return {
        "pairs": [list(pair) for pair in earlier.pairs],
        "locked": sorted(earlier.locked),
        "limit": earlier.limit,
        "certificate": earlier.certificate.model_dump(mode="json"),
    }


def read_earlier(kept: Any) -> Earlier | None:
    """From what was written; None if it cannot be read, because an earlier release wrote it otherwise."""
    try:
        pairs = tuple((str(one), str(other)) for one, other in kept["pairs"])
        certificate = read(Certificate, kept["certificate"])
        return Earlier(pairs, frozenset(kept["locked"]), int(kept["limit"]), certificate)
    except (InvalidInput, KeyError, TypeError, ValueError):
        return None


def earlier_in(cohort: Any, result: Any) -> Earlier | None:
    """The same from a cohort and its stored result, as JSON; nothing is scored."""
    try:
        locked = {mentee for mentee, _ in cohort.get("locked") or []}
        pairs = [(one["mentee"], one["mentor"], one["score"]) for one in result["pairs"]]
        limit = min((score for mentee, _, score in pairs if mentee in locked), default=MOST_SCORE)
        kept = {"pairs": [pair[:2] for pair in pairs], "locked": locked, "limit": limit}
        return read_earlier({**kept, "certificate": result["certificate"]})
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
