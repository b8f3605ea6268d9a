"""Reads about careers: an organisation's grades, job profiles, and what a role expects of whoever holds it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from stepwell.domain.framework import Grade, Pack
from stepwell.domain.framework.parts import QuestionBank
from stepwell.domain.progression import LevelExpectation, grade_expectation
from stepwell.frameworks.queries import StoredPack, stored_packs
from stepwell.people.models import Appointment, Organisation
from stepwell.prepared import prepared

from .models import ExpectationNotice, ExpectedLevel, JobProfileNote


@dataclass(frozen=True)
class Expected:
    """What one dimension of a framework asks of one role: what the grade suggests, and what the manager set instead.

    Never a pass mark (R30). `base` to `may_vary` are the grade's; the rest is the manager's, empty where none was set.
    `said` is the row that holds their reason, or the reason as it was kept: it is opened only where it is shown.
    """

    base: str | None = None
    at_least: bool = False
    some_at: str | None = None
    may_vary: bool = False
    role_level: str | None = None
    said: ExpectedLevel | str = ""
    discussed_on: date | None = None
    set_by: str = ""

    @property
    def shown(self) -> str | None:
        """The level to show beside a placement: the manager's if there is one, else the grade's."""
        return self.role_level or self.base

    @property
    def reason(self) -> str:
        return self.said if isinstance(self.said, str) else self.said.reason

    def kept(self) -> dict[str, Any]:
        """As plain data, to be stored with something that was made beside it."""
        names = ("base", "at_least", "some_at", "may_vary", "role_level", "reason", "set_by")
        discussed = self.discussed_on.isoformat() if self.discussed_on else None
        return {name: getattr(self, name) for name in names} | {"discussed_on": discussed}

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> "Expected":
        found = dict(kept)
        reason, discussed = found.pop("reason"), found.pop("discussed_on")
        return cls(**found, said=reason, discussed_on=date.fromisoformat(discussed) if discussed else None)


@dataclass(frozen=True)
class Shelf:
    """Every framework as an organisation reads it, and which of them it uses."""

    packs: tuple[StoredPack, ...]
    used: frozenset[int]

    @cached_property
    def by_slug(self) -> dict[str, StoredPack]:
        return {stored.pack.id: stored for stored in self.packs}

    @cached_property
    def with_grades(self) -> list[StoredPack]:
        return [stored for stored in self.packs if stored.pack.grades]

    @cached_property
    def with_levels(self) -> list[StoredPack]:
        return [stored for stored in self.packs if has_levels(stored.pack)]

    @cached_property
    def own_grades(self) -> list[StoredPack]:
        """The packs whose grades are this organisation's.

        One that has said which frameworks it uses is held to no other's grades: "7" means something else elsewhere.
        One that has said nothing yet gets whatever is stored.
        """
        return [s for s in self.with_grades if not self.used or s.version.framework_id in self.used]

    @cached_property
    def coaching_banks(self) -> list[tuple[Pack, QuestionBank]]:
        """Questions for a conversation about any part of any framework (R33), with the pack each bank stands in."""
        packs = [stored.pack for stored in self.packs]
        return [
            (p, bank) for p in packs for bank in p.question_banks if bank.purpose == "coaching" and bank.for_dimensions
        ]

    def framework_of(self, grades: Pack) -> Pack | None:
        """The framework whose levels the grades name, if it is here."""
        found = self.by_slug.get(grades.expects or "")
        return found.pack if found else None

    def grades_about(self, framework_ids: Iterable[str]) -> list[Pack]:
        """The organisation's grade packs that name levels of these frameworks: their limits hold for the levels, too."""
        return [stored.pack for stored in self.own_grades if stored.pack.expects in set(framework_ids)]

    def grade_of(self, appointment: Appointment) -> tuple[StoredPack, Grade] | None:
        """The profile of the appointment's grade, in the first of the organisation's own packs that has it."""
        for stored in self.own_grades:
            if appointment.grade and appointment.grade in stored.pack.grade_by_id:
                return stored, stored.pack.grade_by_id[appointment.grade]
        return None

    def suggestion(self, appointment: Appointment, pack: Pack) -> LevelExpectation | None:
        """What the appointment's grade suggests in this framework, if its levels are this pack's."""
        found = grade_expectation((stored.pack for stored in self.own_grades), pack.id, appointment.grade)
        return found if found and found.base in pack.level_by_id else None


def has_levels(pack: Pack) -> bool:
    return bool(pack.levels) and any(dimension.levels for dimension in pack.dimensions)


def shelf_of(organisation: Organisation | None, packs: Iterable[StoredPack] | None = None) -> Shelf:
    """Three queries, none with the organisation's packs at hand. Texts are in its language where the framework has it."""
    packs = stored_packs(organisation) if packs is None else packs
    used = frozenset(stored.version.framework_id for stored in packs if stored.is_used)
    if organisation:
        packs = [replace(stored, pack=stored.pack.in_language(organisation.language)) for stored in packs]
    return Shelf(tuple(packs), used)


def expectation_for(
    appointment: Appointment, pack: Pack, framework_slug: str, today: date, shelf: Shelf | None = None
) -> dict[str, Expected]:
    """What the role expects in each dimension, as it stood on `today`, by dimension id. Four queries, one with a shelf.

    A dimension that neither the grade nor the manager speaks of is left out; without any grade pack the answer is empty.
    """
    shelf = shelf or shelf_of(appointment.organisation)
    rows = ROLE_LEVELS.rows(appointment=appointment, slug=framework_slug, today=today)
    return expected_levels(shelf.suggestion(appointment, pack), pack, rows)


def levels_in_force(appointments: Iterable[Appointment], today: date) -> QuerySet[ExpectedLevel]:
    """The managers' values at the end of `today`: at most one for each role, framework and dimension."""
    return in_force(today).filter(appointment__in=appointments)


def in_force(today: date) -> QuerySet[ExpectedLevel]:
    found = ExpectedLevel.objects.filter(set_at__date__lte=today).select_related("framework", "set_by")
    return found.filter(Q(ended_at__isnull=True) | Q(ended_at__date__gt=today))


ROLE_LEVELS = prepared(
    lambda appointment, slug, today: in_force(today).filter(appointment=appointment, framework__slug=slug)
)


def expected_levels(
    suggested: LevelExpectation | None, pack: Pack, rows: Iterable[ExpectedLevel]
) -> dict[str, Expected]:
    set_levels = {row.dimension_id: row for row in rows if row.level_id in pack.level_by_id}
    return {
        dimension.id: expected(suggested, set_levels.get(dimension.id))
        for dimension in pack.dimensions
        if dimension.levels and (suggested or dimension.id in set_levels)
    }


def expected(suggested: LevelExpectation | None, row: ExpectedLevel | None) -> Expected:
    names = ("base", "at_least", "some_at", "may_vary")
    found = {name: getattr(suggested, name) for name in names} if suggested else {}
    if row:
        found |= {"role_level": row.level_id, "said": row, "discussed_on": row.discussed_on}
        found["set_by"] = row.set_by.full_name
    return Expected(**found)


@dataclass(frozen=True)
class RoleExpectation:
    """What one framework asks of one role."""

    stored: StoredPack
    expected: dict[str, Expected]

    @property
    def is_set(self) -> bool:
        """The manager set at least one level; else everything is as the grade suggests."""
        return any(each.role_level for each in self.expected.values())


@dataclass(frozen=True)
class HeldRole:
    """One appointment with everything a career page says about it."""

    appointment: Appointment
    shelf: Shelf
    profile_note: JobProfileNote | None
    expectations: list[RoleExpectation]
    unread: list[ExpectationNotice]

    @cached_property
    def grade(self) -> tuple[StoredPack, Grade] | None:
        return self.shelf.grade_of(self.appointment)


def held_roles(appointments: list[Appointment], today: date) -> list[HeldRole]:
    """Seven queries for any number of roles in one organisation. Frameworks that expect nothing are left out."""
    shelves = {a.organisation_id: a.organisation for a in appointments}
    stored = {pk: shelf_of(organisation) for pk, organisation in shelves.items()}
    rows: dict[tuple[int, str], list[ExpectedLevel]] = {}
    for row in levels_in_force(appointments, today):
        rows.setdefault((row.appointment_id, row.framework.slug), []).append(row)
    notes = {note.appointment_id: note for note in open_profile_notes(appointments)}
    unread: dict[int, list[ExpectationNotice]] = {}
    for notice in unread_notices(appointments):
        unread.setdefault(notice.appointment_id, []).append(notice)
    return [
        HeldRole(
            a,
            shelf := stored[a.organisation_id],
            notes.get(a.pk),
            expectations_in(shelf, a, rows),
            unread.get(a.pk, []),
        )
        for a in appointments
    ]


def expectations_in(
    shelf: Shelf, appointment: Appointment, rows: dict[tuple[int, str], list[ExpectedLevel]]
) -> list[RoleExpectation]:
    found = (
        RoleExpectation(
            stored,
            expected_levels(
                shelf.suggestion(appointment, stored.pack), stored.pack, rows.get((appointment.pk, stored.pack.id), [])
            ),
        )
        for stored in shelf.with_levels
    )
    return [each for each in found if each.expected]


def open_profile_notes(appointments: Iterable[Appointment]) -> QuerySet[JobProfileNote]:
    return profile_notes().filter(appointment__in=appointments)


def profile_notes() -> QuerySet[JobProfileNote]:
    return JobProfileNote.objects.filter(resolved_at__isnull=True).select_related("noted_by")


def unread_notices(appointments: Iterable[Appointment]) -> QuerySet[ExpectationNotice]:
    """Changes of expected levels that the holder has not marked as read: for the home page and the role's own."""
    return notices().filter(appointment__in=appointments)


def notices() -> QuerySet[ExpectationNotice]:
    unread = ExpectationNotice.objects.filter(read_at__isnull=True)
    return unread.select_related("framework", "changed_by", "appointment")


UNREAD_NOTICES = prepared(lambda appointment: notices().filter(appointment=appointment))
OPEN_NOTES = prepared(lambda appointment: profile_notes().filter(appointment=appointment))


def notices_of(appointment: Appointment) -> list[ExpectationNotice]:
    return UNREAD_NOTICES.rows(appointment=appointment)


def profile_notes_of(appointment: Appointment) -> list[JobProfileNote]:
    return OPEN_NOTES.rows(appointment=appointment)


def appointment_by_id(appointment_id: int) -> Appointment | None:
    found = Appointment.objects.select_related("person", "organisation", "unit", "manager")
    return found.filter(pk=appointment_id).first()
