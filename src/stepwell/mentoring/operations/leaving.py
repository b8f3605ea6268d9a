"""A mentee who works in none of the programme's organisations any more. Of mentors see `relationships.leave_as_mentor`."""

from datetime import datetime

from django.db import transaction

from .. import emails
from ..models import MenteeRequest, ProposedPairing
from .joining import erase
from .programmes import locked as locked_programme
from .publishing import close as close_pairing
from .relationships import Ending, finish, going_on

State = MenteeRequest.State
OPEN = (State.WAITING, State.RESTING, State.OFFERED, State.MATCHED)


@transaction.atomic
def leave_as_mentee(request: MenteeRequest, *, at: datetime) -> None:
    """Their mentoring ends, and their mentor is told; an application that was not matched is withdrawn, with its words.

    Leaving twice changes nothing.
    """
    locked_programme(request.programme)
    stored = MenteeRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if stored.state not in OPEN:
        return
    offered = stored.pairings.filter(state=ProposedPairing.State.OFFERED)
    for pairing in offered.select_related("enrolment__profile__person"):
        close_pairing(pairing, at=at, again=State.WAITING)
        emails.tell_not_formed(pairing.enrolment.profile.person)
    for relationship in going_on(stored.relationships):
        finish(relationship, ending=Ending.MENTEE_LEFT, by=None, at=at)
        emails.tell_ended(relationship.mentor)
    if stored.state != State.MATCHED:
        erase(stored, by=None, at=at)
