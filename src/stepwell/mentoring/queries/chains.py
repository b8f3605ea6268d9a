"""Who stands above whom: every manager of every current job, acting ones too, all the way up."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stepwell.people.models import Appointment

MOST_STEPS = 20  # a circle of managers ends somewhere


@dataclass(frozen=True)
class Jobs:
    """`profession` is that of the current job that began last; `managers` are those of all current jobs, this one's first."""

    profession: str
    managers: tuple[UUID, ...]


def jobs_of(people: Iterable[UUID], today: date) -> dict[UUID, Jobs]:
    """One query."""
    found: dict[UUID, list[tuple[str, UUID | None]]] = defaultdict(list)
    current = Appointment.objects.current(today).filter(person__in=list(people))
    for person, profession, manager in current.values_list("person", "profession", "manager"):
        found[person].append((profession, manager))
    return {person: Jobs(jobs[0][0], managers_in(jobs)) for person, jobs in found.items()}


def managers_in(jobs: Iterable[tuple[str, UUID | None]]) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(manager for _, manager in jobs if manager))


def chains_above(known: dict[UUID, Jobs], today: date) -> dict[UUID, tuple[UUID, ...]]:
    """The managers of everybody above, for chains that lead through people who are in no programme. A query a step up."""
    above: dict[UUID, tuple[UUID, ...]] = {}
    waiting = {manager for jobs in known.values() for manager in jobs.managers} - known.keys()
    for _ in range(MOST_STEPS):
        if not waiting:
            break
        found = jobs_of(waiting, today)
        above |= {person: found[person].managers if person in found else () for person in waiting}
        waiting = {manager for person in found for manager in found[person].managers} - known.keys() - above.keys()
    return above
