"""Getting ready to facilitate: a checklist for oneself."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.people.models import Person

from ...models import Conversation, FacilitatorChecklist
from ..holding import OPEN, fitting, held
from ..refusals import ChangedElsewhere, NotOneOfTheTwo

MOST_NOTES = 4000
MOST_TICKS = 200


@transaction.atomic
def save_checklist(
    conversation: Conversation, *, ticked: Sequence[str], notes: str, revision: int, by: Person, at: datetime
) -> FacilitatorChecklist:
    """Keep what the facilitator has looked at, and their thoughts. From a page older than what is stored, nothing."""
    stored = held(conversation, by, OPEN)
    if by.pk != stored.other_id:
        raise NotOneOfTheTwo("This checklist is for whoever supports.")
    content = {"ticked": sorted(set(ticked))[:MOST_TICKS], "notes": fitting(notes, MOST_NOTES)}
    checklist = FacilitatorChecklist.objects.select_for_update().filter(conversation=stored, writer=by).first()
    if checklist is None:
        record("checklist_begun", by=by, at=at, about=stored)
        return FacilitatorChecklist.objects.create(conversation=stored, writer=by, content=content, saved_at=at)
    if checklist.content == content:
        return checklist
    if checklist.revision != revision:
        raise ChangedElsewhere(checklist)
    checklist.content, checklist.saved_at, checklist.revision = content, at, checklist.revision + 1
    checklist.save()
    return checklist
