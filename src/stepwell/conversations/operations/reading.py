"""Permission to read a record (R08, W37): somebody asks the person, who grants all or part of it, refuses, withdraws."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.journal.models import JournalPage
from stepwell.journal.operations.sharing import share_page
from stepwell.people.models import Person
from stepwell.sharing.models import Share
from stepwell.sharing.operations import grant

from .. import emails
from ..models import Conversation, ReadingRequest, SharedConversation
from .holding import State, fitting, held
from .refusals import AlreadyAnswered, AlreadyAsked, BadAnswer, BadPair, NotThePerson

Asked = ReadingRequest.State
MOST_WORDS = 1000


@dataclass(frozen=True)
class Opening:
    """What somebody may read, for what, until when."""

    purpose: str
    until: date
    with_record: bool = True
    with_actions: bool = True
    message: str = ""


@transaction.atomic
def ask_to_read(*, person: Person, purpose: str, reason: str, by: Person, at: datetime) -> ReadingRequest:
    """Nothing is named: whoever asks cannot know of any conversation, nor of a journal. The person learns that somebody asks, and why."""
    if person.pk == by.pk:
        raise BadPair
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if ReadingRequest.objects.filter(person=person, requester=by, state=Asked.ASKED).exists():
        raise AlreadyAsked
    request = ReadingRequest.objects.create(
        person=person,
        requester=by,
        purpose=purpose,
        reason=fitting(reason, MOST_WORDS),
        state=Asked.ASKED,
        asked_at=at,
    )
    record("reading_asked", by=by, at=at, about=request, recipient=person.pk, purpose=purpose)
    transaction.on_commit(lambda: emails.tell_asked_to_read(request))
    return request


def held_request(request: ReadingRequest) -> ReadingRequest:
    stored = ReadingRequest.objects.select_for_update(of=("self",)).select_related("person", "requester")
    found = stored.get(pk=request.pk)
    if found.state != Asked.ASKED:
        raise AlreadyAnswered
    return found


@transaction.atomic
def take_back_request(request: ReadingRequest, *, by: Person, at: datetime) -> None:
    stored = held_request(request)
    if by.pk != stored.requester_id:
        raise NotThePerson
    settle(stored, Asked.TAKEN_BACK, "", at)
    record("reading_request_taken_back", by=by, at=at, about=stored)


@transaction.atomic
def refuse_reading(request: ReadingRequest, *, answer: str = "", by: Person, at: datetime) -> None:
    """No reason is needed."""
    stored = held_request(request)
    if by.pk != stored.person_id:
        raise NotThePerson
    settle(stored, Asked.REFUSED, fitting(answer, MOST_WORDS), at)
    record("reading_refused", by=by, at=at, about=stored, recipient=stored.requester_id)
    transaction.on_commit(lambda: emails.tell_request_answered(stored))


@transaction.atomic
def grant_reading(
    request: ReadingRequest, conversation: Conversation, opening: Opening, *, by: Person, at: datetime, today: date
) -> SharedConversation:
    """The person chooses which conversation, and how much of it."""
    stored = held_request(request)
    if by.pk != stored.person_id:
        raise NotThePerson
    shared = share_record(conversation, opening, recipient=stored.requester, by=by, at=at, today=today)
    stored.granted = shared
    settle(stored, Asked.GRANTED, "", at)
    record("reading_granted", by=by, at=at, about=stored, recipient=stored.requester_id, until=opening.until)
    return shared


@transaction.atomic
def grant_journal_page(
    request: ReadingRequest, page: JournalPage, *, title: str, until: date, by: Person, at: datetime, today: date
) -> Share:
    """The person answers with one page of their journal, as it stands now. `title` is no word of what they wrote."""
    stored = held_request(request)
    if by.pk != stored.person_id or page.entry.person_id != by.pk:
        raise NotThePerson
    check_last_day(until, today)
    share: Share = share_page(
        page,
        recipient=stored.requester,
        title=title,
        purpose=stored.purpose,
        until=until,
        message="",
        by=by,
        at=at,
    )
    settle(stored, Asked.GRANTED, "", at)
    record("reading_granted", by=by, at=at, about=stored, recipient=stored.requester_id, until=until)
    return share


def check_last_day(until: date, today: date) -> None:
    if until < today:
        raise BadAnswer([("until", "The last day must be today or later.")])


def settle(request: ReadingRequest, state: str, answer: str, at: datetime) -> None:
    request.state, request.answer, request.answered_at = state, answer, at
    request.save(update_fields=["state", "answer", "answered_at", "granted"])


@transaction.atomic
def share_record(
    conversation: Conversation, opening: Opening, *, recipient: Person, by: Person, at: datetime, today: date
) -> SharedConversation:
    """Our record, the actions, or both; never notes, preparation or what was written in stages."""
    stored = held(conversation, by, (State.MET, State.ENDED))
    if by.pk != stored.person_id:
        raise NotThePerson
    if recipient.pk in (stored.person_id, stored.other_id):
        raise BadPair("Choose somebody else: the two of you read it already.")
    if not (opening.with_record or opening.with_actions):
        raise BadAnswer([("parts", "Choose at least one part.")])
    check_last_day(opening.until, today)
    share: Share = grant(
        owner=by,
        recipient=recipient,
        kind="conversations",
        title=f"{stored.title}, {at:%B %Y}" if stored.ended_at is None else f"{stored.title}, {stored.ended_at:%B %Y}",
        purpose=opening.purpose,
        until=opening.until,
        message=opening.message,
        at=at,
    )
    return SharedConversation.objects.create(
        share=share, conversation=stored, with_record=opening.with_record, with_actions=opening.with_actions
    )
