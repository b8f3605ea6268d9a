"""What I share: everything is listed, one button ends it, and nobody else sees or ends it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stepwell.audit.models import AuditEvent
from stepwell.sharing import operations, queries
from stepwell.sharing.models import Share
from tests.access.test_table import without_token
from tests.cast import NOW, TODAY


def share(cast, **changes) -> Share:
    values = {
        "owner": cast.amira,
        "recipient": cast.tom,
        "kind": "assessments",
        "title": "Lamplight, November 2026",
        "purpose": "conversation",
        "until": date(2099, 1, 1),
        "message": "For Thursday.",
        "at": NOW,
    }
    return operations.grant(**{**values, **changes})


def test_the_owner_sees_it_with_who_why_and_until(cast, signed_in):
    share(cast)
    page = signed_in(cast.amira).get(reverse("sharing:given")).content.decode()
    assert "Lamplight, November 2026" in page
    assert "Tom Okafor" in page
    assert "1 January 2099" in page
    assert "Not opened yet" in page


def test_withdrawing_is_one_button_and_at_once(cast, signed_in):
    granted = share(cast)
    answer = signed_in(cast.amira).post(reverse("sharing:withdraw", args=[granted.pk]), follow=True)
    assert "You no longer share" in answer.content.decode()
    granted.refresh_from_db()
    assert granted.withdrawn_at is not None
    assert queries.received_by(cast.tom, TODAY) == []


def test_following_the_link_asks_first(cast, signed_in):
    granted = share(cast)
    page = signed_in(cast.amira).get(reverse("sharing:withdraw", args=[granted.pk]))
    assert page.status_code == 200
    granted.refresh_from_db()
    assert granted.withdrawn_at is None


def test_withdrawing_twice_keeps_the_first_time(cast):
    granted = share(cast)
    operations.withdraw(granted, by=cast.amira, at=NOW)
    operations.withdraw(granted, by=cast.amira, at=NOW + timedelta(days=1))
    granted.refresh_from_db()
    assert granted.withdrawn_at == NOW
    assert AuditEvent.objects.filter(action="share_withdrawn").count() == 1


@pytest.mark.parametrize("who", ["tom", "ben", "ruth", "pat", "cora", "dan", "lena", "olga"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_can_withdraw_or_see_it(cast, signed_in, who, method):
    granted = share(cast)
    address = reverse("sharing:withdraw", args=[granted.pk])
    assert signed_in(cast.amira).get(address).status_code == 200
    client = signed_in(cast.everyone[who])
    refused = getattr(client, method)(address)
    missing = getattr(client, method)(reverse("sharing:withdraw", args=["00000000-0000-4000-8000-000000000000"]))
    assert refused.status_code == missing.status_code == 404
    assert without_token(refused.content) == without_token(missing.content)
    granted.refresh_from_db()
    assert granted.withdrawn_at is None


@pytest.mark.parametrize("who", ["ben", "ruth", "pat", "cora", "dan", "olga"])
def test_lists_show_only_ones_own(cast, signed_in, who):
    share(cast)
    assert "Lamplight" in signed_in(cast.tom).get(reverse("sharing:received")).content.decode()
    client = signed_in(cast.everyone[who])
    for name in ("sharing:given", "sharing:received"):
        assert "Lamplight" not in client.get(reverse(name)).content.decode()


def test_what_ended_or_was_withdrawn_is_gone_for_the_recipient(cast):
    kept = share(cast)
    share(cast, until=TODAY - timedelta(days=1))
    operations.withdraw(share(cast), by=cast.amira, at=NOW)
    assert [thing.share for thing in queries.received_by(cast.tom, TODAY)] == [kept]
    assert len(queries.given_by(cast.amira, TODAY)) == 3


def test_the_last_day_counts(cast):
    share(cast, until=TODAY)
    assert len(queries.received_by(cast.tom, TODAY)) == 1


def test_openings_are_counted_by_reading(cast):
    granted = share(cast)
    for minutes in (0, 5, 30):
        operations.record_opening(granted, at=NOW + timedelta(minutes=minutes))
    (thing,) = queries.given_by(cast.amira, TODAY)
    assert thing.openings == 2
    assert thing.latest_opening == NOW + timedelta(minutes=30)


def test_nobody_shares_with_themselves(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        share(cast, recipient=cast.amira)


@pytest.mark.parametrize(("name", "who"), [("sharing:given", "amira"), ("sharing:received", "tom")])
def test_the_number_of_queries_does_not_grow(cast, signed_in, name, who):
    client = signed_in(cast.everyone[who])

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(name))
        return len(captured)

    share(cast)
    one = count()
    share(cast)
    share(cast)
    assert count() == one


def test_the_trail_says_who_and_when_but_not_what(cast):
    share(cast, message="Something private")
    event = AuditEvent.objects.get(action="share_granted")
    assert event.actor_id == cast.amira.pk
    assert "private" not in str(event.detail)
