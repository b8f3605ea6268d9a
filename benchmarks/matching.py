"""Matching of mentors: time, memory, audit, arrivals and the slider; beside it, in the same run, the matchers that exist.

Each size is worked out in a process of its own (`matching_sizes.py`), so that its memory is its own. mentor-match comes
from the package index into an environment of its own; it knows no capacity, so each place is a mentor to it and to scipy.
"""

import json
import subprocess
import sys
import time
import venv
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from stepwell.domain.matching import Totals

from .figures import Figure
from .matching_cohort import cohort_of

HERE = Path(__file__).parent
PEER = "mentor-match==7.0.1"
PEER_SECONDS = 1800
# (mentees, mentors, seconds, audit in seconds, memory in MB): 0 sets no limit
SIZES = [(1_000, 450, 1.5, 0, 0), (10_000, 4_500, 15, 1, 1_500), (100_000, 45_000, 120, 0, 0)]
WAITING = [(1_000, 450, 1.5), (10_000, 4_500, 15)]
BESIDE = [(250, 112), (1_000, 450)]


def measure(folder: Path) -> list[Figure]:
    rows = []
    for mentees, mentors, seconds, audit, memory in SIZES:
        name = f"matching {mentees:,} × {mentors:,}"
        found = worked_out(mentees, mentors)
        rows.append(Figure(f"{name}: exact, proven, with scoring and reasons", found["seconds"], "s", seconds))
        rows.append(Figure(f"{name}: faults that the audit finds", found["faults"], "faults", 0))
        rows += [Figure(f"{name}: audit, with reading and scoring", found["audit"], "s", audit)] if audit else []
        rows += [Figure(f"{name}: memory, solver included", found["memory"], "MB", memory)] if memory else []
        rows += [Figure(f"{name}: {what}", found[key], "ms", 50) for key, what in ARRIVALS.items() if key in found]
    for mentees, mentors, seconds in WAITING:
        found = worked_out(mentees, mentors, "first")
        name = f"matching {mentees:,} × {mentors:,}, a tenth have waited and come first"
        rows.append(Figure(f"{name}: exact, proven, with scoring and reasons", found["seconds"], "s", seconds))
        rows.append(Figure(f"{name}: {ARRIVALS['arrival']}", found["arrival"], "ms", 50))
    rows.append(Figure("slider elsewhere, 2,000 mentees × 900: answer", slider(), "s", 1))
    return rows + beside(folder)


ARRIVALS = {"arrival": "an arrival placed, median of 40", "decline": "a decline placed, median of 40"}


def worked_out(mentees: int, mentors: int, waiting: str = "bonus") -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.matching_sizes", str(mentees), str(mentors), waiting]
    return json.loads(subprocess.run(command, check=True, capture_output=True, cwd=HERE.parent).stdout)


def slider() -> float:
    from stepwell.domain.matching import prepare, trade_offs

    ready = prepare(cohort_of(2_000, 900))
    began = time.perf_counter()
    trade_offs(ready, [(4, 3)])
    return round(time.perf_counter() - began, 2)


def beside(folder: Path) -> list[Figure]:
    """People matched, worst and total of each over the same permitted pairs; limits are what the best of them reaches."""
    from stepwell.domain.matching import match, prepare

    python, rows = environment(folder), []
    for mentees, mentors in BESIDE:
        cohort = cohort_of(mentees, mentors)
        began = time.perf_counter()
        ready = prepare(cohort)
        ours = match(ready).totals
        seconds = time.perf_counter() - began
        table = np.repeat(ready.pairs.rows(0, mentees), ready.capacity, axis=1)
        name = f"{mentees:,} × {mentors:,}, {table.shape[1]:,} places"
        others = {"scipy, highest total": scipy(table), "mentor-match": peer(python, table)}
        for other, found in others.items():
            if found is None:
                rows.append(Figure(f"{name}: {other} could not be had; left out", 0, "runs", 0))
                continue
            lead = f"{name}: {other} matched {found['matched']}, worst {found['worst']}, total {found['total']}"
            rows.append(Figure(f"{lead}; ours matched", ours.matched, "people", found["matched"], at_least=True))
            rows.append(Figure(f"{lead}; {first_difference(ours, found)}", theirs_first(ours, found), "aims", 0))
            ratio = round(found["seconds"] / seconds, 2)
            rows.append(
                Figure(f"{lead} in {found['seconds']:.2f} s; its time by ours", ratio, "times", 0, at_least=True)
            )
        rows.append(Figure(f"{name}: ours worst {ours.worst}, total {ours.total}; time", round(seconds, 2), "s", 1.5))
        rows += each_asked_as_the_other(name, cohort, table, ours)
    return rows


def first_difference(ours: Totals, other: dict[str, float]) -> str:
    """Aims are compared in the published order; what comes after the first difference decides nothing."""
    for aim in ("matched", "worst", "squares", "total"):
        one, two = value(ours, aim), other[aim]
        if one != two:
            return f"the first aim in which they differ is {aim}: ours {one}, theirs {two:.0f}; aims in which theirs is better first"
    return "equal in all four aims; aims in which theirs is better first"


def theirs_first(ours: Totals, other: dict[str, float]) -> int:
    """1 if theirs is better in the published order: squares are shortfalls, so fewer of them are better."""

    def order(found: Any) -> tuple[float, ...]:
        return found("matched"), found("worst"), -found("squares"), found("total")

    return int(order(lambda aim: value(ours, aim)) < order(lambda aim: other[aim]))


def value(totals: Totals, aim: str) -> int:
    return (totals.squared_shortfall if aim == "squares" else getattr(totals, aim)) or 0


def each_asked_as_the_other(name: str, cohort: dict, table: np.ndarray, ours: Totals) -> list[Figure]:
    """That the difference is the question and not the answer: with the other's question, each finds what the other does."""
    from stepwell.domain.matching import match, prepare

    highest = scipy(table)["total"]
    fit = match(prepare(cohort | {"emphasis": {"fairness": 0}})).totals.total
    worst, short = ours.worst or 0, 1000.0 - table
    cost = np.where(table >= worst, short**2 * (ours.matched * 1000 + 1) + short, 1e15)
    rows, columns = linear_sum_assignment(cost)
    scores = table[rows, columns][cost[rows, columns] < 1e15].astype(int)
    squares = int(((1000 - scores) ** 2).sum())
    lead = f"{name}, each asked as the other"
    return [
        Figure(f"{lead}: ours with the slider at total fit, total {fit}; short of scipy's {highest:.0f} by", highest - fit, "points", 0),
        Figure(f"{lead}: scipy for our aims, total {scores.sum()}; difference from ours", abs(int(scores.sum()) - ours.total), "points", 0),
        Figure(f"{lead}: scipy for our aims, squares; difference from ours", abs(squares - ours.squared_shortfall), "points", 0),
    ]  # fmt: skip


def scipy(table: np.ndarray) -> dict[str, float]:
    began = time.perf_counter()
    rows, columns = linear_sum_assignment(np.where(table >= 0, table.astype(float), -1e6), maximize=True)
    scores = table[rows, columns]
    return outcome(scores[scores >= 0], time.perf_counter() - began)


def outcome(scores: np.ndarray, seconds: float) -> dict[str, float]:
    return {
        "matched": int(scores.size),
        "worst": int(scores.min(initial=1000)),
        "squares": int(((1000 - scores.astype(int)) ** 2).sum()),
        "total": int(scores.sum()),
        "seconds": seconds,
    }


def environment(folder: Path) -> Path | None:
    """None if the package cannot be had here."""
    where = folder / "peer"
    venv.create(where, with_pip=True)
    python = where / "bin" / "python"
    done = subprocess.run([python, "-m", "pip", "install", "--quiet", PEER], check=False, capture_output=True)
    return python if done.returncode == 0 else None


def peer(python: Path | None, table: np.ndarray) -> dict[str, float] | None:
    """Given our scores by a rule of its own, so that what is compared is the matching; timed with its scoring."""
    if python is None:
        return None
    command = [python, "-I", str(HERE / "matching_peer.py")]
    asked = json.dumps(table.tolist()).encode()
    done = subprocess.run(command, input=asked, check=False, capture_output=True, timeout=PEER_SECONDS)
    if done.returncode:
        return None
    found = json.loads(done.stdout)
    return outcome(np.array(found["scores"], np.int64), found["seconds"])
