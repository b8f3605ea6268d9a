"""Each career page, as the people of the cast see it."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import escape

from stepwell.careers.models import ExpectedLevel
from stepwell.frameworks.operations import publish
from stepwell.people.models import Appointment
from tests.cast import NOW, appoint


def html(client, name: str, *args, **query) -> str:
    response = client.get(reverse(f"careers:{name}", args=args), query)
    assert response.status_code == 200, response
    return " ".join(response.content.decode().split())


@pytest.fixture
def keeper(cast, wicks, job_of) -> Appointment:
    return job_of(cast.amira, "keeper")


def test_my_role_has_the_job_profile_before_the_grade(cast, keeper, signed_in):
    page = html(signed_in(cast.amira), "my_grade")
    order = [
        "https://example.org/profiles/admissions-officer",
        "Nobody is paid by the rung.",
        "A rung is a hint, and lamps differ.",
        "Minds a street of lamps.",
        "Steady at least, with some at Bright",
    ]
    places = [page.index(text) for text in order]
    assert places == sorted(places)


def test_without_a_link_the_job_profile_is_asked_for(cast, keeper, signed_in):
    Appointment.objects.update(job_profile_url="")
    page = html(signed_in(cast.amira), "my_grade")
    assert "Nobody has linked it yet" in page
    assert f'action="{reverse("careers:job_profile", args=[keeper.pk])}"' in page


@pytest.mark.parametrize(("grade", "words"), [("", "gives no grade"), ("77", "Your grade is “77”")])
def test_no_grade_says_so_and_offers_one_to_read(cast, wicks, job_of, signed_in, grade, words):
    job_of(cast.amira, grade)
    page = html(signed_in(cast.amira), "my_grade")
    assert words in page
    assert f'href="{reverse("careers:grades")}"' in page


def test_nobody_needs_a_role_or_a_pack(cast, signed_in):
    Appointment.objects.filter(person=cast.amira).update(end_date="2026-01-01")
    assert "You hold no role here at present" in html(signed_in(cast.amira), "my_grade")
    assert "You hold no role here at present" in html(signed_in(cast.amira), "expected")
    for name in ("grades", "compare"):
        assert "No grade profiles here" in html(signed_in(cast.amira), name)


def test_two_roles_each_have_their_place(cast, keeper, signed_in):
    appoint(cast.amira, keeper.unit, "A30", "Lamp Warden", "warden", cast.ruth, start_date=date(2026, 2, 1))
    page = html(signed_in(cast.amira), "my_grade")
    assert page.index("Lamp Warden") < page.index("Answers for every light") < page.index("Minds a street of lamps.")
    assert page.count("Nobody is paid by the rung.") == 2


def test_grades_stand_in_the_packs_order_with_their_band(cast, wicks, signed_in):
    page = html(signed_in(cast.ben), "grades")
    order = ["Apprentice", "Dim at least", "The watch", "Those of the watch", "Keeper", "Warden", "Bright"]
    places = [page.index(f">{text}") for text in order]
    assert places == sorted(places)
    assert "Nobody is paid by the rung." in page


def test_a_grade_without_at_least_says_none(cast, wicks, signed_in):
    page = html(signed_in(cast.ben), "grade", "wicks", "warden")
    assert '<p class="career-level">Bright</p>' in page
    assert "at least" not in page
    assert "It may vary" not in page


def test_compare_shows_same_and_only_here(cast, wicks, signed_in):
    page = html(signed_in(cast.ben), "compare", one="apprentice", other="keeper")
    both, rest = page.split("In both, word for word")[1].split('class="career-columns"')
    assert "Keeps the hours." in both
    assert "Keeps the hours." not in rest
    assert rest.index("Carries the oil.") < rest.index("Minds a street of lamps.")
    for text in (
        "Nobody is paid by the rung.",
        "A rung is a hint",
        "No level lies between them.",
        "I light the whole path.",
    ):
        assert text in page


def test_compare_names_the_levels_between(cast, wicks, signed_in):
    assert "Steady lies between them." in html(signed_in(cast.ben), "compare", one="apprentice", other="warden")
    assert "Steady lies between them." in html(signed_in(cast.ben), "compare", one="warden", other="apprentice")


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ({"one": "keeper"}, "Choose the second grade"),
        ({"one": "keeper", "other": "keeper"}, "Choose two different grades"),
        ({"one": "keeper", "other": "nobody"}, "Choose one of the grades in the list"),
        ({"one": "k\0", "other": "<script>"}, "Choose one of the grades in the list"),
        ({"one": "keeper", "other": "x" * 5000}, "Choose one of the grades in the list"),
    ],
)
def test_compare_says_what_to_choose(cast, wicks, signed_in, query, error):
    response = signed_in(cast.ben).get(reverse("careers:compare"), query)
    assert response.status_code in (400, 422)
    if response.status_code == 422:
        assert escape(error) in response.content.decode()
        assert "error-summary" in response.content.decode()


@pytest.mark.parametrize("name", ["compare_pdf", "compare_text", "compare_csv"])
def test_a_file_of_nothing_is_a_404(cast, wicks, signed_in, name):
    client = signed_in(cast.ben)
    for query in ({}, {"one": "keeper"}, {"one": "keeper", "other": "keeper"}, {"pack": "none"}):
        assert client.get(reverse(f"careers:{name}"), query).status_code == 404


def test_unknown_grades_and_packs_are_404(cast, wicks, signed_in):
    client = signed_in(cast.ben)
    for args in (["wicks", "none"], ["lamplight", "keeper"], ["none", "keeper"]):
        assert client.get(reverse("careers:grade", args=args)).status_code == 404
    assert client.get(reverse("careers:grades_of", args=["lamplight"])).status_code == 404
    assert client.get(reverse("careers:compare"), {"pack": "lamplight"}).status_code == 404


def test_without_the_framework_the_grades_can_still_be_read(cast, wicks_pack, signed_in):
    """The levels are then known by their ids alone."""
    publish(wicks_pack, by=None, at=NOW)
    assert "steady at least, with some at bright" in html(signed_in(cast.ben), "grade", "wicks", "keeper")
    html(signed_in(cast.ben), "compare", one="apprentice", other="keeper")


@pytest.mark.parametrize("rows", [1, 3])
def test_my_pages_ask_the_database_the_same_for_one_role_and_three(
    cast, keeper, lamplight, signed_in, django_assert_max_num_queries, rows
):
    for number in range(rows - 1):
        job = appoint(cast.amira, keeper.unit, f"B{number}", "Keeper", "keeper", cast.tom)
        ExpectedLevel.objects.create(
            appointment=job, framework=lamplight.framework, dimension_id="carrying", level_id="bright", reason="Why",
            discussed_on=NOW.date(), set_at=NOW, set_by=cast.tom,
        )  # fmt: skip
    client = signed_in(cast.amira)
    html(client, "my_grade")
    counts = []
    for name in ("my_grade", "expected"):
        with django_assert_max_num_queries(16) as captured:
            html(client, name)
        counts.append(len(captured))
    assert counts == QUERIES


QUERIES = [11, 10]


@pytest.mark.parametrize("rows", [1, 3])
def test_my_team_is_one_query(cast, keeper, job_of, signed_in, django_assert_num_queries, rows):
    Appointment.objects.filter(manager=cast.tom).exclude(person=cast.amira).update(manager=None)
    for number in range(rows - 1):
        appoint(cast.ben, keeper.unit, f"B{number}", "Helper", "", cast.tom)
    client = signed_in(cast.tom)
    html(client, "my_grade")
    with django_assert_num_queries(11):
        html(client, "my_grade")
