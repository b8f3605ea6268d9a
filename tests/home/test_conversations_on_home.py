"""Home says whom one meets next, what was promised, and what is due."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stepwell.conversations.operations import ending, promising
from stepwell.conversations.operations.proposing import Plan
from tests.cast import NOW, TODAY
from tests.conversations import making


def test_home_says_what_waits_from_conversations(cast, signed_in, lamplight):
    today = timezone.localdate()
    making.proposed(cast.amira, cast.tom, cast.ashdown, kind="probation")
    made = making.met(cast.amira, cast.tom, cast.ashdown)
    making.with_action(made, text="Ask the registrar", by_when=today + timedelta(days=3))
    ending.end_conversation(made, review_date=TODAY + timedelta(days=1), by=cast.amira, at=NOW, today=TODAY)
    client = signed_in(cast.amira)
    client.get("/")
    with CaptureQueriesContext(connection) as found:
        page = client.get("/").content.decode()
    assert "Talk with Tom Okafor" in page
    assert "Say whether it suits you" in page
    assert "Promised: Ask the registrar" in page
    assert ("Look again at what you and Tom Okafor agreed" in page) == (TODAY + timedelta(days=1) <= today)
    assert len(found) <= 25
    assert "Ask the registrar" not in signed_in(cast.tom).get("/").content.decode()


def test_home_says_what_was_agreed_last_time_with_whom_one_meets_next(cast, signed_in, lamplight):
    now = timezone.now()
    before = making.met(cast.amira, cast.tom, cast.ashdown)
    making.with_action(before, text="Ask the registrar")
    dropped = making.with_action(before, text="Wait for spring")
    promising.settle_action(dropped, state="let_go", by=cast.amira, at=NOW)
    ending.end_conversation(before, review_date=TODAY + timedelta(days=90), by=cast.amira, at=NOW, today=TODAY)
    making.agreed(cast.amira, cast.ben, cast.ashdown, kind="feedback", other_role="colleague", at=now)
    assert "agreed last time" not in signed_in(cast.amira).get("/").content.decode()
    plan = Plan(starts_at=now + timedelta(days=2))
    making.agreed(cast.amira, cast.tom, cast.ashdown, plan=plan, at=now)
    for reader in (cast.amira, cast.tom):
        page = signed_in(reader).get("/").content.decode()
        assert "agreed last time" in page and "Ask the registrar" in page
        assert "Wait for spring" not in page
    assert "Ask the registrar" not in signed_in(cast.ben).get("/").content.decode()
