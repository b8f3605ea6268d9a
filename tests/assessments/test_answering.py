"""One dimension a page, by submit alone: what is offered follows from the dimension's own data."""

import pytest
from django.urls import reverse

from stepwell.assessments.models import Placement, SelfAssessment
from tests.assessments.conftest import SECRET, begin, finish, place


def page(assessment, number):
    return reverse("assessments:dimension", args=[assessment.pk, number])


def test_begin_place_and_complete_without_a_script(cast, lamplight, signed_in):
    amira = signed_in(cast.amira)
    assert "Lamplight" in amira.get(reverse("assessments:choose")).content.decode()
    start = amira.post(reverse("assessments:start", args=["lamplight"]), {"purpose": "mentoring"})
    assessment = SelfAssessment.objects.get(person=cast.amira)
    assert start.url == reverse("assessments:resume", args=[assessment.pk])
    assert amira.get(start.url).url == page(assessment, 1)

    saved = amira.post(page(assessment, 1), {"place": "level:steady", "example": "Each day.", "importance": "2"})
    assert saved.url == page(assessment, 2)
    amira.post(page(assessment, 2), {"place": "state:not_sure"})
    final = amira.post(page(assessment, 3), {"example": "I shade it at night.", "situation": "On the stairs"})
    assert final.url == reverse("assessments:check", args=[assessment.pk])

    check = amira.get(final.url).content.decode()
    assert all(words in check for words in ("Steady", "Not sure yet", "I shade it at night.", "2 of 2 lanterns"))
    done = amira.post(final.url)
    report = amira.get(done.url).content.decode()
    assert done.url == reverse("assessments:report", args=[assessment.pk])
    assert "Trimming the wick" in report and "Each day." in report
    assert list(assessment.placements.values_list("dimension_id", "state", "level_id", "importance")) == [
        ("trimming", "placed", "steady", 2),
        ("carrying", "not_sure", "", None),
        ("shading", "", "", None),
    ]


def test_a_level_page_shows_every_level_with_its_behaviours_lowest_first(cast, draft, signed_in):
    content = signed_in(cast.amira).get(page(draft, 1)).content.decode()
    order = [content.index(words) for words in ("Learning to trim", "Trimming without being asked", "Teaching others")]
    assert order == sorted(order)
    assert "I trim the wick every evening." in content and "They trim" not in content
    assert "Letting the glass blacken." in content and "never rated" in content
    assert content.count('name="place"') == 5
    assert content.count('name="importance"') == 3, "as many points as the scale has levels"


def test_a_dimension_with_a_gap_says_so_and_cannot_be_placed(cast, draft, signed_in):
    amira = signed_in(cast.amira)
    content = amira.get(page(draft, 3)).content.decode()
    assert "The page about shading is torn out" in content
    assert 'name="place"' not in content
    amira.post(page(draft, 3), {"place": "level:bright", "example": "Kept"})
    placement = draft.placements.get(dimension_id="shading")
    assert (placement.level_id, placement.example) == ("", "Kept")


def test_an_open_draft_is_continued_and_not_started_twice(cast, draft, signed_in):
    amira = signed_in(cast.amira)
    start = reverse("assessments:start", args=["lamplight"])
    assert "You have one open" in amira.get(start).content.decode()
    amira.post(start, {"purpose": "myself"})
    assert SelfAssessment.objects.filter(person=cast.amira).count() == 1


@pytest.mark.parametrize(
    "data",
    [
        {"place": "level:golden"},
        {"place": "\x00"},
        {"importance": "9"},
        {"example": "x" * 5001},
        {"example": "nul\x00inside"},
    ],
)
def test_wrong_input_is_said_and_the_rest_is_kept(cast, draft, signed_in, data):
    """What can be saved is saved; what was typed comes back with its error."""
    sent = {"revision": "1", "place": "level:bright", "situation": "At dusk", **data}
    response = signed_in(cast.amira).post(page(draft, 1), sent)
    assert response.status_code == 422
    content = response.content.decode()
    assert "There is a problem" in content and "At dusk" in content
    stored = draft.placements.get(dimension_id="trimming")
    assert stored.situation == "At dusk"
    if "example" in data:
        assert stored.example == SECRET, "a text that cannot be saved replaces none that was"


def test_after_an_error_the_corrected_page_saves(cast, draft, signed_in):
    amira = signed_in(cast.amira)
    content = amira.post(page(draft, 1), {"revision": "1", "place": "level:bright", "example": "x" * 5001}).content
    assert b'name="revision" value="2"' in content
    assert amira.post(page(draft, 1), {"revision": "2", "place": "level:bright", "example": "Short"}).status_code == 302


@pytest.mark.parametrize("revision", ["many", "9" * 400, "-1", ""])
def test_a_page_without_a_proper_number_overwrites_nothing(cast, draft, signed_in, revision):
    both = signed_in(cast.amira).post(page(draft, 1), {"revision": revision, "place": "level:bright"})
    assert both.status_code == 409
    assert draft.placements.get(dimension_id="trimming").level_id == "steady"


def test_wrong_numbers_of_pages_are_not_found(cast, draft, signed_in):
    amira = signed_in(cast.amira)
    assert [amira.get(page(draft, n)).status_code for n in (0, 4, 999999999999)] == [404, 404, 404]


def test_what_was_completed_never_changes(cast, completed, signed_in):
    amira = signed_in(cast.amira)
    before = list(completed.placements.values())
    report = reverse("assessments:report", args=[completed.pk])
    for url in (
        page(completed, 1),
        reverse("assessments:check", args=[completed.pk]),
        reverse("assessments:delete", args=[completed.pk]),
    ):
        assert amira.get(url).url == report
        assert amira.post(url, {"place": "level:dim", "revision": "1"}).url == report
    refused = amira.post(
        reverse("assessments:autosave", args=[completed.pk, 1]), {"place": "level:dim", "revision": "1"}
    )
    assert (refused.status_code, refused.json()["reason"]) == (409, "complete")
    assert list(completed.placements.values()) == before


def test_starting_again_stands_beside_the_earlier_one(cast, completed, lamplight, signed_in):
    again = begin(cast.amira, lamplight)
    place(again, "trimming", "bright")
    finish(again, at=completed.completed_at.replace(year=completed.completed_at.year + 1))
    content = signed_in(cast.amira).get(reverse("assessments:report", args=[again.pk])).content.decode()
    assert "Since November 2026 I have moved on in Trimming the wick." in content
    assert SelfAssessment.objects.filter(person=cast.amira).count() == 2


def test_a_draft_is_deleted_only_after_asking(cast, draft, signed_in):
    amira = signed_in(cast.amira)
    url = reverse("assessments:delete", args=[draft.pk])
    assert "You cannot undo this." in amira.get(url).content.decode()
    assert SelfAssessment.objects.filter(pk=draft.pk).exists()
    amira.post(url)
    assert not SelfAssessment.objects.filter(pk=draft.pk).exists()
    assert not Placement.objects.exists()


def test_nothing_answered_cannot_be_completed(cast, lamplight, signed_in):
    assessment = begin(cast.amira, lamplight)
    amira = signed_in(cast.amira)
    check = reverse("assessments:check", args=[assessment.pk])
    assert amira.post(check).url == check
    assert "Answer at least one part first" in amira.get(check).content.decode()


def test_an_unchanged_page_writes_nothing_and_goes_on(cast, lamplight, signed_in):
    assessment = begin(cast.amira, lamplight)
    assert signed_in(cast.amira).post(page(assessment, 1), {"revision": "0"}).url == page(assessment, 2)
    assert not Placement.objects.exists()


def test_buttons_lead_where_they_say(cast, draft, signed_in):
    amira = signed_in(cast.amira)
    assert amira.post(page(draft, 2), {"then": "later"}).url == reverse("assessments:list")
    assert amira.post(page(draft, 2), {"then": "1"}).url == page(draft, 1)
    assert amira.post(page(draft, 2), {"then": "9999"}).url == page(draft, 3)
