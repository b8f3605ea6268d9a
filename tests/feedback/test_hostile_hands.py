"""What a stranger, a rater, a subject, a manager and a coordinator may try, at the level of operations."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from stepwell.access.roles import Role
from stepwell.feedback import access
from stepwell.feedback.models import Cycle, Draft, FeedbackReport, FeedbackRound, Invitation, InvitationLink, Nomination
from stepwell.feedback.models.ratings import Rating, Response, ResponseComment
from stepwell.feedback.operations import (
    answering,
    closing,
    cycles,
    inviting,
    nominating,
    refusals,
    releasing,
    rounds,
)
from stepwell.feedback.queries.choosing import progress
from stepwell.feedback.queries.inviting import visit_of
from tests.cast import NOW, TODAY

from . import making
from .programs import run_program

# Starting and consenting (scenario 23)


def test_only_the_person_starts_a_round(cast, cycle):
    for other in (cast.tom, cast.cora, cast.olga):
        with pytest.raises(refusals.NotTheSubject):
            rounds.join_cycle(cycle, subject=cast.amira, by=other, at=NOW, today=TODAY)
    assert not FeedbackRound.objects.exists()
    assert making.join(cycle, cast.amira).consented_at == NOW


def test_who_is_asked_decides_themselves(cast, cycle):
    round = cycles.ask_to_take_part(cycle, subject=cast.amira, by=cast.cora, at=NOW, today=TODAY)
    for other in (cast.tom, cast.cora):
        with pytest.raises(refusals.NotTheSubject):
            rounds.consent(round, by=other, at=NOW, today=TODAY)
        with pytest.raises(refusals.NotTheSubject):
            nominating.submit_nominations(round, by=other, at=NOW, today=TODAY)
    with pytest.raises(refusals.WrongState):
        nominating.nominate(
            round, group=making.group(round, "peers"), person=cast.ben, by=cast.amira, at=NOW, today=TODAY
        )
    rounds.consent(round, by=cast.amira, at=NOW, today=TODAY)
    round.refresh_from_db()
    assert round.state == "choosing"


def test_the_database_keeps_no_round_without_consent(cast, cycle):
    with pytest.raises(IntegrityError), transaction.atomic():
        FeedbackRound.objects.create(cycle=cycle, subject=cast.amira, state="collecting", closes_on=making.CLOSES)


def test_own_rounds_only_where_the_organisation_allows_them(cast, lamplight):
    plan = {
        "subject": cast.amira, "organisation": cast.ashdown, "version": lamplight, "overlay": None, "title": "Mine",
        "item_kind": "dimensions", "closes_on": making.CLOSES, "at": NOW, "today": TODAY,
    }  # fmt: skip
    with pytest.raises(refusals.OwnRoundsNotAllowed):
        rounds.start_own_round(**plan, by=cast.amira)
    cycles.change_settings(cast.ashdown, allows_own_rounds=True, minimum_group_size=5, by=cast.cora, at=NOW)
    with pytest.raises(refusals.NotTheSubject):
        rounds.start_own_round(**plan, by=cast.tom)
    round = rounds.start_own_round(**plan, by=cast.amira)
    assert (round.cycle.kind, round.cycle.minimum_group_size, round.state) == ("own", 5, "choosing")


def test_a_second_round_within_a_year_needs_a_reason(cast, cycle, lamplight):
    making.join(cycle, cast.amira)
    other = making.make_cycle(cast, lamplight, title="Another")
    with pytest.raises(refusals.TooSoon):
        making.join(other, cast.amira)
    assert making.join(other, cast.amira, reason_for_repeat="I changed jobs in June.").reason_for_repeat
    assert making.join(other, cast.ben).state == "choosing"


# Choosing raters


def refused(round, key, **who) -> str:
    with pytest.raises(refusals.CannotAsk) as error:
        making.nominate(round, key, **who)
    return error.value.field


def test_nobody_nominates_themselves(cast, choosing):
    refused(choosing, "peers", person=cast.amira)
    refused(choosing, "peers", email="AMIRA@example.org")
    assert not choosing.nominations.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.create(
            round=choosing, subject=cast.amira, person=cast.amira, name="A", email="a@b.example",
            group=making.group(choosing, "peers"), nominated_at=NOW,
        )  # fmt: skip


def test_nobody_stands_in_two_groups_and_no_address_twice(cast, choosing):
    making.nominate(choosing, "peers", person=cast.ben)
    refused(choosing, "others", person=cast.ben)
    refused(choosing, "others", email="Ben@Example.org")
    making.nominate(choosing, "peers", email="jo@elsewhere.example")
    refused(choosing, "others", email="JO@elsewhere.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.create(
            round=choosing, subject=cast.amira, name="B", email="JO@elsewhere.example",
            group=making.group(choosing, "others"), nominated_at=NOW,
        )  # fmt: skip


def test_a_manager_never_stands_among_peers(cast, choosing):
    assert refused(choosing, "peers", person=cast.tom) == "group"
    assert refused(choosing, "peers", email="tom@example.org") == "group"
    assert refused(choosing, "peers", email="tom@private.example", name="tom okafor") == "group"
    chosen = making.nominate(choosing, "line_manager", person=cast.tom)
    with pytest.raises(refusals.CannotAsk):
        nominating.move_to_group(chosen, group=making.group(choosing, "peers"), by=cast.amira, at=NOW, today=TODAY)


def test_nobody_is_asked_too_often(cast, cycle):
    for subject in (cast.amira, cast.tom, cast.ruth):
        round = making.join(cycle, subject)
        making.nominate(round, "others", email="busy@elsewhere.example")
        making.submit(round)
    assert refused(making.join(cycle, cast.dan), "others", email="busy@elsewhere.example") == "email"


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b\x00.example", "x" * 300 + "@example.org", "a@b.example\nBcc: c@d.example"]
)
def test_an_address_that_is_none_is_refused(choosing, email):
    assert refused(choosing, "peers", email=email) == "email"


def test_a_stranger_neither_approves_nor_returns(cast, lamplight):
    cycle = making.make_cycle(cast, lamplight, approval="manager")
    round = making.join(cycle, cast.amira)
    making.nominate(round, "peers", person=cast.ben)
    making.submit(round)
    round.refresh_from_db()
    assert round.state == "approval"
    for other in (cast.amira, cast.ben, cast.ruth, cast.olga):
        with pytest.raises(refusals.NotTheApprover):
            nominating.approve(round, coordinates=cast.marlow.pk, by=other, at=NOW, today=TODAY)
        assert Role.APPROVER not in access.roles(round, other)
    with pytest.raises(refusals.ReasonMissing):
        nominating.return_nominations(round, reason=" ", by=cast.tom, at=NOW, today=TODAY)
    nominating.return_nominations(round, reason="Ask somebody you disagree with.", by=cast.tom, at=NOW, today=TODAY)
    round.refresh_from_db()
    assert (round.state, round.return_reason) == ("choosing", "Ask somebody you disagree with.")
    making.submit(round)
    nominating.approve(round, by=cast.tom, at=NOW, today=TODAY)
    assert Invitation.objects.count() == 1


# Links


def test_only_the_digest_of_a_link_is_kept(collecting):
    token = making.links()["peers0@elsewhere.example"]
    assert making.visit(token).standing == "open"
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert not [row for row in cursor.fetchall() if token in str(row)], table


def test_guessed_and_altered_links_open_nothing(collecting):
    token = making.links()["peers0@elsewhere.example"]
    digest = InvitationLink.objects.first().digest
    for wrong in ("", "guess", token[:-1], token + "A", token.swapcase(), digest, "é", "\ud800", "x" * 10_000):
        assert visit_of(wrong, NOW) is None


def test_an_expired_link_says_so_and_takes_nothing(collecting):
    token = making.links()["peers0@elsewhere.example"]
    late = NOW + timedelta(days=40)
    assert making.visit(token, late).standing == "expired"
    with pytest.raises(refusals.NotOpenAnyMore) as error:
        making.answer(token, at=late)
    assert error.value.standing == "expired"
    assert not Response.objects.exists()


def test_sent_again_the_earlier_link_ends(cast, collecting):
    old = making.links()["peers0@elsewhere.example"]
    here = making.visit(old)
    inviting.resend(here.invitation.nomination, by=cast.amira, at=NOW)
    new = making.send()["peers0@elsewhere.example"]
    assert visit_of(old, NOW) is None
    with pytest.raises(refusals.NotOpenAnyMore):
        answering.save_draft(here, ratings={"trimming": 1}, comments={}, revision=0, at=NOW)
    making.answer(new)
    assert Response.objects.count() == 1


# Answering


def test_answering_twice_keeps_the_first(collecting):
    token = making.links()["peers0@elsewhere.example"]
    stale = making.visit(token)
    making.answer(token, level=2)
    for act in (
        lambda: answering.save_draft(stale, ratings={"trimming": 0}, comments={}, revision=0, at=NOW),
        lambda: answering.submit_answers(stale, group_key="peers", at=NOW),
        lambda: inviting.decline(stale, at=NOW),
    ):
        with pytest.raises(refusals.NotOpenAnyMore) as error:
            act()
        assert error.value.standing == "answered"
    assert Response.objects.count() == 1
    assert set(Rating.objects.values_list("level", flat=True)) == {2}
    assert making.visit(token).invitation.promise_version == 1


def test_two_tabs_do_not_overwrite_each_other(collecting):
    here = making.visit(making.links()["peers0@elsewhere.example"])
    first = answering.save_draft(here, ratings={"trimming": 1}, comments={}, revision=0, at=NOW)
    answering.save_draft(here, ratings={"carrying": 2}, comments={}, revision=first.revision, at=NOW)
    with pytest.raises(refusals.ChangedElsewhere) as error:
        answering.save_draft(here, ratings={"trimming": 0}, comments={}, revision=first.revision, at=NOW)
    assert error.value.draft.answers["ratings"] == {"trimming": 1, "carrying": 2}
    assert Draft.objects.get().answers["ratings"]["trimming"] == 1


def test_after_closing_nothing_comes_in_and_nothing_is_lost(cast, collecting):
    token = making.links()["peers0@elsewhere.example"]
    here = making.visit(token)
    answering.save_draft(here, ratings={"trimming": 1}, comments={}, revision=0, at=NOW)
    making.close(collecting, at=NOW)
    with pytest.raises(refusals.NotOpenAnyMore) as error:
        answering.submit_answers(here, group_key="peers", at=NOW)
    assert error.value.standing == "closed"
    assert not Response.objects.exists()
    closing.reopen_round(collecting, closes_on=making.AFTER, by=cast.amira, at=NOW, today=TODAY)
    answering.submit_answers(making.visit(token), group_key="peers", at=NOW)
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    ("ratings", "comments"),
    [
        ({"strange": 1}, {}),
        ({"trimming": 3}, {}),
        ({"trimming": -1}, {}),
        ({"trimming": True}, {}),
        ({}, {"strange": "text"}),
        ({}, {"question_1": "x" * 5001}),
        ({}, {"question_1": "a\x00b"}),
    ],
)
def test_only_what_is_asked_is_kept(collecting, ratings, comments):
    here = making.visit(making.links()["peers0@elsewhere.example"])
    with pytest.raises(refusals.BadAnswer):
        answering.save_draft(here, ratings=ratings, comments=comments, revision=0, at=NOW)
    assert not Draft.objects.exists()


def test_nothing_is_not_sent(collecting):
    here = making.visit(making.links()["peers0@elsewhere.example"])
    with pytest.raises(refusals.NothingAnswered):
        answering.submit_answers(here, group_key="peers", at=NOW)


def test_markup_stays_text(collecting):
    text = "<script>alert(1)</script> =1+1 & “so”"
    making.answer(making.links()["peers0@elsewhere.example"], text=text)
    assert ResponseComment.objects.get().text == text


def test_who_is_moved_answers_under_the_new_promise(cast, collecting):
    old = making.links()["peers0@elsewhere.example"]
    nomination = making.visit(old).invitation.nomination
    here = making.visit(old)
    nominating.move_to_group(nomination, group=making.group(collecting, "others"), by=cast.amira, at=NOW, today=TODAY)
    assert visit_of(old, NOW) is None
    with pytest.raises(refusals.NotOpenAnyMore):
        answering.submit_answers(here, group_key="peers", at=NOW)
    new = making.send()["peers0@elsewhere.example"]
    moved = making.visit(new)
    answering.save_draft(moved, ratings={"trimming": 1}, comments={}, revision=0, at=NOW)
    with pytest.raises(refusals.MovedMeanwhile):
        answering.submit_answers(moved, group_key="peers", at=NOW)
    answering.submit_answers(moved, group_key="others", at=NOW)
    assert Response.objects.get().group_key == "others"


def test_moving_tells_nobody_who_has_answered(cast, collecting):
    tokens = making.links()
    making.answer(tokens["peers0@elsewhere.example"])
    for address in ("peers0@elsewhere.example", "peers1@elsewhere.example"):
        nomination = collecting.nominations.get(email=address)
        nominating.move_to_group(
            nomination, group=making.group(collecting, "others"), by=cast.amira, at=NOW, today=TODAY
        )
    groups = collecting.nominations.filter(email__startswith="peers").values_list("email", "group__key")
    assert {key for email, key in groups if email[5] in "01"} == {"others"}
    assert Response.objects.get().group_key == "peers"
    assert list(making.send()) == ["peers1@elsewhere.example"]


def test_how_many_have_answered_shows_from_the_minimum_on(collecting):
    tokens = sorted(making.links().items())
    for number, (_, token) in enumerate(tokens[:5], 1):
        making.answer(token)
        assert progress(collecting).answered == (number if number >= 4 else None)
    assert progress(collecting).invited == 8


# Closing and releasing


def test_a_stranger_neither_closes_nor_prepares_nor_releases(cast, answered):
    for other in (cast.tom, cast.cora, cast.olga, cast.fran):
        with pytest.raises(refusals.NotTheSubject):
            closing.close_round(answered, by=other, at=making.LATER)
    making.close(answered)
    for other in (cast.tom, cast.cora, cast.olga, cast.amira):
        with pytest.raises(refusals.NotTheFacilitator):
            releasing.prepare_report(answered, by=other, at=making.LATER)
    making.prepare(answered)
    for other in (cast.tom, cast.cora, cast.olga, cast.amira):
        with pytest.raises(refusals.NotTheFacilitator):
            releasing.release_report(answered, by=other, at=making.LATER, today=making.AFTER)
    with pytest.raises(refusals.WrongState):
        releasing.release_report(answered, by=None, at=making.LATER, today=making.AFTER)
    assert FeedbackReport.objects.get().released_at is None


def test_roles_in_a_round_are_facts(cast, prepared):
    assert access.roles(prepared, cast.amira) == {Role.OWNER}
    assert access.roles(prepared, cast.fran) == {Role.FACILITATOR}
    for other in (cast.tom, cast.cora, cast.ben, cast.pat, cast.dan, cast.ruth, cast.olga):
        assert access.roles(prepared, other) == frozenset()
    assert access.load_released_report(cast.amira, prepared.pk) is None
    making.release(prepared)
    assert access.load_released_report(cast.amira, prepared.pk).roles == {Role.OWNER}
    assert access.load_released_report(cast.fran, prepared.pk).roles == frozenset()


def test_no_report_before_the_persons_own_view(cast, cycle):
    round = making.join(cycle, cast.amira)
    making.nominate_many(round, peers=4)
    making.submit(round)
    for token in making.send().values():
        making.answer(token)
    making.close(round)
    with pytest.raises(refusals.SelfRatingMissing):
        releasing.prepare_report(round, by=None, at=making.LATER)
    making.rate_self(round)
    making.prepare(round)
    with pytest.raises(refusals.WrongState):
        making.rate_self(round, level=0)


def test_late_answers_wait_for_company(cast, released):
    """One late peer is in no later report, and closing again shows no difference."""
    before = FeedbackReport.objects.get().content
    closing.reopen_round(
        released, closes_on=making.AFTER + timedelta(days=9), by=cast.amira, at=making.LATER, today=making.AFTER
    )
    invitation = Invitation.objects.get(nomination__email="peers5@elsewhere.example")
    token = inviting.issue_link(invitation, making.LATER)
    making.answer(token, level=0, at=making.LATER)
    released.refresh_from_db()
    making.close(released)
    assert released.state == "released"
    assert releasing.prepare_report(released, by=None, at=making.LATER).content == before
    assert FeedbackReport.objects.count() == 1
    assert Response.objects.filter(snapshot=None).count() == 1


def test_late_answers_that_are_enough_form_blocks_of_their_own(cast, released):
    closing.reopen_round(
        released, closes_on=making.AFTER + timedelta(days=9), by=cast.amira, at=making.LATER, today=making.AFTER
    )
    released.refresh_from_db()
    for number in range(4):
        making.nominate(released, "peers", email=f"late{number}@elsewhere.example")
    for address, token in making.send(at=making.LATER).items():
        if address.startswith("late"):
            making.answer(token, level=0, at=making.LATER)
    making.close(released)
    second = making.prepare(released)
    assert [block["n"] for block in second.content["blocks"]] == [4]
    assert second.content["identified"] == []
    assert second.content["certificate"]["earlier"] == 6


def test_after_a_report_the_persons_own_view_stays_as_it_was(cast, released):
    closing.reopen_round(
        released, closes_on=making.AFTER + timedelta(days=9), by=cast.amira, at=making.LATER, today=making.AFTER
    )
    with pytest.raises(refusals.WrongState):
        making.rate_self(released, level=0)


# Thresholds


def test_a_threshold_never_falls_after_launch(cast, cycle):
    weaker = {"minimum_group_size": 4, "comment_threshold": 5, "protect_from": "rater"}
    for change in ({"minimum_group_size": 3}, {"comment_threshold": 4}, {"protect_from": "subject"}):
        with pytest.raises(refusals.MayOnlyRise):
            cycles.raise_thresholds(cycle, **{**weaker, **change}, by=cast.cora, at=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            Cycle.objects.filter(pk=cycle.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cycle.objects.filter(pk=cycle.pk).update(state="draft")
    with pytest.raises(refusals.AlreadyOpen):
        cycles.change_draft(cycle, by=cast.cora, at=NOW, **making.PARTS, version=cycle.version)
    cycles.raise_thresholds(cycle, **{**weaker, "minimum_group_size": 6}, by=cast.cora, at=NOW)
    peers = cycle.groups.get(key="peers")
    assert (peers.promise_version, "at least 5 others" in peers.promise) == (2, True)


def test_what_an_earlier_report_promised_binds_the_next_cycle(cast, lamplight, released):
    cycles.raise_thresholds(
        released.cycle, minimum_group_size=5, comment_threshold=5, protect_from="rater", by=cast.cora, at=NOW
    )
    softer = making.make_cycle(cast, lamplight, minimum_group_size=3, protect_from="subject", title="Softer")
    round = making.join(softer, cast.amira, reason_for_repeat="A new team.")
    making.rate_self(round)
    making.nominate_many(round, peers=5)
    making.submit(round)
    for token in making.send().values():
        making.answer(token)
    making.close(round)
    policy = making.prepare(round).certificate["policy"]
    assert (policy["minimum_group_size"], policy["protect_from"]) == (4, "rater")


# A kill at any moment


def test_a_kill_while_sending_leaves_the_draft_or_the_answer(collecting, monkeypatch):
    here = making.visit(making.links()["peers0@elsewhere.example"])
    answering.save_draft(here, ratings={"trimming": 1}, comments={"question_1": "Well"}, revision=0, at=NOW)
    monkeypatch.setattr(answering.COMMENTS, "add", killed)
    with pytest.raises(SystemExit):
        answering.submit_answers(here, group_key="peers", at=NOW)
    assert (Response.objects.count(), Draft.objects.count(), making.visit(here.token).standing) == (0, 1, "open")
    monkeypatch.undo()
    answering.submit_answers(here, group_key="peers", at=NOW)
    assert (Response.objects.count(), Draft.objects.count()) == (1, 0)


def killed(*args, **more):
    raise SystemExit


def test_a_kill_while_closing_or_preparing_leaves_it_due(answered, monkeypatch):
    monkeypatch.setattr(closing, "take_snapshot", killed)
    with pytest.raises(SystemExit):
        closing.close_round(answered, by=None, at=making.LATER)
    answered.refresh_from_db()
    assert answered.state == "collecting"
    assert Invitation.objects.filter(state="open").count() == 1
    monkeypatch.undo()
    making.close(answered)
    monkeypatch.setattr(releasing, "mark_released", killed)
    with pytest.raises(SystemExit):
        releasing.prepare_report(answered, by=None, at=making.LATER)
    answered.refresh_from_db()
    assert (answered.state, FeedbackReport.objects.count()) == ("closed", 0)
    monkeypatch.undo()
    making.prepare(answered)
    assert FeedbackReport.objects.count() == 1


@pytest.mark.both
def test_two_hundred_raters_sending_at_once_lose_nothing(run_folder, tmp_path):
    assert run_program(run_folder, tmp_path, "tests.feedback.many_senders") == {
        "faults": [],
        "too_late": 0,
        "responses": 200,
        "ratings": 200 * 2,
        "drafts": 0,
        "states": {"answered": 200},
    }


@pytest.mark.both
def test_closing_while_many_send_takes_each_whole_or_not_at_all(run_folder, tmp_path):
    found = run_program(run_folder, tmp_path, "tests.feedback.many_senders", "closing")
    assert found["faults"] == []
    assert found["states"]["answered"] == found["responses"] == 200 - found["too_late"]
    assert found["states"]["closed"] == found["too_late"] > 0
    assert found["ratings"] == 2 * found["responses"]
