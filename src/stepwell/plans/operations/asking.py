"""Asking for an opportunity, and the answer."""

from datetime import date, datetime

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.people.models import Person

from ..emails import tell_asked, tell_asker
from ..models import Objective, OpportunityRequest
from ..queries.asking import may_be_asked
from .refusals import AlreadyAnswered, BadValue, CannotAsk, NextStepMissing, NotTheAsked, NotTheOwner, ReasonMissing

State = OpportunityRequest.State


@transaction.atomic
def ask_for_opportunity(
    *,
    person: Person,
    asked: Person,
    kind: str,
    text: str,
    wanted_by: date | None = None,
    objective: Objective | None = None,
    by: Person,
    at: datetime,
    today: date,
) -> OpportunityRequest:
    """Ask a line manager or a colleague. They learn by e-mail that something waits; the objective is never shown to them."""
    if by.pk != person.pk or (objective is not None and objective.plan.person_id != person.pk):
        raise NotTheOwner
    if not may_be_asked(person, asked, today):
        raise CannotAsk
    faults = []
    if kind not in OpportunityRequest.Kind.values:
        faults.append(("kind", "Choose what you ask for"))
    if not text.strip():
        faults.append(("text", "Write what you ask for"))
    if wanted_by is not None and wanted_by < today:
        faults.append(("wanted_by", "The day must be today or later"))
    if faults:
        raise BadValue(faults)
    request = OpportunityRequest.objects.create(
        person=person, asked=asked, objective=objective, kind=kind, text=text, wanted_by=wanted_by, asked_at=at
    )
    record("opportunity_asked", by=by, at=at, about=request, recipient=asked.pk)
    transaction.on_commit(lambda: tell_asked(request))
    return request


def held(request: OpportunityRequest) -> OpportunityRequest:
    """The row as it is now, while it waits for an answer."""
    stored = OpportunityRequest.objects.select_for_update(of=("self",)).select_related("person", "asked")
    found = stored.get(pk=request.pk)
    if found.state != State.ASKED:
        raise AlreadyAnswered
    return found


@transaction.atomic
def agree_to_opportunity(request: OpportunityRequest, *, answer: str, by: Person, at: datetime) -> None:
    """Yes, with what happens next."""
    if not answer.strip():
        raise NextStepMissing
    give_answer(request, State.AGREED, answer, by=by, at=at)


@transaction.atomic
def decline_opportunity(request: OpportunityRequest, *, answer: str, by: Person, at: datetime) -> None:
    """Not possible now. The reason is required, and the person reads it (R16)."""
    if not answer.strip():
        raise ReasonMissing
    give_answer(request, State.DECLINED, answer, by=by, at=at)


def give_answer(request: OpportunityRequest, state: str, answer: str, *, by: Person, at: datetime) -> None:
    if request.asked_id != by.pk:
        raise NotTheAsked
    stored = held(request)
    stored.state, stored.answer, stored.answered_at = state, answer, at
    stored.save()
    record("opportunity_answered", by=by, at=at, about=stored, recipient=stored.person_id)
    transaction.on_commit(lambda: tell_asker(stored))


@transaction.atomic
def withdraw_opportunity(request: OpportunityRequest, *, by: Person, at: datetime) -> None:
    """Take back what was asked, before an answer: whoever was asked no longer sees it."""
    if request.person_id != by.pk:
        raise NotTheOwner
    stored = held(request)
    stored.state, stored.withdrawn_at = State.WITHDRAWN, at
    stored.save(update_fields=["state", "withdrawn_at"])
    record("opportunity_withdrawn", by=by, at=at, about=stored, recipient=stored.asked_id)


@transaction.atomic
def note_answer_read(request: OpportunityRequest, *, by: Person, at: datetime) -> None:
    """The person has read the answer: it need not stand on their home page any longer."""
    unread = OpportunityRequest.objects.filter(
        pk=request.pk, person=by, answered_at__isnull=False, read_at__isnull=True
    )
    if unread.update(read_at=at):
        record("opportunity_answer_read", by=by, at=at, about=request)
