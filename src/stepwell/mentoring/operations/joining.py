"""Writes of somebody who would like a mentor. The application can be left and resumed; only its owner changes it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.domain.mentoring import BUDGET, Fault, faults_of_points
from stepwell.people.models import Organisation, Person

from ..models import Acknowledgement, CodeOfConduct, MenteeRequest, MentoringProgramme
from ..queries.participants import latest_assessment, open_request
from ..queries.programmes import codes_of, joins_on, takes_part
from .programmes import locked as locked_programme
from .refusals import ChangedElsewhere, CodesUnread, Faulty, IntakeClosed, NotFromHere, NotReady, NotYours, WrongState

State = MenteeRequest.State
PARTS = ("seniority", "background", "hopes", "preferences", "avoid", "shows")
CHANGEABLE = (State.DRAFT, State.WAITING, State.RESTING)
# What somebody says of themselves and what of it is shown stays theirs to change while a mentor reads it.
SHOWN = {"seniority", "background", "hopes", "shows"}


@transaction.atomic
def start_request(
    programme: MentoringProgramme, *, organisation: Organisation, by: Person, at: datetime, today: date
) -> MenteeRequest:
    """Begin, or go on: there is one open request of a person in a programme."""
    stored = locked_programme(programme)
    if found := open_request(stored, by):
        return found
    if not joins_on(stored, today):
        raise IntakeClosed
    if not takes_part(stored, organisation):
        raise NotFromHere
    request = MenteeRequest.objects.create(
        programme=stored, person=by, organisation=organisation, started_at=at, saved_at=at
    )
    record("mentee_request_started", by=by, at=at, about=request, organisation_id=organisation.pk)
    return request


@transaction.atomic
def save_request(
    request: MenteeRequest, parts: Mapping[str, Any], *, revision: int, by: Person, at: datetime
) -> MenteeRequest:
    """Keep what was said so far, and return it. Saving makes no event: a trail of pauses would be a record of typing.

    `revision` is the one the page was made from: if another page saved something else since, nothing is written.
    """
    if unknown := set(parts) - set(PARTS):
        raise TypeError(f"not parts of a request: {sorted(unknown)}")
    shown = (State.OFFERED, State.MATCHED) if set(parts) <= SHOWN else ()
    stored = held(request, by, (*CHANGEABLE, *shown))
    if all(getattr(stored, name) == value for name, value in parts.items()):
        return stored
    if stored.revision != revision:
        raise ChangedElsewhere
    if faults := faults_of_points((parts.get("preferences") or {}).get("points") or {}, BUDGET):
        raise Faulty(faults)
    for name, value in parts.items():
        setattr(stored, name, value)
    stored.revision += 1
    stored.saved_at = at
    stored.save()
    return stored


@transaction.atomic
def acknowledge(codes: Sequence[CodeOfConduct], *, by: Person, at: datetime) -> None:
    """Note that somebody has read these versions and keeps to them. Each is noted once."""
    for code in codes:
        _, is_new = Acknowledgement.objects.get_or_create(code=code, person=by, defaults={"acknowledged_at": at})
        if is_new:
            record("code_of_conduct_acknowledged", by=by, at=at, about=code, version=code.number)


@transaction.atomic
def send_request(request: MenteeRequest, *, by: Person, at: datetime, today: date) -> None:
    """Ask for a mentor, with the latest finished self-assessment on the programme's framework. Sending twice changes nothing."""
    programme = locked_programme(request.programme)
    stored = held(request, by, (*CHANGEABLE, State.OFFERED, State.MATCHED))
    if stored.state != State.DRAFT:
        return
    if not joins_on(programme, today):
        raise IntakeClosed
    if not all(line.is_read for line in codes_of(programme, by, "mentee")):
        raise CodesUnread
    stored.assessment = latest_assessment(programme, by)
    if faults := missing(stored):
        raise NotReady(faults)
    stored.state, stored.sent_at = State.WAITING, at
    stored.save()
    record("mentee_request_sent", by=by, at=at, about=stored, organisation_id=stored.organisation_id)


def missing(request: MenteeRequest) -> list[Fault]:
    found = []
    if request.assessment is None:
        found.append(
            Fault("assessment", "Finish your self-assessment first: a match is made from what you want to work on.")
        )
    if request.seniority is None:
        found.append(Fault("seniority", "Say where you are in your working life."))
    return found


@transaction.atomic
def renew_assessment(request: MenteeRequest, *, by: Person, at: datetime) -> None:
    """Use a self-assessment that was finished since. The one that was used stays as it was."""
    stored = held(request, by, (State.WAITING, State.RESTING))
    latest = latest_assessment(stored.programme, by)
    if latest is None or latest.pk == stored.assessment_id:
        return
    MenteeRequest.objects.filter(pk=stored.pk).update(assessment=latest)
    record("mentee_request_renewed", by=by, at=at, about=stored, organisation_id=stored.organisation_id)


@transaction.atomic
def rest(request: MenteeRequest, *, by: Person, at: datetime) -> None:
    """Stay, without being matched for now."""
    move(held(request, by, (State.WAITING, State.RESTING)), State.RESTING, "mentee_request_rests", by, at)


@transaction.atomic
def resume(request: MenteeRequest, *, by: Person, at: datetime) -> None:
    move(held(request, by, (State.WAITING, State.RESTING)), State.WAITING, "mentee_request_resumed", by, at)


@transaction.atomic
def withdraw(request: MenteeRequest, *, by: Person, at: datetime) -> None:
    """Leave the programme before there is a pairing. What was written is deleted, and is not asked about."""
    stored = held(request, by, (*CHANGEABLE, State.WITHDRAWN))
    if stored.state != State.WITHDRAWN:
        erase(stored, by=by, at=at)


def erase(stored: MenteeRequest, *, by: Person | None, at: datetime) -> None:
    for name in ("background", "hopes"):
        setattr(stored, name, "")
    for name in ("preferences", "avoid", "shows", "told"):
        setattr(stored, name, None)
    stored.assessment, stored.state, stored.ended_at = None, State.WITHDRAWN, at
    stored.save()
    stored.rules.all().delete()
    record("mentee_request_withdrawn", by=by, at=at, about=stored, organisation_id=stored.organisation_id)


def move(request: MenteeRequest, state: str, action: str, by: Person, at: datetime) -> None:
    if MenteeRequest.objects.filter(pk=request.pk).exclude(state=state).update(state=state):
        record(action, by=by, at=at, about=request, organisation_id=request.organisation_id)


def held(request: MenteeRequest, by: Person, states: Sequence[str]) -> MenteeRequest:
    """The row as it is now, for its owner alone and only in these states, held until the transaction ends."""
    stored = (
        MenteeRequest.objects.select_for_update(of=("self",))
        .select_related("programme__version__framework", "person", "organisation")
        .defer("programme__version__content", "programme__version__changes")
        .get(pk=request.pk)
    )
    if stored.person_id != by.pk:
        raise NotYours
    if stored.state not in states:
        raise WrongState
    return stored
