"""Conversations for tests: Amira's with Tom, her manager, unless a test says otherwise."""

from datetime import datetime, timedelta

from stepwell.conversations.models import Conversation
from stepwell.conversations.operations import ending, meeting, noting, preparing, promising, proposing
from stepwell.conversations.operations.promising import Promise
from stepwell.conversations.operations.proposing import Plan
from stepwell.conversations.queries.agendas import agenda_by_id
from stepwell.people.models import Organisation, Person
from tests.cast import NOW, TODAY

SECRET = "The heron stands where nobody looks."


def agenda(agenda_id: str = "career"):
    found = agenda_by_id(agenda_id, None)
    assert found is not None
    return found


def proposed(
    person: Person,
    other: Person,
    organisation: Organisation,
    *,
    kind: str = "career",
    by: Person | None = None,
    plan: Plan | None = None,
    at: datetime = NOW,
    **more,
) -> Conversation:
    template = agenda(kind)
    return proposing.propose(
        agenda=template,
        person=person,
        other=other,
        other_role=more.pop("other_role", template.others[0]),
        organisation=organisation,
        other_organisation=more.pop("other_organisation", organisation),
        plan=plan or Plan(frequency=template.frequency, minutes=template.minutes),
        by=by or other,
        at=at,
        **more,
    )


def agreed(person: Person, other: Person, organisation: Organisation, **more) -> Conversation:
    conversation = proposed(person, other, organisation, **more)
    proposer = conversation.proposed_by
    assert proposer is not None
    return proposing.agree(conversation, by=conversation.partner_of(proposer), at=more.get("at", NOW))


def met(person: Person, other: Person, organisation: Organisation, **more) -> Conversation:
    """Both have come in; both have prepared, written and promised something secret."""
    conversation = agreed(person, other, organisation, **more)
    at = more.get("at", NOW)
    for one in (person, other):
        preparing.save_preparation(conversation, {"q": f"{SECRET} Prepared."}, revision=0, by=one, at=at)
    for one in (person, other):
        conversation = meeting.come_in(conversation, by=one, at=at)
        noting.save_private_note(conversation, f"{SECRET} {one.called} alone.", revision=0, by=one, at=at)
    noting.save_record(conversation, f"{SECRET} Together.", base="", revision=0, by=person, at=at)
    return conversation


def with_action(conversation: Conversation, owner: Person | None = None, **more):
    owner = owner or conversation.person
    promise = Promise(
        text=more.pop("text", f"{SECRET} Promised."), by_when=more.pop("by_when", TODAY + timedelta(weeks=3))
    )
    return promising.add_action(
        conversation, promise, owner=owner, by=more.pop("by", owner), at=NOW, today=more.pop("today", TODAY)
    )


def ended(person: Person, other: Person, organisation: Organisation, **more) -> Conversation:
    review = more.pop("review_date", TODAY + timedelta(weeks=13))
    conversation = met(person, other, organisation, **more)
    with_action(conversation)
    return ending.end_conversation(conversation, review_date=review, by=person, at=NOW, today=TODAY)
