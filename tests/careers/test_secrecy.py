"""Only the person and their line manager of today read what is expected of a role."""

from datetime import timedelta

import pytest
from django.urls import reverse

from stepwell.careers.models import ExpectedLevel
from stepwell.careers.operations import LevelSet, mark_job_profile_out_of_date, set_expected_levels
from stepwell.people.models import Appointment
from tests.cast import NOW, TODAY

SECRET = "The night round is hers alone"
NOTE = "It says nothing of lamps"
MAY_READ = {"amira", "tom"}


@pytest.fixture
def job(cast, wicks, lamplight, job_of) -> Appointment:
    """Amira's role, with a secret in each thing that can hold one."""
    job = job_of(cast.amira, "keeper")
    set_expected_levels(
        job,
        framework=lamplight.framework,
        levels={"carrying": LevelSet("bright", SECRET)},
        discussed_on=TODAY,
        by=cast.tom,
        at=NOW,
    )
    mark_job_profile_out_of_date(job, note=NOTE, by=cast.amira, at=NOW)
    return job


def addresses(job: Appointment) -> dict[str, str]:
    names = ["role", "expect", "read", "job_profile", "job_profile_out_of_date", "job_profile_up_to_date"]
    found = {name: reverse(f"careers:{name}", args=[job.pk]) for name in names}
    return found | {"expect_levels": reverse("careers:expect_levels", args=[job.pk, "lamplight"])}


def test_the_secret_is_there_for_the_two(cast, job, signed_in):
    for person in (cast.amira, cast.tom):
        body = signed_in(person).get(addresses(job)["role"]).content.decode()
        assert SECRET in body
        assert NOTE in body


def test_nobody_else_gets_anything(cast, job, signed_in):
    """The same 404 as for a role that is not there: Ben beside her, Ruth above Tom, Pat, Dan, Olga elsewhere."""
    others = [person for name, person in cast.everyone.items() if name not in MAY_READ]
    for person in others:
        client = signed_in(person)
        for name, url in addresses(job).items():
            nowhere = url.replace(f"/{job.pk}/", "/987654/")
            for method in (client.get, client.post):
                answer, missing = method(url), method(nowhere)
                assert (name, answer.status_code) in {(name, 404), (name, 405)}
                assert (missing.status_code, SECRET in answer.content.decode()) == (answer.status_code, False)
    assert ExpectedLevel.objects.get().level_id == "bright"


def test_who_is_not_signed_in_is_sent_to_sign_in(job, client):
    for url in addresses(job).values():
        assert client.get(url).status_code in (302, 405)


def test_the_holder_reads_and_does_not_set(cast, job, signed_in):
    client = signed_in(cast.amira)
    for name in ("expect", "expect_levels"):
        assert client.get(addresses(job)[name]).status_code == 404
        assert client.post(addresses(job)[name]).status_code in (404, 405)


def test_a_former_manager_reads_nothing_and_the_new_one_does(cast, job, signed_in):
    assert SECRET in signed_in(cast.tom).get(addresses(job)["role"]).content.decode()
    Appointment.objects.filter(pk=job.pk).update(manager=cast.fran)
    for name, url in addresses(job).items():
        assert signed_in(cast.tom).get(url).status_code in (404, 405), name
    assert SECRET in signed_in(cast.fran).get(addresses(job)["role"]).content.decode()


def test_when_the_role_has_ended_its_manager_reads_nothing(cast, job, signed_in):
    Appointment.objects.filter(pk=job.pk).update(end_date=TODAY - timedelta(days=1))
    assert signed_in(cast.tom).get(addresses(job)["role"]).status_code == 404
    assert SECRET in signed_in(cast.amira).get(addresses(job)["role"]).content.decode()


def test_no_page_of_others_shows_it(cast, job, signed_in):
    for name, person in cast.everyone.items():
        if name not in MAY_READ:
            for page in ("my_grade", "expected", "grades", "compare"):
                body = signed_in(person).get(reverse(f"careers:{page}")).content.decode()
                assert SECRET not in body, (name, page)
                assert NOTE not in body, (name, page)


def test_the_manager_marking_it_read_changes_nothing(cast, job, signed_in):
    signed_in(cast.tom).post(addresses(job)["read"])
    assert "I have read it" in signed_in(cast.amira).get(reverse("careers:expected")).content.decode()
    signed_in(cast.amira).post(addresses(job)["read"])
    assert "I have read it" not in signed_in(cast.amira).get(reverse("careers:expected")).content.decode()


@pytest.mark.parametrize("number", ["0", "99999999999999999999999999", "2147483648", "9223372036854775808"])
def test_wrong_ids_are_404(cast, signed_in, wicks, number):
    for path in ("", "expect/", "job-profile/", "expect/lamplight/"):
        assert signed_in(cast.tom).get(f"/career/role/{number}/{path}").status_code == 404
