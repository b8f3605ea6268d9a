"""People to share with, as a list to choose from."""

from collections.abc import Sequence

from stepwell.people.models import Appointment, Person


def people_to_share_with(
    appointment: Appointment | None, found: Sequence[Person], owner: Person
) -> list[tuple[Person, str]]:
    """The line manager as a suggestion, then whoever was searched for: (person, what they are to you)."""
    manager = appointment.manager if appointment else None
    people = {person.pk: (person, person.email or "") for person in found}
    if manager and manager.pk != owner.pk:
        people = {manager.pk: (manager, "Your line manager")} | {
            pk: pair for pk, pair in people.items() if pk != manager.pk
        }
    return list(people.values())
