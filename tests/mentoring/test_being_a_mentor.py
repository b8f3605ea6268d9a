"""A mentor's own pages, from outside: the log that names nobody, records that run out, pauses with their days."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from stepwell.mentoring.models import MenteeRequest, MentorHour, MentoringRelationship
from stepwell.people.models import Appointment, Person
from tests.cast import NOW, TODAY

from . import making

DAY = {"on_date-day": str(TODAY.day), "on_date-month": str(TODAY.month), "on_date-year": str(TODAY.year)}
LOG = "/mentoring/mentor/log/"
QUERIES = 9


def add(client, **more):
    return client.post(LOG, {"kind": "session", "minutes": "60", **DAY, **more}, follow=True)


class TestTheLog:
    def test_it_takes_hours_and_supervision_along_without_a_mentee(self, cast, relationship, signed_in):
        oscar = signed_in(cast.oscar)
        add(oscar, note="I spoke too soon twice.")
        add(oscar, kind="supervision", minutes="90", note="=HYPERLINK(1)")
        page = oscar.get(LOG).content.decode()
        assert "1 h 30 min" in page and "I spoke too soon twice." in page
        exported = oscar.get(reverse("mentoring:log_csv")).content.decode()
        rows = list(csv.reader(io.StringIO(exported)))
        assert sorted((row[1], row[2], row[3]) for row in rows[1:]) == [
            ("Mentoring session", "60", "I spoke too soon twice."),
            ("Supervision", "90", "'=HYPERLINK(1)"),
        ]
        mentee = relationship.mentee
        for told in (mentee.full_name, mentee.email, str(mentee.pk), str(relationship.pk), "Ashdown"):
            assert told not in exported

    @pytest.mark.parametrize(
        "note",
        [
            "Amira came late.", "We spoke of Hassan’s team.", "Amira's plan", "Àmira’s", "the Hassan-led team", "AMIRA",
            "Write to AMIRA@example.org", "Mimi again", "Number NX 4471-2 again",
        ],
    )  # fmt: skip
    def test_a_note_that_names_the_mentee_is_not_kept_and_not_lost(self, cast, relationship, signed_in, note):
        assert relationship.mentee.full_name == "Amira Hassan"
        Person.objects.filter(pk=relationship.mentee_id).update(preferred_name="Mimi")
        Appointment.objects.filter(person=relationship.mentee_id).update(staff_number="NX4471-2")
        answer = add(signed_in(cast.oscar), note=note)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "this log is shown to others, and names no mentee" in page
        assert note.split()[-1] in page  # what was typed is still there
        assert not MentorHour.objects.exists()

    def test_what_may_be_a_word_is_asked_and_the_mentor_decides(self, cast, relationship, signed_in):
        Person.objects.filter(pk=relationship.mentee_id).update(full_name="May Hope")
        oscar, note = signed_in(cast.oscar), "May was hard, and MH is short of staff. I hope it may change."
        answer = add(oscar, note=note)
        page = answer.content.decode()
        assert answer.status_code == 422 and note in page and not MentorHour.objects.exists()
        assert page.count("Take out “May” and “MH” if a mentee could be meant") == 2  # above, and at the field
        assert add(oscar, note=note, no_names=["May"]).content.decode().count("Take out “MH” if") == 2
        assert add(oscar, note=note, no_names=["May", "MH", "a word that is gone"]).status_code == 200
        assert MentorHour.objects.get().note == note
        assert note in oscar.get(reverse("mentoring:log_csv")).content.decode()

    def test_no_word_makes_a_sure_name_an_ordinary_one(self, cast, relationship, signed_in):
        oscar = signed_in(cast.oscar)
        assert add(oscar, note="Amira came late.", no_names=["Amira"]).status_code == 422
        assert not MentorHour.objects.exists()

    def test_what_was_written_before_stays_behind_when_the_log_leaves(self, cast, relationship, signed_in):
        profile, oscar = relationship.enrolment.profile, signed_in(cast.oscar)
        for note in ("I met Amira at the fair.", "A good day."):
            MentorHour.objects.create(
                profile=profile, kind="session", on_date=TODAY, minutes=60, note=note, added_at=NOW
            )
        page = oscar.get(LOG).content.decode()
        assert "I met Amira at the fair." in page and page.count("This note names a mentee (“Amira”)") == 1
        exported = oscar.get(reverse("mentoring:log_csv")).content.decode()
        assert "A good day." in exported and "Amira" not in exported and "left out: it names a mentee" in exported

    def test_the_page_promises_what_is_looked_for_and_no_more(self, cast, relationship, signed_in):
        oscar = signed_in(cast.oscar)
        add(oscar, note="My mentee from ward 7, whom all call Moo, came late.")  # nobody can find that
        page = oscar.get(LOG).content.decode()
        assert "whom all call Moo" in page
        assert "Read your notes once before you show them." in page and "Nicknames, misspelt names" in page

    @pytest.mark.parametrize("others", [1, 3])
    def test_queries_do_not_grow_with_mentees(self, cast, relationship, signed_in, others, django_assert_num_queries):
        programme, enrolment = relationship.programme, relationship.enrolment
        for number in range(others):
            person = Person.objects.create(full_name=f"Other Person {number}")
            request = MenteeRequest.objects.create(
                programme=programme, person=person, organisation=cast.ashdown, state="ended", started_at=NOW,
                assessment=relationship.request.assessment, saved_at=NOW, sent_at=NOW, ended_at=NOW,
            )  # fmt: skip
            pairing = making.found(programme, (request, enrolment, 700)).pairings.get()
            MentoringRelationship.of(pairing, began_on=TODAY, ends_on=TODAY).save()
        oscar = signed_in(cast.oscar)
        oscar.get(LOG)
        with django_assert_num_queries(QUERIES):
            oscar.get(LOG)

    def test_twenty_on_a_page_and_all_of_them_in_the_hours(self, cast, relationship, signed_in):
        profile = relationship.enrolment.profile
        MentorHour.objects.bulk_create(
            MentorHour(
                profile=profile, kind="session", on_date=TODAY - timedelta(days=day), minutes=60, note="", added_at=NOW
            )
            for day in range(45)
        )
        oscar = signed_in(cast.oscar)
        first, last = oscar.get(LOG), oscar.get(LOG, {"page": "3"})
        assert first.content.decode().count("the entry of") == 20
        assert last.content.decode().count("the entry of") == 5
        assert "45 h" in first.content.decode() and "45 h" in last.content.decode()
        assert oscar.get(LOG, {"page": "900"}).status_code == 200


def test_a_qualification_that_runs_out_is_said_where_the_mentor_looks(cast, oscar_offers, signed_in):
    oscar = signed_in(cast.oscar)
    soon = TODAY + timedelta(days=20)
    said = {"kind": "qualification", "title": "Mentoring diploma <b>", "on_date-day": "1", "on_date-month": "2"}
    said |= {"on_date-year": "2024", "expires_on-day": str(soon.day), "expires_on-month": str(soon.month)}
    oscar.post(reverse("mentoring:records"), {**said, "expires_on-year": str(soon.year)})
    for name in ("records", "mentor"):
        page = oscar.get(reverse(f"mentoring:{name}")).content.decode()
        assert "Mentoring diploma &lt;b&gt; run" in page, name
    early = {**said, "expires_on-day": "1", "expires_on-month": "1", "expires_on-year": "2020"}
    answer = oscar.post(reverse("mentoring:records"), early)
    assert answer.status_code == 422 and "Mentoring diploma &lt;b&gt;" in answer.content.decode()


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("records", ["Enter what it is called", "Enter the day on which it began"]),
        ("pauses", ["Enter the first day of the pause", "Enter the last day of the pause"]),
    ],
)
def test_an_empty_form_says_what_to_enter_at_the_field_and_above(cast, oscar_offers, signed_in, page, said):
    answer = signed_in(cast.oscar).post(reverse(f"mentoring:{page}"), {"kind": "training"})
    assert answer.status_code == 422
    assert [answer.content.decode().count(sentence) for sentence in said] == [2, 2]
