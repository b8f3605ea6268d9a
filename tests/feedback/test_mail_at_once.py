"""Mail goes when the page is done, not with the next tick; what a killed process left is sent by the tick."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from stepwell.config import schedule
from stepwell.feedback.models import Invitation
from stepwell.feedback.operations.inviting import BETWEEN_REMINDERS
from tests.cast import NOW, TODAY

from . import making


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def url(name: str, *args) -> str:
    return reverse(f"feedback:{name}", args=args)


def to_whom() -> set[str]:
    return {address for message in mail.outbox for address in message.to}


def test_sending_the_list_off(cast, choosing, signed_in):
    making.nominate_many(choosing, peers=5)
    signed_in(cast.amira).post(url("send_raters", choosing.pk))
    assert to_whom() == {f"peers{number}@elsewhere.example" for number in range(5)}
    assert not Invitation.objects.filter(sent_at__isnull=True).exists()


def test_agreeing_to_a_choice(cast, lamplight, signed_in):
    round = making.join(making.make_cycle(cast, lamplight, approval="coordinator"), cast.amira)
    making.nominate_many(round, peers=5)
    making.submit(round)
    mail.outbox.clear()
    signed_in(cast.cora).post(url("approve", round.pk), {"decision": "approve"})
    assert to_whom() >= {f"peers{number}@elsewhere.example" for number in range(5)}


def test_one_more_by_address_and_one_of_those_near(cast, collecting, signed_in):
    mail.outbox.clear()
    amira = signed_in(cast.amira)
    amira.post(url("add_rater", collecting.pk), {"name": "Ada", "email": "ada@elsewhere.example", "group": "peers"})
    assert to_whom() == {"ada@elsewhere.example"}
    amira.post(url("add_suggested", collecting.pk), {"people": [str(cast.ben.pk)], f"group_{cast.ben.pk}": "peers"})
    assert cast.ben.email.lower() in to_whom()


def test_moving_somebody_and_sending_again(cast, collecting, signed_in):
    mail.outbox.clear()
    one, other = collecting.nominations.filter(group__key="peers").order_by("email")[:2]
    signed_in(cast.amira).post(url("move_rater", one.pk), {"group": "others"})
    signed_in(cast.amira).post(url("resend", other.pk))
    assert [message.to for message in mail.outbox] == [[one.email], [other.email]]


def test_reminding(cast, collecting, signed_in):
    Invitation.objects.update(sent_at=NOW - BETWEEN_REMINDERS)
    mail.outbox.clear()
    signed_in(cast.amira).post(url("remind", collecting.pk))
    assert len(to_whom()) == Invitation.objects.count()


def test_a_pulse(cast, released, signed_in):
    mail.outbox.clear()
    closes = {"closes_on-day": "1", "closes_on-month": "12", "closes_on-year": "2026"}
    signed_in(cast.amira).post(url("pulse", released.pk), {"items": ["trimming"], **closes})
    assert len(to_whom()) == released.nominations.count()


def test_what_was_noted_and_not_sent_goes_with_the_next_tick(cast, choosing):
    making.nominate_many(choosing, peers=5)
    making.submit(choosing)  # and the process dies
    assert not mail.outbox
    assert schedule.tick(NOW)["feedback mail on its way"] == 5
    assert len(to_whom()) == 5


def test_a_new_link_says_the_same_for_who_has_answered(cast, collecting, signed_in):
    one, other = collecting.nominations.filter(group__key="peers").order_by("email")[:2]
    making.answer(making.links()[one.email])
    mail.outbox.clear()
    amira = signed_in(cast.amira)
    said = [amira.post(url("resend", who.pk), follow=True).text for who in (one, other)]
    heard = [
        text.replace(who.name, "…").count("If … can still answer") for text, who in zip(said, (one, other), strict=True)
    ]
    assert heard == [1, 1]
    assert to_whom() == {other.email}
