"""Lists cost the same number of queries, however long they are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stepwell.plans.operations import asking, objectives, progress
from tests.cast import NOW, TODAY

MOST = 25


def filled(cast, plan, growth, count):
    by = {"by": cast.amira, "at": NOW}
    for number in range(count):
        one = objectives.add_objective(plan, values={"title": f"Objective {number}"}, today=TODAY, **by)
        progress.plan_own_initiative(one, text="Read", **by)
        progress.plan_initiatives(one, initiatives=[objectives.Named(growth, None, "depth.2.1")], **by)
        progress.note_progress(one, text="Did it", happened_on=TODAY, today=TODAY, **by)
        asking.ask_for_opportunity(
            person=cast.amira, asked=cast.tom, kind="project", text="x", objective=one, today=TODAY, **by
        )


def queries_of(client, address) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["plan", "past", "requests", "share", "pdf"])
def test_a_list_of_three_costs_what_a_list_of_one_does(cast, signed_in, plan, growth, name):
    client = signed_in(cast.amira)
    address = reverse(f"plans:{name}", args=[] if name == "requests" else [plan.pk])
    client.get(address)
    counts = []
    for more in (1, 2):
        filled(cast, plan, growth, more)
        counts.append(queries_of(client, address))
    assert counts[0] == counts[1] <= MOST


def test_an_objective_with_much_in_it(cast, signed_in, plan, growth, objective):
    client, by = signed_in(cast.amira), {"by": cast.amira, "at": NOW}
    address = reverse("plans:objective", args=[objective.pk])
    client.get(address)
    counts = []
    for more in (1, 2):
        for number in range(more):
            progress.plan_own_initiative(objective, text=f"Read {number}", **by)
            progress.note_progress(objective, text="Did it", happened_on=TODAY, today=TODAY, **by)
        counts.append(queries_of(client, address))
    assert counts[0] == counts[1] <= MOST
