"""Cohorts as a programme would have them, for measuring: needs, offers, wishes, managers, a few who avoid somebody."""

import random

QUALITIES = [f"quality-{number}" for number in range(15)]
NEEDS = [0, 0.25, 0.5, 0.667, 0.833, 1.0]
FEW = 12


def cohort_of(mentees: int, mentors: int, seed: int = 1) -> dict:
    chance = random.Random(seed)
    managers = [f"manager-{number}" for number in range(max(1, mentors // 6))]
    return {
        "mentors": [mentor(chance, number, managers) for number in range(mentors)],
        "mentees": [mentee(chance, number, managers, mentors) for number in range(mentees)],
        "acceptable_from": 300,
    }


def taking(chance: random.Random, managers: list[str]) -> dict:
    return {
        "organisation": f"organisation-{chance.randrange(5)}",
        "profession": f"profession-{chance.randrange(8)}",
        "manager": chance.choice(managers),
    }


def mentor(chance: random.Random, number: int, managers: list[str]) -> dict:
    offered = chance.sample(QUALITIES, chance.randrange(3, 15))
    return {
        **taking(chance, managers),
        "id": f"mentor-{number:06}",
        "grade": chance.randrange(5, 10),
        "capacity": chance.choice((1, 2, 3)),
        "offer": {quality: round(chance.random(), 2) for quality in offered},
    }


def mentee(chance: random.Random, number: int, managers: list[str], mentors: int) -> dict:
    return {
        **taking(chance, managers),
        "id": f"mentee-{number:06}",
        "grade": chance.randrange(3, 8),
        "need": {q: chance.choice(NEEDS) for q in chance.sample(QUALITIES, chance.randrange(3, 15))},
        "prefers": {
            "other_organisation": chance.choice([True, False, None]),
            "same_profession": chance.choice([True, False, None]),
        },
        "avoid": [f"mentor-{chance.randrange(mentors):06}"] if chance.random() < 0.05 else [],
        "waited_rounds": int(chance.random() < 0.1),
    }


def sparse(mentees: int, mentors: int, seed: int = 1) -> dict:
    """A programme that brings its own scores, of a few mentors for each mentee."""
    chance = random.Random(seed)
    return {
        "mentors": [{"id": f"mentor-{n:06}", "capacity": chance.choice((1, 2, 3))} for n in range(mentors)],
        "mentees": [{"id": f"mentee-{n:06}"} for n in range(mentees)],
        "scores": [
            [f"mentee-{n:06}", f"mentor-{other:06}", chance.randrange(300, 1001)]
            for n in range(mentees)
            for other in chance.sample(range(mentors), FEW)
        ],
    }
