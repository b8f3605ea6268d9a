"""The tables of `docs/methods/disclosure.md`, computed. A test compares the page with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .partition import classes
from .spread import carries_band

SCALES = range(2, 8)
RATERS = range(3, 16)

# How often each of five levels is chosen: all alike, and as leaders are in fact rated, mostly at the third and fourth.
ALIKE = (0.2, 0.2, 0.2, 0.2, 0.2)
TYPICAL = (0.02, 0.08, 0.25, 0.40, 0.25)


def class_table(levels: int, known: int) -> str:
    """All classes for 3 to 15 ratings on one scale, as Markdown."""
    rows = []
    for n in RATERS:
        found = classes(n, levels, known)
        sums = " ".join(f"{low}–{high}" if low < high else str(low) for low, high, _ in found)
        rows.append((n, len(found) or "withheld", sums or "–"))
    return markdown(("n", "classes", f"sums, levels counted from 0 to {levels - 1}"), rows)


def band_table() -> str:
    """From which n on every class may carry a band, when the reader may be a rater."""
    rows = []
    for levels in SCALES[1:]:
        without = [n for n in range(8, 31) if not all(carries_band(n, levels, 1))]
        rows.append((levels, ", ".join(map(str, without)), max(without) + 1))
    return markdown(("levels", "n where the two end classes carry none", "all classes carry one from n ="), rows)


def guess_table() -> str:
    """How often the best guess of one rater's level is right, on five levels."""
    rows = []
    for n in RATERS:
        row: list[object] = [n]
        for shares in (ALIKE, TYPICAL):
            row += [percent(max(shares)), percent(right_guesses(n, shares, 0)), percent(right_guesses(n, shares, 1))]
        surest, often = most_certain(n, ALIKE)
        rows.append([*row, percent(surest), f"{100 * often:.2f} %"])
    each = ("before", "reader", "rater")
    heads = [f"{how}: {who}" for how in ("alike", "typical") for who in each]
    return markdown(("n", *heads, "alike: surest rater", "how often"), rows)


def right_guesses(n: int, shares: Sequence[float], knows: int) -> float:
    """The chance that the best guess of one rater's level is right, over all answers that raters may give.

    Args:
        n: ratings in the figure.
        shares: how often each level is chosen, independently; they add up to 1.
        knows: 1 for a reader who is one of the raters, 0 for any other.

    >>> round(right_guesses(4, ALIKE, 0), 2), round(right_guesses(4, ALIKE, 1), 2)
    (0.32, 0.35)
    """
    return sum(max(case) for case in cases(n, shares, knows))


def cases(n: int, shares: Sequence[float], knows: int) -> Iterator[list[float]]:
    """For each class and own rating, the chance that it occurs together with each level of one other rater."""
    others = sum_shares(n - 1 - knows, shares)
    for own, share in enumerate(shares) if knows else [(0, 1.0)]:
        for low, high, _ in classes(n, len(shares), 1):
            yield [
                share * chance * sum(others[max(0, low - own - level) : max(0, high - own - level + 1)])
                for level, chance in enumerate(shares)
            ]


def most_certain(n: int, shares: Sequence[float]) -> tuple[float, float]:
    """The surest that a rater can be of another's level, and how often a rater is as sure as that.

    >>> [round(100 * share, 1) for share in most_certain(4, ALIKE)]
    [75.0, 1.3]
    """
    found = [case for case in cases(n, shares, 1) if sum(case) > 0]
    surest = max(max(case) / sum(case) for case in found)
    return surest, sum(sum(case) for case in found if max(case) / sum(case) > surest - 1e-9)


def sum_shares(count: int, shares: Sequence[float]) -> list[float]:
    """How likely each sum of `count` independent ratings is.

    >>> sum_shares(2, (0.5, 0.5))
    [0.25, 0.5, 0.25]
    """
    found = [1.0]
    for _ in range(count):
        longer = [0.0] * (len(found) + len(shares) - 1)
        for total, chance in enumerate(found):
            for level, share in enumerate(shares):
                longer[total + level] += chance * share
        found = longer
    return found


def percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def markdown(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """
    >>> print(markdown(("n", "classes"), [(3, "0–5")]))
    | n | classes |
    |---|---|
    | 3 | 0–5 |
    """
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(
        "|---" * len(line) + "|" if line[0] == "---" else f"| {' | '.join(map(str, line))} |" for line in lines
    )
