"""Taking off the second step of somebody who lost it: an operator does it, and the person and the audit trail learn it."""

from datetime import datetime
from functools import partial

from allauth.mfa.models import Authenticator
from django.db import transaction

from stepwell.audit.operations import record

from . import tasks
from .models import Organisation, Person

KINDS = {
    Authenticator.Type.TOTP: "app",
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.RECOVERY_CODES: "recovery codes",
}


@transaction.atomic
def remove_second_step(person: Person, *, organisation: Organisation | None, at: datetime) -> list[str]:
    """For somebody who lost it, on an operator's word. Returns what was taken off; the person is told by mail.

    `organisation` is the one whose data protection officer finds it in the trail.
    """
    found = Authenticator.objects.filter(user=person.account)
    removed = sorted({KINDS[kind] for kind in found.values_list("type", flat=True)})
    if removed:
        found.delete()
        here = organisation.pk if organisation else None
        record("second_step_removed", by=None, at=at, about=person, organisation_id=here)
        if person.email:
            transaction.on_commit(partial(tasks.tell_of_lost_second_step.enqueue, person.email))
    return removed
