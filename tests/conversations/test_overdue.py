"""Overdue reviews: counts of ten people or more for a people administrator, counted once, and nobody's (scenario 21)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from stepwell.config.schedule import tick
from stepwell.conversations.models import Conversation, OverdueCount
from stepwell.conversations.operations.overdue import count_overdue
from stepwell.conversations.queries.overdue import quarter_to_count
from stepwell.domain.disclosure.counts import faults_of_counts
from stepwell.people.models import Unit
from tests.cast import NOW, TODAY, appoint, make_person

DUE = date(2026, 8, 15)


def staff(cast, unit: Unit, count: int, *, overdue: int, kind: str = "appraisal") -> None:
    """So many people of a unit with a review due in the quarter, some of whom did not look again."""
    for number in range(count):
        person = make_person(f"{unit.code.lower()}{number} Staff")
        appoint(person, unit, f"{unit.code}{number}", "Officer", "5", cast.ruth)
        Conversation.objects.create(
            kind=kind,
            title="Appraisal",
            agenda={},
            person=person,
            other=cast.ruth,
            other_role="manager",
            organisation=cast.ashdown,
            state="ended",
            proposed_at=NOW - timedelta(days=200),
            setting="separate",
            ended_at=NOW - timedelta(days=190),
            review_date=DUE,
            reviewed_at=None if number < overdue else NOW - timedelta(days=90),
        )


@pytest.fixture
def units(cast):
    return [Unit.objects.create(organisation=cast.ashdown, code=code, name=f"Unit {code}") for code in "XYZ"]


def page_of(signed_in, person) -> str:
    return signed_in(person).get(reverse("conversations:overdue")).content.decode()


@pytest.mark.parametrize(
    ("today", "quarter"),
    [
        (date(2026, 10, 29), (date(2026, 4, 1), date(2026, 6, 30))),
        (date(2026, 10, 30), (date(2026, 7, 1), date(2026, 9, 30))),
        (date(2027, 1, 29), (date(2026, 7, 1), date(2026, 9, 30))),
        (date(2027, 1, 30), (date(2026, 10, 1), date(2026, 12, 31))),
    ],
)
def test_a_quarter_counts_thirty_days_after_its_end(today, quarter):
    assert quarter_to_count(today) == quarter


def test_the_administrator_sees_how_many_and_never_whose(cast, units, signed_in):
    """Scenario 21: the count of overdue reviews, not their content."""
    for unit, overdue in zip(units, (1, 4, 12), strict=True):
        staff(cast, unit, 12, overdue=overdue)
    assert count_overdue(at=NOW, today=TODAY) == 2
    page = page_of(signed_in, cast.pat)
    for words in ("Unit X", "Unit Y", "Unit Z", "at most 2", "3 to 5", "9 or more", "All together"):
        assert words in page
    assert "x0 Staff" not in page and "Staff<" not in page
    released = OverdueCount.objects.get(organisation=cast.ashdown).released
    assert faults_of_counts(released) == []


@pytest.mark.parametrize("count", [0, 9])
def test_of_fewer_than_ten_nothing_is_kept_not_even_how_many(cast, units, signed_in, count):
    staff(cast, units[0], count, overdue=count)
    count_overdue(at=NOW, today=TODAY)
    assert OverdueCount.objects.get(organisation=cast.ashdown).released == {"left_out": True}
    assert "Fewer than ten people had a review due" in page_of(signed_in, cast.pat)


def test_small_units_are_counted_together(cast, units, signed_in):
    for unit in units:
        staff(cast, unit, 6, overdue=3)
    count_overdue(at=NOW, today=TODAY)
    page = page_of(signed_in, cast.pat)
    assert "Everybody" in page and "9 to 11" in page
    assert "Unit X" not in page


def test_a_quarter_is_counted_once_whatever_happens_then(cast, units):
    """Two looks show the same: nothing can be subtracted to find out what one person did."""
    staff(cast, units[0], 12, overdue=6)
    count_overdue(at=NOW, today=TODAY)
    before = OverdueCount.objects.get(organisation=cast.ashdown)
    Conversation.objects.filter(reviewed_at__isnull=True).update(reviewed_at=NOW)
    assert count_overdue(at=NOW + timedelta(days=1), today=TODAY + timedelta(days=1)) == 0
    assert OverdueCount.objects.get(organisation=cast.ashdown).released == before.released
    assert tick(NOW)["overdue reviews counted"] == 0


def test_another_talk_counts_as_having_looked_again_and_mentoring_is_nobodys_to_count(cast, units):
    staff(cast, units[0], 12, overdue=12)
    for one in Conversation.objects.all():
        one.follows_id, one.pk, one.review_date = one.pk, uuid4(), date(2027, 1, 1)
        one.started_at = NOW
        one._state.adding = True
        one.save(force_insert=True)
    staff(cast, units[1], 12, overdue=12, kind="mentoring")
    count_overdue(at=NOW, today=TODAY)
    (figure,) = OverdueCount.objects.get(organisation=cast.ashdown).released["figures"]
    assert (figure["people"], figure["counts"]["overdue"]) == (12, [0, 2])


@pytest.mark.parametrize("who", ["amira", "tom", "ruth", "cora", "dan", "olga"])
def test_nobody_else_sees_the_counts(cast, signed_in, who):
    assert signed_in(cast.everyone[who]).get(reverse("conversations:overdue")).status_code == 404
