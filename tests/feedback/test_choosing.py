"""Whom to ask, what the report will be able to show, reminders, and what happens by itself."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stepwell.config.schedule import tick
from stepwell.feedback.models import FeedbackReport, FeedbackRound, Invitation, ThankYou
from stepwell.feedback.models.ratings import Response
from stepwell.feedback.operations import closing, cycles, due, inviting, refusals, releasing, rounds
from stepwell.feedback.operations.rounds import months_before
from stepwell.feedback.queries.asking import asked_of, item_kinds
from stepwell.feedback.queries.choosing import feasibility, requests_of, suggestions
from stepwell.feedback.queries.cycles import load_on_raters, progress_of, settings_of
from tests.cast import NOW, TODAY

from . import making

DAY = timedelta(days=1)


def test_suggestions_come_from_the_reporting_line_and_the_unit(cast, cycle):
    round = making.join(cycle, cast.tom)
    found = {one.person: (one.group.key, one.why) for one in suggestions(round, TODAY)}
    assert found[cast.ruth] == ("line_manager", "Your line manager")
    assert found[cast.amira] == ("direct_reports", "Reports to you")
    assert found[cast.fran] == ("peers", "Has the same manager")
    assert not {cast.tom, cast.lena, cast.olga} & set(found)
    making.nominate(round, "direct_reports", person=cast.amira)
    assert cast.amira not in {one.person for one in suggestions(round, TODAY)}


def test_what_will_be_shown_is_said_before_anybody_is_invited(choosing):
    assert not feasibility(choosing).enough
    making.nominate_many(choosing, peers=3, direct_reports=2)
    found = feasibility(choosing)
    assert found.enough
    assert found.blocks == [(["Direct reports", "Peers"], 5)]
    assert "Direct reports and Peers are shown together, 5 people, because a group needs at least 4." in found.sentences
    assert any("Ask 2 more" in sentence for sentence in found.advice)


def test_who_cannot_be_shown_is_said_too(choosing):
    making.nominate_many(choosing, peers=2)
    found = feasibility(choosing)
    assert not found.enough
    assert found.sentences == ["Peers: too few to show anything."]
    assert "ask 2 more" in found.advice[0]
    assert feasibility(choosing, extra=[making.group(choosing, "peers")] * 2).enough


def test_a_reminder_is_short_spaced_and_stops(collecting):
    def remind(at) -> int:
        inviting.remind_all(collecting, by=collecting.subject, at=at)
        return len(making.send(at))

    tokens = making.links()
    making.answer(tokens["peers0@elsewhere.example"])
    inviting.stop_reminders(making.visit(tokens["peers1@elsewhere.example"]), at=NOW)
    inviting.decline(making.visit(tokens["peers2@elsewhere.example"]), reason="On leave.", at=NOW)
    assert remind(NOW + DAY) == 0
    assert remind(NOW + 3 * DAY) == 5
    assert not {"peers0@elsewhere.example", "peers1@elsewhere.example", "peers2@elsewhere.example"} & set(
        making.links()
    )
    assert remind(NOW + 4 * DAY) == 0
    assert remind(NOW + 6 * DAY) == 5
    assert remind(NOW + 9 * DAY) == 5
    assert remind(NOW + 12 * DAY) == 0
    assert max(len(message.body.split()) for message in mail.outbox or [mail.EmailMessage(body="")]) < 120


def test_links_of_earlier_mails_go_on_working(collecting):
    old = making.links()["peers0@elsewhere.example"]
    inviting.remind_all(collecting, by=None, at=NOW + 3 * DAY)
    new = making.send(NOW + 3 * DAY)["peers0@elsewhere.example"]
    assert old != new
    assert making.visit(old).standing == making.visit(new).standing == "open"


def test_a_mail_that_fails_is_sent_later(choosing, monkeypatch):
    making.nominate(choosing, "peers", email="jo@elsewhere.example")
    making.nominate(choosing, "peers", email="kay@elsewhere.example")
    making.submit(choosing)
    sends = inviting.emails.send_invitation

    def broken(invitation, token, **more):
        if invitation.nomination.email.startswith("jo"):
            raise OSError("the mail server is down")
        sends(invitation, token, **more)

    monkeypatch.setattr(inviting.emails, "send_invitation", broken)
    assert list(making.send()) == ["kay@elsewhere.example"]
    monkeypatch.undo()
    assert making.send(NOW + timedelta(minutes=1)) == {}
    assert list(making.send(NOW + timedelta(minutes=20))) == ["jo@elsewhere.example"]
    assert making.send(NOW + timedelta(minutes=40)) == {}


def test_what_is_due_happens_by_itself_and_once(cast, answered):
    late = NOW + timedelta(days=26)
    first = tick(late)
    assert (first["feedback rounds closed"], first["feedback cycles closed"], first["feedback reports prepared"]) == (
        1,
        1,
        1,
    )
    answered.refresh_from_db()
    assert answered.state == "prepared"
    second = tick(late)
    assert not [name for name, count in second.items() if name.startswith("feedback") and count]
    releasing.set_opening_date(answered, opens_on=making.AFTER + DAY, by=cast.amira, at=late, today=making.AFTER)
    assert tick(late)["feedback reports opened"] == 0
    assert tick(late + 2 * DAY)["feedback reports opened"] == 1
    assert FeedbackReport.objects.get().released_by is None


def test_one_round_that_fails_does_not_hold_up_the_others(cast, cycle, answered, monkeypatch):
    other = making.join(cycle, cast.ben)
    making.nominate_many(other, peers=1)
    making.submit(other)
    real = closing.close

    def close(round, **more):
        if round.subject_id == cast.ben.pk:
            raise RuntimeError("planted")
        real(round, **more)

    monkeypatch.setattr(closing, "close", close)
    assert due.each(due.to_close(making.AFTER), lambda round: closing.close_round(round, by=None, at=NOW)) == 1
    answered.refresh_from_db()
    assert answered.state == "closed"


def test_what_nobody_was_invited_to_ends(cast, cycle, choosing):
    due.due_work(at=making.LATER, today=making.AFTER)
    choosing.refresh_from_db()
    assert choosing.state == "ended"


def test_ending_a_round_deletes_what_was_said(cast, answered):
    assert Response.objects.exists()
    rounds.end_round(answered, by=cast.amira, at=NOW)
    assert not Response.objects.exists()
    assert not Invitation.objects.exists()
    assert FeedbackRound.objects.get().state == "ended"


def test_three_focuses_at_most(cast, released):
    names = [dimension.id for dimension in asked_of(released.cycle).pack.dimensions]
    with pytest.raises(refusals.TooManyFocuses):
        releasing.choose_focuses(released, dimension_ids=["a", "b", "c", "d"], by=cast.amira, at=NOW)
    with pytest.raises(refusals.BadAnswer):
        releasing.choose_focuses(released, dimension_ids=["strange"], by=cast.amira, at=NOW)
    with pytest.raises(refusals.NotTheSubject):
        releasing.choose_focuses(released, dimension_ids=names[:1], by=cast.fran, at=NOW)
    releasing.choose_focuses(released, dimension_ids=names[:2], by=cast.amira, at=NOW)
    assert [focus.dimension_id for focus in released.focuses.all()] == names[:2]


def test_thanks_go_to_everybody_asked_once(cast, released):
    mail.outbox.clear()
    releasing.thank_raters(released, text="You helped me see.", by=cast.amira, at=NOW)
    assert len(mail.outbox) == 8
    with pytest.raises(refusals.AlreadyThanked):
        releasing.thank_raters(released, text="Again", by=cast.amira, at=NOW)
    assert ThankYou.objects.count() == 1


def test_a_prediction_is_made_before_the_report_opens(cast, prepared):
    releasing.predict(prepared, places={"trimming": 2}, by=cast.amira, at=NOW)
    with pytest.raises(refusals.BadAnswer):
        releasing.predict(prepared, places={"trimming": 9}, by=cast.amira, at=NOW)
    making.release(prepared)
    with pytest.raises(refusals.WrongState):
        releasing.predict(prepared, places={"trimming": 1}, by=cast.amira, at=NOW)


def test_a_pulse_asks_the_same_people_about_three_things_at_most(cast, released):
    pulse = releasing.start_pulse(
        released,
        item_ids=["trimming"],
        closes_on=making.AFTER + 90 * DAY,
        by=cast.amira,
        at=making.LATER,
        today=making.AFTER,
    )
    assert [item.id for item in asked_of(pulse.cycle).items] == ["trimming"]
    tokens = making.send(making.LATER)
    assert set(tokens) == set(released.nominations.values_list("email", flat=True))
    making.rate_self(pulse)
    for token in tokens.values():
        making.answer(token, level=0, at=making.LATER)
    making.close(pulse)
    report = making.prepare(pulse)
    assert {figure["item"] for figure in report.content["figures"]} == {"trimming"}
    assert [one["label"] for one in report.content["derived"] if one["what"] == "change"]
    with pytest.raises(refusals.AlreadyStarted):
        releasing.start_pulse(
            released, item_ids=["trimming"], closes_on=making.AFTER + DAY, by=cast.amira, at=NOW, today=TODAY
        )


def test_each_kind_of_item_and_comments_alone(cast, published):
    version = published["nhs-hlm"]
    for kind, number in (("dimensions", 9), ("indicators", 114), ("comments_only", 0)):
        cycle = making.make_cycle(cast, version, item_kind=kind, title=kind)
        asked = asked_of(cycle)
        assert len(asked.items) == number
        assert len(asked.levels) == {"dimensions": 5, "indicators": 4, "comments_only": 0}[kind]
        round = making.join(cycle, cast.ben, reason_for_repeat="to try")
        making.rate_self(round)
        making.nominate_many(round, peers=5)
        making.submit(round)
        for token in making.send().values():
            making.answer(token, text="Keep asking.")
        making.close(round)
        content = making.prepare(round).content
        assert {figure["item"] for figure in content["figures"]} == asked.item_ids
        assert len(content["comments"]) == 5


def test_no_text_for_raters_is_in_the_first_person(cast, published):
    cycle = making.make_cycle(cast, published["nhs-hlm"], item_kind="indicators")
    texts = [item.text for item in asked_of(cycle).items]
    assert "Insufficient" in asked_of(making.make_cycle(cast, published["nhs-hlm"])).levels
    assert not [text for text in texts if {"my", "i", "me"} & set(text.lower().replace("?", "").split())]


def test_frameworks_without_levels_serve_behaviours_or_comments(real_packs):
    kinds = {name: item_kinds(pack) for name, pack in real_packs.items()}
    assert kinds["nhs-hlm"] == ["dimensions", "indicators", "comments_only"]
    assert all(found[-1] == "comments_only" for found in kinds.values())


def test_lists_ask_the_database_no_more_for_more_rows(cast, cycle):
    def queries(act) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            act()
        return len(captured)

    subjects = [cast.amira, cast.ben, cast.pat]
    counts = []
    for number, subject in enumerate(subjects):
        round = making.join(cycle, subject)
        making.nominate_many(round, peers=2)
        making.submit(round)
        if number in (0, 2):
            counts.append((queries(lambda: progress_of(cycle)), queries(lambda: load_on_raters(cycle))))
    assert counts[0] == counts[1] == (2, 1)
    assert len(progress_of(cycle)) == 3
    assert load_on_raters(cycle)[0].requests == 3
    assert requests_of(cast.ashdown, "peers0@elsewhere.example") == 3


def test_settings_protect_from_the_start(cast):
    assert not settings_of(cast.ashdown).allows_own_rounds
    with pytest.raises(refusals.BadCycle):
        cycles.change_settings(cast.ashdown, minimum_group_size=2, by=cast.cora, at=NOW)


def test_a_cycle_that_protects_nobody_is_refused_with_every_fault(cast, lamplight):
    with pytest.raises(refusals.BadCycle) as error:
        making.make_cycle(
            cast,
            lamplight,
            title=" ",
            minimum_group_size=2,
            closes_on=TODAY,
            groups=[cycles.GroupPlan("all", "All")],
            questions=["One?"],
        )
    assert {field for field, _ in error.value.faults} == {
        "title",
        "minimum_group_size",
        "closes_on",
        "groups",
        "questions",
    }


def test_months_before():
    assert [str(months_before(TODAY, months)) for months in (0, 1, 11, 12)] == [
        "2026-11-16", "2026-10-16", "2025-12-16", "2025-11-16",
    ]  # fmt: skip
    assert str(months_before(making.AFTER.replace(month=3, day=31), 1)) == "2026-02-28"
    assert str(months_before(making.AFTER.replace(month=1, day=31), 1)) == "2025-12-31"
