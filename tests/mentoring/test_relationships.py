"""The agreement before the second session, questions to each apart, a pause, an end without a reason."""

from datetime import timedelta

import pytest
from django.core import mail

from stepwell.audit.models import AuditEvent
from stepwell.mentoring.models import CheckIn, MenteeRequest
from stepwell.mentoring.operations import check_ins, offering, relationships
from stepwell.mentoring.operations.refusals import AgreementUnsigned, Faulty, NotYours, WrongState
from stepwell.mentoring.queries import relationships as queries
from tests.cast import NOW, TODAY

from . import making

TERMS = {"purpose": making.SECRET, "how_often": "Monthly", "how_long": "An hour", "notes": "Amira keeps them."}


ANY = {"fit": "good", "quality": "well", "midpoint": "well", "end": "well"}


def meet(relationship, person, day=TODAY):
    session = relationships.plan_session(relationship, on_date=day, by=person, at=NOW)
    return relationships.note_session(session, held_on=day, by=person, at=NOW, today=day)


def test_the_second_session_waits_for_both_signatures(cast, relationship):
    """Scenario of W27: agreement before session two."""
    meet(relationship, cast.amira)
    with pytest.raises(AgreementUnsigned):
        relationships.plan_session(relationship, on_date=TODAY, by=cast.amira, at=NOW)
    relationships.write_agreement(relationship, TERMS, by=cast.amira, at=NOW)
    with pytest.raises(AgreementUnsigned):
        relationships.plan_session(relationship, on_date=TODAY, by=cast.amira, at=NOW)
    relationships.sign(relationship, by=cast.oscar, at=NOW)
    assert relationships.plan_session(relationship, on_date=TODAY, by=cast.amira, at=NOW).number == 2


def test_one_called_off_that_took_place_after_all_waits_for_the_agreement_too(cast, relationship):
    """Else two sessions could be held without one: plan, call off, plan again, then say that both took place."""
    first = relationships.plan_session(relationship, on_date=TODAY, by=cast.amira, at=NOW)
    relationships.note_session(first, held_on=None, by=cast.amira, at=NOW, today=TODAY)
    second = relationships.plan_session(relationship, on_date=TODAY, by=cast.amira, at=NOW)
    with pytest.raises(AgreementUnsigned):
        relationships.note_session(first, held_on=TODAY, by=cast.amira, at=NOW, today=TODAY)
    relationships.note_session(second, held_on=TODAY, by=cast.amira, at=NOW, today=TODAY)
    assert relationship.sessions.filter(state="held").count() == 1


def test_a_changed_agreement_is_a_new_version_signed_anew(cast, relationship):
    relationships.write_agreement(relationship, TERMS, by=cast.amira, at=NOW)
    relationships.sign(relationship, by=cast.oscar, at=NOW, number=1)
    second = relationships.write_agreement(relationship, {**TERMS, "how_often": "Weekly"}, by=cast.oscar, at=NOW)
    assert (second.number, second.is_signed) == (2, False)
    with pytest.raises(WrongState):
        relationships.sign(relationship, by=cast.amira, at=NOW, number=1)
    relationships.sign(relationship, by=cast.amira, at=NOW, number=2)
    assert [(a.number, a.how_often, a.is_signed) for a in queries.agreements_of(relationship)] == [
        (2, "Weekly", True),
        (1, "Monthly", True),
    ]


def test_writing_the_same_again_signs_it(cast, relationship):
    relationships.write_agreement(relationship, TERMS, by=cast.amira, at=NOW)
    relationships.write_agreement(relationship, TERMS, by=cast.oscar, at=NOW)
    assert queries.signed_agreement(relationship).number == 1


def test_an_agreement_says_what_for(cast, relationship):
    with pytest.raises(Faulty):
        relationships.write_agreement(relationship, {"purpose": " "}, by=cast.amira, at=NOW)


def test_sessions_are_in_the_mentees_hands(cast, relationship):
    with pytest.raises(NotYours):
        relationships.plan_session(relationship, on_date=TODAY, by=cast.oscar, at=NOW)


def test_nobody_else_has_a_hand_in_it(cast, relationship):
    for person in (cast.cora, cast.tom, cast.olga):
        with pytest.raises(NotYours):
            relationships.write_agreement(relationship, TERMS, by=person, at=NOW)
        with pytest.raises(NotYours):
            relationships.end(relationship, by=person, at=NOW, today=TODAY)


def test_each_is_asked_apart_and_at_several_points(cast, relationship):
    """R84, scenario 43."""
    meet(relationship, cast.amira)
    asked: dict[str, list[str]] = {"amira": [], "oscar": []}
    for days in range(0, 370, 5):
        day = TODAY + timedelta(days=days)
        check_ins.ask_what_is_due(relationship, at=NOW, today=day)
        assert check_ins.ask_what_is_due(relationship, at=NOW, today=day) == 0
        for who, moments in asked.items():
            for question in queries.check_ins_for(cast.everyone[who], day):
                moments.append(question.moment)
                check_ins.answer(question, {"how": ANY[question.moment]}, by=cast.everyone[who], at=NOW, today=day)
    assert asked["amira"] == asked["oscar"]
    moments = asked["amira"]
    assert (moments[0], moments.count("quality"), "midpoint" in moments, moments[-1]) == ("fit", 6, True, "end")


def test_after_a_silence_nobody_finds_a_pile_of_questions(cast, relationship):
    day = TODAY + timedelta(days=170)
    check_ins.ask_what_is_due(relationship, at=NOW, today=day)
    assert [question.moment for question in queries.check_ins_for(cast.amira, day)] == ["quality"]
    check_ins.ask_what_is_due(relationship, at=NOW, today=day + timedelta(days=60))
    again = queries.check_ins_for(cast.amira, day + timedelta(days=60))
    assert sorted(question.moment for question in again) == ["midpoint", "quality"]


def first_question(relationship, person) -> CheckIn:
    check_ins.ask_what_is_due(relationship, at=NOW, today=TODAY + timedelta(days=1))
    return CheckIn.objects.get(person=person)


@pytest.mark.parametrize("who", ["amira", "oscar"])
def test_not_a_good_fit_is_nobodys_fault(cast, relationship, who):
    meet(relationship, cast.amira)
    question = first_question(relationship, cast.everyone[who])
    mail.outbox.clear()
    AuditEvent.objects.all().delete()
    check_ins.answer(question, {"how": "not_good"}, by=cast.everyone[who], at=NOW, today=TODAY)
    relationship.refresh_from_db()
    asked = MenteeRequest.objects.get(person=cast.amira)
    assert (relationship.state, relationship.ending) == ("ended", "repaired")
    assert (asked.state, asked.waited_rounds) == ("waiting", 1)
    assert "mentoring_ended" in AuditEvent.objects.values_list("action", flat=True)
    assert not AuditEvent.objects.exclude(actor_id=None).exists()  # the answer stands in the same moment, unnamed too
    assert "nobody is at fault" in mail.outbox[0].body


def test_only_the_answers_there_are(cast, relationship):
    meet(relationship, cast.amira)
    question = first_question(relationship, cast.amira)
    with pytest.raises(Faulty):
        check_ins.answer(question, {"how": "fine"}, by=cast.amira, at=NOW, today=TODAY)
    with pytest.raises(NotYours):
        check_ins.answer(question, {"how": "good"}, by=cast.oscar, at=NOW, today=TODAY)
    check_ins.answer(question, {"how": "good", "words": making.SECRET}, by=cast.amira, at=NOW, today=TODAY)
    assert CheckIn.objects.get(pk=question.pk).answers == {"how": "good", "words": making.SECRET}


@pytest.mark.parametrize("who", ["amira", "oscar"])
def test_either_ends_it_without_a_reason(cast, relationship, who):
    """And is asked no more how it goes; how it was they may say (test_looking_back)."""
    check_ins.ask_what_is_due(relationship, at=NOW, today=TODAY + timedelta(days=30))
    assert CheckIn.objects.filter(moment="quality").count() == 2
    relationships.end(relationship, by=cast.everyone[who], at=NOW, today=TODAY)
    relationships.end(relationship, by=cast.everyone[who], at=NOW, today=TODAY)
    relationship.refresh_from_db()
    assert (relationship.state, relationship.ending) == ("ended", "early")
    assert {one.moment for one in CheckIn.objects.all()} == {"end"}
    with pytest.raises(WrongState):
        relationships.plan_session(relationship, on_date=TODAY, by=cast.amira, at=NOW)


def test_a_pause_has_a_last_day(cast, relationship):
    with pytest.raises(Faulty):
        relationships.pause(relationship, until=TODAY, by=cast.amira, at=NOW, today=TODAY)
    relationships.pause(relationship, until=TODAY + timedelta(days=30), by=cast.oscar, at=NOW, today=TODAY)
    relationships.resume(relationship, by=cast.amira, at=NOW, today=TODAY + timedelta(days=5))
    relationship.refresh_from_db()
    assert (relationship.state, relationship.paused_until) == ("running", TODAY + timedelta(days=5))


def test_the_second_look_is_at_the_same_items(cast, programme, relationship):
    again = making.assess(cast.amira, programme.version, {"throwing": ("yes", 5)}, at=making.after(300))
    other = making.assess(cast.ben, programme.version)
    with pytest.raises(NotYours):
        relationships.look_again(relationship, other, by=cast.amira, at=NOW)
    with pytest.raises(NotYours):
        relationships.look_again(relationship, relationship.request.assessment, by=cast.amira, at=NOW)
    relationships.look_again(relationship, again, by=cast.amira, at=NOW)
    relationship.refresh_from_db()
    assert relationship.last_assessment == again


def test_the_mentors_log_names_nobody(cast, relationship, oscar_offers):
    entry = offering.log_time(
        oscar_offers.profile, kind="session", on_date=TODAY, minutes=60, note="Listened.", by=cast.oscar, at=NOW
    )
    names = {field.name for field in entry._meta.concrete_fields}
    assert names == {"id", "profile", "kind", "on_date", "minutes", "note", "added_at"}
