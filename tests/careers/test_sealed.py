"""A manager's reasons and notes about job profiles are sealed; without the key, only pages that show them are closed."""

import pytest
from django.urls import reverse

from stepwell.careers.models import ExpectedLevel, JobProfileNote
from stepwell.careers.operations import LevelSet, mark_job_profile_out_of_date, set_expected_levels
from stepwell.sealing.keys import CannotUnseal
from tests.cast import NOW, TODAY
from tests.sealing.looking import words_stored
from tests.sealing.losing import closed, put_back, swap

SAID = {"reason": "The channel silts up", "note": "Nothing in it about silt"}


@pytest.fixture
def job(cast, wicks, lamplight, job_of):
    job = job_of(cast.amira, "keeper")
    levels = {"trimming": LevelSet("bright", SAID["reason"])}
    set_expected_levels(job, framework=lamplight.framework, levels=levels, discussed_on=TODAY, by=cast.tom, at=NOW)
    mark_job_profile_out_of_date(job, note=SAID["note"], by=cast.amira, at=NOW)
    return job


def test_words_are_on_the_page_and_not_in_the_database(cast, job, signed_in):
    page = signed_in(cast.tom).get(reverse("careers:role", args=[job.pk])).content.decode()
    assert all(words in page for words in SAID.values())
    assert words_stored(SAID, "careers") == set()


def test_words_do_not_open_as_anothers_about_another_or_by_another(cast, job, job_of):
    ExpectedLevel.objects.update(set_by=cast.ben)
    JobProfileNote.objects.update(appointment=job_of(cast.ben))
    for row, name in ((ExpectedLevel.objects.get(), "reason"), (JobProfileNote.objects.get(), "note")):
        with pytest.raises(CannotUnseal):
            getattr(row, name)


def test_without_the_key_pages_with_words_say_so_and_all_others_go_on(key_file, cast, job, signed_in):
    before = swap(key_file)
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    role = reverse("careers:role", args=[job.pk])
    assert closed(tom.get(role)) and closed(amira.get(reverse("careers:my_grade")))
    assert closed(tom.get(reverse("careers:expect_levels", args=[job.pk, "lamplight"])))
    for who in (amira, tom):
        assert who.get(reverse("home:home")).status_code == 200
    assert amira.get(reverse("careers:grades")).status_code == 200
    put_back(key_file, before)
    assert SAID["note"] in tom.get(role).content.decode()
