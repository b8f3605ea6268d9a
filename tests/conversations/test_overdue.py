"""Overdue reviews: counts of ten people or more for a people administrator, counted once, and nobody's (scenario 21)."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from stepwell.config.schedule import tick
from stepwell.conversations.models import Conversation, OverdueCount
from stepwell.conversations.operations.overdue import count_overdue
from stepwell.conversations.presenters.overdue import table_of
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


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ((10,), ["Everybody"]),
        ((9,), []),
        ((5, 5), ["Everybody"]),
        ((10, 10), ["Everybody"]),  # of two units one could be taken from the whole
        ((10, 10, 9), ["Everybody"]),
        ((10, 10, 10), ["Unit X", "Unit Y", "Unit Z"]),
    ],
)
def test_ten_people_is_the_edge(cast, units, sizes, shown):
    """With ten a figure stands, with nine nothing does; a unit stands alone where three are large enough."""
    for unit, size in zip(units, sizes, strict=False):
        staff(cast, unit, size, overdue=size // 2)
    count_overdue(at=NOW, today=TODAY)
    counted = OverdueCount.objects.get(organisation=cast.ashdown)
    table = table_of(counted)
    rows = [row for row in (table.rows if table else []) if row[0] != "All together"]
    assert [str(row[0]) for row in rows] == shown
    assert all(int(str(row[1])) >= 10 for row in rows)
    if shown:
        assert faults_of_counts(counted.released) == []


@pytest.mark.parametrize("overdue", range(11))
def test_neither_nobody_nor_everybody_is_ever_said(cast, units, overdue):
    """Of ten: at most 2, 3 to 5, 6 or more. Whoever knows of one of them cannot tell what any other did."""
    staff(cast, units[0], 10, overdue=overdue)
    count_overdue(at=NOW, today=TODAY)
    ((_, people, words),) = table_of(OverdueCount.objects.get(organisation=cast.ashdown)).rows
    assert (people, words) == ("10", "at most 2" if overdue < 3 else "3 to 5" if overdue < 6 else "6 or more")


def test_two_quarters_have_no_review_in_common(cast, units):
    """Changes over time: what is counted in one quarter is in no other, so the one cannot be taken from the other. A
    review that was moved meanwhile is counted on its new day alone; what was counted stays as it was."""
    staff(cast, units[0], 12, overdue=6)
    waiting = Conversation.objects.filter(reviewed_at__isnull=True).order_by("pk")
    moved, late = waiting[0], waiting[1]
    Conversation.objects.filter(pk=moved.pk).update(review_date=date(2026, 11, 10))
    count_overdue(at=NOW, today=TODAY)
    first = OverdueCount.objects.get(organisation=cast.ashdown)
    assert first.released["figures"][0]["people"] == 11
    Conversation.objects.filter(pk=late.pk).update(reviewed_at=NOW)
    someone = make_person("Newcomer Staff")
    appoint(someone, units[0], "N1", "Officer", "5", cast.ruth)
    for one in list(Conversation.objects.exclude(pk=moved.pk)[:10]):
        one.pk, one.review_date, one.reviewed_at, one._state.adding = uuid4(), date(2026, 12, 1), None, True
        one.save(force_insert=True)
    assert count_overdue(at=NOW + timedelta(days=80), today=date(2027, 2, 4)) == 2
    latest, before = OverdueCount.objects.filter(organisation=cast.ashdown)
    assert before.released == first.released
    assert latest.released["figures"][0]["people"] == 11, "ten of December, and the one that was moved"
    assert faults_of_counts(latest.released) == []


def test_who_has_left_is_counted_no_more(cast, units):
    """Ten had a review due, and one of them has left: of nine nothing is said."""
    staff(cast, units[0], 10, overdue=5)
    person = Conversation.objects.order_by("pk").first().person
    person.appointments.update(end_date=TODAY - timedelta(days=1))
    count_overdue(at=NOW, today=TODAY)
    assert OverdueCount.objects.get(organisation=cast.ashdown).released == {"left_out": True}


def test_a_quarter_that_was_missed_is_named_and_not_made_up_for(cast, signed_in):
    """Off for half a year: what would be counted now is another state than that of the day."""
    for ends in (date(2025, 12, 31), date(2026, 9, 30)):
        OverdueCount.objects.create(
            organisation=cast.ashdown, quarter_ends=ends, released={"left_out": True}, counted_at=NOW
        )
    page = page_of(signed_in, cast.pat)
    titles = re.findall(r"Quarter to ([^<]+)<", page)
    assert titles == ["30 September 2026", "30 June 2026", "31 March 2026", "31 December 2025"]
    assert page.count("Not counted: Stepwell did not run") == 2
    assert page.count("Fewer than ten people") == 2
