"""The proof that goes with a release: the classes used, and what a reader could still hold possible, by enumeration.

It covers every class of each table used, not only those that occurred; so it says the same whatever the answers were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from .contracts import Certificate, Classes, Figure, Policy, Withheld
from .figures import may_carry_band
from .partition import classes
from .possible import fewest_sums, possible_levels
from .spread import joint_cells


class Case(NamedTuple):
    """What one reader can hold possible of another rater: `possible` levels, given class, band and own rating."""

    possible: int
    n: int
    sums: tuple[int, int]
    own: int | None
    band: str | None


def certify(
    policy: Policy, levels: int, figures: Sequence[Figure], withheld: Sequence[Withheld], earlier: int
) -> Certificate:
    """
    Args:
        levels: levels of the scale.
        earlier: anonymous responses that are in earlier releases.
    """
    sizes = sorted({figure.n for figure in figures})
    g1, g2 = check_g1(policy, levels, sizes), check_g2(policy, levels, sizes)
    return Certificate(
        policy=policy,
        classes=[table(n, levels, policy) for n in sizes],
        g1=g1,
        g2=g2,
        withheld=len(withheld),
        holds=bool(g1["holds"] and (g2["holds"] or not g2["required"])),
        earlier=earlier,
    )


def table(n: int, levels: int, policy: Policy) -> Classes:
    sums = [[low, high] for low, high, _ in classes(n, levels, policy.known)]
    return Classes(n=n, levels=levels, sums=sums, bands=list(may_carry_band(n, levels, policy)))


def check_g1(policy: Policy, levels: int, sizes: Sequence[int]) -> dict[str, object]:
    """G1: who gave no rating learns neither the sum of fewer than the minimum, nor any one rating.

    `fewest_sums` is the least number of sums possible for any 1 … minimum − 1 of the ratings behind a figure.
    """
    least = policy.minimum_group_size
    sums = [fewest_of_parts(n, levels, policy.known, least) for n in sizes]
    cases = [case for n in sizes for case in cases_of(n, levels, policy, knows_own=False)]
    ratings = min((case.possible for case in cases), default=None)
    return {
        "minimum_group_size": least,
        "smallest_n": min(sizes, default=None),
        "fewest_sums": min(sums, default=None),
        "fewest_levels": ratings,
        "holds": all(n >= least for n in sizes)
        and all(found >= 2 for found in sums)
        and (ratings is None or ratings >= 2),
    }


@cache
def fewest_of_parts(n: int, levels: int, known: int, least: int) -> int:
    tables = [(low, high) for low, high, _ in classes(n, levels, known)]
    return min((fewest_sums(n, levels, sums, size) for sums in tables for size in range(1, min(least, n))), default=0)


def check_g2(policy: Policy, levels: int, sizes: Sequence[int]) -> dict[str, object]:
    """G2: a rater who reads the figure finds at least two levels possible for every other rater.

    `closest` is the case with the fewest. Where the policy does not ask for G2 the check is made all the same.
    """
    cases = [case for n in sizes for case in cases_of(n, levels, policy, knows_own=True)]
    closest = min(cases, key=lambda case: case.possible, default=None)
    return {
        "required": policy.protect_from == "rater",
        "fewest_levels": closest.possible if closest else None,
        "closest": {**closest._asdict(), "sums": list(closest.sums)} if closest else None,
        "holds": closest is None or closest.possible >= 2,
    }


def cases_of(n: int, levels: int, policy: Policy, *, knows_own: bool) -> tuple[Case, ...]:
    return enumerated(n, levels, policy.known, n >= policy.band_from, knows_own)


@cache
def enumerated(n: int, levels: int, known: int, with_bands: bool, knows_own: bool) -> tuple[Case, ...]:
    """Each class (and band, where one may stand) with each own rating that can occur in it."""
    found = list(cases_of_sums(n, levels, known, knows_own))
    if with_bands:
        found += cases_of_bands(n, levels, known, knows_own)
    return tuple(found)


def cases_of_sums(n: int, levels: int, known: int, knows_own: bool) -> Iterator[Case]:
    for low, high, _ in classes(n, levels, known):
        for own in range(levels) if knows_own else [None]:
            if possible := possible_levels(n, levels, (low, high), own):
                yield Case(len(possible), n, (low, high), own, None)


def cases_of_bands(n: int, levels: int, known: int, knows_own: bool) -> Iterable[Case]:
    tables = classes(n, levels, known)
    shown = may_carry_band(n, levels, Policy(protect_from="rater" if known else "subject"))
    for index, band, own, possible in joint_cells(n, levels, known, knows_own):
        if shown[index]:
            yield Case(len(possible), n, tables[index][:2], own, band)
