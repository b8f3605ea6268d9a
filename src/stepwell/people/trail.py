"""Reads of the audit trail, for a data protection officer: who did what and when. What it said is not in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from stepwell.audit.models import AuditEvent

from .models import Appointment, Organisation, Person


@dataclass(frozen=True)
class Line:
    at: datetime
    who: str
    what: str
    about: str
    detail: list[tuple[str, str]]


def events_of(
    organisation: Organisation,
    *,
    who: str = "",
    action: str = "",
    from_date: date | None = None,
    to_date: date | None = None,
) -> QuerySet[AuditEvent]:
    """Events that happened in one organisation, or that its people caused where none was named; the latest first."""
    people = Appointment.objects.filter(organisation=organisation)
    found = AuditEvent.objects.filter(
        Q(organisation_id=organisation.pk) | Q(organisation_id__isnull=True, actor_id__in=people.values("person_id"))
    )
    if who:
        named = people.filter(person__full_name__icontains=who)
        found = found.filter(actor_id__in=named.values("person_id"))
    if action:
        found = found.filter(action=action)
    if from_date:
        found = found.filter(at__gte=start_of(from_date))
    if to_date:
        found = found.filter(at__lt=start_of(date.fromordinal(to_date.toordinal() + 1)))
    return found


def start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def actions_in(organisation: Organisation) -> list[tuple[str, str]]:
    names = events_of(organisation).order_by().values_list("action", flat=True).distinct()
    return sorted((name, in_words(name)) for name in names)


def lines(events: Iterable[AuditEvent], organisation: Organisation) -> list[Line]:
    """Events with the names of the people in them, in one query. People of other organisations stay unnamed."""
    events = list(events)
    ids = {UUID(text) for event in events for text in people_in(event)}
    here = Appointment.objects.filter(organisation=organisation, person_id__in=ids)
    names = {str(pk): name for pk, name in here.values_list("person_id", "person__full_name")}
    return [line(event, names) for event in events]


def people_in(event: AuditEvent) -> list[str]:
    candidates = [str(event.actor_id or ""), str(event.detail.get("recipient", ""))]
    if event.thing_type == Person._meta.label:
        candidates.append(event.thing_id)
    return [text for text in candidates if is_uuid(text)]


def is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def line(event: AuditEvent, names: dict[str, str]) -> Line:
    who = names.get(str(event.actor_id), "Somebody else") if event.actor_id else "Stepwell itself"
    about = names.get(event.thing_id) or in_words(event.thing_type.rpartition(".")[2])
    detail = [(in_words(key), names.get(value, value)) for key, value in event.detail.items()]
    return Line(event.at, who, in_words(event.action), about, detail)


def in_words(name: str) -> str:
    """`share_granted` and `SelfAssessment` as a reader would write them."""
    spaced = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name.replace("_", " "))
    return spaced.strip().capitalize()
