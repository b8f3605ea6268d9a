"""The job profile: linked, asked for, and marked when it no longer fits."""

import pytest
from django.urls import reverse

from stepwell.audit.models import AuditEvent
from stepwell.careers.models import JobProfileNote
from stepwell.careers.operations import (
    mark_job_profile_out_of_date,
    mark_job_profile_up_to_date,
    record_job_profile,
)
from stepwell.people.models import Appointment
from tests.cast import NOW

LINK = "https://example.org/profiles/keeper?from=team&page=2"


@pytest.fixture
def job(cast, wicks, job_of) -> Appointment:
    return job_of(cast.amira, "keeper")


def test_a_new_link_settles_the_note(cast, job):
    mark_job_profile_out_of_date(job, note="No lamps in it", by=cast.amira, at=NOW)
    record_job_profile(job, url=LINK, by=cast.tom, at=NOW)
    job.refresh_from_db()
    assert job.job_profile_url == LINK
    note = JobProfileNote.objects.get()
    assert (note.resolved_at, note.resolved_by, note.note) == (NOW, cast.tom, "No lamps in it")
    assert set(AuditEvent.objects.values_list("action", flat=True)) >= {
        "job_profile_out_of_date",
        "job_profile_recorded",
    }


def test_one_open_note_at_a_time(cast, job):
    for words in ("one", "two"):
        mark_job_profile_out_of_date(job, note=words, by=cast.amira, at=NOW)
    assert JobProfileNote.objects.get(resolved_at__isnull=True).note == "two"
    mark_job_profile_up_to_date(job, by=cast.tom, at=NOW)
    mark_job_profile_up_to_date(job, by=cast.tom, at=NOW)
    assert not JobProfileNote.objects.filter(resolved_at__isnull=True).exists()
    assert AuditEvent.objects.filter(action="job_profile_up_to_date").count() == 1


def test_the_task_stands_on_both_pages_until_it_is_done(cast, job, signed_in):
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    amira.post(reverse("careers:job_profile_out_of_date", args=[job.pk]), {"note": "No <lamps> in it"})
    pages = [(amira, reverse("careers:my_grade")), (tom, reverse("careers:role", args=[job.pk]))]
    for client, url in pages:
        assert "No &lt;lamps&gt; in it" in client.get(url).content.decode()
    response = tom.post(reverse("careers:job_profile_up_to_date", args=[job.pk]))
    assert response.url == reverse("careers:role", args=[job.pk])
    for client, url in pages:
        assert "needs updating</strong>" not in client.get(url).content.decode()


def test_the_page_says_what_helps_to_write_a_new_one_and_leads_back(cast, job, signed_in):
    """R31, R38, W09: grade profiles and frameworks are aids; back goes to where either came from."""
    for person, back in [(cast.amira, reverse("careers:my_grade")), (cast.tom, reverse("careers:role", args=[job.pk]))]:
        for name in ("job_profile", "job_profile_out_of_date"):
            body = signed_in(person).get(reverse(f"careers:{name}", args=[job.pk])).content.decode()
            assert f'<a href="{back}" class="govuk-back-link"' in body
        assert f'href="{reverse("careers:grades")}">grade profiles' in body
        assert f'href="{reverse("frameworks:list")}">frameworks' in body


def test_owner_and_manager_link_it(cast, job, signed_in):
    for person, back in [(cast.amira, reverse("careers:my_grade")), (cast.tom, reverse("careers:role", args=[job.pk]))]:
        response = signed_in(person).post(reverse("careers:job_profile", args=[job.pk]), {"url": LINK})
        assert response.url == back
    body = signed_in(cast.amira).get(reverse("careers:my_grade")).content.decode()
    assert 'href="https://example.org/profiles/keeper?from=team&amp;page=2"' in body


@pytest.mark.parametrize(
    "url",
    [
        "",
        "profile",
        "javascript:alert(1)",
        "ftp://example.org/x",
        "https://",
        "https://a b",
        "https://e.org/" + "x" * 600,
    ],
)
def test_what_is_no_link_is_refused_and_kept(cast, job, signed_in, url):
    response = signed_in(cast.amira).post(reverse("careers:job_profile", args=[job.pk]), {"url": url})
    body = response.content.decode()
    assert response.status_code == 422
    assert "govuk-error-summary" in body
    assert f'value="{url}"' in body if url else True
    job.refresh_from_db()
    assert job.job_profile_url == "https://example.org/profiles/admissions-officer"


def test_a_note_too_long_is_refused_and_kept(cast, job, signed_in):
    text = "y" * 1001
    response = signed_in(cast.tom).post(reverse("careers:job_profile_out_of_date", args=[job.pk]), {"note": text})
    assert response.status_code == 422
    assert text in response.content.decode()
    assert not JobProfileNote.objects.exists()
