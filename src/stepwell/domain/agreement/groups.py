"""Does membership of a group explain ratings? ICC(1) and ICC(2) for groups of unequal size."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .checks import NOISE, vector, without_noise
from .icc import averaged, one_way
from .special import f_tail


@dataclass(frozen=True)
class GroupReliability:
    """ICC(1): the share of variance between groups; ICC(2): the reliability of a group's mean."""

    icc1: float
    icc2: float
    between: float
    within: float
    size: float
    f: float
    df1: int
    df2: int
    p: float


def group_reliability(groups: Sequence[ArrayLike], *, adjusted: bool = False) -> GroupReliability:
    """ICC(1) and ICC(2) from a one-way analysis of variance of groups that may differ in size.

    Formula: ICC(1) = (B-W) / (B+(m-1)W), ICC(2) = (B-W)/B, with B and W the mean squares between and within groups and m
    the mean group size N/G, or with `adjusted` the size (N - sum(n²)/N) / (G-1), which is unbiased for unequal groups.
    ICC(2) is Spearman-Brown of ICC(1) over m.
    Source: Bliese (2000), in Klein & Kozlowski (eds), Multilevel theory, research, and methods, pp. 355-357;
    the adjusted size: Searle (1971), Linear Models, p. 474.
    Takes a list of at least 2 groups, each a list of ratings in scale points, at least one of them with 2; else ValueError,
    as for missing or infinite entries. nan where nothing varies; ICC(2) is -inf where all group means are the same.
    Checked against the superb package's example and, from mean squares, the multilevel package's bh1996 data.

    >>> found = group_reliability([[2, 4, 4, 6], [4, 5, 8, 8], [5, 8, 9, 9]])
    >>> round(found.icc1, 4), round(found.icc2, 4), found.between, found.within
    (0.4343, 0.7544, 14.25, 3.5)
    """
    rows = [vector(group, name="ratings in each group", least=1) for group in groups]
    if len(rows) < 2:
        raise ValueError(f"Give at least 2 groups: there are {len(rows)}")
    sizes = np.array([len(row) for row in rows])
    count, df1, df2 = int(sizes.sum()), len(rows) - 1, int(sizes.sum()) - len(rows)
    if df2 == 0:
        raise ValueError("Give at least one group with 2 ratings: with one in each, nothing varies within a group")
    everything = np.concatenate(rows)
    means = np.array([row.mean() for row in rows])
    between = without_noise(float((sizes * (means - everything.mean()) ** 2).sum()), everything) / df1
    within = without_noise(float(sum(((row - row.mean()) ** 2).sum() for row in rows)), everything) / df2
    size = float(count - (sizes**2).sum() / count) / df1 if adjusted else count / len(rows)
    icc1 = one_way(between, within, size)
    f = between / within if within else math.inf if between else math.nan
    return GroupReliability(icc1, averaged(icc1, size), between, within, size, f, df1, df2, f_tail(f, df1, df2))


def reliability_without_each(groups: Sequence[ArrayLike]) -> list[tuple[float, float]]:
    """(ICC(1), ICC(2)) of the other groups, each group left out in turn: does any one of them decide?

    Formula: sums of squares less those of the group, `adjusted` as in `group_reliability`; the same values at the cost of
    one analysis. Source: the jackknife, Quenouille (1956), Biometrika 43(3/4), 353-360.
    Takes at least 3 groups, and 2 ratings in some group whichever is left out; else ValueError.
    Checked against `group_reliability` of the others.

    >>> groups = [[2, 4, 4, 6], [4, 5, 8, 8], [5, 8, 9, 9], [3, 3, 4]]
    >>> left, found = group_reliability(groups[1:], adjusted=True), reliability_without_each(groups)[0]
    >>> [round(value, 9) for value in found] == [round(left.icc1, 9), round(left.icc2, 9)]
    True
    """
    rows = [vector(group, name="ratings in each group", least=1) for group in groups]
    if len(rows) < 3:
        raise ValueError(f"Give at least 3 groups: there are {len(rows)}")
    middle = np.concatenate(rows).mean()  # centred first, so that nothing is lost in squares of large numbers
    sizes = np.array([len(row) for row in rows], dtype=float)
    sums = np.array([(row - middle).sum() for row in rows])
    squares = np.array([((row - middle) ** 2).sum() for row in rows])
    count, left = sizes.sum() - sizes, len(rows) - 1
    if (count == left).any():
        raise ValueError("Give 2 ratings in at least two groups: with one in each, nothing varies within a group")
    means = (sums**2 / sizes).sum() - sums**2 / sizes
    between = (means - (sums.sum() - sums) ** 2 / count) / (left - 1)
    within = (squares.sum() - squares - means) / (count - left)
    size = (count - ((sizes**2).sum() - sizes**2) / count) / (left - 1)
    noise = NOISE * max(1.0, float(np.abs(np.concatenate(rows) - middle).max()) ** 2)
    cleaned = [np.where(found > noise, found, 0.0) for found in (between, within)]
    found = [(one_way(float(b), float(w), float(m)), float(m)) for b, w, m in zip(*cleaned, size, strict=True)]
    return [(icc1, averaged(icc1, m)) for icc1, m in found]
