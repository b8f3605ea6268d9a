"""Codes of conduct that changed after people had joined: who has read the new version, and who has not yet."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from stepwell.people.models import Organisation, Person

from ..models import Acknowledgement, CodeOfConduct, MenteeRequest, MentorEnrolment, MentoringProgramme

Numbers = dict[str, int]
Asked, Side = MenteeRequest.State, CodeOfConduct.Side
# Whoever has sent an application and has not left. Who writes one reads the codes in it.
JOINED = (Asked.WAITING, Asked.RESTING, Asked.OFFERED, Asked.MATCHED)


@dataclass(frozen=True)
class Unread:
    """What somebody who takes part in a programme has not read yet."""

    programme: MentoringProgramme
    codes: list[CodeOfConduct]


def changed_for(person: Any) -> QuerySet[CodeOfConduct]:
    """What somebody has not read in any programme that they have joined, on either side."""
    mentee = MenteeRequest.objects.filter(programme=OuterRef("programme"), person=person, state__in=JOINED)
    mentor = MentorEnrolment.objects.filter(
        programme=OuterRef("programme"), profile__person=person, state=MentorEnrolment.State.ACTIVE
    )
    read = Acknowledgement.objects.filter(code=OuterRef("pk"), person=person)
    asked = Exists(mentee) & ~Q(side=Side.MENTORS) | Exists(mentor) & ~Q(side=Side.MENTEES)
    return CodeOfConduct.objects.filter(asked, ~Exists(read), is_latest=True)


def unread_codes(person: Person) -> list[Unread]:
    """One query."""
    found = changed_for(person).select_related("programme")
    by_programme: dict[UUID, list[CodeOfConduct]] = defaultdict(list)
    for code in found.order_by("programme__title", "programme", "title", "id"):
        by_programme[code.programme_id].append(code)
    return [Unread(codes[0].programme, codes) for codes in by_programme.values()]


def unread_in(programme_id: UUID, person: Person) -> list[CodeOfConduct]:
    return [code for one in unread_codes(person) if one.programme.pk == programme_id for code in one.codes]


@dataclass(frozen=True)
class Kept:
    """Of one organisation's people who take part: how many a code is for, and how many have read its latest version."""

    people: int
    read: int

    @property
    def unread(self) -> int:
        return self.people - self.read


def kept_by(
    programme: MentoringProgramme, organisation: Organisation, codes: Sequence[CodeOfConduct]
) -> dict[int, Kept]:
    """By code, for those that came after the programme was opened: whoever joined later has read the others. Three
    queries, or none."""
    opened = programme.opened_at
    changed = [code for code in codes if opened and code.published_at > opened]
    if not changed:
        return {}
    own = {"programme": programme, "organisation": organisation}
    asked = MenteeRequest.objects.filter(**own, state__in=JOINED)
    offer = MentorEnrolment.objects.filter(**own, state=MentorEnrolment.State.ACTIVE)
    mentees, mentors = numbers(asked, "person", changed), numbers(offer, "profile__person", changed)
    # Somebody who is on both sides is one person.
    twice = numbers(asked.filter(Exists(offer.filter(profile__person=OuterRef("person")))), "person", changed)
    whom = {Side.MENTEES: (mentees, {}, {}), Side.MENTORS: ({}, mentors, {}), Side.BOTH: (mentees, mentors, twice)}
    return {code.pk: kept_of(code, *whom[Side(code.side)]) for code in changed}


def numbers(found: QuerySet[Any], person: str, codes: Sequence[CodeOfConduct]) -> Numbers:
    """How many there are, and how many of them have read each code. One query."""
    read = {str(code.pk): Acknowledgement.objects.filter(code=code, person=OuterRef(person)) for code in codes}
    counts = {f"read_{key}": Count("pk", filter=Exists(rows)) for key, rows in read.items()}
    return found.order_by().aggregate(people=Count("pk"), **counts)


def kept_of(code: CodeOfConduct, mentees: Numbers, mentors: Numbers, twice: Numbers) -> Kept:
    people, read = (
        mentees.get(name, 0) + mentors.get(name, 0) - twice.get(name, 0) for name in ("people", f"read_{code.pk}")
    )
    return Kept(people, read)
