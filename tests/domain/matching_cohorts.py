"""Cohorts for tests, and the best matching found by trying every one."""

import itertools
import random

from hypothesis import strategies as st

from stepwell.domain.matching.contracts import belongs

QUALITIES = [f"quality-{number}" for number in range(15)]


def realistic(mentees, mentors, *, capacity=(2,), seed=1, **more):
    """A cohort as a programme would have it: needs, offers, wishes, managers, a few who avoid somebody."""
    chance = random.Random(seed)
    managers = [f"manager-{number}" for number in range(max(1, mentors // 6))]
    return {
        "mentors": [
            {
                "id": f"mentor-{number:06}",
                "organisation": f"organisation-{chance.randrange(5)}",
                "profession": f"profession-{chance.randrange(8)}",
                "grade": chance.randrange(5, 10),
                "manager": chance.choice(managers),
                "capacity": chance.choice(capacity),
                "offer": {q: round(chance.random(), 2) for q in chance.sample(QUALITIES, chance.randrange(3, 15))},
                "avoid": [],
            }
            for number in range(mentors)
        ],
        "mentees": [
            {
                "id": f"mentee-{number:06}",
                "organisation": f"organisation-{chance.randrange(5)}",
                "profession": f"profession-{chance.randrange(8)}",
                "grade": chance.randrange(3, 8),
                "manager": chance.choice(managers),
                "need": {
                    q: chance.choice([0, 0.25, 0.5, 0.667, 0.833, 1.0])
                    for q in chance.sample(QUALITIES, chance.randrange(3, 15))
                },
                "prefers": {
                    "other_organisation": chance.choice([True, False, None]),
                    "same_profession": chance.choice([True, False, None]),
                },
                "avoid": [f"mentor-{chance.randrange(mentors):06}"] if chance.random() < 0.05 else [],
                "waited_rounds": int(chance.random() < 0.1),
            }
            for number in range(mentees)
        ],
        "excluded": [],
        "locked": [],
        "acceptable_from": 300,
        "scores": None,
        **more,
    }


def listed(scores, capacities, **more):
    """A cohort from a matrix of scores (rows are mentees, None is not allowed)."""
    return {
        "mentees": [{"id": f"t{row}"} for row in range(len(scores))],
        "mentors": [{"id": f"m{column}", "capacity": capacity} for column, capacity in enumerate(capacities)],
        "scores": [
            [f"t{row}", f"m{column}", score]
            for row, line in enumerate(scores)
            for column, score in enumerate(line)
            if score is not None
        ],
        **more,
    }


@st.composite
def small_cohorts(draw):
    """Up to five mentees and four mentors, with everything that the contract allows now and then."""
    mentees, mentors = draw(st.integers(0, 5)), draw(st.integers(0, 4))
    often = st.sampled_from([0, 100, 333, 500, 501, 999, 1000])
    score = draw(st.sampled_from([st.none() | st.integers(0, 1000), st.none() | often, st.just(500)]))
    scores = draw(st.lists(st.lists(score, min_size=mentors, max_size=mentors), min_size=mentees, max_size=mentees))
    capacities = draw(st.lists(st.integers(0, 3), min_size=mentors, max_size=mentors))
    cohort = listed(scores, capacities)
    for side in ("mentees", "mentors"):
        for person in cohort[side]:
            person["organisation"] = draw(st.sampled_from("ab"))
            person["manager"] = draw(st.sampled_from([None, None, "x", "y"]))
    if draw(st.integers(0, 9)) < 3:
        cohort["scores"] = None
        for mentor in cohort["mentors"]:
            mentor["offer"] = {"listening": draw(st.sampled_from([0.0, 0.3, 1.0])), "focus": 0.5}
        for mentee in cohort["mentees"]:
            mentee["need"] = {"listening": draw(st.sampled_from([0.0, 0.5, 1.0])), "focus": 1.0}
    cohort["acceptable_from"] = draw(st.sampled_from([0, 0, 300, 501]))
    cohort["even_load"] = draw(st.sampled_from([False, False, True]))
    if draw(st.booleans()):
        cohort["waiting"] = "first"
        for mentee in cohort["mentees"]:
            mentee["waited_rounds"] = draw(st.sampled_from([0, 1, 1, 4]))
            mentee["joined"] = draw(st.sampled_from([None, "2026-02-01", "2026-10-01"]))
    if mentees and mentors:
        pairs = st.tuples(st.integers(0, mentees - 1), st.integers(0, mentors - 1))
        name = lambda pair: [f"t{pair[0]}", f"m{pair[1]}"]  # noqa: E731
        cohort["locked"] = [name(pair) for pair in draw(st.lists(pairs, max_size=2))] if draw(st.booleans()) else []
        cohort["excluded"] = [name(pair) for pair in draw(st.lists(pairs, max_size=3))]
    cohort["quotas"] = draw(st.sampled_from([[], [], draw(some_quotas())]))
    return cohort


@st.composite
def some_quotas(draw):
    found = []
    for side in draw(st.lists(st.sampled_from(["mentees", "mentors"]), max_size=3)):
        least = draw(st.integers(0, 3))
        most = draw(st.sampled_from([None, least, least + 1]))
        found.append({"side": side, "organisation": draw(st.sampled_from("ab")), "at_least": least, "at_most": most})
    return found


def best_by_trying(prepared):
    """(matched, worst, −Σ shortfall², Σ score) of the best of all matchings; None if quotas cannot be met."""
    tried = [(choice, found) for choice in every_matching(prepared) if (found := judged(prepared, choice))]
    if not tried:
        return None
    most = max(value[0] for _, (_, value) in tried)
    largest = [(served(prepared, choice), found) for choice, found in tried if found[1][0] == most]
    first = max(who for who, _ in largest)
    largest = [found for who, found in largest if who == first]
    if prepared.cohort.even_load and most:
        least = min(load for load, _ in largest)
        largest = [(load, value) for load, value in largest if load == least]
    return max(value for _, value in largest)


def served(prepared, choice):
    """Who of those who waited has a mentor, in their order: the greater, the earlier in it."""
    if prepared.cohort.waiting != "first":
        return ()
    waited = [(-one.waited_rounds, one.joined or "9", one.id, at) for at, one in enumerate(prepared.cohort.mentees)]
    return tuple(choice[at] is not None for rounds, _, _, at in sorted(waited) if rounds)


def every_matching(prepared):
    cohort, locked = prepared.cohort, {one.mentee: one for one in prepared.locked}
    choices = []
    for mentee in range(len(cohort.mentees)):
        if mentee in locked:
            choices.append([(locked[mentee].mentor, locked[mentee].score)])
        else:
            row = prepared.pairs.rows(mentee, mentee + 1)[0].tolist() if cohort.mentors else []
            choices.append([None, *((mentor, score) for mentor, score in enumerate(row) if score >= 0)])
    return itertools.product(*choices)


def judged(prepared, choice):
    """(highest load, value), or None for what capacities or quotas do not allow."""
    cohort = prepared.cohort
    loads = [0] * len(cohort.mentors)
    for pair in choice:
        if pair:
            loads[pair[0]] += 1
    if any(load > mentor.capacity for load, mentor in zip(loads, cohort.mentors, strict=True)):
        return None
    for quota in cohort.quotas:
        people = [
            cohort.mentees[mentee] if quota.side == "mentees" else cohort.mentors[pair[0]]
            for mentee, pair in enumerate(choice)
            if pair
        ]
        count = sum(belongs(person, quota) for person in people)
        if count < quota.at_least or (quota.at_most is not None and count > quota.at_most):
            return None
    scores = [pair[1] for pair in choice if pair]
    shortfall = sum((1000 - score) ** 2 for score in scores)
    return max(loads, default=0), (len(scores), min(scores, default=0), -shortfall, sum(scores))


def value_of(totals):
    return totals.matched, totals.worst or 0, -totals.squared_shortfall, totals.total
