"""Reads about careers: grade profiles, and what a role expects of whoever holds it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from stepwell.domain.framework import Pack
from stepwell.domain.progression import LevelExpectation, grade_expectation
from stepwell.frameworks.queries import adopted_order, latest_versions, pack_of
from stepwell.people.models import Appointment, Organisation

from .models import ExpectedLevel


@dataclass(frozen=True)
class Expected:
    """What one dimension of a framework asks of one role: what the grade suggests, and what the manager set instead.

    Never a pass mark (R30). `base` to `may_vary` are the grade's; the rest is the manager's, empty where none was set.
    """

    base: str | None = None
    at_least: bool = False
    some_at: str | None = None
    may_vary: bool = False
    role_level: str | None = None
    reason: str = ""
    discussed_on: date | None = None
    set_by: str = ""

    @property
    def shown(self) -> str | None:
        """The level to show beside a placement: the manager's if there is one, else the grade's."""
        return self.role_level or self.base


def expectation_for(appointment: Appointment, pack: Pack, framework_slug: str, today: date) -> dict[str, Expected]:
    """What the role expects in each dimension, as it stood on `today`, by dimension id. Three queries.

    A dimension that neither the grade nor the manager speaks of is left out; without any grade pack the answer is empty.
    """
    suggested = suggestion_of(appointment, pack, framework_slug)
    set_levels = {
        row.dimension_id: row
        for row in set_on(appointment, framework_slug, today).select_related("set_by")
        if row.level_id in pack.level_by_id
    }
    found = {}
    for dimension in pack.dimensions:
        row = set_levels.get(dimension.id)
        if dimension.levels and (row or suggested):
            found[dimension.id] = expected(suggested, row)
    return found


def expected(suggested: LevelExpectation | None, row: ExpectedLevel | None) -> Expected:
    grade = (
        {name: getattr(suggested, name) for name in ("base", "at_least", "some_at", "may_vary")} if suggested else {}
    )
    role = (
        {
            "role_level": row.level_id,
            "reason": row.reason,
            "discussed_on": row.discussed_on,
            "set_by": row.set_by.full_name,
        }
        if row
        else {}
    )
    return Expected(**grade, **role)


def suggestion_of(appointment: Appointment, pack: Pack, framework_slug: str) -> LevelExpectation | None:
    """What the appointment's grade suggests in this framework, if its levels are this pack's."""
    found = grade_expectation(grade_packs_in_use(appointment.organisation), framework_slug, appointment.grade)
    return found if found and found.base in pack.level_by_id else None


def grade_packs_in_use(organisation: Organisation) -> list[Pack]:
    """The packs whose grades are this organisation's, in its order.

    One that has said which frameworks it uses is held to no other's grades: "7" means something else elsewhere.
    One that has said nothing yet gets whatever is stored. Two queries.
    """
    used = adopted_order(organisation)
    versions = [v for v in latest_versions() if not used or v.framework_id in used]
    versions.sort(key=lambda version: used.get(version.framework_id, 0))
    return [pack for pack in map(pack_of, versions) if pack.grades]


def set_on(appointment: Appointment, framework_slug: str, today: date) -> QuerySet[ExpectedLevel]:
    """The manager's values in force at the end of `today`: at most one a dimension."""
    return appointment.expected_levels.filter(framework__slug=framework_slug, set_at__date__lte=today).filter(
        Q(ended_at__isnull=True) | Q(ended_at__date__gt=today)
    )
