"""Sessions as conversations: the notes, our record and the actions of a session are those of a conversation.

Nothing of what is said or written there is read here: only whether it was begun, moved or called off, and on which day.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from stepwell.conversations.models import Conversation
from stepwell.conversations.operations.meeting import add_point
from stepwell.conversations.operations.proposing import Plan, propose
from stepwell.conversations.queries.agendas import agendas_for
from stepwell.people.models import Person

from ..models import MentoringRelationship, MentoringSession
from ..queries.programmes import pack_of_programme
from .refusals import WrongState
from .relationships import plan_session

KIND = Conversation.Kind.MENTORING
State = MentoringSession.State


@transaction.atomic
def arrange(
    relationship: MentoringRelationship, plan: Plan, *, dimension_id: str = "", by: Person, at: datetime
) -> MentoringSession:
    """The mentee sets a day: a conversation that both can prepare, with what they bring as its first own point.

    Points that were left open last time come along. Raises what `plan_session` raises, and `BadTime`.
    """
    if plan.starts_at is None:
        raise WrongState("Choose a day and a time.")
    organisation = relationship.request.organisation
    agenda = next((one for one in agendas_for(organisation) if one.kind == KIND), None)
    if agenda is None:
        raise WrongState("This installation has no agenda for mentoring sessions.")
    session = plan_session(
        relationship, on_date=timezone.localdate(plan.starts_at), dimension_id=dimension_id, by=by, at=at, tells=False
    )
    session.conversation = propose(
        agenda=agenda,
        person=relationship.mentee,
        other=relationship.mentor,
        other_role=Conversation.OtherRole.MENTOR,
        organisation=organisation,
        other_organisation=relationship.enrolment.organisation,
        plan=plan,
        follows=latest_conversation(relationship),
        is_agreed=True,
        by=by,
        at=at,
    )
    session.save(update_fields=["conversation"])
    dimension = pack_of_programme(relationship.programme).dimension_by_id.get(dimension_id)
    if dimension:
        add_point(session.conversation, text=dimension.name, by=by, at=at)
    return session


def latest_conversation(relationship: MentoringRelationship) -> Conversation | None:
    found = relationship.sessions.filter(conversation__isnull=False).select_related("conversation")
    session = found.order_by("-number").first()
    return session.conversation if session else None


@transaction.atomic
def keep_in_step(session: MentoringSession) -> None:
    """A session takes the day and the state of its conversation; doing it again changes nothing."""
    stored = MentoringSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    conversation = stored.conversation
    if conversation is None or stored.state != State.PLANNED:
        return
    if conversation.state == Conversation.State.CALLED_OFF:
        stored.state = State.CANCELLED
    elif conversation.started_at:
        stored.state, stored.on_date = State.HELD, timezone.localdate(conversation.started_at)
    elif conversation.starts_at:
        stored.on_date = timezone.localdate(conversation.starts_at)
    stored.save(update_fields=["state", "on_date"])
