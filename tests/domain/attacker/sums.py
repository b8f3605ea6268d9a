"""What follows from "these n ratings sum to something from low to high", by exact sets of sums.

Nothing here knows the engine. Every function looks at all (m + 1) ** n vectors of ratings, without writing them down.
"""

from functools import cache
from itertools import combinations, product


@cache
def reachable(n: int, m: int) -> frozenset[int]:
    """Every sum that `n` ratings on levels 0…m can have, one rating after the other."""
    sums = {0}
    for _ in range(n):
        sums = {total + level for total in sums for level in range(m + 1)}
    return frozenset(sums)


def subset_sums(n: int, m: int, low: int, high: int, size: int) -> set[int]:
    """The sums that `size` of the raters can have. All subsets of one size are alike: the class is symmetric."""
    rest = reachable(n - size, m)
    return {part for part in reachable(size, m) if any(low <= part + other <= high for other in rest)}


def levels_beside(n: int, m: int, low: int, high: int, own: int) -> set[int]:
    """The levels possible for another rater, for one who gave `own`; empty where `own` itself is impossible."""
    rest = reachable(n - 2, m)
    return {level for level in range(m + 1) if any(low <= own + level + other <= high for other in rest)}


def subset_sums_literally(n: int, m: int, low: int, high: int, subset: tuple[int, ...]) -> set[int]:
    vectors = (vector for vector in product(range(m + 1), repeat=n) if low <= sum(vector) <= high)
    return {sum(vector[rater] for rater in subset) for vector in vectors}


def levels_beside_literally(n: int, m: int, low: int, high: int, own: int) -> dict[tuple[int, int], set[int]]:
    """By rater who knows `own`, and other rater."""
    found: dict[tuple[int, int], set[int]] = {}
    for vector in product(range(m + 1), repeat=n):
        if low <= sum(vector) <= high:
            for first, second in combinations(range(n), 2):
                for one, other in ((first, second), (second, first)):
                    levels = found.setdefault((one, other), set())
                    if vector[one] == own:
                        levels.add(vector[other])
    return found
