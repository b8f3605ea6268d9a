"""From outside, by pages alone: a conversation about growth with a coach who is nobody's manager (R15), to the review."""

import re
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from stepwell.conversations.models import Conversation, ConversationStage
from stepwell.conversations.queries.agendas import agenda_of
from stepwell.frameworks.operations import publish
from stepwell.people.models import Appointment
from stepwell.plans.models import DevelopmentPlan, GrowthPosition
from tests.cast import NOW

from .test_pages import day_of, page, proposal_of, send

IN_HALF_A_YEAR = timezone.localdate() + timedelta(days=180)
WORDS = "The wren sings behind the mill."


class Two:
    """The person and the coach, each in a browser of their own."""

    def __init__(self, signed_in, person, coach):
        self.person, self.coach = signed_in(person), signed_in(coach)
        send(self.person, "propose", "growth", **proposal_of(coach, other_role="coach", q=coach.full_name))
        self.conversation = Conversation.objects.get()

    def stage(self, name: str) -> ConversationStage:
        keys = {one.page: one.id for one in agenda_of(self.conversation).stages}
        return ConversationStage.objects.get(conversation=self.conversation, key=keys[f"growth-{name}"])

    def both(self):
        return (self.person, self.coach)

    def post(self, who, name, **data) -> str:
        answer = send(who, name, self.conversation.pk, **data)
        assert answer.status_code == 200, (name, answer.status_code)
        return answer.content.decode()

    def hold(self, name: str) -> str:
        return send(self.coach, "growth_stage", self.stage(name).pk).content.decode()


def begun(cast, signed_in) -> Two:
    """Asked for, agreed, prepared by both, come in: Fran coaches Amira."""
    two = Two(signed_in, cast.amira, cast.fran)
    for who, name, data in [
        (two.coach, "agree", {}),
        (two.person, "prepare", {"q0": WORDS, "revision": 0, "then": "ready"}),
        (two.coach, "prepare", {"q0": "Asked for by others.", "revision": 0, "then": "ready"}),
        (two.coach, "growth_checklist", {"notes": "Leave time.", "revision": 0}),
        (two.person, "come_in", {}),
        (two.coach, "come_in", {}),
    ]:
        two.post(who, name, **data)
    return two


def test_the_same_with_somebody_who_does_not_manage_them(cast, signed_in, real_packs):
    publish(real_packs["nhs-scope-for-growth"], by=None, at=NOW)
    assert not Appointment.objects.current(timezone.localdate()).filter(person=cast.amira, manager=cast.fran).exists()
    two = begun(cast, signed_in)
    assert WORDS in page(two.coach, "prepare", two.conversation.pk)
    two.post(two.coach, "growth_adjustments", answer="no", revision=0)
    two.hold("reflection")
    assert "Where you stand now" in two.hold("history")
    cells = re.findall(r'name="cell"[^>]*value="([^"]+)"', page(two.person, "growth_view", two.conversation.pk))
    two.post(two.person, "growth_view", cell=cells[0], words=WORDS, then="give", revision=0)
    assert WORDS not in page(two.coach, "growth_stage", two.stage("position").pk)
    two.post(two.coach, "growth_view", cell=cells[1], words="A step higher.", then="give", revision=0)
    two.post(two.coach, "growth_settle", cell=cells[1], evidence0="The open day in May.", words="Together.")
    assert "puts a position to you" in page(two.person, "growth_stage", two.stage("position").pk)
    revision = two.conversation.growth.revision
    two.post(two.person, "growth_settle", do="accept", revision=revision)
    two.post(two.person, "growth_future", cell=cells[-1], words="", revision=0, **day_of("on", IN_HALF_A_YEAR))
    two.post(two.coach, "growth_objective", title="Teach twice", horizon="next", revision=0)
    two.post(two.person, "growth_put")
    two.post(two.person, "end", no_actions="on", review="day", **day_of("review_date", IN_HALF_A_YEAR))
    assert "You look again on" in page(two.coach, "conversation", two.conversation.pk)
    two.post(two.person, "look_again", then="done")

    two.conversation.refresh_from_db()
    assert (two.conversation.state, two.conversation.other_role) == ("ended", "coach")
    assert two.conversation.reviewed_by == cast.amira
    plan = DevelopmentPlan.objects.get(person=cast.amira, kind="aspirational")
    assert plan.objectives.get().title == "Teach twice"
    assert set(plan.positions.values_list("kind", "state")) == {
        (GrowthPosition.Kind.PRESENT, "agreed"),
        (GrowthPosition.Kind.FUTURE, "agreed"),
    }
    for stranger in (cast.tom, cast.ruth, cast.pat, cast.olga):
        address = reverse("conversations:conversation", args=[two.conversation.pk])
        assert signed_in(stranger).get(address).status_code == 404
    assert two.coach.get(reverse("plans:plan", args=[plan.pk])).status_code == 404


def test_what_each_prepared_stays_readable_when_it_has_ended(ended, signed_in):
    """Both came in, so each reads both; the words of neither are lost with the end."""
    for who, partner in ((ended.person, ended.other), (ended.other, ended.person)):
        text = page(signed_in(who), "conversation", ended.pk)
        assert text.count("Prepared.") == 2
        assert partner.called in text
