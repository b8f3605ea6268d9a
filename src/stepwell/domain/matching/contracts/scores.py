"""Scores that a programme brings itself: up to millions of triples, so they are checked without a model for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from stepwell.domain.disclosure.contracts.faults import Fault

from .cohort import MOST_SCORE

MOST_FAULTS_SHOWN = 1000


@dataclass(frozen=True, eq=False)
class GivenScores:
    """Triples as columns: positions of mentees and mentors, and scores."""

    mentee: np.ndarray
    mentor: np.ndarray
    score: np.ndarray


def read_scores(given: Any, mentees: Mapping[str, int], mentors: Mapping[str, int]) -> tuple[GivenScores, list[Fault]]:
    """The triples by position of the ids, with every fault (of very many, the first thousand).

    >>> scores, faults = read_scores([["t", "r", 734], ["t", "x", 1.5]], {"t": 0}, {"r": 0})
    >>> [str(fault) for fault in faults]
    ['scores[1][1]: “x” is not one of the mentors', 'scores[1][2]: must be a whole number from 0 to 1000']
    """
    if not isinstance(given, list):
        return empty(), [Fault("scores", "must be a list, or null")]
    if quick := all_at_once(given, mentees, mentors):
        return quick, []
    faults: list[Fault] = []
    seen: dict[tuple[str, str], int] = {}
    for number, triple in enumerate(given):
        faults += faults_of(number, triple, mentees, mentors)
        if len(faults) >= MOST_FAULTS_SHOWN:
            break
        if is_triple(triple) and all(isinstance(one, str) for one in triple[:2]):
            first = seen.setdefault((triple[0], triple[1]), number)
            if first != number:
                faults.append(Fault(f"scores[{number}]", f"is about the same two people as scores[{first}]"))
    return empty(), faults


def empty() -> GivenScores:
    none = np.zeros(0, np.int64)
    return GivenScores(none, none, none)


def all_at_once(given: list[Any], mentees: Mapping[str, int], mentors: Mapping[str, int]) -> GivenScores | None:
    """None if anything at all is wrong."""
    if not all(map(is_triple, given)):
        return None
    flat = list(chain.from_iterable(given))
    scores = flat[2::3]
    if not set(map(type, scores)) <= {int} or not set(map(type, flat[0::3])) | set(map(type, flat[1::3])) <= {str}:
        return None
    if scores and not (min(scores) >= 0 and max(scores) <= MOST_SCORE):
        return None
    try:
        i = np.fromiter(map(mentees.__getitem__, flat[0::3]), np.int64, len(scores))
        j = np.fromiter(map(mentors.__getitem__, flat[1::3]), np.int64, len(scores))
    except KeyError:
        return None
    if np.unique(i * max(1, len(mentors)) + j).size < i.size:
        return None
    return GivenScores(i, j, np.array(scores, np.int64))


def is_triple(triple: Any) -> bool:
    return type(triple) is list and len(triple) == 3


def faults_of(number: int, triple: Any, mentees: Mapping[str, int], mentors: Mapping[str, int]) -> Iterator[Fault]:
    if not is_triple(triple):
        yield Fault(f"scores[{number}]", "must be a mentee, a mentor and a score")
        return
    for place, (known, side) in enumerate(((mentees, "mentees"), (mentors, "mentors"))):
        one = triple[place]
        if not isinstance(one, str):
            yield Fault(f"scores[{number}][{place}]", "must be a text")
        elif one not in known:
            yield Fault(f"scores[{number}][{place}]", f"“{one}” is not one of the {side}")
    if type(triple[2]) is not int or not 0 <= triple[2] <= MOST_SCORE:
        yield Fault(f"scores[{number}][2]", f"must be a whole number from 0 to {MOST_SCORE}")
