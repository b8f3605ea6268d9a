"""One size of cohort, in a process of its own: `python -m benchmarks.matching_sizes 10000 4500` prints its figures.

With `first` after the numbers, a tenth of the people have waited and come first.
"""

import json
import resource
import statistics
import sys
import time
from typing import Any

from stepwell.domain.matching import Live, audit, prepare, restore, solve

from .matching_cohort import cohort_of, sparse

LARGE = 50_000
MORE = 40


def main(mentees: int, mentors: int, waiting: str = "bonus") -> None:
    cohort = sparse(mentees, mentors) if mentees >= LARGE else cohort_of(mentees + MORE, mentors)
    cohort["waiting"] = waiting
    late = cohort["mentees"][mentees:]
    cohort["mentees"] = cohort["mentees"][:mentees]
    began = time.perf_counter()
    result = solve(cohort)
    found = {"seconds": since(began), "memory": memory()}
    stored = json.loads(result.model_dump_json())
    began = time.perf_counter()
    found["faults"] = len(audit(cohort, stored))
    found["audit"] = since(began)
    if late:
        found |= arrivals(cohort, stored, late)
    json.dump(found, sys.stdout)


def arrivals(cohort: dict, stored: Any, late: list[dict]) -> dict[str, float]:
    """One after the other into the same cohort; then as many who decline what they were given."""
    live = Live(restore(cohort, stored))
    assert live.stages is not None
    came = [timed(lambda person=person: live.arrive(person)) for person in late]
    gone = []
    for person in sorted(live.number)[:: len(live.number) // MORE][:MORE]:
        at = live.placed()[person]
        if at >= 0:
            gone.append(timed(lambda one=person, at=at: live.decline(one, live.prepared.cohort.mentors[at].id)))
    assert live.matching().totals.matched >= len(cohort["mentees"]) // 2
    return {"arrival": round(statistics.median(came), 1), "decline": round(statistics.median(gone), 1)}


def timed(act: Any) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def since(began: float) -> float:
    return round(time.perf_counter() - began, 2)


def memory() -> float:
    used = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return round(sum(used) / 1024)


if __name__ == "__main__":
    prepare({"mentees": [], "mentors": []})
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
