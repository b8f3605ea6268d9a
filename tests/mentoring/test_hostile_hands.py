"""Hostile hands, from outside, through pages. Each test first proves that there is something to get at."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from stepwell.audit.models import AuditEvent
from stepwell.mentoring.models import MatchingRun, MenteeRequest, MentoringRelationship, ProposedPairing
from stepwell.mentoring.operations import check_ins, publishing, relationships
from stepwell.mentoring.queries.participants import sheet_of_request
from stepwell.people.models import Duty, Unit
from tests.cast import NOW, TODAY, appoint, make_person
from tests.feedback.programs import run_program

from . import making
from .making import SECRET


def text_of(client, name: str, *args, **query) -> str:
    return client.get(reverse(f"mentoring:{name}", args=args), query).content.decode()


def run_from_outside(client, programme) -> MatchingRun:
    client.post(reverse("mentoring:start_run", args=[programme.pk]), {"fairness": "10"})
    return MatchingRun.objects.latest("number")


@pytest.fixture
def open_to_all(cast, kiln):
    return making.make_programme(cast, kiln, acceptable_from=0)


def test_two_coordinators_publish_at_once_and_nothing_is_published_twice(cast, open_to_all, signed_in):
    second = make_person("Cyrus Dow")
    appoint(second, Unit.objects.get(code="REG"), "A20", "Learning Adviser", "6")
    Duty.objects.create(person=second, organisation=cast.ashdown, name="coordinator", granted_at=NOW)
    making.ask(open_to_all, cast.amira, cast.ashdown)
    making.offer(cast.oscar, open_to_all, cast.marlow)
    run = run_from_outside(signed_in(cast.cora), open_to_all)
    address = reverse("mentoring:publish_run", args=[run.pk])
    pages = [signed_in(person).get(address).content.decode() for person in (cast.cora, second)]
    assert all("Publish the pairings?" in page for page in pages)
    first, late = (signed_in(person).post(address, follow=True) for person in (cast.cora, second))
    assert "pairings are offered" in first.content.decode()
    assert "Another coordinator published these pairings" in late.content.decode()
    assert ProposedPairing.objects.filter(state="offered").count() == run.publications.count() == 1
    assert AuditEvent.objects.filter(action="matching_published").count() == 1


@pytest.mark.both
def test_coordinators_who_publish_in_the_same_instant_and_a_pair_who_both_say_yes(run_folder, tmp_path):
    assert run_program(run_folder, tmp_path, "tests.mentoring.two_at_once") == {
        "published": {"5": 1, "PublishedMeanwhile": 5},
        "offers": {"True": 1, "WrongState": 5},
        "answers": {"waits": 6, "began": 6},
        "publications": 1,
        "events": 1,
        "pairings": {"accepted": 6},
        "relationships": 6,
        "mail": {"waited": True, "sent": True, "left": True},
    }


def test_a_manager_reached_through_an_acting_appointment_is_never_the_mentor(cast, open_to_all, signed_in):
    """Amira's chain leads to Gwen only through a job that somebody holds for a while. Without it, Gwen would be matched."""
    acting, above = make_person("Vera Moss"), make_person("Gwen Hill")
    unit = Unit.objects.get(code="REG")
    appoint(above, unit, "A30", "Director", "9")
    appoint(acting, unit, "A31", "Project Lead", "7", above)
    making.ask(open_to_all, cast.amira, cast.ashdown)
    making.offer(above, open_to_all, cast.ashdown, capacity=3)
    before = run_from_outside(signed_in(cast.cora), open_to_all)
    assert before.pairings.get().enrolment.profile.person == above
    appoint(cast.amira, unit, "A32", "Acting Project Officer", "6", acting, start_date=date(2026, 1, 1))
    run = run_from_outside(signed_in(cast.cora), open_to_all)
    assert (run.state, run.pairings.count(), run.totals["matched"]) == ("done", 0, 0)
    page = text_of(signed_in(cast.cora), "run_left", run.pk)
    assert cast.amira.full_name in page and "Gwen" not in page and "manager" not in page.split("<main")[1].lower()


def test_a_mentor_who_leaves_mid_way_leaves_the_mentee_first_in_line(cast, open_to_all, signed_in):
    request = making.ask(open_to_all, cast.amira, cast.ashdown)
    enrolment = making.offer(cast.oscar, open_to_all, cast.marlow)
    relationship = making.pair_up(cast, open_to_all, request, enrolment)
    oscar = signed_in(cast.oscar)
    assert "1 relationship of yours ends" in text_of(oscar, "leave", enrolment.pk)
    oscar.post(reverse("mentoring:leave", args=[enrolment.pk]))
    assert MentoringRelationship.objects.get(pk=relationship.pk).state == "ended"
    amira = signed_in(cast.amira)
    assert "You are in line for the next match" in text_of(amira, "request", request.pk)
    assert "It has ended" in text_of(amira, "relationship", relationship.pk)
    assert amira.post(reverse("mentoring:goals", args=[relationship.pk]), {"words": "x"}).status_code == 422
    making.ask(open_to_all, cast.ben, cast.ashdown)
    making.offer(cast.olga, open_to_all, cast.marlow, capacity=1)
    run = run_from_outside(signed_in(cast.cora), open_to_all)
    assert MenteeRequest.objects.get(pk=request.pk).waited_rounds == 1
    assert run.pairings.get().request == request


class TestOthersNeeds:
    """What Amira wants, prefers, avoids and answers; Ben takes part beside her, Oscar mentors her, Cora coordinates."""

    @pytest.fixture
    def relationship(self, cast, open_to_all):
        wants = {"wants": {"organisation": "other"}, "points": {"organisation": 10}}
        request = making.ask(
            open_to_all, cast.amira, cast.ashdown, shows=[], preferences=wants, avoid=["Barnabas Quill"], hopes=SECRET
        )
        making.ask(open_to_all, cast.ben, cast.ashdown)
        enrolment = making.offer(cast.oscar, open_to_all, cast.marlow)
        found = making.pair_up(cast, open_to_all, request, enrolment)
        check_ins.ask_what_is_due(found, at=NOW, today=TODAY + timedelta(days=30))
        for question in found.check_ins.all():
            said = {"how": "badly", "words": SECRET}
            check_ins.answer(question, said, by=question.person, at=NOW, today=TODAY + timedelta(days=30))
        return found

    def test_the_secrets_exist(self, cast, relationship, signed_in):
        request = relationship.request
        wished = {a.dimension.id: a.placement.wish for a in sheet_of_request(request).answers if a.placement}
        assert wished["throwing"] == "yes"
        amira = signed_in(cast.amira)
        assert "Throwing" in text_of(amira, "relationship", relationship.pk)
        question = relationship.check_ins.get(person=cast.amira)
        assert SECRET in text_of(amira, "question", question.pk)
        assert MenteeRequest.objects.get(pk=request.pk).avoid == ["Barnabas Quill"]

    @pytest.mark.parametrize("who", ["ben", "oscar", "cora", "tom", "dan", "pat", "olga"])
    def test_nobody_else_gets_at_them(self, cast, open_to_all, relationship, signed_in, who):
        client = signed_in(cast.everyone[who])
        request, question = relationship.request, relationship.check_ins.get(person=cast.amira)
        addresses = [
            reverse("mentoring:request", args=[request.pk]),
            *(
                reverse("mentoring:request_section", args=[request.pk, key])
                for key in ("about", "preferences", "people")
            ),
            reverse("mentoring:question", args=[question.pk]),
            reverse("assessments:report", args=[request.assessment_id]),
            reverse("assessments:report_pdf", args=[request.assessment_id]),
            reverse("assessments:resume", args=[request.assessment_id]),
            reverse("mentoring:goals", args=[relationship.pk]),
        ]
        assert [client.get(address).status_code for address in addresses] == [404] * len(addresses)
        section = reverse("mentoring:request_save", args=[request.pk, "shows"])
        assert client.post(section, {"shows": ["needs"]}).status_code == 404
        mine = [reverse("mentoring:list"), reverse("mentoring:relationship", args=[relationship.pk])]
        coordinates = [
            reverse("mentoring:programme", args=[open_to_all.pk]),
            *(f"{reverse('mentoring:people', args=[open_to_all.pk])}?side={side}" for side in ("mentees", "pairs")),
            reverse("mentoring:matching", args=[open_to_all.pk]),
        ]
        for address in [*mine, *coordinates]:
            page = client.get(address).content.decode()
            assert SECRET not in page and "Barnabas" not in page and "Not well" not in page
            assert "Throwing" not in page or who == "oscar"

    def test_the_mentor_is_not_told_by_a_changed_address(self, cast, relationship, signed_in):
        """Oscar's own offers name qualities; that Amira wants one of them stands nowhere."""
        page = text_of(signed_in(cast.oscar), "relationship", relationship.pk)
        assert "What they want to work on" not in page and "Amira" in page
        other = reverse("mentoring:map", args=[relationship.pk, "throwing"])
        answer = signed_in(cast.oscar).get(other)
        assert (
            answer.status_code in (200, 404) and "yes" not in answer.content.decode().lower().split("<main")[1].split()
        )

    def test_an_answer_is_not_overwritten_by_another(self, cast, relationship, signed_in):
        question = relationship.check_ins.get(person=cast.amira)
        address = reverse("mentoring:question", args=[question.pk])
        assert signed_in(cast.oscar).post(address, {"how": "well"}).status_code == 404
        question.refresh_from_db()
        assert question.answers["how"] == "badly"


class TestWhatTwoShowEachOther:
    """It is read as it is today, so it closes with what it was shown for: a no, a day gone by, an end."""

    @pytest.fixture
    def offered(self, cast, open_to_all):
        request = making.ask(open_to_all, cast.amira, cast.ashdown, background=SECRET, shows=["background", "needs"])
        enrolment = making.offer(cast.oscar, open_to_all, cast.marlow, about="I fire by night.")
        run = making.found(open_to_all, (request, enrolment, 700))
        publishing.publish(run, organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY)
        return run.pairings.get()

    def read(self, cast, signed_in, name, key):
        pages = [text_of(signed_in(person), name, key).split("<main")[1] for person in (cast.oscar, cast.amira)]
        return [SECRET in pages[0] and "Throwing" in pages[0], "I fire by night." in pages[1]]

    @pytest.mark.parametrize("how", ["no", "day gone by"])
    def test_a_pairing_that_did_not_come_about(self, cast, offered, signed_in, monkeypatch, how):
        monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
        assert self.read(cast, signed_in, "pairing", offered.pk) == [True, True]
        if how == "no":
            publishing.decline(offered, by=cast.amira, at=NOW, today=TODAY)
        else:
            monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY + timedelta(days=40))
        assert self.read(cast, signed_in, "pairing", offered.pk) == [False, False]
        assert SECRET not in text_of(signed_in(cast.oscar), "pairing", offered.pk)

    def test_a_relationship_that_has_ended(self, cast, offered, signed_in):
        for person in (cast.amira, cast.oscar):
            relationship = publishing.accept(offered, by=person, at=NOW, today=TODAY)
        assert self.read(cast, signed_in, "relationship", relationship.pk) == [True, True]
        relationships.end(relationship, by=cast.oscar, at=NOW, today=TODAY)
        assert self.read(cast, signed_in, "relationship", relationship.pk) == [False, False]
        for name, key in (("relationship", relationship.pk), ("pairing", offered.pk)):
            page = text_of(signed_in(cast.oscar), name, key)
            assert SECRET not in page and "Throwing" not in page
        assert "Throwing" in text_of(signed_in(cast.amira), "relationship", relationship.pk)


def test_one_organisations_counts_are_not_anothers(cast, open_to_all, signed_in):
    """Seventeen of Marlow wait; Ashdown's coordinator, who hosts the programme, finds the number nowhere."""
    for number in range(17):
        person = make_person(f"Potter{number} Wheeler")
        appoint(person, Unit.objects.get(code="HOU"), f"M{50 + number}", "Potter", "")
        made = making.ask(open_to_all, person, cast.marlow, sent=False)
        MenteeRequest.objects.filter(pk=made.pk).update(
            state="waiting", sent_at=timezone.now(), assessment=making.assess(person, open_to_all.version)
        )
    making.ask(open_to_all, cast.amira, cast.ashdown)
    making.offer(cast.ruth, open_to_all, cast.ashdown)
    mia = making.marlow_coordinator(cast)
    assert ">17<" in text_of(signed_in(mia), "programme", open_to_all.pk)
    run = run_from_outside(signed_in(cast.cora), open_to_all)
    assert run.totals["mentees"] == 18
    cora = signed_in(cast.cora)
    pages = [
        text_of(cora, "programme", open_to_all.pk),
        *(text_of(cora, "people", open_to_all.pk, side=side) for side in ("mentees", "mentors", "pairs")),
        text_of(cora, "matching", open_to_all.pk),
        *(text_of(cora, name, run.pk) for name in ("run", "run_left", "publish_run")),
    ]
    for page in pages:
        main = re.sub(r"<[^>]+>|\d+:\d+", " ", page.split("<main")[1].split("<footer")[0])
        assert not re.search(r"\b1[78]\b(?! [A-Z][a-z]+ 20)", main)
        named = set(re.findall(r"Potter\d+ Wheeler", main))
        assert len(named) <= 1 and ("Ruth Ellis" in main or not named)  # whom her own mentor may get, and nobody else


def test_asking_for_more_gains_nothing(cast, open_to_all, signed_in):
    """Inflated preferences: refused over one budget, and within it one preference with all points weighs as a whole does."""
    request = making.ask(open_to_all, cast.amira, cast.ashdown, sent=False)
    address = reverse("mentoring:request_section", args=[request.pk, "preferences"])
    page = signed_in(cast.amira).get(address)
    greedy = {"want_organisation": "other", "points_organisation": "10", "want_remote": "yes", "points_remote": "10"}
    hidden = {name: page.context["form"][name].value() for name in ("revision", "seen")}
    answer = signed_in(cast.amira).post(address, greedy | hidden)
    assert answer.status_code == 422 and "Take away 10" in answer.content.decode()
    assert MenteeRequest.objects.get(pk=request.pk).preferences is None
