"""What somebody promised, what is due, and who waits for whom: on their own home page and nobody else's."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stepwell.plans.models import Objective, PlanReview
from stepwell.plans.operations import asking, objectives, plans
from tests.cast import NOW, TODAY

from .conftest import ASKING, SECRET

HOME = reverse("home:home")


def home(client) -> str:
    return client.get(HOME).content.decode()


def test_a_near_step_and_a_review_that_has_come(cast, signed_in, plan, objective):
    today = timezone.localdate()
    Objective.objects.filter(pk=objective.pk).update(next_step_date=today + timedelta(days=3))
    PlanReview.objects.create(plan=plan, due_on=today - timedelta(days=30), set_at=NOW)
    page = home(signed_in(cast.amira))
    assert "Ask Ruth how she began" in page
    assert "Look at your plan again" in page
    assert "1 objective on the way" in page
    assert "overdue" not in page.lower()
    for who in ("tom", "ruth", "pat", "olga"):
        assert "Ask Ruth how she began" not in home(signed_in(cast.everyone[who]))


def test_what_is_far_parked_or_put_away_asks_for_nothing(cast, signed_in, plan, objective):
    today = timezone.localdate()
    amira = signed_in(cast.amira)
    Objective.objects.filter(pk=objective.pk).update(next_step_date=today + timedelta(days=60))
    assert "Ask Ruth how she began" not in home(amira)
    Objective.objects.filter(pk=objective.pk).update(next_step_date=today)
    assert "Ask Ruth how she began" in home(amira)
    objectives.set_status(objective, status="parked", on=today, by=cast.amira, at=NOW, today=today)
    assert "Ask Ruth how she began" not in home(amira)
    objectives.set_status(objective, status="open", on=today, by=cast.amira, at=NOW, today=today)
    plans.close_plan(plan, by=cast.amira, at=NOW)
    assert "Ask Ruth how she began" not in home(amira)


def test_who_waits_for_whom(cast, signed_in, objective):
    request = asking.ask_for_opportunity(
        person=cast.amira, asked=cast.tom, kind="shadowing", text=ASKING, by=cast.amira, at=NOW, today=TODAY
    )
    tom, amira = signed_in(cast.tom), signed_in(cast.amira)
    assert "Answer Amira Hassan" in home(tom)
    assert ASKING not in home(tom)
    assert "Tom Okafor answered" not in home(amira)
    asking.decline_opportunity(request, answer=SECRET, by=cast.tom, at=NOW)
    assert "Answer Amira Hassan" not in home(tom)
    assert "Read what Tom Okafor answered" in home(amira)
    amira.get(reverse("plans:request", args=[request.pk]))
    assert "Read what Tom Okafor answered" not in home(amira)


def test_the_home_page_costs_the_same_with_much_in_the_plan(cast, signed_in, plan):
    amira = signed_in(cast.amira)
    today = timezone.localdate()
    counts = []
    for more in (1, 2):
        for number in range(more):
            values = {"title": f"Objective {number}", "next_step": "Go", "next_step_date": today}
            objectives.add_objective(plan, values=values, by=cast.amira, at=NOW, today=today)
        amira.get(HOME)
        with CaptureQueriesContext(connection) as captured:
            amira.get(HOME)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 25
