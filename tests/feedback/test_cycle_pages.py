"""A coordinator's pages: preparing a cycle, opening it, its overview in numbers, and what may still change."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stepwell.feedback.models import Cycle, FeedbackRound
from stepwell.feedback.operations import cycles, due, refusals
from stepwell.feedback.operations import rounds as round_operations
from stepwell.feedback.queries.cycles import settings_of
from tests.cast import NOW, TODAY

from . import making
from .conftest import SECRET

ON_A_CYCLE = ["cycle", "change_cycle", "open_cycle", "thresholds", "closing", "ask", "close_cycle"]


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch):
    """Pages read the clock; the cast lives on one day."""
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def url(name: str, *args) -> str:
    return reverse(f"feedback:{name}", args=args)


def new_cycle(cast, **changed) -> dict[str, str]:
    """What the form sends for a cycle with three groups."""
    first, last = TODAY, making.CLOSES
    return {
        "title": "Spring",
        "item_kind": "dimensions",
        "scale": "",
        "asks_importance": "on",
        **{f"opens_on-{part}": str(getattr(first, part)) for part in ("day", "month", "year")},
        **{f"closes_on-{part}": str(getattr(last, part)) for part in ("day", "month", "year")},
        "question_1": "What should they keep doing?",
        "question_2": "What could they do differently?",
        "group_1_key": "line_manager",
        "group_1_name": "Line manager",
        "group_1_identifiable": "on",
        "group_2_key": "peers",
        "group_2_name": "Peers",
        "group_3_name": "Harbour pilots",
        "group_3_merge": "2",
        "minimum_group_size": "4",
        "comment_threshold": "5",
        "protect_from": "rater",
        "approval": "manager",
        "facilitators": cast.fran.email,
        "request_cap": "6",
        "repeat_months": "12",
    } | changed


def test_a_cycle_from_a_framework_to_an_open_one(cast, lamplight, signed_in):
    client = signed_in(cast.cora)
    assert url("new_cycle", "lamplight") in client.get(url("choose_for_cycle")).content.decode()
    form = client.get(url("new_cycle", "lamplight")).content.decode()
    assert "Peers" in form
    answer = client.post(url("new_cycle", "lamplight"), new_cycle(cast))
    cycle = Cycle.objects.get()
    assert (answer.status_code, answer.url) == (302, url("cycle", cycle.pk))
    assert [(g.key, g.name, g.is_identifiable, g.merge_into) for g in cycle.groups.all()] == [
        ("line_manager", "Line manager", True, ""),
        ("peers", "Peers", False, ""),
        ("harbour_pilots", "Harbour pilots", False, "peers"),
    ]
    assert [one.person for one in cycle.facilitators.all()] == [cast.fran]
    page = client.get(answer.url).content.decode()
    assert "Nobody sees your answers on their own" in page
    assert "Fran Rossi" in page
    assert client.post(url("open_cycle", cycle.pk)).status_code == 302
    cycle.refresh_from_db()
    assert (cycle.state, cycle.opened_by) == (Cycle.State.OPEN, cast.cora)


def test_a_draft_changes_whole_and_an_open_cycle_does_not(cast, lamplight, signed_in):
    client, cycle = signed_in(cast.cora), making.make_cycle(cast, lamplight, is_open=False)
    page = client.get(url("change_cycle", cycle.pk)).content.decode()
    assert "Leading at Ashdown" in page
    assert cast.fran.email in page
    client.post(url("change_cycle", cycle.pk), new_cycle(cast, title="Renamed"))
    cycle.refresh_from_db()
    assert cycle.title == "Renamed"
    client.post(url("open_cycle", cycle.pk))
    client.post(url("change_cycle", cycle.pk), new_cycle(cast, title="Again", minimum_group_size="3"))
    cycle.refresh_from_db()
    assert (cycle.title, cycle.minimum_group_size) == ("Renamed", 4)


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"title": ""}, "title", "Enter a name for the cycle"),
        ({"title": "a\x00b"}, "title", "invisible character"),
        ({"minimum_group_size": "2"}, "minimum_group_size", "must be 3 or more"),
        ({"minimum_group_size": "9" * 400}, "minimum_group_size", ""),
        ({"closes_on-year": "2020"}, "closes_on-day", "after the first day"),
        ({"closes_on-year": "0999"}, "closes_on-day", "next few years"),
        ({"question_2": ""}, "question_2", "Enter question 2"),
        ({"facilitators": "nobody@example.org"}, "facilitators", "Nobody at Ashdown University has the address"),
        ({"facilitators": "olga@example.org"}, "facilitators", "Nobody at Ashdown University has the address"),
        ({"facilitators": "<script>"}, "facilitators", "is no e-mail address"),
        ({"group_2_name": "", "group_3_name": ""}, "group_1_name", "shown together"),
        ({"group_1_identifiable": ""}, "group_1_name", "group for line managers"),
        ({"group_2_key": "Not A Key"}, "", "Check"),
        ({"item_kind": "tea_leaves"}, "item_kind", "Choose one of the answers"),
        ({"protect_from": "nobody"}, "protect_from", "Choose one of the answers"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(cast, lamplight, signed_in, changed, field, words):
    answer = signed_in(cast.cora).post(url("new_cycle", "lamplight"), new_cycle(cast, **changed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert f'href="#id_{field}' in page or not field
    assert "Harbour pilots" in page or changed.get("group_3_name") == ""
    assert not Cycle.objects.exists()


def test_thresholds_rise_and_never_fall(cast, cycle, signed_in):
    client = signed_in(cast.cora)
    lower = {"minimum_group_size": "3", "comment_threshold": "5", "protect_from": "rater"}
    answer = client.post(url("thresholds", cycle.pk), lower)
    assert answer.status_code == 422
    assert "only become stricter" in answer.content.decode()
    assert 'href="#id_minimum_group_size"' in answer.content.decode()
    assert (
        client.post(
            url("thresholds", cycle.pk), lower | {"minimum_group_size": "4", "protect_from": "subject"}
        ).status_code
        == 422
    )
    assert client.post(url("thresholds", cycle.pk), lower | {"minimum_group_size": "6"}).status_code == 302
    cycle.refresh_from_db()
    assert (cycle.minimum_group_size, cycle.protect_from) == (6, "rater")
    assert {group.promise_version for group in cycle.groups.exclude(is_identifiable=True)} == {2}


def test_the_last_day_moves_and_the_past_is_refused(cast, collecting, signed_in):
    client, cycle = signed_in(cast.cora), collecting.cycle
    later = making.CLOSES + timedelta(days=7)
    for day, status in ((TODAY - timedelta(days=1), 422), (later, 302)):
        sent = {f"closes_on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
        assert client.post(url("closing", cycle.pk), sent).status_code == status
    collecting.refresh_from_db()
    assert collecting.closes_on == later


def test_asking_somebody_starts_nothing(cast, cycle, signed_in):
    """Scenario 23, R40, W13: neither the coordinator nor the manager begins a round; the person does."""
    client = signed_in(cast.cora)
    assert "Amira Hassan" in client.get(url("ask", cycle.pk), {"q": "amira"}).content.decode()
    assert client.post(url("ask", cycle.pk), {"q": "amira", "person": str(cast.amira.pk)}).status_code == 302
    round = FeedbackRound.objects.get()
    assert (round.state, round.consented_at) == (FeedbackRound.State.ASKED, None)
    assert [message.to for message in mail.outbox] == [[cast.amira.email]]
    again = client.post(url("ask", cycle.pk), {"q": "amira", "person": str(cast.amira.pk)})
    assert "There is a round for this person" in again.content.decode()
    assert client.post(url("ask", cycle.pk), {"q": "olga", "person": str(cast.olga.pk)}).status_code == 422
    for person in (cast.cora, cast.tom):
        assert signed_in(person).post(url("consent", round.pk)).status_code == 404
    round.refresh_from_db()
    assert round.state == FeedbackRound.State.ASKED


def test_the_overview_has_numbers_and_no_names_of_raters(cast, answered, signed_in):
    page = signed_in(cast.cora).get(url("cycle", answered.cycle_id)).content.decode()
    assert "Amira Hassan" in page
    assert "7 of 8" in page
    assert answered.nominations.filter(name="peers 1").exists()
    for nomination in answered.nominations.all():
        if nomination.person is None:
            assert nomination.name not in page
            assert nomination.email not in page
    assert cast.tom.full_name not in page
    assert SECRET not in page


def test_below_the_minimum_no_number_of_answers_is_shown(cast, collecting, signed_in):
    tokens = [token for address, token in sorted(making.links().items()) if address.startswith("peers")]
    for token in tokens[:3]:
        making.answer(token)
    page = signed_in(cast.cora).get(url("cycle", collecting.cycle_id)).content.decode()
    assert "fewer than 4" in page
    assert "3 of 8" not in page
    making.answer(tokens[3])
    assert "4 of 8" in signed_in(cast.cora).get(url("cycle", collecting.cycle_id)).content.decode()


def test_closing_a_cycle_closes_its_rounds(cast, answered, signed_in):
    client = signed_in(cast.cora)
    assert "You cannot open a cycle again" in client.get(url("close_cycle", answered.cycle_id)).content.decode()
    assert client.post(url("close_cycle", answered.cycle_id)).status_code == 302
    assert client.post(url("close_cycle", answered.cycle_id)).status_code == 302
    answered.refresh_from_db()
    assert answered.state not in (FeedbackRound.State.COLLECTING, FeedbackRound.State.CHOOSING)
    assert "Closed" in client.get(url("cycle", answered.cycle_id)).content.decode()


def test_a_closed_cycle_takes_nothing_and_shows_how_far_it_is(cast, answered, signed_in):
    """Between the closing of a cycle and that of its rounds, a worker may be killed: nothing comes in, nothing is lost."""
    token = making.links()["peers5@elsewhere.example"]
    cycles.close_cycle(answered.cycle, by=cast.cora, at=NOW)
    answered.refresh_from_db()
    assert (answered.state, answered.snapshots.count()) == ("closing", 0)
    assert signed_in(None).get(f"/feedback/answer/{token}/1/").status_code == 410
    with pytest.raises(refusals.NotOpenAnyMore):
        making.answer(token)
    page = signed_in(cast.cora).get(url("cycle", answered.cycle_id)).content.decode()
    assert "0 of 1" in page and "rounds closed" in page and 'http-equiv="refresh"' in page
    for _ in range(2):
        due.finish_round(answered, at=making.LATER, today=TODAY)
    answered.refresh_from_db()
    assert (answered.state, answered.snapshots.count(), answered.closed_by) == ("prepared", 1, cast.cora)
    assert "rounds closed" not in signed_in(cast.cora).get(url("cycle", answered.cycle_id)).content.decode()


def test_settings_are_kept_for_the_organisation(cast, lamplight, signed_in):
    client = signed_in(cast.cora)
    sent = {
        "allows_own_rounds": "on",
        "own_approval": "coordinator",
        "minimum_group_size": "5",
        "comment_threshold": "6",
        "protect_from": "rater",
        "request_cap": "4",
        "repeat_months": "18",
    }
    assert client.post(url("settings"), sent | {"minimum_group_size": "1"}).status_code == 422
    assert not settings_of(cast.ashdown).allows_own_rounds
    assert client.post(url("settings"), sent).status_code == 302
    kept = settings_of(cast.ashdown)
    assert (kept.allows_own_rounds, kept.minimum_group_size, kept.changed_by) == (True, 5, cast.cora)
    assert 'value="5"' in client.get(url("new_cycle", "lamplight")).content.decode()


def test_only_coordinators_get_anything(cast, answered, signed_in):
    """Nobody else, also not whoever takes part, manages, or looks after people; nor a coordinator elsewhere."""
    cast.olga.duties.create(organisation=cast.marlow, name="coordinator", granted_at=NOW)
    addresses = [url(name, answered.cycle_id) for name in ON_A_CYCLE]
    lists = [url(name) for name in ("cycles", "settings", "choose_for_cycle")] + [url("new_cycle", "lamplight")]
    assert all(signed_in(cast.cora).get(address).status_code in (200, 302) for address in addresses + lists)
    before = Cycle.objects.values().get()
    for name, person in cast.everyone.items():
        if name == "cora":
            continue
        client = signed_in(person)
        for address in addresses if name == "olga" else addresses + lists:
            assert {client.get(address).status_code, client.post(address).status_code} <= {404, 405}, (name, address)
    assert Cycle.objects.values().get() == before
    assert b"Leading at Ashdown" not in signed_in(cast.olga).get(url("cycles")).content


def test_a_persons_own_round_is_nobodys_cycle(cast, lamplight, signed_in):
    making.cycles.change_settings(cast.ashdown, allows_own_rounds=True, by=cast.cora, at=NOW)
    round = round_operations.start_own_round(
        subject=cast.amira,
        organisation=cast.ashdown,
        version=lamplight,
        overlay=None,
        title="My own affair",
        item_kind="dimensions",
        closes_on=making.CLOSES,
        by=cast.amira,
        at=NOW,
        today=TODAY,
    )
    client = signed_in(cast.cora)
    assert client.get(url("cycle", round.cycle_id)).status_code == 404
    assert "My own affair" not in client.get(url("cycles")).content.decode()


def test_who_is_not_signed_in_is_sent_to_sign_in(cycle, client):
    for address in [url("cycles"), *(url(name, cycle.pk) for name in ON_A_CYCLE)]:
        assert client.get(address).status_code == 302
        assert "sign-in" in client.get(address).url


def queries_of(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_lists_ask_the_database_as_often_for_three_as_for_one(cast, lamplight, signed_in):
    client = signed_in(cast.cora)
    first = making.make_cycle(cast, lamplight)
    making.join(first, cast.amira)
    one = [queries_of(client, url("cycles")), queries_of(client, url("cycle", first.pk))]
    for person in (cast.ben, cast.tom):
        making.make_cycle(cast, lamplight)
        making.nominate_many(making.join(first, person), peers=2)
    assert [queries_of(client, url("cycles")), queries_of(client, url("cycle", first.pk))] == one
    assert len(re.findall("Leading at Ashdown", client.get(url("cycles")).content.decode())) == 3
