"""A mentor's own pages, from outside: the log that names nobody, records that run out, pauses with their days."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from stepwell.mentoring.models import MentorHour
from tests.cast import NOW, TODAY

DAY = {"on_date-day": str(TODAY.day), "on_date-month": str(TODAY.month), "on_date-year": str(TODAY.year)}
LOG = "/mentoring/mentor/log/"


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

    @pytest.mark.parametrize("note", ["Amira came late.", "We spoke of Hassan’s team.", "Amira's plan"])
    def test_a_note_that_names_the_mentee_is_not_kept_and_not_lost(self, cast, relationship, signed_in, note):
        assert relationship.mentee.full_name == "Amira Hassan"
        answer = add(signed_in(cast.oscar), note=note)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "this log is shown to others, and names no mentee" in page
        assert note.split()[-1] in page  # what was typed is still there
        assert not MentorHour.objects.exists()

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
