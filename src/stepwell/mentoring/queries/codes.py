"""Codes of conduct that changed after people had joined: who has read the new version, and who has not yet."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from stepwell.people.models import Organisation, Person

from ..models import Acknowledgement, CodeOfConduct, MenteeRequest, MentorEnrolment, MentoringProgramme

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
    mentees = set(MenteeRequest.objects.filter(**own, state__in=JOINED).values_list("person", flat=True))
    active = MentorEnrolment.objects.filter(**own, state=MentorEnrolment.State.ACTIVE)
    mentors = set(active.values_list("profile__person", flat=True))
    whom = {Side.MENTEES: mentees, Side.MENTORS: mentors, Side.BOTH: mentees | mentors}
    readers: dict[int, set[UUID]] = defaultdict(set)
    for code, person in Acknowledgement.objects.filter(code__in=changed).values_list("code", "person"):
        readers[code].add(person)
    return {
        code.pk: Kept(len(whom[Side(code.side)]), len(whom[Side(code.side)] & readers[code.pk])) for code in changed
    }
