"""Rules of Scope for Growth that no other test holds; docs/rules.md has all of them."""

import html
import re

from django.urls import reverse

from stepwell.plans.operations import objectives, plans, positions
from tests.cast import NOW, TODAY


def test_the_plan_of_scope_for_growth_holds_all_that_is_to_be_recorded(cast, growth, record, signed_in):
    """R72: where they stand now and in two years, reflections, aspirations, objectives; all on one page."""
    now = record(own=positions.View("depth", 1, "I know my field"))
    record(kind="future", own=positions.View("breadth", 2, "Across two wards"))
    plans.write_aspirations(now.plan, aspirations="To lead a clinic", reflections="I teach well", revision=1, by=cast.amira, at=NOW)  # fmt: skip
    objectives.add_objective(now.plan, values={"title": "Sit in on three clinics", "horizon": "now"}, by=cast.amira, at=NOW, today=TODAY)  # fmt: skip
    page = signed_in(cast.amira).get(reverse("plans:plan", args=[now.plan.pk])).content.decode()
    shown = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
    for words in ("I know my field", "Across two wards", "To lead a clinic", "I teach well", "Sit in on three clinics"):
        assert words in shown, words
