"""Saving on every pause, and two devices that type at once: nothing typed is ever lost."""

import re

from django.urls import reverse

from stepwell.audit.models import AuditEvent
from tests.assessments.conftest import SECRET, begin


def autosave(client, assessment, number, **data):
    return client.post(reverse("assessments:autosave", args=[assessment.pk, number]), data)


def test_it_saves_and_counts_the_saves(cast, draft, signed_in):
    amira = signed_in(cast.amira)
    first = autosave(amira, draft, 2, place="level:dim", revision="0").json()
    second = autosave(amira, draft, 2, place="level:dim", example="And more", revision=first["revision"]).json()
    assert (first["revision"], second["revision"]) == (1, 2)
    stored = draft.placements.get(dimension_id="carrying")
    assert (stored.level_id, stored.example) == ("dim", "And more")


def test_what_is_expected_comes_with_the_first_placement_and_not_before(cast, lamplight, wicks_job, signed_in):
    """Their own view comes first; then the page can say what is expected without being drawn again."""
    amira, assessment = signed_in(cast.amira), begin(cast.amira, lamplight)
    written = autosave(amira, assessment, 1, example="First I write", revision="0").json()
    assert written["expected"] == ""
    placed = autosave(amira, assessment, 1, place="level:dim", example="First I write", revision="1").json()
    assert "Expected of your role:" in placed["expected"] and "Steady at least" in placed["expected"]
    assert "A rung is a hint, and lamps differ." in placed["expected"] and "paid by the rung" in placed["expected"]
    assert "expected" not in autosave(amira, assessment, 1, place="level:bright", revision="2").json()


def test_what_can_be_saved_is_saved_and_the_rest_is_named(cast, draft, signed_in):
    answer = autosave(signed_in(cast.amira), draft, 2, place="level:gone", example="Kept", revision="0").json()
    assert answer["saved"] and list(answer["errors"]) == ["place"]
    assert draft.placements.get(dimension_id="carrying").example == "Kept"


def test_another_device_is_noticed_and_overwrites_nothing(cast, draft, signed_in):
    laptop, phone = signed_in(cast.amira), signed_in(cast.amira)
    autosave(phone, draft, 1, place="level:bright", example="From my phone", revision="1")
    refused = autosave(laptop, draft, 1, place="level:steady", example="From my laptop", revision="1")
    assert (refused.status_code, refused.json()) == (409, {"saved": False, "reason": "changed", "revision": 2})
    assert draft.placements.get(dimension_id="trimming").example == "From my phone"

    page = reverse("assessments:dimension", args=[draft.pk, 1])
    both = laptop.post(page, {"place": "level:steady", "example": "From my laptop\nand more", "revision": "1"})
    content = both.content.decode()
    assert both.status_code == 409
    assert "From my phone" in content and "From my laptop" in content

    hidden = dict(re.findall(r'name="(place|revision)" value="([^"]*)"', content))
    laptop.post(page, {**hidden, "example": "From my laptop\nand more"})
    stored = draft.placements.get(dimension_id="trimming")
    assert (stored.level_id, stored.example, stored.revision) == ("steady", "From my laptop\nand more", 3)


def test_the_same_answers_from_two_devices_are_no_conflict(cast, draft, signed_in):
    amira = signed_in(cast.amira)
    autosave(amira, draft, 1, place="level:bright", revision="1")
    again = autosave(amira, draft, 1, place="level:bright", revision="1")
    assert again.status_code == 200


def test_a_page_that_nobody_touched_is_no_conflict(cast, draft, signed_in):
    """Read on the laptop, changed on the phone, then "Save and continue" on the laptop: the phone's words stay."""
    amira = signed_in(cast.amira)
    page = reverse("assessments:dimension", args=[draft.pk, 1])
    content = amira.get(page).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', content)[1]
    autosave(amira, draft, 1, place="level:bright", example="From my phone", revision="1")
    untouched = {
        "place": "level:steady", "example": SECRET, "situation": "In the evening team", "importance": "3",
        "revision": "1", "seen": seen,
    }  # fmt: skip
    assert amira.post(page, untouched).status_code == 302
    assert draft.placements.get(dimension_id="trimming").example == "From my phone"


def test_typing_leaves_one_trace_and_no_content(cast, draft, signed_in):
    amira = signed_in(cast.amira)
    for revision in (0, 1, 2):
        autosave(amira, draft, 2, example=f"Typed {revision}", revision=str(revision))
    events = AuditEvent.objects.filter(action="assessment_answered", detail__dimension="carrying")
    assert events.count() == 1
    assert "Typed" not in str(list(AuditEvent.objects.values()))


def test_it_is_a_post_of_the_owner_alone(cast, draft, signed_in):
    url = reverse("assessments:autosave", args=[draft.pk, 1])
    assert signed_in(cast.amira).get(url).status_code == 405
    assert signed_in(cast.tom).post(url, {"example": "Mine"}).status_code == 404
    assert signed_in(None).post(url).status_code == 302
