"""Everybody who waits and every mentor with room, as the matching reads them.

This is the one place where needs, preferences and avoid lists of several people stand together: it is called by a run,
which seals what it returns. People are named by their keys.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from stepwell.assessments.models import Placement, SelfAssessment
from stepwell.domain.framework import Pack
from stepwell.domain.mentoring import need_of
from stepwell.frameworks.models import FrameworkVersion, Overlay
from stepwell.frameworks.queries import pack_of

from ..models import (
    MatchingRun,
    MenteeRequest,
    MentorEnrolment,
    MentoringProgramme,
    MentoringRelationship,
    MentorOffer,
    PairRule,
    ProposedPairing,
)
from .chains import Jobs, chains_above, jobs_of
from .room import room_of

STRENGTHS = 3
PERSON = ("full_name", "email")
READ_OF_MENTEES = (
    "programme", "person", "organisation__name", "assessment", "seniority", "preferences", "avoid",
    "waited_rounds", "left_by", "sent_at",
    *(f"person__{name}" for name in PERSON),
)  # fmt: skip
READ_OF_MENTORS = (
    "programme", "organisation__name", *(f"profile__person__{name}" for name in PERSON),
    *(f"profile__{name}" for name in
      ("person", "seniority", "capacity", "places", "times", "languages", "is_remote", "avoid", "identity")),
)  # fmt: skip
KEYS = {
    "organisation": "other_organisation",
    "profession": "same_profession",
    "seniority": "grade_steps",
    "place": "places",
    "remote": "remote",
    "language": "language",
    "times": "times",
    "identity": "identity",
}
READ: dict[str, Callable[[Any], Any]] = {
    "organisation": lambda want: want == "other",
    "profession": lambda want: want == "same",
    "seniority": int,
    "place": lambda want: [want],
    "remote": lambda want: want == "yes",
}


def cohort_of(
    programme: MentoringProgramme, *, fairness: int, today: date, within: MatchingRun | None = None
) -> dict[str, Any]:
    """In the format of `domain.matching`. A fixed number of queries, and one for each step up the longest chain.

    `within` a run that one organisation has published and another not yet, nobody has waited for it: whom it left comes
    first in the next one, and takes no place from those to whom it proposes one.
    """
    requests = list(
        MenteeRequest.objects.filter(programme=programme, state=MenteeRequest.State.WAITING)
        .select_related("person", "organisation")
        .only(*READ_OF_MENTEES)
        .order_by("id")
    )
    enrolments = list(
        MentorEnrolment.objects.filter(programme=programme, state=MentorEnrolment.State.ACTIVE)
        .select_related("profile__person", "organisation")
        .only(*READ_OF_MENTORS)
        .order_by("id")
    )
    people = [request.person for request in requests] + [enrolment.profile.person for enrolment in enrolments]
    jobs = jobs_of((person.pk for person in people), today)
    named = by_name(people)
    room = room_of((enrolment.profile for enrolment in enrolments), today)
    offers = offers_by_profile(programme, enrolments)
    needs, previous = needs_by_assessment(requests), earlier_pairs(requests, enrolments)
    mentees = [
        {
            **taking(request.person_id, request.organisation.name, request.seniority, request.avoid, jobs, named),
            "need": needs.get(request.assessment_id, {}) if request.assessment_id else {},
            "prefers": preferences_of(request.preferences or {}),
            "previous": previous[request.person_id],
            "waited_rounds": request.waited_rounds - (within is not None and request.left_by_id == within.pk),
            "joined": localdate(request.sent_at).isoformat() if request.sent_at else None,
        }
        for request in requests
    ]
    mentors = [mentor_of(enrolment, jobs, named, offers, room) for enrolment in enrolments]
    return {
        "mentees": mentees,
        "mentors": mentors,
        "managers": {str(k): texts(v) for k, v in chains_above(jobs, today).items()},
        **rules_of(programme, requests, enrolments),
        **terms_of(programme, fairness),
        "quotas": quotas_of(programme, mentees, mentors),
    }


def mentor_of(
    enrolment: MentorEnrolment,
    jobs: Mapping[UUID, Jobs],
    named: Mapping[str, set[UUID]],
    offers: Mapping[UUID, dict[str, float]],
    room: Mapping[UUID, int],
) -> dict[str, Any]:
    profile = enrolment.profile
    return {
        **taking(profile.person_id, enrolment.organisation.name, profile.seniority, profile.avoid, jobs, named),
        "capacity": room[profile.pk],
        "offer": offers.get(profile.pk, {}),
        "languages": profile.languages,
        "remote": profile.is_remote,
        "places": profile.places,
        "times": profile.times,
        "identity": profile.identity or [],
    }


def taking(
    person: UUID,
    organisation: str,
    seniority: int | None,
    avoid: list[str] | None,
    jobs: Mapping[UUID, Jobs],
    named: Mapping[str, set[UUID]],
) -> dict[str, Any]:
    """What is the same for both sides. Somebody without a current job has no managers here."""
    own = jobs.get(person)
    avoided = {one for name in avoid or [] for one in named.get(plain(name), ())} - {person}
    return {
        "id": str(person),
        "organisation": organisation,
        "profession": (own.profession or None) if own else None,
        "grade": seniority,
        "manager": str(own.managers[0]) if own and own.managers else None,
        "acting_managers": texts(own.managers[1:]) if own else [],
        "avoid": sorted(texts(avoided)),
    }


def texts(keys: Iterable[UUID]) -> list[str]:
    return [str(key) for key in keys]


def plain(name: str) -> str:
    return " ".join(name.casefold().split())


def by_name(people: Iterable[Any]) -> dict[str, set[UUID]]:
    """Full names and addresses: two people of one name are both kept apart, which harms nobody."""
    found: dict[str, set[UUID]] = defaultdict(set)
    for person in people:
        for word in (person.full_name, person.email or ""):
            if word:
                found[plain(word)].add(person.pk)
    return found


def preferences_of(kept: Mapping[str, Any]) -> dict[str, Any]:
    wants, points = kept.get("wants", {}), kept.get("points", {})
    found = {KEYS[key]: READ[key](want) if key in READ else want for key, want in wants.items() if key in KEYS}
    importance = {KEYS[key]: given for key, given in points.items() if KEYS.get(key) in found}
    return {**found, "importance": importance}


def needs_by_assessment(requests: list[MenteeRequest]) -> dict[UUID, dict[str, float]]:
    """What is left of each self-assessment: wish × place as one number a quality. Two queries."""
    keys = [request.assessment_id for request in requests if request.assessment_id]
    worded = SelfAssessment.objects.filter(pk__in=keys).values_list("pk", "version", "overlay")
    wording = {key: tuple(parts) for key, *parts in worded}
    packs = packs_of(set(wording.values()))
    found: dict[UUID, dict[str, float]] = defaultdict(dict)
    said = Placement.objects.filter(assessment__in=keys, wish__in=["yes", "maybe"]).order_by()
    for key, dimension_id, wish, rating in said.values_list("assessment_id", "dimension_id", "wish", "rating"):
        dimension = packs[wording[key]].dimension_by_id.get(dimension_id)
        if dimension and dimension.bipolar:
            scale = dimension.bipolar
            found[key][dimension_id] = round(need_of(wish, rating, scale.points, scale.positive_end), 4)
    return found


def packs_of(wordings: Iterable[tuple[Any, ...]]) -> dict[tuple[Any, ...], Pack]:
    """By version and overlay. Two queries, for the few that there are."""
    listed = list(wordings)
    versions = FrameworkVersion.objects.defer("content", "changes").in_bulk([version for version, _ in listed])
    overlays = Overlay.objects.defer("wordings").in_bulk([overlay for _, overlay in listed if overlay])
    return {(version, overlay): pack_of(versions[version], overlays.get(overlay)) for version, overlay in listed}


def offers_by_profile(programme: MentoringProgramme, enrolments: list[MentorEnrolment]) -> dict[UUID, dict[str, float]]:
    profiles = [enrolment.profile_id for enrolment in enrolments]
    offers = MentorOffer.objects.filter(profile__in=profiles, framework_id=programme.version.framework_id)
    found: dict[UUID, dict[str, float]] = defaultdict(dict)
    for profile, dimension_id, strength in offers.values_list("profile_id", "dimension_id", "strength"):
        found[profile][dimension_id] = round(strength / STRENGTHS, 4)
    return found


def earlier_pairs(requests: list[MenteeRequest], enrolments: list[MentorEnrolment]) -> dict[UUID, list[str]]:
    """Of these mentors, those whom somebody has had before, in any programme; who has left stands in no cohort."""
    found: dict[UUID, list[str]] = defaultdict(list)
    earlier = MentoringRelationship.objects.filter(
        mentee__in=[request.person_id for request in requests],
        mentor__in=[enrolment.profile.person_id for enrolment in enrolments],
    )
    for mentee, mentor in earlier.values_list("mentee_id", "mentor_id").order_by("began_on").distinct():
        if str(mentor) not in found[mentee]:
            found[mentee].append(str(mentor))
    return found


def rules_of(
    programme: MentoringProgramme, requests: list[MenteeRequest], enrolments: list[MentorEnrolment]
) -> dict[str, Any]:
    """What coordinators fixed, and pairings that did not come about: whoever said no is not asked again."""
    mentee = {request.pk: str(request.person_id) for request in requests}
    mentor = {enrolment.pk: str(enrolment.profile.person_id) for enrolment in enrolments}
    found: dict[str, list[list[str]]] = {PairRule.Kind.LOCKED: [], PairRule.Kind.EXCLUDED: []}
    rules = PairRule.objects.filter(programme=programme).order_by("id")
    closed = ProposedPairing.objects.filter(programme=programme, state=ProposedPairing.State.NOT_FORMED).order_by("id")
    triples = [*rules.values_list("kind", "request_id", "enrolment_id")]
    triples += [(PairRule.Kind.EXCLUDED, *pair) for pair in closed.values_list("request_id", "enrolment_id")]
    for kind, request, enrolment in triples:
        pair = [mentee.get(request, ""), mentor.get(enrolment, "")]
        if all(pair) and pair not in found[kind]:
            found[kind].append(pair)
    locked = [pair for pair in found[PairRule.Kind.LOCKED] if pair not in found[PairRule.Kind.EXCLUDED]]
    return {"locked": locked, "excluded": found[PairRule.Kind.EXCLUDED]}


def terms_of(programme: MentoringProgramme, fairness: int) -> dict[str, Any]:
    return {
        "acceptable_from": programme.acceptable_from,
        "even_load": programme.even_load,
        "waiting": programme.waiting,
        "weights": {
            "need": programme.weight_need,
            "preferences": programme.weight_preferences,
            "crossing": programme.weight_crossing,
        },
        "emphasis": {"fairness": fairness},
    }


def quotas_of(
    programme: MentoringProgramme, mentees: list[dict[str, Any]], mentors: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """An upper limit for people of whom nobody waits limits nothing, and is left out."""
    found = []
    for quota in programme.quotas.select_related("organisation"):
        kind, name = (
            ("organisation", quota.organisation.name) if quota.organisation else ("profession", quota.profession)
        )
        side = mentees if quota.side == "mentees" else mentors
        if quota.at_least or any(one[kind] == name for one in side):
            limits = {"at_least": quota.at_least, "at_most": quota.at_most}
            found.append({"side": quota.side, kind: name, **limits})
    return found
