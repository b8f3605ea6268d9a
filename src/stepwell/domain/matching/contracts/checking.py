"""A cohort is read whole or not at all: every fault of shape, else every fault of sense."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from stepwell.domain.disclosure.contracts.faults import Fault, InvalidInput, read

from .cohort import Cohort, Quota, Taking
from .scores import GivenScores, read_scores


def read_cohort(data: Any) -> tuple[Cohort, GivenScores | None]:
    """`data` (plain lists and dicts) as a cohort with its people in the order of their ids, and the scores it brings.

    Raises:
        InvalidInput: with every fault found.
    """
    cohort = read(Cohort, data)
    faults = list(faults_of_sense(cohort))
    ordered = in_order(cohort)
    scores = None
    if cohort.scores is not None:
        scores, wrong = read_scores(cohort.scores, places(ordered.mentees), places(ordered.mentors))
        faults += wrong
    if faults:
        raise InvalidInput(faults)
    return ordered, scores


def in_order(cohort: Cohort) -> Cohort:
    """The order in which people stand in the file decides nothing."""
    return cohort.model_copy(
        update={
            "mentees": sorted(cohort.mentees, key=lambda one: one.id),
            "mentors": sorted(cohort.mentors, key=lambda one: one.id),
            "locked": sorted(cohort.locked),
            "excluded": sorted(cohort.excluded),
        }
    )


def places(people: Sequence[Taking]) -> dict[str, int]:
    return {person.id: place for place, person in enumerate(people)}


def faults_of_sense(cohort: Cohort) -> Iterator[Fault]:
    yield from repeated(cohort.mentors, "mentors")
    yield from repeated(cohort.mentees, "mentees")
    yield from unknown_people(cohort)
    yield from wrong_couples(cohort)
    for number, quota in enumerate(cohort.quotas):
        yield from wrong_quota(cohort, quota, f"quotas[{number}]")
    yield from crossing_quotas(cohort)
    if cohort.scores is None and not any(cohort.weights.model_dump().values()):
        yield Fault("weights", "are all 0: give at least one of them more, or nobody fits anybody")


def repeated(people: Sequence[Taking], side: str) -> Iterator[Fault]:
    for one, count in Counter(person.id for person in people).items():
        if count > 1:
            yield Fault(side, f"“{one}” stands {count} times")


def unknown_people(cohort: Cohort) -> Iterator[Fault]:
    known = {person.id for person in [*cohort.mentors, *cohort.mentees]}
    for side, people in (("mentors", cohort.mentors), ("mentees", cohort.mentees)):
        for number, person in enumerate(people):
            if not (person.avoid or person.conflicts or getattr(person, "previous", None)):
                continue
            lists = {"avoid": person.avoid, "conflicts": person.conflicts, "previous": getattr(person, "previous", [])}
            for key, ids in lists.items():
                for place, one in enumerate(ids):
                    if one not in known:
                        yield Fault(f"{side}[{number}].{key}[{place}]", f"“{one}” is not in this cohort")


def wrong_couples(cohort: Cohort) -> Iterator[Fault]:
    sides = (({p.id for p in cohort.mentees}, "mentees"), ({p.id for p in cohort.mentors}, "mentors"))
    for name, couples in (("excluded", cohort.excluded), ("locked", cohort.locked)):
        for number, couple in enumerate(couples):
            for place, (known, side) in enumerate(sides):
                if couple[place] not in known:
                    yield Fault(f"{name}[{number}][{place}]", f"“{couple[place]}” is not one of the {side}")
    yield from contradictory_locks(cohort)


def contradictory_locks(cohort: Cohort) -> Iterator[Fault]:
    excluded = {tuple(couple) for couple in cohort.excluded}
    mentee_at: dict[str, int] = {}
    taken: Counter[str] = Counter()
    room = {mentor.id: mentor.capacity for mentor in cohort.mentors}
    for number, (mentee, mentor) in enumerate(cohort.locked):
        here = f"locked[{number}]"
        first = mentee_at.setdefault(mentee, number)
        if first != number:
            yield Fault(here, f"locks “{mentee}” a second time, after locked[{first}]")
        if (mentee, mentor) in excluded:
            yield Fault(here, "is in the list of excluded pairs too")
        taken[mentor] += 1
        if mentor in room and taken[mentor] == room[mentor] + 1:
            yield Fault(here, f"gives “{mentor}” more mentees than the capacity of {room[mentor]}")


def members(people: Iterable[Taking], quota: Quota) -> list[int]:
    """The places of those whom a quota counts."""
    return [place for place, person in enumerate(people) if belongs(person, quota)]


def belongs(person: Taking, quota: Quota) -> bool:
    if quota.organisation is not None:
        return person.organisation == quota.organisation
    if quota.profession is not None:
        return person.profession == quota.profession
    return quota.group in person.groups


def side_of(cohort: Cohort, quota: Quota) -> Sequence[Taking]:
    return cohort.mentees if quota.side == "mentees" else cohort.mentors


def wrong_quota(cohort: Cohort, quota: Quota, here: str) -> Iterator[Fault]:
    if sum(key is not None for key in (quota.organisation, quota.profession, quota.group)) != 1:
        yield Fault(here, "must name an organisation, a profession or a group, and only one of them")
        return
    if quota.at_most is not None and quota.at_most < quota.at_least:
        yield Fault(here, f"asks for at least {quota.at_least} and at most {quota.at_most}")
    people = side_of(cohort, quota)
    found = {people[place].id for place in members(people, quota)}
    if not found:
        yield Fault(here, f"counts nobody: no one of the {quota.side} belongs to it")
    locked = sum(couple[quota.side == "mentors"] in found for couple in cohort.locked)
    if quota.at_most is not None and locked > quota.at_most:
        yield Fault(here, f"allows at most {quota.at_most}, but {locked} locked pairs count to it")


def crossing_quotas(cohort: Cohort) -> Iterator[Fault]:
    """Quotas of one side must be apart or one within the other: then the best matching can be found and proven."""
    counted = [set(members(side_of(cohort, quota), quota)) for quota in cohort.quotas]
    for number, quota in enumerate(cohort.quotas):
        for earlier in range(number):
            here, there = counted[number], counted[earlier]
            if quota.side == cohort.quotas[earlier].side and here & there and not (here <= there or there <= here):
                yield Fault(f"quotas[{number}]", f"counts some of the same people as quotas[{earlier}], and others too")
