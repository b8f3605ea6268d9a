"""A pairing in words, for one of the two: what each shows the other."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from stepwell.domain.framework import Dimension
from stepwell.domain.scoring import priorities
from stepwell.people.models import Person
from stepwell.people.queries import main_appointment
from stepwell.ui.templatetags.ui import day

from ..models import CodeOfConduct, MenteeRequest, MentoringRelationship, MentorProfile, ProposedPairing
from ..queries import participants, programmes
from ..queries.codes import unread_in
from .words import LANGUAGES, TIMES, listed


@dataclass(frozen=True)
class Shown:
    """What one of the two sees of the other: headings, and the other's own words below them."""

    name: str
    texts: list[tuple[str, str]]
    offers: list[tuple[str, str, str]]


@dataclass(frozen=True)
class PairingPage:
    """`is_shown`: what the two show each other is open while they decide and while they are a pair, and then closes."""

    is_mentee: bool
    other: Shown
    reasons: list[str]
    answer_by: str
    said_yes: bool
    is_open: bool
    is_shown: bool
    relationship: MentoringRelationship | None
    unread: list[CodeOfConduct]


def pairing_page(pairing: ProposedPairing, person: Person, today: date) -> PairingPage:
    is_mentee = pairing.request.person_id == person.pk
    own_yes = pairing.mentee_accepted_at if is_mentee else pairing.mentor_accepted_at
    other = mentor_shown(pairing, today) if is_mentee else mentee_shown(pairing.request, today)
    relationship = MentoringRelationship.objects.filter(pairing=pairing).first()
    is_open = pairing.state == pairing.State.OFFERED and bool(pairing.answer_by and today <= pairing.answer_by)
    return PairingPage(
        is_mentee=is_mentee,
        other=other,
        reasons=reasons_of(pairing, is_mentee=is_mentee),
        answer_by=day(pairing.answer_by),
        said_yes=own_yes is not None,
        is_open=is_open,
        is_shown=is_open or bool(relationship and relationship.state != relationship.State.ENDED),
        relationship=relationship,
        unread=unread_in(pairing.programme_id, person) if is_open and not own_yes else [],
    )


def reasons_of(pairing: ProposedPairing, *, is_mentee: bool) -> list[str]:
    """What both may read; and for the mentee alone, which of their own wishes the mentor can help with."""
    kept = pairing.reasons or {}
    names = programmes.pack_of_programme(pairing.programme).dimension_by_id
    wished = [names[key].name for key in kept.get("mentee", []) if key in names]
    own = [f"Can help with what you want to work on: {listed(wished)}"] if is_mentee and wished else []
    return [*own, *kept.get("all", [])]


def mentor_shown(pairing: ProposedPairing, today: date) -> Shown:
    profile = pairing.enrolment.profile
    return of_mentor(profile, pairing.programme, today)


def of_mentor(profile: MentorProfile, programme: Any, today: date) -> Shown:
    """Everything that a mentor says in their profile for the people they are paired with."""
    names = {dimension.id: dimension.name for dimension in programmes.pack_of_programme(programme).dimensions}
    offers = participants.offers_of(profile, programme.version.framework_id)
    meeting = [
        *(TIMES[time] for time in profile.times if time in TIMES),
        *profile.places,
        *(["Online"] if profile.is_remote else []),
    ]
    texts = [
        ("Job", job_of(profile.person, today)),
        ("About", profile.about),
        ("Experience", profile.experience),
        ("Languages", listed([LANGUAGES[key] for key in profile.languages if key in LANGUAGES])),
        ("When and where", listed(meeting)),
    ]
    told = [(names[key], offer.get_strength_display(), offer.words) for key, offer in offers.items() if key in names]
    return Shown(profile.person.full_name, [(name, text) for name, text in texts if text], told)


def mentee_shown(request: MenteeRequest, today: date, *, needs: bool = True) -> Shown:
    """What the mentee lets a mentor see, and nothing else (scenario 41). `needs`: unless the page has them elsewhere."""
    shows = set(request.shows or []) - (set() if needs else {"needs"})
    texts = [
        ("Job", job_of(request.person, today)) if "job" in shows else ("", ""),
        ("Background", request.background) if "background" in shows else ("", ""),
        ("Hopes", request.hopes) if "hopes" in shows else ("", ""),
        ("Wants to work on", listed([d.name for d, _ in topics_of(request)])) if "needs" in shows else ("", ""),
    ]
    return Shown(request.person.full_name, [(name, text) for name, text in texts if text], [])


def topics_of(request: MenteeRequest) -> list[tuple[Dimension, str]]:
    """What the mentee marked "yes", then "maybe"; where they placed themselves is not in it."""
    sheet = participants.sheet_of_request(request)
    if sheet is None:
        return []
    wishes = [(a.dimension.id, a.placement.wish) for a in sheet.answers if a.placement]
    names = sheet.pack.dimension_by_id
    return [(names[key], wish) for key, wish in priorities(wishes)]


def job_of(person: Person, today: date) -> str:
    job = main_appointment(person, today)
    return f"{job.job_title}, {job.organisation.name}" if job else ""
