"""Writes of a mentor: one profile for every programme, what they offer, when they pause, and the hours they gave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.domain.mentoring import Fault
from stepwell.frameworks.models import Framework
from stepwell.people.models import Organisation, Person

from ..models import (
    MentorEnrolment,
    MentorHour,
    MentoringProgramme,
    MentorOffer,
    MentorPause,
    MentorProfile,
    MentorRecord,
)
from ..queries.participants import enrolment_of
from ..queries.programmes import codes_of, joins_on, takes_part
from .programmes import locked as locked_programme
from .refusals import ChangedElsewhere, CodesUnread, Faulty, IntakeClosed, NotFromHere, NotReady

PARTS = (
    "about", "experience", "seniority", "capacity", "places", "times", "languages", "is_remote", "avoid", "identity",
)  # fmt: skip
MOST_CAPACITY = 20


@dataclass(frozen=True)
class OfferPlan:
    strength: int
    words: str = ""


@transaction.atomic
def start_profile(*, by: Person, at: datetime) -> MentorProfile:
    """Begin, or go on: somebody has one profile."""
    profile, is_new = MentorProfile.objects.get_or_create(person=by, defaults={"started_at": at, "saved_at": at})
    if is_new:
        record("mentor_profile_started", by=by, at=at, about=profile)
    return profile


@transaction.atomic
def save_profile(profile: MentorProfile, parts: Mapping[str, Any], *, revision: int, at: datetime) -> MentorProfile:
    """Keep what was said so far, and return it; no event, as with a request. `revision` as there."""
    if unknown := set(parts) - set(PARTS):
        raise TypeError(f"not parts of a profile: {sorted(unknown)}")
    stored = held(profile)
    if all(getattr(stored, name) == value for name, value in parts.items()):
        return stored
    if stored.revision != revision:
        raise ChangedElsewhere
    if not 0 <= parts.get("capacity", 1) <= MOST_CAPACITY:
        raise Faulty([Fault("capacity", f"Take from 0 to {MOST_CAPACITY} people.")])
    for name, value in parts.items():
        setattr(stored, name, value)
    stored.revision += 1
    stored.saved_at = at
    stored.save()
    return stored


@transaction.atomic
def set_offers(
    profile: MentorProfile, framework: Framework, offers: Mapping[str, OfferPlan], *, by: Person, at: datetime
) -> None:
    """What somebody offers on one framework, by dimension, in place of what they offered before."""
    held(profile)
    stored = {offer.dimension_id: offer for offer in profile.offers.filter(framework=framework)}
    for dimension_id, plan in offers.items():
        offer = stored.pop(dimension_id, None) or MentorOffer(
            profile=profile, framework=framework, dimension_id=dimension_id
        )
        offer.strength, offer.words = plan.strength, plan.words
        offer.save()
    MentorOffer.objects.filter(pk__in=[offer.pk for offer in stored.values()]).delete()
    record("mentor_offers_set", by=by, at=at, about=profile, framework=framework.slug, count=len(offers))


@transaction.atomic
def add_record(
    profile: MentorProfile, *, kind: str, title: str, on_date: date, expires_on: date | None, by: Person, at: datetime
) -> MentorRecord:
    if expires_on and expires_on < on_date:
        raise Faulty([Fault("expires_on", "Choose a day after the one on which it began.")])
    kept = MentorRecord.objects.create(
        profile=profile, kind=kind, title=title, on_date=on_date, expires_on=expires_on, added_at=at
    )
    record("mentor_record_added", by=by, at=at, about=profile)
    return kept


@transaction.atomic
def remove_record(kept: MentorRecord, *, by: Person, at: datetime) -> None:
    if MentorRecord.objects.filter(pk=kept.pk).delete()[0]:
        record("mentor_record_removed", by=by, at=at, about=kept.profile)


@transaction.atomic
def pause(profile: MentorProfile, *, from_date: date, until_date: date, by: Person, at: datetime) -> MentorPause:
    if until_date < from_date:
        raise Faulty([Fault("until_date", "Choose a day after the first one.")])
    kept = MentorPause.objects.create(profile=profile, from_date=from_date, until_date=until_date, set_at=at)
    record("mentor_pause_set", by=by, at=at, about=profile, until=until_date)
    return kept


@transaction.atomic
def end_pause(kept: MentorPause, *, by: Person, at: datetime) -> None:
    if MentorPause.objects.filter(pk=kept.pk).delete()[0]:
        record("mentor_pause_ended", by=by, at=at, about=kept.profile)


@transaction.atomic
def join_as_mentor(
    programme: MentoringProgramme,
    profile: MentorProfile,
    *,
    organisation: Organisation,
    by: Person,
    at: datetime,
    today: date,
) -> MentorEnrolment:
    """Offer the profile in a programme. No self-assessment is asked for (R75). Joining twice changes nothing."""
    stored = locked_programme(programme)
    if found := enrolment_of(stored, profile):
        return found
    if not joins_on(stored, today):
        raise IntakeClosed
    if not takes_part(stored, organisation):
        raise NotFromHere
    if not all(line.is_read for line in codes_of(stored, by, "mentor")):
        raise CodesUnread
    if faults := missing(stored, profile):
        raise NotReady(faults)
    enrolment = MentorEnrolment.objects.create(
        programme=stored, profile=profile, organisation=organisation, joined_at=at
    )
    record("mentor_joined", by=by, at=at, about=enrolment, organisation_id=organisation.pk)
    return enrolment


def missing(programme: MentoringProgramme, profile: MentorProfile) -> list[Fault]:
    found = []
    if not profile.offers.filter(framework_id=programme.version.framework_id).exists():
        found.append(Fault("offers", "Say with what you can help: choose at least one."))
    if profile.capacity < 1:
        found.append(Fault("capacity", "Say how many people you can take, at least 1."))
    if profile.seniority is None:
        found.append(Fault("seniority", "Say where you are in your working life."))
    return found


@transaction.atomic
def log_time(
    profile: MentorProfile, *, kind: str, on_date: date, minutes: int, note: str, by: Person, at: datetime
) -> MentorHour:
    """One entry of the mentor's own log. It names no relationship, so no export of it can name a mentee."""
    if not 1 <= minutes <= 1440:
        raise Faulty([Fault("minutes", "Enter from 1 minute to 24 hours.")])
    kept = MentorHour.objects.create(
        profile=profile, kind=kind, on_date=on_date, minutes=minutes, note=note, added_at=at
    )
    record("mentor_time_logged", by=by, at=at, about=profile)
    return kept


@transaction.atomic
def remove_time(kept: MentorHour, *, by: Person, at: datetime) -> None:
    if MentorHour.objects.filter(pk=kept.pk).delete()[0]:
        record("mentor_time_removed", by=by, at=at, about=kept.profile)


def held(profile: MentorProfile) -> MentorProfile:
    return MentorProfile.objects.select_for_update(of=("self",)).select_related("person").get(pk=profile.pk)


def many(offers: Sequence[tuple[str, int]]) -> dict[str, OfferPlan]:
    """Offers without words, for a demonstration and for tests."""
    return {dimension_id: OfferPlan(strength) for dimension_id, strength in offers}
