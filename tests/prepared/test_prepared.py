"""A prepared read gives what the queryset gives, for the values of each run, as the database has it at that moment."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.db.models import Count, Q
from django.db.transaction import atomic
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stepwell.people.models import Appointment, Duty, Organisation, Person
from stepwell.people.sessions import SessionStore
from stepwell.prepared import RowsOf, prepared
from tests.cast import NOW, TODAY

JOBS = prepared(
    lambda person, today: (
        Appointment.objects.filter(person=person)
        .filter(Q(end_date__isnull=True) | Q(end_date__gte=today))
        .select_related("organisation", "manager")
    )
)


def jobs_plainly(person, today):
    found = Appointment.objects.filter(person=person).filter(Q(end_date__isnull=True) | Q(end_date__gte=today))
    return list(found.select_related("organisation", "manager"))


def test_each_run_has_its_own_values(cast):
    people = list(cast.everyone.values())
    given = [JOBS.rows(person=person, today=TODAY) for person in people]
    assert given == [jobs_plainly(person, TODAY) for person in people]
    assert len({job.pk for jobs in given for job in jobs}) > 5


def test_rows_are_whole_with_what_was_selected_beside_them(cast):
    (job,) = JOBS.rows(person=cast.amira, today=TODAY)
    (plain,) = jobs_plainly(cast.amira, TODAY)
    fields = [field.attname for field in Appointment._meta.concrete_fields]
    assert [getattr(job, name) for name in fields] == [getattr(plain, name) for name in fields]
    with CaptureQueriesContext(connection) as queries:
        assert job.organisation.name == "Ashdown University"
        assert job.manager == cast.tom
    assert len(queries) == 0


def test_nothing_read_before_is_kept(cast):
    assert JOBS.first(person=cast.amira, today=TODAY).job_title != "Bursar"
    Appointment.objects.filter(person=cast.amira).update(job_title="Bursar")
    assert JOBS.first(person=cast.amira, today=TODAY).job_title == "Bursar"
    Appointment.objects.filter(person=cast.amira).update(end_date=TODAY - timedelta(days=1))
    assert JOBS.rows(person=cast.amira, today=TODAY) == []


def test_one_run_is_one_query(cast):
    JOBS.rows(person=cast.ben, today=TODAY)
    with CaptureQueriesContext(connection) as queries:
        JOBS.rows(person=cast.amira, today=TODAY)
    assert len(queries) == 1


def test_things_keys_days_moments_words_and_nothing(cast):
    by_all = prepared(
        lambda person, granted, before, name, ended: Duty.objects.filter(
            person=person, granted_at=granted, granted_at__date__lt=before, name=name
        ).filter(Q(ended_at__isnull=True) | Q(ended_at=ended))
    )
    duty = Duty.objects.filter(person=cast.pat).get()
    given = {"granted": duty.granted_at, "name": duty.name, "ended": None}
    tomorrow = NOW.date() + timedelta(days=1)
    assert by_all.rows(person=cast.pat, before=tomorrow, **given) == [duty]
    assert by_all.rows(person=cast.pat.pk, before=tomorrow, **given) == [duty]
    assert by_all.rows(person=cast.pat, before=TODAY - timedelta(days=900), **given) == []
    assert by_all.rows(person=cast.amira, before=tomorrow, **given) == []


def test_the_form_of_a_queryset_is_kept(cast):
    names = prepared(
        lambda place: Person.objects.filter(appointments__organisation=place).values_list("full_name", flat=True)
    )
    assert names.first(place=cast.marlow) == "Olga Petrova"
    counted = prepared(lambda slug: Organisation.objects.filter(slug=slug).annotate(jobs=Count("appointments")))
    assert counted.first(slug="marlow").jobs == 2
    with_jobs = prepared(lambda slug: Organisation.objects.filter(slug=slug).prefetch_related("appointments"))
    assert {job.person for job in with_jobs.first(slug="marlow").appointments.all()} == {cast.olga, cast.oscar}


def test_a_day_is_that_of_the_time_zone_at_hand(cast):
    duties = prepared(lambda day: Duty.objects.filter(granted_at__date=day))
    Duty.objects.update(granted_at=NOW.replace(hour=23, minute=30))
    assert duties.rows(day=NOW.date())
    with timezone.override("Asia/Tokyo"):
        assert not duties.rows(day=NOW.date())
        assert duties.rows(day=NOW.date() + timedelta(days=1))


@pytest.mark.parametrize("given", [{"person": None}, {"person": None, "today": TODAY, "surprise": 1}])
def test_other_values_than_it_asks_for_are_a_mistake(db, given):
    with pytest.raises(TypeError, match="person, today"):
        JOBS.rows(**given)


def test_a_session_is_found_until_it_ends(db):
    session = SessionStore()
    session["colour"] = "teal"
    session.save()
    assert SessionStore(session.session_key)["colour"] == "teal"
    session.set_expiry(-1)
    session.save()
    assert "colour" not in SessionStore(session.session_key)
    assert "colour" not in SessionStore("no-such-key")


PEOPLE = RowsOf(Person, "id", "full_name", "preferred_name", "email", "account", "aspiring_manager_since")


def test_rows_are_written_as_objects_would_be(db):
    keys = [uuid4(), uuid4()]
    PEOPLE.add(
        [(keys[0], "Ada; DROP TABLE", "", None, None, TODAY), (keys[1], "Bea %s", "Bee", "b@x.example", None, None)]
    )
    ada, bea = (Person.objects.get(pk=key) for key in keys)
    assert (ada.full_name, ada.email, ada.aspiring_manager_since) == ("Ada; DROP TABLE", None, TODAY)
    assert (bea.full_name, bea.preferred_name, bea.email) == ("Bea %s", "Bee", "b@x.example")


def test_rows_keep_to_the_tables_constraints_and_none_is_none(db):
    with CaptureQueriesContext(connection) as queries:
        PEOPLE.add([])
    assert len(queries) == 0
    key = uuid4()
    with pytest.raises(IntegrityError), atomic():
        PEOPLE.add([(key, "Ada", "", None, None, None), (key, "Bea", "", None, None, None)])
    assert not Person.objects.filter(pk=key).exists()
    with pytest.raises(ValueError, match="shorter"):
        PEOPLE.add([(key, "Ada")])
