"""Units as a tree: its pages, and how a staff list builds and moves it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stepwell.people.importing import import_staff
from stepwell.people.models import Appointment, Unit
from stepwell.people.presenters import trail_of
from stepwell.people.queries import units_of
from stepwell.people.units import units_page
from tests.cast import NOW, TODAY

from .test_import import ROWS, UNA, everything, file


def bring_in(cast, data: bytes):
    return import_staff(data, organisation=cast.ashdown, by=cast.pat, at=NOW, today=TODAY)


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def tree() -> dict[str, str | None]:
    return {unit.code: unit.parent and unit.parent.code for unit in Unit.objects.filter(organisation__slug="ashdown")}


def under(parent: str, *, code: str = "ENQ", name: str = "Enquiries", number: str = "B1") -> str:
    return (
        UNA.replace("ENQ,Enquiries,REG", f"{code},{name},{parent}").replace("B1", number).replace("Una", f"Una{number}")
    )


@pytest.fixture
def pages(cast, signed_in):
    bring_in(cast, file(UNA, under("ENQ", code="DSK", name="Desk", number="B2")))
    return signed_in(cast.pat)


def test_a_tree_is_read_from_the_top(pages, cast):
    """Registry holds everything, so its page is the first; the others are reached from there, and their people."""
    top = text_of(pages, "/people/units/")
    assert "10 people" in top and "8 of them in Registry itself" in top
    assert "Enquiries Desk 2 people" in top and "Marlow" not in top
    enquiries, desk = (Unit.objects.get(code=code) for code in ("ENQ", "DSK"))
    page = text_of(pages, f"/people/units/{enquiries.pk}/")
    assert "2 people , 1 of them in the unit itself" in page and "Desk 1 person" in page
    assert "No unit stands below it" in text_of(pages, f"/people/units/{desk.pk}/")
    found = text_of(pages, f"/people/?unit={enquiries.pk}")
    assert "2 jobs found" in found and "UnaB2 Moss" in found and "Amira Hassan" not in found


def test_several_tops_stand_side_by_side(pages, cast):
    Unit.objects.create(organisation=cast.ashdown, code="EST", name="Estates")
    page = text_of(pages, "/people/units/")
    assert "Estates 0 people" in page and "Registry Enquiries 10 people" in page


def test_a_leaver_is_counted_nowhere(pages, cast):
    bring_in(cast, file(UNA))
    assert "Enquiries Desk 1 person" in text_of(pages, "/people/units/")


def test_a_unit_moves_with_everybody_in_it_and_nobody_s_job_changes(cast):
    bring_in(cast, file(UNA, under("ENQ", code="DSK", name="Desk", number="B2")))
    jobs = set(Appointment.objects.values_list("pk", "unit__code", "start_date", "end_date"))
    plan = bring_in(cast, file(UNA, under("REG", code="DSK", name="Front desk", number="B2")))
    assert [(change.kind, change.staff_number, change.what) for change in plan.changes] == [
        ("unit_changed", "DSK", "called Desk until now, moves under Registry")
    ]
    assert tree() == {"REG": None, "ENQ": "REG", "DSK": "REG"}
    assert set(Appointment.objects.values_list("pk", "unit__code", "start_date", "end_date")) == jobs
    plan = bring_in(cast, file(UNA, under("", code="DSK", name="Front desk", number="B2")))
    assert plan.changes[0].what == "moves to the top" and tree()["DSK"] is None


def test_a_circle_of_units_is_named_and_nothing_is_written(cast):
    bring_in(cast, file(UNA))
    before = everything()
    rows = {number: row.replace("REG,Registry,", "REG,Registry,DSK") for number, row in ROWS.items()}
    plan = bring_in(cast, file(UNA, under("ENQ", code="DSK", name="Desk", number="B2"), **rows))
    [fault] = plan.faults
    assert "stand under each other in a circle" in fault.message and fault.column == "parent_unit_code"
    assert all(code in fault.message for code in ("REG", "ENQ", "DSK"))
    assert everything() == before


def test_a_tree_may_be_as_deep_as_it_likes(cast, signed_in):
    deep = [under(f"U{n - 1}" if n else "REG", code=f"U{n}", name=f"Unit {n}", number=f"B{n}") for n in range(300)]
    assert bring_in(cast, file(*deep)).faults == []
    lowest = Unit.objects.get(code="U299")
    page = text_of(signed_in(cast.pat), f"/people/units/{lowest.pk}/")
    assert "Units Unit 0 … Unit 295 Unit 296 Unit 297 Unit 298 Unit 299" in page
    assert "308 people" in text_of(signed_in(cast.pat), "/people/units/")
    found = units_page(units_of(cast.ashdown), {lowest.pk: 1}, lowest)
    assert len(found.above) == 299 and len(trail_of(found)) == 8


def test_more_units_take_no_more_queries(pages, cast):
    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            pages.get("/people/units/")
        return len(found)

    before = count()
    for number in range(3):
        Unit.objects.create(organisation=cast.ashdown, code=f"N{number}", name=f"New {number}")
    assert count() == before <= 10


@pytest.mark.parametrize("name", ["<b>bold</b>", "Ysgol " * 30])
def test_a_long_or_odd_name_stays_text(cast, signed_in, name):
    unit = Unit.objects.create(organisation=cast.ashdown, code="ODD", name=name.strip())
    page = signed_in(cast.pat).get(f"/people/units/{unit.pk}/").content.decode()
    assert "<b>bold" not in page and name.strip()[:5].replace("<", "&lt;").replace(">", "&gt;") in page
