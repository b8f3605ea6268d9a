"""A manager sets the levels expected of a role that reports to them."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from stepwell.audit.models import AuditEvent
from stepwell.careers.models import ExpectationNotice, ExpectedLevel
from stepwell.careers.operations import AppointmentOver, LevelSet, mark_expectations_read, set_expected_levels
from stepwell.people.models import Appointment
from tests.cast import NOW, TODAY

HUGE = "x" * 5000


@pytest.fixture
def job(cast, wicks, job_of) -> Appointment:
    return job_of(cast.amira, "keeper")


@pytest.fixture
def save(cast, job, lamplight):
    """A function: Tom sets levels of Amira's role."""

    def saved(levels, discussed_on=TODAY, at=NOW, by=None):
        return set_expected_levels(
            job, framework=lamplight.framework, levels=levels, discussed_on=discussed_on, by=by or cast.tom, at=at
        )

    return saved


def open_rows() -> dict[str, str]:
    return dict(ExpectedLevel.objects.filter(ended_at__isnull=True).values_list("dimension_id", "level_id"))


def test_a_change_ends_the_old_value_and_adds_a_new_one(cast, save):
    bright = LevelSet("bright", "Clearing")
    assert save({"carrying": bright, "trimming": None}) == 1
    later = NOW + timedelta(days=1)
    assert save({"carrying": LevelSet("dim", "Quieter now"), "trimming": LevelSet("steady", "")}, at=later) == 2
    assert open_rows() == {"carrying": "dim", "trimming": "steady"}
    old = ExpectedLevel.objects.get(level_id="bright")
    assert (old.ended_at, old.ended_by, old.reason) == (later, cast.tom, "Clearing")


def test_giving_a_dimension_back_to_the_grade_ends_the_row(save):
    save({"carrying": LevelSet("bright", "Clearing")})
    assert save({"carrying": None}, at=NOW + timedelta(hours=1)) == 1
    assert open_rows() == {}
    assert ExpectedLevel.objects.count() == 1


def test_the_same_again_changes_nothing(save):
    save({"carrying": LevelSet("bright", "Clearing")})
    events = AuditEvent.objects.count()
    assert save({"carrying": LevelSet("bright", "Clearing"), "trimming": None}) == 0
    assert AuditEvent.objects.count() == events
    assert ExpectedLevel.objects.count() == 1


def test_one_event_without_content(cast, save):
    save({"carrying": LevelSet("bright", "Clearing"), "trimming": LevelSet("dim", "New wick")})
    event = AuditEvent.objects.get(action="expected_levels_set")
    assert (event.actor_id, event.organisation_id) == (cast.tom.pk, cast.ashdown.pk)
    assert event.detail == {"framework": "lamplight", "count": "2"}


def test_the_person_is_told_once_in_neutral_words(cast, save, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        save({"carrying": LevelSet("bright", "Clearing")})
        save({"carrying": LevelSet("dim", "Quieter")}, at=NOW + timedelta(hours=1))
    assert [message.to for message in mail.outbox] == [["amira@example.org"]]
    said = mail.outbox[0].subject + mail.outbox[0].body
    for secret in ("Clearing", "bright", "Bright", "Lamplight", "level"):
        assert secret not in said
    assert ExpectationNotice.objects.get().changed_at == NOW + timedelta(hours=1)


def test_once_read_the_next_change_is_told_again(cast, job, save, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        save({"carrying": LevelSet("bright", "Clearing")})
        mark_expectations_read(job, by=cast.amira, at=NOW)
        mark_expectations_read(job, by=cast.amira, at=NOW)
        save({"carrying": LevelSet("dim", "Quieter")}, at=NOW + timedelta(hours=1))
    assert len(mail.outbox) == 2
    assert AuditEvent.objects.filter(action="expectations_read").count() == 1


def test_nobody_else_sets_them(cast, save):
    for person in (cast.amira, cast.ben, cast.ruth, cast.pat, cast.olga):
        with pytest.raises(AppointmentOver):
            save({"carrying": LevelSet("bright", "Clearing")}, by=person)
    assert not ExpectedLevel.objects.exists()


# The page


@pytest.fixture
def page(cast, job, signed_in):
    """The address, and a function that posts to it as somebody."""

    class Page:
        url = reverse("careers:expect_levels", args=[job.pk, "lamplight"])

        def post(self, by=None, **data):
            return signed_in(by or cast.tom).post(self.url, data)

    return Page()


def answers(**changes) -> dict[str, str]:
    said = {
        "level-trimming": "as-the-grade",
        "reason-trimming": "",
        "level-carrying": "bright",
        "reason-carrying": "Leads the night round",
        "discussed_on-day": "2",
        "discussed_on-month": "10",
        "discussed_on-year": "2026",
    }
    return said | changes


def test_saving_leads_to_the_role(cast, job, page, signed_in):
    response = page.post(**answers())
    assert response.status_code == 302
    assert response.url == reverse("careers:role", args=[job.pk])
    row = ExpectedLevel.objects.get()
    assert (row.dimension_id, row.level_id, row.discussed_on) == ("carrying", "bright", date(2026, 10, 2))
    body = signed_in(cast.amira).get(reverse("careers:expected")).content.decode()
    for text in (
        "Leads the night round",
        "Bright",
        "Steady at least, with some at Bright",
        "2 October 2026",
        "Tom Okafor",
    ):
        assert text in body


def test_the_form_shows_what_stands(cast, page, save, signed_in):
    save({"carrying": LevelSet("bright", "Leads the night round")})
    body = signed_in(cast.tom).get(page.url).content.decode()
    assert "Leads the night round" in body
    assert "As the grade suggests: Steady at least, with some at Bright" in body
    assert "They light the whole path." in body
    assert "Shading the lamp" not in body  # a dimension without levels has none to expect


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"reason-carrying": ""}, "Say why this role needs its own level in Carrying the light"),
        ({"reason-carrying": HUGE}, "must be 1000 characters or fewer"),
        ({"level-carrying": "insane"}, "Choose one of the levels for Carrying the light"),
        ({"level-carrying": ""}, "Choose a level for Carrying the light, or leave it to the grade"),
        ({"discussed_on-day": "", "discussed_on-month": "", "discussed_on-year": ""}, "Enter the date"),
        ({"discussed_on-day": "31", "discussed_on-month": "2"}, "must be a real date"),
        ({"discussed_on-year": "2999"}, "must be today or earlier"),
        ({"discussed_on-year": "1026"}, "must be 2000 or later"),
        ({"discussed_on-day": "٣"}, "must be a number"),
        ({"discussed_on-year": "9" * 400}, "must be"),
    ],
)
def test_bad_input_is_said_at_the_field_and_nothing_is_lost(page, changes, error):
    given = answers(**changes)
    response = page.post(**given)
    body = response.content.decode()
    assert response.status_code == 422
    assert error in body
    assert "govuk-error-summary" in body
    assert given["reason-carrying"] in body
    assert f'value="{given["discussed_on-year"]}"' in body or not given["discussed_on-year"]
    assert not ExpectedLevel.objects.exists()


def test_the_grades_own_level_needs_no_reason(page):
    assert page.post(**answers(**{"level-carrying": "steady", "reason-carrying": ""})).status_code == 302
    assert open_rows() == {"carrying": "steady"}


def test_nul_bytes_and_broken_text_are_no_server_error(page):
    for text in ("a\0b", "\ud800".encode("utf-8", "surrogatepass")):
        assert page.post(**answers(**{"reason-carrying": text})).status_code in (302, 400, 422)
    assert not any("\0" in row.reason for row in ExpectedLevel.objects.all())


def test_an_empty_form_asks_for_everything(cast, page, signed_in):
    response = signed_in(cast.tom).post(page.url)
    assert response.status_code == 422
    assert response.content.decode().count("or leave it to the grade") == 4  # two dimensions, summary and field


def test_without_a_grade_any_level_needs_a_reason(cast, job_of, page):
    job_of(cast.amira, "")
    assert page.post(**answers(**{"level-carrying": "steady", "reason-carrying": ""})).status_code == 422


def test_the_limit_of_the_grades_stands_with_their_levels_even_for_a_role_without_a_grade(
    cast, job_of, page, save, signed_in
):
    job = job_of(cast.amira, "")
    save({"carrying": LevelSet("bright", "Clearing")})
    for person, url in [(cast.tom, page.url), (cast.amira, reverse("careers:role", args=[job.pk]))]:
        body = signed_in(person).get(url).content.decode()
        assert "Nobody is paid by the rung" in body
        assert "A glow is an indication" in body


def test_frameworks_without_levels_and_unknown_ones_are_404(cast, job, wicks, signed_in):
    for slug in ("wicks", "none"):
        url = reverse("careers:expect_levels", args=[job.pk, slug])
        assert signed_in(cast.tom).get(url).status_code == 404


def test_a_scale_notice_stands_where_the_manager_chooses(cast, published, job_of, signed_in):
    """Where the owner of a framework says its levels are not tied to roles, the manager reads that first."""
    scales = {v.framework.slug: v for v in published.values() if "scale" in {n["kind"] for n in v.content["notices"]}}
    levelled = {slug: version for slug, version in scales.items() if version.content["levels"]}
    assert levelled
    for slug, version in levelled.items():
        url = reverse("careers:expect_levels", args=[job_of(cast.amira).pk, slug])
        notice = next(n["text"] for n in version.content["notices"] if n["kind"] == "scale")
        assert notice in signed_in(cast.tom).get(url).content.decode()


@pytest.mark.parametrize("rows", [1, 2])
def test_pages_ask_the_database_the_same(cast, job, page, save, signed_in, django_assert_num_queries, rows):
    save({dimension_id: LevelSet("bright", "Why") for dimension_id in ["trimming", "carrying"][:rows]})
    client = signed_in(cast.tom)
    for url, count in [
        (page.url, 9),
        (reverse("careers:role", args=[job.pk]), 11),
        (reverse("careers:expect", args=[job.pk]), 11),
    ]:
        client.get(url)
        with django_assert_num_queries(count):
            client.get(url)
