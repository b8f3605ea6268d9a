"""Somebody changes employer within the installation: what goes on goes along, what is over stays where it happened."""

from datetime import timedelta

import pytest
from django.core import mail

from stepwell.audit.models import AuditEvent
from stepwell.domain.matching import WHERE
from stepwell.mentoring.models import MentoringRelationship, ProposedPairing
from stepwell.mentoring.operations import check_ins, due, publishing, relationships
from stepwell.mentoring.queries.cohorts import cohort_of
from stepwell.mentoring.queries.counts import counts_of, mentees_of, mentors_of, pairs_of
from stepwell.mentoring.queries.learning import chosen_by
from stepwell.people.models import Appointment, Unit
from tests.cast import NOW, TODAY, appoint

from . import making
from .making import SECRET
from .test_along_the_way import text_of


def move(person, unit: str, *, left_days_ago: int = 1, starts_in: int = 0) -> None:
    Appointment.objects.filter(person=person).update(end_date=TODAY - timedelta(days=left_days_ago))
    begins = TODAY + timedelta(days=starts_in)
    appoint(person, Unit.objects.get(code=unit), f"X{person.pk}", "New here", "", start_date=begins)


def tick(days: int = 0) -> dict[str, int]:
    return due.due_work(at=making.after(days), today=TODAY + timedelta(days=days))


def named(found) -> list[str]:
    return [str(one) for one in found]


def test_whoever_waits_takes_part_from_where_they_work_now(cast, programme, request_of_amira, signed_in):
    mia = making.marlow_coordinator(cast)
    assert "Amira" in text_of(signed_in(cast.cora), "people", programme.pk)
    move(cast.amira, "HOU")
    mail.outbox.clear()
    assert tick()["mentees moved"] == 1
    assert tick()["mentees moved"] == 0
    request_of_amira.refresh_from_db()
    assert (request_of_amira.organisation, request_of_amira.state) == (cast.marlow, "waiting")
    assert request_of_amira.background == SECRET  # nothing of what they wrote is lost
    assert "Amira" not in text_of(signed_in(cast.cora), "people", programme.pk)
    assert "Amira" in text_of(signed_in(mia), "people", programme.pk)
    numbers = [counts_of(programme, one, TODAY).mentees for one in (cast.ashdown, cast.marlow)]
    assert numbers == [0, 1]
    assert [message.to for message in mail.outbox] == [[cast.amira.email]]
    event = AuditEvent.objects.get(action="mentee_moved")
    assert (event.organisation_id, event.actor_id) == (cast.marlow.pk, None)
    assert signed_in(cast.olga).get(f"/mentoring/programmes/{programme.pk}/people/").status_code == 404


def test_the_match_reads_the_organisation_of_today(cast, programme, request_of_amira, oscar_offers):
    move(cast.amira, "HOU")
    move(cast.oscar, "REG")
    tick()
    cohort = cohort_of(programme, fairness=10, today=TODAY)
    assert [one["organisation"] for one in [*cohort["mentees"], *cohort["mentors"]]] == [
        "Marlow Council",
        "Ashdown University",
    ]


def test_what_is_under_way_goes_along_and_what_is_over_stays(cast, programme, relationship, oscar_offers):
    """Oscar of Marlow mentors Amira; an earlier mentoring of his, of Ben, is over."""
    ben = making.ask(programme, cast.ben, cast.ashdown)
    pairing = making.found(programme, (ben, oscar_offers, 500)).pairings.get()
    over = MentoringRelationship.of(pairing, began_on=TODAY, ends_on=TODAY, state="ended", ended_at=NOW, ending="done")
    over.save()
    ProposedPairing.objects.filter(pk=pairing.pk).update(
        state="accepted", mentee_accepted_at=NOW, mentor_accepted_at=NOW
    )
    assert named(pairs_of(programme, cast.marlow)) == named([relationship, over])
    move(cast.oscar, "REG")
    assert tick()["mentors moved"] == 1
    assert named(pairs_of(programme, cast.marlow)) == named([over])
    assert [list(mentors_of(programme, one)) for one in (cast.marlow, cast.ashdown)] == [[], [oscar_offers]]
    relationship.refresh_from_db()
    assert (relationship.state, relationship.mentor_organisation) == ("running", cast.ashdown)
    for found in (relationship.pairing, pairing):
        found.refresh_from_db()
    assert (relationship.pairing.mentor_organisation, pairing.mentor_organisation) == (cast.ashdown, cast.marlow)
    assert counts_of(programme, cast.marlow, TODAY).taken == 0
    assert counts_of(programme, cast.ashdown, TODAY).taken == 1


def test_what_was_said_is_counted_where_it_was_said_once_it_is_over(cast, programme, relationship):
    check_ins.ask_what_is_due(relationship, at=NOW, today=TODAY + timedelta(days=30))
    question = relationship.check_ins.get(person=cast.amira, moment="quality")
    check_ins.answer(question, {"how": "well", "help": True}, by=cast.amira, at=NOW, today=TODAY)
    relationships.end(relationship, by=cast.amira, at=NOW, today=TODAY)
    move(cast.amira, "HOU")
    tick()
    found = chosen_by(programme, making.after(1))["quality_of_mentees"].people
    assert [member.keys[0] for member in found] == [str(cast.ashdown.pk)]


def test_a_call_for_help_reaches_the_coordinator_of_today(cast, programme, relationship, signed_in):
    check_ins.ask_what_is_due(relationship, at=NOW, today=TODAY + timedelta(days=30))
    question = relationship.check_ins.get(person=cast.amira, moment="quality")
    check_ins.answer(question, {"how": "well", "help": True}, by=cast.amira, at=NOW, today=TODAY)
    move(cast.amira, "HOU")
    tick()
    assert "They would like to hear from you" not in text_of(signed_in(cast.cora), "programme", programme.pk)
    assert "They would like to hear from you" in text_of(
        signed_in(making.marlow_coordinator(cast)), "programme", programme.pk
    )


@pytest.mark.parametrize("state", ["proposed", "set_aside"])
def test_a_proposal_waits_for_the_new_coordinator_and_says_nothing_of_where_they_worked(
    cast, programme, request_of_amira, oscar_offers, state
):
    """What was set aside, too: the next pass may find it again."""
    run = making.found(programme, (request_of_amira, oscar_offers, 700))
    found = run.pairings.get()
    found.state = state
    found.reasons = {"all": [WHERE[1], "They have the same profession"], "mentee": ["throwing"]}
    found.save()
    move(cast.amira, "HOU")
    tick()
    kept = run.pairings.get()
    assert (kept.mentee_organisation, kept.reasons) == (
        cast.marlow,
        {"all": ["They have the same profession"], "mentee": ["throwing"]},
    )
    run.pairings.update(state="proposed")
    mia = making.marlow_coordinator(cast)
    assert publishing.publish(run, organisation=cast.marlow, by=mia, at=NOW, today=TODAY) == 1


def test_whoever_works_in_both_stays_where_they_are(cast, programme, request_of_amira):
    appoint(cast.amira, Unit.objects.get(code="HOU"), "X1", "A second job", "", start_date=TODAY)
    assert tick()["mentees moved"] == 0
    request_of_amira.refresh_from_db()
    assert request_of_amira.organisation == cast.ashdown


def test_an_application_that_is_not_sent_goes_along_without_mail(cast, programme):
    draft = making.ask(programme, cast.ben, cast.ashdown, sent=False)
    move(cast.ben, "HOU")
    mail.outbox.clear()
    tick()
    draft.refresh_from_db()
    assert (draft.organisation, mail.outbox) == (cast.marlow, [])
    assert list(mentees_of(programme, cast.marlow)) == []  # nobody's business until it is sent


@pytest.mark.parametrize("starts_in", [5, 30])
def test_nobodys_mentoring_ends_between_two_employers(cast, programme, relationship, starts_in):
    """A few days lie between, or the staff list already says when the new job begins."""
    move(cast.oscar, "REG", starts_in=starts_in)
    for day in range(0, starts_in + 1, 5):
        done = tick(day)
        assert done["mentors gone"] == 0
    relationship.refresh_from_db()
    assert (relationship.state, relationship.mentor_organisation) == ("running", cast.ashdown)


def test_whoever_has_gone_for_good_leaves_after_a_fortnight(cast, programme, relationship):
    Appointment.objects.filter(person=cast.oscar).update(end_date=TODAY)
    assert tick(14)["mentors gone"] == 0
    assert tick(15)["mentors gone"] == 1
    relationship.refresh_from_db()
    assert (relationship.ending, relationship.mentor_organisation) == ("mentor_left", cast.marlow)
