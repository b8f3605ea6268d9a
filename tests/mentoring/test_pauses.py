"""Two who pause lose nothing by it: the planned end, half-way and the questions come as much later."""

from datetime import timedelta

import pytest
from django.core import mail

from stepwell.mentoring.models import CheckIn, MentoringRelationship, RelationshipPause
from stepwell.mentoring.operations import check_ins, due, offering, relationships
from stepwell.mentoring.queries import asking
from stepwell.mentoring.queries import relationships as queries
from stepwell.mentoring.queries.learning import chosen_by
from tests.cast import NOW, TODAY

from . import making
from .test_along_the_way import text_of


def on(number: int):
    return TODAY + timedelta(days=number)


def pause(relationship, cast, first: int, until: int):
    relationships.pause(relationship, until=on(until), by=cast.amira, at=making.after(first), today=on(first))


def go_on(relationship, cast, number: int):
    relationships.resume(relationship, by=cast.oscar, at=making.after(number), today=on(number))
    relationship.refresh_from_db()


def asked_on(relationship, number: int) -> set[str]:
    """What is new to both on a day."""
    before = set(CheckIn.objects.values_list("pk", flat=True))
    check_ins.ask_what_is_due(relationship, at=making.after(number), today=on(number))
    return set(CheckIn.objects.exclude(pk__in=before).values_list("moment", flat=True))


def test_the_end_moves_by_the_length_of_the_pause(cast, relationship):
    planned = relationship.ends_on
    pause(relationship, cast, 10, 100)
    relationship.refresh_from_db()
    assert relationship.ends_on == planned  # until they go on
    go_on(relationship, cast, 40)
    assert relationship.ends_on == planned + timedelta(days=30)
    assert [(p.from_date, p.until_date) for p in relationship.pauses.all()] == [(on(10), on(39))]


def test_it_goes_on_by_itself_the_day_after_and_both_are_told(cast, relationship):
    planned = relationship.ends_on
    pause(relationship, cast, 10, 39)
    mail.outbox.clear()
    assert due.due_work(at=making.after(39), today=on(39))["mentoring resumed"] == 0
    assert due.due_work(at=making.after(42), today=on(42))["mentoring resumed"] == 1  # the server was away for two days
    relationship.refresh_from_db()
    assert (relationship.state, relationship.ends_on) == ("running", planned + timedelta(days=30))
    told = [message.to[0] for message in mail.outbox if "goes on again" in message.body]
    assert sorted(told) == [cast.amira.email, cast.oscar.email]


def test_two_pauses_add_up_and_a_day_that_was_changed_is_one_pause(cast, relationship):
    planned = relationship.ends_on
    pause(relationship, cast, 10, 20)
    pause(relationship, cast, 15, 60)
    assert RelationshipPause.objects.count() == 1
    go_on(relationship, cast, 30)
    pause(relationship, cast, 30, 90)
    go_on(relationship, cast, 35)
    assert relationship.ends_on == planned + timedelta(days=25)


def test_paused_and_taken_back_on_one_day_moves_nothing(cast, relationship):
    planned = relationship.ends_on
    for _ in range(2):
        pause(relationship, cast, 10, 20)
        go_on(relationship, cast, 10)
    assert relationship.ends_on == planned and not RelationshipPause.objects.exists()


def test_a_pause_that_outlasts_the_end_leaves_what_was_left(cast, relationship):
    """Paused five days before the end: five days are left when they go on."""
    before = (relationship.ends_on - TODAY).days - 5
    pause(relationship, cast, before, before + 199)
    due.due_work(at=making.after(before + 150), today=on(before + 150))
    relationship.refresh_from_db()
    assert relationship.state == "paused"
    go_on(relationship, cast, before + 150)
    assert relationship.ends_on == on(before + 155)


def test_a_pause_after_the_end_ends_on_the_day_they_go_on(cast, relationship):
    over = (relationship.ends_on - TODAY).days + 5
    pause(relationship, cast, over, over + 99)
    go_on(relationship, cast, over + 60)
    assert relationship.ends_on == on(over + 60)


def test_questions_move_with_it_and_none_is_asked_twice(cast, relationship):
    assert asked_on(relationship, 30) == {"quality"}
    pause(relationship, cast, 40, 200)
    go_on(relationship, cast, 140)  # a hundred days
    assert asked_on(relationship, 189) == set()
    assert asked_on(relationship, 190) == {"quality"}  # planned for day 90
    middle = (relationship.ends_on - timedelta(days=100) - TODAY).days // 2
    assert asked_on(relationship, middle + 99) <= {"quality"}
    assert "midpoint" in asked_on(relationship, middle + 100)


def test_each_minute_only_pairs_are_opened_that_have_something_to_ask(
    cast, programme, relationship, django_assert_num_queries
):
    """As many queries for three pairs as for one; and those found are exactly those of whom something is asked."""
    relationship.sessions.create(number=1, on_date=on(20), state="held", planned_at=NOW)
    pause(relationship, cast, 45, 75)
    go_on(relationship, cast, 70)
    for number in range(70, 440, 6):
        found = asking.to_ask(on(number))
        assert bool(check_ins.ask_what_is_due(relationship, at=NOW, today=on(number))) == (found == [relationship])
        assert asking.to_ask(on(number)) == []
    for person in (cast.ben, cast.tom):
        request = making.ask(programme, person, cast.ashdown)
        found = making.found(programme, (request, relationship.enrolment, 600)).pairings.get()
        MentoringRelationship.of(found, began_on=TODAY, ends_on=on(365)).save()
    with django_assert_num_queries(4):
        assert len(asking.to_ask(on(30))) == 3


def test_an_end_that_moved_after_it_was_answered_is_not_asked_about_again(cast, relationship):
    """They said how it was, then paused within the thirty days that are left, and went on."""
    over = (relationship.ends_on - TODAY).days
    assert asked_on(relationship, over) == {"end"}
    question = CheckIn.objects.get(person=cast.amira, moment="end")
    check_ins.answer(question, {"how": "well"}, by=cast.amira, at=making.after(over), today=on(over))
    pause(relationship, cast, over + 5, over + 99)
    go_on(relationship, cast, over + 60)
    assert asked_on(relationship, over + 60) == {"end"}
    assert {one.person: one.due_on for one in CheckIn.objects.filter(moment="end")} == {
        cast.amira: on(over),
        cast.oscar: on(over + 60),
    }


def test_a_mentors_own_pause_moves_nothing(cast, relationship):
    """They take nobody new meanwhile, and go on with whom they have: those days are meetings, not a pause."""
    planned = relationship.ends_on
    offering.pause(relationship.enrolment.profile, from_date=on(10), until_date=on(80), by=cast.oscar, at=NOW)
    pause(relationship, cast, 30, 90)
    go_on(relationship, cast, 50)
    assert relationship.ends_on == planned + timedelta(days=20)
    assert queries.pauses_of(relationship)[0].first == on(30)


def test_whoever_just_went_on_is_not_counted_as_not_meeting(cast, programme, relationship):
    long = programme.quiet_days + 40
    pause(relationship, cast, 10, long + 50)
    go_on(relationship, cast, long)
    found = chosen_by(programme, making.after(long + 1))["meeting"]
    assert [member.places for member in found.people] == [{"meeting": found.topics["meeting"].index("meeting")}]


@pytest.mark.parametrize("who", ["amira", "oscar"])
def test_both_read_it_on_the_page_and_nobody_else_does(cast, relationship, signed_in, who):
    relationships.pause(relationship, until=on(29), by=cast.amira, at=NOW, today=TODAY)
    relationship.refresh_from_db()
    page = text_of(signed_in(cast.everyone[who]), "relationship", relationship.pk)
    assert "The planned end moves by the days of the pause" in page
    relationships.resume(relationship, by=None, at=making.after(30), today=on(30))
    page = text_of(signed_in(cast.everyone[who]), "relationship", relationship.pk)
    assert "Paused from 16 November 2026 to 15 December 2026. The planned end is 30 days later for that." in page
    assert signed_in(cast.olga).get(f"/mentoring/with/{relationship.pk}/").status_code == 404


def test_a_mentor_finds_their_mentees_where_they_plan_a_pause(cast, relationship, signed_in):
    assert "<span>Amira Hassan</span>" in text_of(signed_in(cast.oscar), "pauses")
    relationships.end(relationship, by=cast.oscar, at=NOW, today=TODAY)
    assert "Amira" not in text_of(signed_in(cast.oscar), "pauses")
