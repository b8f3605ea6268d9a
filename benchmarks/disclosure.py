"""Disclosure control with its certificate: the first time in a process, when every table is made, and then the usual time."""

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from .figures import Figure

# (what, dimensions, items in each, raters by group, limit in ms)
ROUNDS = [
    ("9 dimensions, 12 raters", 9, 1, {"line_manager": 1, "peers": 5, "direct_reports": 6}, 20.0),
    ("114 items, 30 raters", 9, 13, {"line_manager": 1, "peers": 14, "direct_reports": 10, "others": 5}, 200.0),
]
TIMES = 30
IN_A_NEW_PROCESS = """
import json, sys, time
from stepwell.domain.disclosure import disclose
given = json.load(sys.stdin)
began = time.perf_counter()
disclose(given, round="2026")
print((time.perf_counter() - began) * 1000)
"""


def measure(folder: Path) -> list[Figure]:
    rows = []
    for what, dimensions, items, raters, limit in ROUNDS:
        given = a_round(dimensions, items, raters)
        usual = statistics.median(timed(given) for _ in range(TIMES))
        first = statistics.median(first_time(given) for _ in range(3))
        rows.append(Figure(f"disclosure with certificate, {what}: median", round(usual, 1), "ms", limit))
        rows.append(Figure(f"disclosure with certificate, {what}: first in a process", round(first, 1), "ms", limit))
    return rows


def a_round(dimensions: int, items: int, raters: dict[str, int]) -> dict:
    """Every rater answers nearly everything, and writes three comments; with an earlier release to compare with."""
    from stepwell.domain.disclosure import disclose

    given = {
        "policy": {"merge_order": [["direct_reports", "peers"], ["others", "peers"]]},
        "levels": ["Insufficient", "Essential", "Proficient", "Strong", "Exemplary"],
        "groups": [{"id": name, "identifiable": name == "line_manager", "invited": n} for name, n in raters.items()],
        "items": asked(dimensions, items),
    }
    given["policy"]["merge_order"] = [pair for pair in given["policy"]["merge_order"] if set(pair) <= set(raters)]
    before = disclose(given | {"responses": responses(given["items"], raters, 1)}, round="2025")
    own = {item["id"]: 2 for item in given["items"]}
    return given | {"responses": responses(given["items"], raters, 2), "self": own, "released_before": [before]}


def asked(dimensions: int, items: int) -> list[dict]:
    """As many items as said; 9 × 13 less 3 are 114."""
    names = [(d, i) for d in range(dimensions) for i in range(items)][: 114 if items > 1 else None]
    return [
        {"id": f"d{d}" if items == 1 else f"d{d}.{i}", "dimension": None if items == 1 else f"d{d}"} for d, i in names
    ]


def responses(items: list[dict], raters: dict[str, int], seed: int) -> list[dict]:
    chance = Random(seed)
    return [
        {
            "group": group,
            "ratings": {
                item["id"]: min(4, max(0, round(chance.gauss(2.6, 1)))) for item in items if chance.random() < 0.95
            },
            "comments": [{"item": items[0]["id"], "text": f"{group} {number} {place}"} for place in range(3)],
        }
        for group, count in raters.items()
        for number in range(count)
    ]


def timed(given: dict) -> float:
    from stepwell.domain.disclosure import disclose

    began = time.perf_counter()
    released = disclose(given, round="2026")
    taken = (time.perf_counter() - began) * 1000
    if not released["certificate"]["holds"]:
        raise SystemExit("the certificate does not hold")
    return taken


def first_time(given: dict) -> float:
    command = [sys.executable, "-c", IN_A_NEW_PROCESS]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=True)
    return float(done.stdout)
