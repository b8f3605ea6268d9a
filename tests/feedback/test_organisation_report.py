"""What the organisation learns from a closed cycle: on the page, as files, once, and of groups alone."""

import csv
import io
import json

import pytest
from django.urls import reverse

from stepwell.domain.disclosure.organisation import Limits
from stepwell.feedback.models import CycleReport
from stepwell.feedback.operations import cycles, organising
from stepwell.feedback.presenters import organisation_words
from stepwell.feedback.queries.organisation import requests_in, response_to
from tests.cast import TODAY, appoint, make_person

from . import making
from .test_release_pages import (
    LATER,
    SECRET,
    a_cycle,
    answer,
    collecting,
    pdf_text,
    prepare,
    release,
    text_of,
)


@pytest.fixture
def closed_cycle(cast, hlm, ids):
    """Seven people, six of whose reports are released."""
    cycle = a_cycle(cast, hlm)
    people = [cast.amira, cast.ben, cast.tom, cast.ruth, cast.pat, cast.dan, cast.fran]
    for person in people:
        round = collecting(cycle, person, None, {ids[0]: 2})
        for _ in range(4):
            answer(round, "peers", {ids[0]: 3}, [("question_1", SECRET)])
        prepare(round)
        if person != cast.fran:
            release(round)
    cycles.close_cycle(cycle, by=cast.cora, at=LATER)
    cycle.refresh_from_db()
    return cycle


def test_the_organisation_learns_of_groups_once(closed_cycle, cast, ids, hlm, signed_in):
    cora, page = signed_in(cast.cora), reverse("feedback:cycle_report", args=[closed_cycle.pk])
    asked = text_of(cora.get(page))
    assert "One person has not opened their report yet" in asked
    assert cora.post(page, {}).status_code == 422
    assert cora.post(page, {"division": "by_name"}).status_code == 422
    assert cora.post(page, {"division": "unit_grade"}).status_code == 302
    response = cora.get(page)
    said = text_of(response)
    assert "Registry" in said and "Six 24" in said
    assert "around Strong" in said and "Withheld: too few have a place here." in said
    assert SECRET not in response.content.decode() and "Amira" not in said
    stored = CycleReport.objects.get(cycle=closed_cycle)
    assert str(cast.amira.pk) not in json.dumps(stored.content)

    last = closed_cycle.rounds.get(subject=cast.fran)
    release(last)
    cora.post(page, {"division": "together"})
    with pytest.raises(organising.AlreadyTaken):
        organising.take_cycle_report(closed_cycle, division="together", by=cast.cora, at=LATER, today=TODAY)
    assert text_of(cora.get(page)) == said, "whoever opens theirs later is never added"


def test_no_organisation_report_while_the_cycle_runs(cast, hlm, signed_in):
    cycle = a_cycle(cast, hlm)
    page = reverse("feedback:cycle_report", args=[cycle.pk])
    cora = signed_in(cast.cora)
    assert "when the cycle is closed" in text_of(cora.get(page))
    assert cora.post(page, {"division": "together"}).status_code == 422
    assert not CycleReport.objects.exists()
    for name, person in cast.everyone.items():
        if name != "cora":
            assert signed_in(person).get(page).status_code == 404, name


def test_too_few_people_show_nothing(cast, hlm, ids, signed_in):
    cycle = a_cycle(cast, hlm)
    round = collecting(cycle, cast.amira, None, {ids[0]: 2})
    for _ in range(12):
        answer(round, "peers", {ids[0]: 3})
    prepare(round)
    release(round)
    cycles.close_cycle(cycle, by=cast.cora, at=LATER)
    cora, page = signed_in(cast.cora), reverse("feedback:cycle_report", args=[cycle.pk])
    cora.post(page, {"division": "together"})
    said = text_of(cora.get(page))
    assert "Too few people have a released report" in said and "Strong" not in said


def made(closed_cycle, cast, signed_in, division="together"):
    cora = signed_in(cast.cora)
    cora.post(reverse("feedback:cycle_report", args=[closed_cycle.pk]), {"division": division})
    return cora


def file(closed_cycle, ending: str) -> str:
    return reverse(f"feedback:cycle_report_{ending}", args=[closed_cycle.pk])


def test_files_say_what_the_page_says_and_no_more(closed_cycle, cast, signed_in):
    cora = made(closed_cycle, cast, signed_in, "unit_grade")
    page = text_of(cora.get(reverse("feedback:cycle_report", args=[closed_cycle.pk])))
    rows = list(csv.reader(io.StringIO(cora.get(file(closed_cycle, "csv")).content.decode("utf-8-sig"))))
    data = cora.get(file(closed_cycle, "json")).json()
    paper = cora.get(file(closed_cycle, "pdf"))
    printed = pdf_text(paper)
    assert [list(line.values()) for line in data["lines"]] == rows[1:]
    assert len(rows) > 15 and any("Withheld" in row[3] for row in rows)
    for part, about, who, what in rows[1:]:
        for words in (about, who):
            assert words in page and words in printed, (part, words)
        if " answers about them" not in what:
            assert what in page and what in printed, (part, what)
    for secret in (SECRET, "Amira", str(cast.amira.pk)):
        assert secret not in json.dumps(data) and secret not in printed


def test_there_is_no_file_before_it_was_made_and_asking_for_one_makes_none(closed_cycle, cast, signed_in):
    cora = signed_in(cast.cora)
    assert [cora.get(file(closed_cycle, ending)).status_code for ending in ("pdf", "csv", "json")] == [404] * 3
    assert not CycleReport.objects.exists()
    made(closed_cycle, cast, signed_in)
    for name, person in cast.everyone.items():
        if name != "cora":
            codes = {signed_in(person).get(file(closed_cycle, ending)).status_code for ending in ("pdf", "csv", "json")}
            assert codes == {404}, name


def test_few_reports_say_nothing_of_dependability_and_why(closed_cycle, cast, signed_in):
    cora = made(closed_cycle, cast, signed_in)
    page = text_of(cora.get(reverse("feedback:cycle_report", args=[closed_cycle.pk])))
    assert "it takes 20 people whom two groups have placed, and there are none" in page
    assert "dependable:" not in page


@pytest.fixture
def large_cycle(cast, hlm, ids):
    """Twenty-four people, each placed alike by two groups."""
    cycle, registry = a_cycle(cast, hlm), cast.ashdown.units.first()
    for number in range(24):
        person = make_person(f"P{number} Number")
        appoint(person, registry, f"N{number}", "Adviser", "5")
        round = collecting(cycle, person, None, {ids[0]: 2})
        for group in ["peers"] * 5 + ["direct_reports"] * 5:
            answer(round, group, {ids[0]: number % 4, ids[1]: 2})
        prepare(round)
        release(round)
    cycles.close_cycle(cycle, by=cast.cora, at=LATER)
    cycle.refresh_from_db()
    return cycle


def test_many_reports_say_how_dependable_they_are(large_cycle, cast, hlm, signed_in):
    cora = made(large_cycle, cast, signed_in)
    page = text_of(cora.get(reverse("feedback:cycle_report", args=[large_cycle.pk])))
    names = [dimension["name"] for dimension in hlm.content["dimensions"]]
    assert f"{names[0]} Dependable: groups agree on who stands where." in page
    assert f"{names[1]} Hardly dependable" in page, "where nobody differs, nothing tells people apart"
    assert "answers." in page.split("Answers needed")[1]
    assert "P3 Number" not in page
    stored = CycleReport.objects.get().content["reliability"]
    assert stored["people"] == 24
    assert not any(isinstance(value, float) for value in stored.values()), "no coefficient"


# How many answered, and how often people were asked


def test_answers_and_load_without_a_name(cast, lamplight):
    cycle = making.make_cycle(cast, lamplight)
    subjects = [cast.amira, cast.ben, cast.tom, cast.ruth, cast.pat]
    for number, subject in enumerate(subjects):
        round = making.join(cycle, subject)
        for place in range(3):
            making.nominate(round, "peers", email=f"peer{number}-{place}@elsewhere.example")
        making.nominate(round, "others", email=f"other{number}@elsewhere.example")
        if number < 3:
            making.nominate(round, "peers", email="asked@often.example", name="Asked Often")
        making.submit(round)
    tokens = making.send()
    for address, token in making.links().items():
        if address.startswith("peer"):
            making.answer(token)
    assert len(tokens) == 21
    found = response_to(cycle, Limits())
    assert (found["rounds"], found["asked"], found["answered"]) == (5, 23, 15)
    told = organisation_words.response_words({"response": found})
    assert dict(told)["Others"] == "Too few were asked to say."
    assert "in 10 answered" in dict(told)["Peers"]
    assert requests_in(cycle) == [[1, 20], [3, 1]]
    assert "often.example" not in json.dumps([found, requests_in(cycle)])


def test_of_few_rounds_not_even_the_number_of_answers_is_told(cast, collecting_round):
    assert response_to(collecting_round.cycle, Limits()) is None
    assert organisation_words.response_words({})[0][1].startswith("Too few rounds")


@pytest.fixture
def collecting_round(cast, lamplight):
    round = making.join(making.make_cycle(cast, lamplight), cast.amira)
    making.nominate_many(round, peers=12)
    making.submit(round)
    return round
