"""What holds whoever builds pages on it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from stepwell.audit.models import AuditEvent
from stepwell.conversations.models import AgreedAction, Conversation, PrivateNote
from stepwell.conversations.operations import ending, meeting, noting, preparing, promising, proposing
from stepwell.conversations.operations import refusals as no
from stepwell.conversations.operations.promising import Promise
from stepwell.conversations.operations.proposing import Plan
from stepwell.conversations.queries import conversations, reading
from stepwell.conversations.queries.reading import preparations_for
from stepwell.conversations.queries.team import standings
from tests.cast import NOW, TODAY

from . import making
from .making import SECRET

LATER = NOW + timedelta(hours=1)
SOON = TODAY + timedelta(weeks=2)


def test_not_now_leaves_nothing_and_names_nobody(cast, proposal, mailoutbox):
    proposing.not_now(proposal, by=cast.amira, at=LATER)
    assert not Conversation.objects.exists()
    ended = AuditEvent.objects.filter(action="conversation_proposal_ended").get()
    assert ended.actor_id is None
    assert not AuditEvent.objects.filter(actor_id=cast.amira.pk).exists()
    again = making.proposed(cast.amira, cast.tom, cast.ashdown, by=cast.amira, at=LATER)
    assert again.state == "proposed"


def test_a_proposal_taken_back_looks_the_same_in_the_trail(cast, proposal):
    proposing.not_now(proposal, by=cast.tom, at=LATER)
    assert AuditEvent.objects.filter(action="conversation_proposal_ended", actor_id=None).count() == 1


def test_only_the_two_write(cast, met):
    for write in (
        lambda: noting.save_record(met, "x", base="", revision=0, by=cast.ruth, at=NOW),
        lambda: noting.save_private_note(met, "x", revision=0, by=cast.ruth, at=NOW),
        lambda: meeting.add_point(met, text="x", by=cast.ruth, at=NOW),
        lambda: preparing.save_preparation(met, {"q": "x"}, revision=0, by=cast.ruth, at=NOW),
        lambda: making.with_action(met, by=cast.ruth),
        lambda: ending.end_conversation(met, no_actions=True, review_date=SOON, by=cast.ruth, at=NOW, today=TODAY),
    ):
        with pytest.raises(no.NotOneOfTheTwo):
            write()


def test_the_same_kind_is_not_proposed_twice(cast, proposal):
    with pytest.raises(no.AlreadyProposed):
        making.proposed(cast.amira, cast.tom, cast.ashdown)


def test_a_meeting_lies_in_the_future(cast):
    with pytest.raises(no.BadTime):
        making.proposed(cast.amira, cast.tom, cast.ashdown, plan=Plan(starts_at=NOW - timedelta(days=1)))


def test_preparation_opens_by_its_writers_own_acts_alone(cast, agreed):
    preparing.save_preparation(agreed, {"q": SECRET}, revision=0, by=cast.amira, at=NOW)
    assert preparations_for(agreed, cast.amira).own.answers == {"q": SECRET}
    assert preparations_for(agreed, cast.tom).theirs is None
    meeting.come_in(agreed, by=cast.tom, at=NOW)  # beginning alone opens nothing of hers
    assert preparations_for(fresh(agreed), cast.tom).theirs is None
    noting.save_record(agreed, "Alone.", base="", revision=0, by=cast.tom, at=NOW)
    making.with_action(agreed, owner=cast.tom)
    ending.end_conversation(agreed, review_date=SOON, by=cast.tom, at=NOW, today=TODAY)
    assert preparations_for(fresh(agreed), cast.tom).theirs is None
    meeting.come_in(fresh(agreed), by=cast.amira, at=NOW)
    assert preparations_for(fresh(agreed), cast.tom).theirs.answers == {"q": SECRET}


def test_preparation_opens_when_both_are_ready_and_stays_open(cast, agreed):
    for person in (cast.amira, cast.tom):
        preparing.save_preparation(agreed, {"q": SECRET}, revision=0, by=person, at=NOW)
    preparing.say_ready(agreed, is_ready=True, by=cast.amira, at=NOW)
    assert preparations_for(fresh(agreed), cast.tom).theirs is None
    preparing.say_ready(agreed, is_ready=True, by=cast.tom, at=NOW)
    assert preparations_for(fresh(agreed), cast.tom).theirs.answers == {"q": SECRET}
    preparing.say_ready(agreed, is_ready=False, by=cast.tom, at=NOW)  # having read hers, he stays ready
    assert preparations_for(fresh(agreed), cast.amira).theirs is not None


def fresh(conversation):
    return conversations.conversation_by_id(conversation.pk)


def test_two_people_typing_at_once_lose_nothing(cast, met):
    noting.save_record(met, "One.\n\nTwo.", base=f"{SECRET} Together.", revision=1, by=cast.amira, at=NOW)
    noting.save_record(met, "One, hers.\n\nTwo.", base="One.\n\nTwo.", revision=2, by=cast.amira, at=NOW)
    note = noting.save_record(met, "One.\n\nTwo, his.", base="One.\n\nTwo.", revision=2, by=cast.tom, at=NOW)
    assert note.text == "One, hers.\n\nTwo, his."
    assert [version.written_by for version in reading.versions_of(note)] == [cast.tom, cast.amira]
    with pytest.raises(no.SameParagraph) as clash:
        noting.save_record(met, "One, once more.\n\nTwo.", base="One.\n\nTwo.", revision=2, by=cast.tom, at=NOW)
    assert clash.value.current.text == note.text
    assert reading.record_of(met).text == note.text


def test_each_change_of_our_record_is_kept_with_who_and_what_before(cast, met):
    noting.save_record(met, "Second.", base=f"{SECRET} Together.", revision=1, by=cast.tom, at=LATER)
    noting.save_record(met, "Second, more.", base="Second.", revision=2, by=cast.tom, at=LATER)
    kept = reading.versions_of(reading.record_of(met))
    assert [(version.number, version.written_by, version.text) for version in kept] == [
        (2, cast.tom, "Second, more."),
        (1, cast.amira, f"{SECRET} Together."),
    ]
    assert AuditEvent.objects.filter(action="our_record_written").count() == 2


def test_a_note_of_100000_characters_is_refused_whole(cast, met):
    with pytest.raises(no.TooLong, match=r"100,000 characters.*20,000"):
        noting.save_record(met, "x" * 100_000, base="", revision=1, by=cast.amira, at=NOW)
    with pytest.raises(no.TooLong):
        noting.save_private_note(met, "x" * 100_000, revision=1, by=cast.amira, at=NOW)
    assert reading.record_of(met).text == f"{SECRET} Together."


def test_a_private_note_from_an_old_page_overwrites_nothing(cast, met):
    noting.save_private_note(met, "New.", revision=1, by=cast.amira, at=NOW)
    with pytest.raises(no.ChangedElsewhere):
        noting.save_private_note(met, "From another page.", revision=1, by=cast.amira, at=NOW)
    assert PrivateNote.objects.get(conversation=met, writer=cast.amira).text == "New."


def test_an_action_is_its_owners(cast, met):
    """R01: the other may propose, and neither set nor close what the person decides."""
    action = making.with_action(met, owner=cast.amira, by=cast.tom)
    assert action.state == "proposed"
    with pytest.raises(no.NotYours):
        promising.agree_to_action(action, by=cast.tom, at=NOW)
    with pytest.raises(no.NotYours):
        promising.settle_action(action, state="done", by=cast.tom, at=NOW)
    promising.agree_to_action(action, by=cast.amira, at=NOW)
    promise = Promise("Another", SOON)
    with pytest.raises(no.NotYours):
        promising.change_action(action, promise, revision=1, by=cast.tom, at=NOW, today=TODAY)
    done = promising.settle_action(action, state="done", outcome="It went well.", by=cast.amira, at=NOW)
    assert (done.state, done.outcome) == ("done", "It went well.")


def test_a_proposed_action_may_be_taken_back(cast, met):
    action = making.with_action(met, owner=cast.amira, by=cast.tom)
    assert promising.settle_action(action, state="let_go", by=cast.tom, at=NOW).state == "let_go"


def test_an_action_lies_ahead(cast, met):
    with pytest.raises(no.BadDate):
        making.with_action(met, by_when=TODAY - timedelta(days=1))


def test_ending_asks_for_actions_or_none(cast, met):
    with pytest.raises(no.ActionsMissing):
        ending.end_conversation(met, review_date=SOON, by=cast.amira, at=NOW, today=TODAY)
    ended = ending.end_conversation(met, no_actions=True, review_date=SOON, by=cast.amira, at=NOW, today=TODAY)
    assert (ended.state, ended.no_actions) == ("ended", True)


def test_ending_asks_for_a_review_date_or_the_reason(cast, met):
    """Scenario 20."""
    making.with_action(met)
    with pytest.raises(no.ReviewMissing):
        ending.end_conversation(met, by=cast.amira, at=NOW, today=TODAY)
    with pytest.raises(no.BadDate):
        ending.end_conversation(met, review_date=TODAY - timedelta(days=1), by=cast.amira, at=NOW, today=TODAY)
    ended = ending.end_conversation(met, no_review_reason="I leave in May.", by=cast.amira, at=NOW, today=TODAY)
    assert (ended.no_review, ended.no_review_reason) == (True, "I leave in May.")


def test_the_database_holds_that_rule_too(met):
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.filter(pk=met.pk).update(state="ended")


def test_unfinished_points_wait_in_the_next_one_to_one(cast):
    conversation = making.agreed(
        cast.amira, cast.tom, cast.ashdown, kind="one-to-one",
        plan=Plan(frequency="fortnightly", starts_at=NOW + timedelta(days=1), minutes=30),
    )  # fmt: skip
    done = meeting.add_point(conversation, text="Talked about", by=cast.amira, at=NOW)
    meeting.add_point(conversation, text=SECRET, by=cast.amira, at=NOW)
    meeting.come_in(conversation, by=cast.amira, at=NOW)
    meeting.settle_point(done, state="done", by=cast.tom, at=NOW)
    ending.end_conversation(conversation, no_actions=True, review_date=SOON, by=cast.tom, at=NOW, today=TODAY)
    following = Conversation.objects.get(follows=conversation)
    assert following.state == "agreed"
    assert (following.starts_at - conversation.starts_at).days == 13  # two weeks after the day it was held
    carried = [item for item in reading.items_of(following) if item.origin == "carried"]
    assert [item.text for item in carried] == [SECRET]


def test_points_wait_even_when_one_is_left_out(cast):
    conversation = making.agreed(
        cast.amira, cast.tom, cast.ashdown, kind="one-to-one", plan=Plan(frequency="weekly", minutes=30)
    )
    meeting.add_point(conversation, text=SECRET, by=cast.amira, at=NOW)
    following = ending.skip(conversation, by=cast.tom, at=NOW, today=TODAY)
    assert fresh(conversation).state == "called_off"
    assert SECRET in [item.text for item in reading.items_of(following)]
    again = ending.skip(following, by=cast.tom, at=NOW, today=TODAY)
    assert SECRET in [item.text for item in reading.items_of(again)]


def test_a_coach_with_no_management_tie(cast):
    conversation = making.ended(cast.amira, cast.cora, cast.ashdown, other_role="coach", by=cast.amira)
    assert conversation.state == "ended"
    assert conversations.is_visible_to(conversation, cast.cora, TODAY)
    assert not conversations.is_visible_to(conversation, cast.tom, TODAY)


def test_who_has_left_keeps_nothing_unless_the_person_lets_them(cast, ended):
    assert conversations.is_visible_to(ended, cast.tom, TODAY)
    cast.tom.appointments.update(end_date=TODAY - timedelta(days=1))
    assert not conversations.is_visible_to(ended, cast.tom, TODAY)
    assert conversations.is_visible_to(ended, cast.amira, TODAY)
    proposing.keep_for_other(ended, keeps=True, by=cast.amira, at=NOW)
    assert conversations.is_visible_to(fresh(ended), cast.tom, TODAY)
    proposing.keep_for_other(ended, keeps=False, by=cast.amira, at=NOW)
    assert not conversations.is_visible_to(fresh(ended), cast.tom, TODAY)


def test_lists_and_checks_agree(cast, ended):
    making.agreed(cast.ben, cast.cora, cast.ashdown, other_role="coach", by=cast.ben)
    making.ended(cast.amira, cast.lena, cast.ashdown, other_role="coach", by=cast.amira)
    everything = list(Conversation.objects.all())
    assert len(everything) == 3
    for person in cast.everyone.values():
        listed = set(conversations.visible_to(person, TODAY))
        assert listed == {one for one in everything if conversations.is_visible_to(one, person, TODAY)}


def test_a_new_manager_finds_nothing(cast, ended):
    cast.amira.appointments.update(manager=cast.ruth)
    assert not conversations.visible_to(cast.ruth, TODAY).exists()
    standing = standings(cast.ruth, [cast.amira], TODAY)[0]
    assert (standing.latest, standing.review_due) == (None, None)
    assert standings(cast.tom, [cast.amira], TODAY)[0].latest == ended.ended_at


def test_nothing_written_can_be_read_in_a_dump(cast, ended, django_db_blocker):
    """The words are there for the two, and nowhere in the bytes of the database."""
    assert SECRET in reading.record_of(ended).text
    assert AgreedAction.objects.get().text.startswith(SECRET)
    connection = transaction.get_connection()
    tables = [table for table in connection.introspection.table_names() if table.startswith("conversations_")]
    assert len(tables) > 10
    with connection.cursor() as cursor:
        for table in [*tables, "audit_auditevent"]:
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "heron" not in str(cursor.fetchall())
