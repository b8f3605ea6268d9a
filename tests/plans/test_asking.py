"""Asking for an opportunity: yes with what happens next, or the reason why not."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from stepwell.plans.models import OpportunityRequest
from stepwell.plans.operations import asking
from stepwell.plans.operations.refusals import AlreadyAnswered, CannotAsk, NotTheAsked, NotTheOwner, ReasonMissing
from stepwell.plans.queries.asking import requests_at_hand
from tests.cast import NOW, TODAY

from .conftest import ASKING, SECRET


@pytest.fixture
def request_to_tom(cast, objective, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return asking.ask_for_opportunity(
            person=cast.amira,
            asked=cast.tom,
            kind="shadowing",
            text=ASKING,
            objective=objective,
            by=cast.amira,
            at=NOW,
            today=TODAY,
        )


def text_of(response) -> str:
    return response.content.decode()


class TestAsking:
    def test_from_the_form_to_the_answer(self, cast, signed_in, objective, django_capture_on_commit_callbacks):
        """Scenario 24."""
        amira, tom = signed_in(cast.amira), signed_in(cast.tom)
        page = text_of(amira.get(reverse("plans:ask"), {"objective": objective.pk}))
        assert "Your line manager" in page
        data = {"asked": str(cast.tom.pk), "kind": "shadowing", "text": ASKING, "objective": str(objective.pk)}
        with django_capture_on_commit_callbacks(execute=True):
            assert amira.post(reverse("plans:ask"), data).status_code == 302
        request = OpportunityRequest.objects.get()
        assert (request.asked, request.objective) == (cast.tom, objective)
        address, answer = (reverse(f"plans:{name}", args=[request.pk]) for name in ("request", "answer"))
        assert ASKING in text_of(tom.get(address))
        refused = tom.post(answer, {"decision": "no", "reason": "  "})
        assert refused.status_code == 422
        assert "Explain why it is not possible now: they read your reason" in text_of(refused)
        assert requests_at_hand(cast.tom)[0] == [request]
        with django_capture_on_commit_callbacks(execute=True):
            tom.post(answer, {"decision": "no", "reason": "We are three people short until March."})
        assert "three people short" in text_of(amira.get(address))

    def test_a_no_without_a_reason_is_no_answer_whoever_calls(self, cast, request_to_tom):
        """R16, below the page too."""
        with pytest.raises(ReasonMissing):
            asking.decline_opportunity(request_to_tom, answer=" \n", by=cast.tom, at=NOW)
        assert OpportunityRequest.objects.get().state == "asked"

    def test_yes_needs_what_happens_next(self, cast, signed_in, request_to_tom):
        tom = signed_in(cast.tom)
        answer = reverse("plans:answer", args=[request_to_tom.pk])
        assert "Say what happens next" in text_of(tom.post(answer, {"decision": "yes"}))
        assert tom.post(answer, {"decision": "yes", "what_next": "I ask Ruth on Monday"}).status_code == 302
        request_to_tom.refresh_from_db()
        assert (request_to_tom.state, request_to_tom.answer) == ("agreed", "I ask Ruth on Monday")
        tom.post(answer, {"decision": "no", "reason": "Changed my mind"})
        assert OpportunityRequest.objects.get().state == "agreed"

    def test_mail_says_that_something_waits_and_no_more(self, cast, request_to_tom, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            asking.decline_opportunity(request_to_tom, answer=SECRET, by=cast.tom, at=NOW)
        assert [message.to for message in mail.outbox] == [[cast.tom.email], [cast.amira.email]]
        for message in mail.outbox:
            for words in (ASKING, SECRET, "shadow", "opportunity", "plan"):
                assert words.lower() not in (message.subject + message.body).lower()

    def test_whoever_is_asked_sees_nothing_else_of_the_plan(self, cast, signed_in, plan, objective, request_to_tom):
        tom = signed_in(cast.tom)
        page = text_of(tom.get(reverse("plans:request", args=[request_to_tom.pk])))
        assert ASKING in page
        assert SECRET not in page
        for name, key in (("plan", plan), ("objective", objective)):
            assert str(key.pk) not in page
            assert tom.get(reverse(f"plans:{name}", args=[key.pk])).status_code == 404

    def test_the_answer_waits_on_the_home_page_until_it_is_read(self, cast, signed_in, request_to_tom):
        asking.agree_to_opportunity(request_to_tom, answer="Yes", by=cast.tom, at=NOW)
        assert requests_at_hand(cast.amira)[1] == [request_to_tom]
        signed_in(cast.amira).get(reverse("plans:request", args=[request_to_tom.pk]))
        assert requests_at_hand(cast.amira)[1] == []


class TestWhoAndWhen:
    def test_nobody_outside_the_organisation_and_not_oneself(self, cast):
        for somebody in (cast.olga, cast.amira, cast.lena):
            with pytest.raises(CannotAsk):
                asking.ask_for_opportunity(
                    person=cast.amira, asked=somebody, kind="project", text="x", by=cast.amira, at=NOW, today=TODAY
                )

    def test_another_colleague_is_found_by_name(self, cast, signed_in):
        page = text_of(signed_in(cast.amira).get(reverse("plans:ask"), {"q": "lindqvist"}))
        assert "Cora Lindqvist" in page
        assert "Olga" not in text_of(signed_in(cast.amira).get(reverse("plans:ask"), {"q": "Olga"})).split("<main")[
            1
        ].replace("called “Olga”", "").replace('value="Olga"', "")

    def test_only_who_was_asked_answers_and_only_who_asked_takes_back(self, cast, request_to_tom):
        for somebody in (cast.ruth, cast.amira, cast.pat, cast.olga):
            with pytest.raises(NotTheAsked):
                asking.decline_opportunity(request_to_tom, answer="No", by=somebody, at=NOW)
        with pytest.raises(NotTheOwner):
            asking.withdraw_opportunity(request_to_tom, by=cast.tom, at=NOW)
        with pytest.raises(ReasonMissing):
            asking.decline_opportunity(request_to_tom, answer=" ", by=cast.tom, at=NOW)

    def test_what_is_taken_back_is_gone_for_who_was_asked(self, cast, signed_in, request_to_tom):
        tom = signed_in(cast.tom)
        address = reverse("plans:request", args=[request_to_tom.pk])
        assert tom.get(address).status_code == 200
        signed_in(cast.amira).post(reverse("plans:withdraw", args=[request_to_tom.pk]))
        assert tom.get(address).status_code == 404
        assert tom.post(reverse("plans:answer", args=[request_to_tom.pk]), {"decision": "yes"}).status_code == 404
        assert signed_in(cast.amira).get(address).status_code == 200
        with pytest.raises(AlreadyAnswered):
            asking.agree_to_opportunity(request_to_tom, answer="Yes", by=cast.tom, at=NOW)

    def test_a_day_in_the_past_says_what_to_do(self, cast, signed_in):
        day = timezone.localdate() - timedelta(days=1)
        data = {"asked": str(cast.tom.pk), "kind": "project", "text": ASKING}
        data |= {"wanted_by-day": day.day, "wanted_by-month": day.month, "wanted_by-year": day.year}
        page = signed_in(cast.amira).post(reverse("plans:ask"), data)
        assert page.status_code == 422
        assert "The day must be today or later" in text_of(page)
        assert ASKING in text_of(page)
        assert not OpportunityRequest.objects.exists()

    def test_somebody_else_s_objective_is_not_named(self, cast, signed_in, objective):
        page = text_of(signed_in(cast.ben).get(reverse("plans:ask"), {"objective": objective.pk}))
        assert SECRET not in page
        assert str(objective.pk) not in page

    def test_a_new_manager_sees_nothing_of_what_the_former_was_asked(self, cast, signed_in, request_to_tom):
        cast.amira.appointments.update(manager=cast.ruth)
        assert signed_in(cast.ruth).get(reverse("plans:request", args=[request_to_tom.pk])).status_code == 404
        assert ASKING not in text_of(signed_in(cast.ruth).get(reverse("plans:requests")))
        assert signed_in(cast.tom).get(reverse("plans:request", args=[request_to_tom.pk])).status_code == 200
