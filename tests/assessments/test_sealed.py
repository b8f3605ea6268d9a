"""What somebody writes about themselves is sealed for its part of its self-assessment; and what happens without the key."""

import pytest
from django.urls import reverse

from stepwell.assessments.models import Placement
from stepwell.careers.operations import LevelSet, set_expected_levels
from stepwell.sealing.keys import CannotUnseal
from tests.assessments.conftest import begin, place
from tests.assessments.test_report import shared
from tests.cast import NOW, TODAY
from tests.sealing.looking import words_stored
from tests.sealing.losing import closed, lose, put_back, swap

SAID = {"example": "I held the lamp for the pilot", "situation": "off the skerries, in fog"}


@pytest.fixture
def written(cast, draft):
    place(draft, "trimming", "steady", **SAID)
    return draft


def test_words_are_on_the_page_and_not_in_the_database(cast, written, signed_in):
    page = signed_in(cast.amira).get(reverse("assessments:dimension", args=[written.pk, 1])).content.decode()
    assert all(words in page for words in SAID.values())
    assert words_stored(SAID, "assessments") == set()


@pytest.mark.parametrize("column", ["dimension_id", "assessment_id"])
def test_words_moved_to_another_part_or_another_persons_do_not_open(cast, written, lamplight, column):
    """Not even a row that is put, in the database, where its reader may read."""
    other = {"dimension_id": "carrying", "assessment_id": begin(cast.ben, lamplight).pk}
    Placement.objects.filter(dimension_id="trimming").update(**{column: other[column]})
    with pytest.raises(CannotUnseal):
        assert Placement.objects.get().example


@pytest.mark.parametrize("act", [swap, lose])
def test_without_the_key_pages_with_words_say_so_and_all_others_go_on(
    key_file, cast, completed, lamplight, signed_in, act, today, monkeypatch
):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: today)
    job = cast.amira.appointments.get()
    expected = {"trimming": LevelSet("bright", "The channel silts up")}
    set_expected_levels(job, framework=lamplight.framework, levels=expected, discussed_on=TODAY, by=cast.tom, at=NOW)
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    shared(amira, completed, cast.tom, q="tom")
    share = completed.shares.get().share
    going_on = begin(cast.amira, lamplight)
    place(going_on, "trimming", "steady", **SAID)
    page, save = (reverse(f"assessments:{name}", args=[going_on.pk, 1]) for name in ("dimension", "autosave"))
    before = act(key_file)
    for name in ("report", "report_pdf"):
        assert closed(amira.get(reverse(f"assessments:{name}", args=[completed.pk])))
    for name in ("shared", "shared_pdf"):
        assert closed(tom.get(reverse(f"assessments:{name}", args=[share.pk])))
    answer = {"place": "steady", "example": "Another", "revision": "1"}
    assert closed(amira.get(page)) and closed(amira.post(page, answer)) and closed(amira.post(save, answer))
    for name in ("home:home", "assessments:list"):
        assert amira.get(reverse(name)).status_code == 200, name
    assert amira.get(reverse("frameworks:framework", args=["lamplight"])).status_code == 200, "with its marks"
    put_back(key_file, before)
    assert SAID["example"] in amira.get(page).content.decode()
