"""A new address of somebody who has signed in before: asked for by the staff list, confirmed or refused by the person.

Codes for signing in go to the address of an account, so whoever may change it could sign in as that person. The old
address therefore holds until the person confirms the new one, or until some days have passed in which they could have
refused it. docs/adr/0015.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat, Lower

from stepwell.access.roles import Role
from stepwell.audit.operations import record, record_each
from stepwell.domain.staff_list import PlannedAddress

from . import queries, tasks
from .batches import batches
from .models import Account, AddressChange, Organisation, Person

S = AddressChange.State
# No password: they sign in with a code by e-mail, and may then set one.
NO_PASSWORD = "!"


def ask_for(
    planned: list[PlannedAddress], organisation: Organisation, *, by: Person | None, at: datetime, today: date
) -> None:
    """Note what the staff list gives, in the caller's transaction. Both addresses are told; the old one first."""
    withdraw({one.person for one in planned}, at=at)
    guarded_from = today + timedelta(days=settings.ADDRESS_DAYS)
    changes = AddressChange.objects.bulk_create(
        AddressChange(
            person_id=one.person,
            organisation=organisation,
            address=one.address,
            asked_at=at,
            asked_by=by,
            takes_effect_on=guarded_from if one.guarded else today,
        )
        for one in planned
    )
    told = [change for change, one in zip(changes, planned, strict=True) if one.guarded]
    record_each("address_change_asked", by=by, at=at, about=people_of(told), organisation_id=organisation.pk)
    for some in batches([change.pk for change in told], 200):
        transaction.on_commit(partial(tasks.tell_of_coming_addresses.enqueue, some))


def withdraw(people: Iterable[UUID], *, at: datetime) -> None:
    """The staff list takes back what it gave before."""
    for some in batches(people):
        coming = AddressChange.objects.filter(person__in=some, state=S.WAITING)
        coming.update(state=S.WITHDRAWN, settled_at=at)


@transaction.atomic
def confirm(change: AddressChange, *, by: Person, at: datetime, today: date) -> bool:
    """The person says that it is theirs. True if it took effect; False if somebody else still has it."""
    waiting = AddressChange.objects.filter(pk=change.pk, state=S.WAITING)
    if waiting.update(confirmed_at=at, takes_effect_on=today):
        record("address_change_confirmed", by=by, at=at, about=change.person, organisation_id=change.organisation_id)
        apply_due(at=at, today=today)
    change.refresh_from_db()
    return change.state == S.DONE


@transaction.atomic
def refuse(change: AddressChange, *, by: Person, at: datetime) -> None:
    """The person says that it is not theirs. It stays refused; the data protection officers are told that it happened."""
    if not AddressChange.objects.filter(pk=change.pk, state=S.WAITING).update(state=S.REFUSED, settled_at=at):
        return
    record("address_change_refused", by=by, at=at, about=change.person, organisation_id=change.organisation_id)
    officers = queries.open_duties(change.organisation, Role.DATA_PROTECTION_OFFICER)
    addresses = [duty.person.email for duty in officers if duty.person.email]
    transaction.on_commit(partial(tasks.tell_of_refused_address.enqueue, addresses))


@transaction.atomic
def apply_due(*, at: datetime, today: date) -> int:
    """Let each address take effect whose day has come, unless somebody else still has it. Twice changes nothing."""
    due = AddressChange.objects.filter(state=S.WAITING, takes_effect_on__lte=today)
    if not due.exists():
        return 0
    changes = nobody_elses(list(due.select_for_update(of=("self",)).select_related("person__account")))
    old = {change.person_id: change.person.email for change in changes}
    set_aside(old)
    for change in changes:
        give(change.person, change.address)
    AddressChange.objects.filter(pk__in=[change.pk for change in changes]).update(state=S.DONE, settled_at=at)
    for organisation_id in {change.organisation_id for change in changes}:
        about = people_of(change for change in changes if change.organisation_id == organisation_id)
        record_each("address_changed", by=None, at=at, about=about, organisation_id=organisation_id)
    tell_old_addresses([address for address in old.values() if address])
    return len(changes)


def people_of(changes: Iterable[AddressChange]) -> list[Person]:
    """By key alone, for the audit trail."""
    return [Person(pk=change.person_id) for change in changes]


def nobody_elses(changes: list[AddressChange]) -> list[AddressChange]:
    """Those whose new address is free once all of them have moved: two people may swap theirs, but never share one."""
    holders: dict[str, set[UUID | None]] = {}
    for some in batches(change.address.lower() for change in changes):
        for people, key in ((Person.objects.all(), "pk"), (Account.objects.all(), "person__pk")):
            found = people.alias(lowered=Lower("email")).filter(lowered__in=some)
            for address, holder in found.values_list(Lower("email"), key):
                holders.setdefault(address, set()).add(holder)
    while True:
        moving = {change.person_id for change in changes}
        free = [change for change in changes if holders.get(change.address.lower(), set()) <= moving]
        if len(free) == len(changes):
            return free
        changes = free


def set_aside(people: Iterable[UUID]) -> None:
    """Changing addresses first become nobody's, so that people can swap; that the old ones were proven is forgotten."""
    for some in batches(people):
        Person.objects.filter(pk__in=some).update(email=None)
        accounts = Account.objects.filter(person__in=some)
        EmailAddress.objects.filter(user__in=accounts).delete()
        accounts.update(email=Concat(Cast("pk", CharField()), Value("@moving.invalid")))


def give(person: Person, address: str) -> None:
    if person.account is None:
        person.account = Account(password=NO_PASSWORD)
    person.account.email = person.email = address
    person.account.save()
    person.save(update_fields=["email", "account"])


def tell_old_addresses(addresses: list[str]) -> None:
    for some in batches(addresses, 200):
        transaction.on_commit(partial(tasks.tell_old_addresses.enqueue, some))
