"""Feedback: the person first, an example or a look at one's assumptions, three things to learn, both discuss."""

import pytest
from django.core import mail

from stepwell.audit.models import AuditEvent
from stepwell.conversations.models import ParkedPoint, StageAnswer
from stepwell.conversations.operations import cedar, ending, meeting, proposing
from stepwell.conversations.operations import refusals as no
from stepwell.conversations.operations.cedar import Seen, Setting
from stepwell.conversations.presenters.cedar import advice_on
from stepwell.conversations.queries import cedar as queries
from stepwell.frameworks.queries import stored_packs
from tests.cast import NOW, TODAY

from . import giving, making
from .giving import stage
from .growing import fresh


def seen_by(conversation, reader):
    return queries.feedback_of(fresh(conversation), reader)


def save_seen(conversation, by, revision=0, **seen):
    return cedar.save_seen(stage(conversation, "example"), Seen(**seen), revision=revision, by=by, at=NOW)


def give(conversation, by):
    cedar.give_observation(stage(conversation, "context"), stage(conversation, "example"), by=by, at=NOW)


def test_nothing_is_written_or_read_before_the_persons_reflection(cast):
    """R47, scenario 18."""
    conversation = giving.asked(cast)
    with pytest.raises(no.NotOpenYet):
        cedar.save_setting(stage(conversation, "context"), Setting("x"), revision=0, by=cast.tom, at=NOW)
    with pytest.raises(no.NotOpenYet):
        save_seen(conversation, cast.tom, example="x")
    with pytest.raises(no.NotOpenYet):
        cedar.save_discussion(stage(conversation, "discuss"), "x", base="", revision=0, by=cast.tom, at=NOW)
    cedar.save_reflection(stage(conversation, "reflection"), making.SECRET, revision=0, by=cast.amira, at=NOW)
    assert seen_by(conversation, cast.tom).content(queries.REFLECTION) == {}
    with pytest.raises(no.NotOpenYet):
        save_seen(conversation, cast.tom, example="x")
    assert StageAnswer.objects.count() == 1


def test_an_empty_reflection_is_none(cast):
    conversation = giving.asked(cast)
    first = stage(conversation, "reflection")
    with pytest.raises(no.BadAnswer):
        cedar.give_reflection(first, by=cast.amira, at=NOW)
    cedar.save_reflection(first, "   ", revision=0, by=cast.amira, at=NOW)
    with pytest.raises(no.BadAnswer):
        cedar.give_reflection(first, by=cast.amira, at=NOW)
    assert not seen_by(conversation, cast.tom).is_reflected


def test_told_aloud_opens_it_by_the_person_or_by_the_other_once_they_have_met(cast):
    conversation = giving.asked(cast)
    with pytest.raises(no.NotOpenYet):
        cedar.tell_orally(stage(conversation, "reflection"), by=cast.tom, at=NOW)
    meeting.come_in(conversation, by=cast.amira, at=NOW)
    cedar.tell_orally(stage(conversation, "reflection"), by=cast.tom, at=NOW)
    assert seen_by(conversation, cast.tom).is_reflected


def test_the_person_reads_nothing_before_it_is_given(cast):
    conversation = giving.written(cast)
    assert seen_by(conversation, cast.amira).observation.is_empty
    assert seen_by(conversation, cast.amira).observation.context == ""
    give(conversation, cast.tom)
    assert seen_by(conversation, cast.amira).observation.strengths == (giving.SEEN_SECRET,)


def test_a_fourth_thing_to_learn_is_refused_and_strengths_are_not_counted(cast):
    """R56, scenario 19."""
    conversation = giving.reflected(cast)
    with pytest.raises(no.BadAnswer, match="Three at most"):
        save_seen(conversation, cast.tom, learning=["a", "b", "c", "d"])
    save_seen(conversation, cast.tom, learning=["a", "", "b", "c"], strengths=[str(n) for n in range(60)])
    observation = seen_by(conversation, cast.tom).observation
    assert (len(observation.learning), len(observation.strengths)) == (3, 60)


def test_a_fourth_may_be_parked_for_another_time_by_its_writer_alone(cast):
    conversation = giving.reflected(cast)
    cedar.park_point(conversation, making.SECRET, by=cast.tom, at=NOW)
    assert [one.text for one in queries.parked_by(cast.tom, cast.amira)] == [making.SECRET]
    assert queries.parked_by(cast.amira, cast.amira) == []
    assert queries.parked_by(cast.tom, cast.ben) == []
    with pytest.raises(no.NotOneOfTheTwo):
        cedar.park_point(conversation, "x", by=cast.amira, at=NOW)
    with pytest.raises(no.NotOneOfTheTwo):
        cedar.drop_parked(ParkedPoint.objects.get(), by=cast.amira, at=NOW)
    cedar.drop_parked(ParkedPoint.objects.get(), by=cast.tom, at=NOW)
    assert not ParkedPoint.objects.exists()


def test_without_an_example_the_giver_looks_at_their_assumptions(cast):
    """R51."""
    conversation = giving.written(cast, seen=Seen(["Calm in the queue."]))
    with pytest.raises(cedar.AssumptionsUnchecked):
        give(conversation, cast.tom)
    save_seen(conversation, cast.tom, revision=1, strengths=["Calm in the queue."], checked_assumptions=True)
    give(conversation, cast.tom)
    assert seen_by(conversation, cast.amira).observation_is_given


def test_nothing_at_all_cannot_be_given(cast):
    conversation = giving.written(cast, seen=Seen(checked_assumptions=True))
    with pytest.raises(cedar.NothingSeen):
        give(conversation, cast.tom)


def test_words_that_say_what_somebody_is_are_found(cast):
    """R44; names and dates are no matter here, where both know who writes."""
    labelled = queries.observation_in({"strengths": ["A natural leader."], "example": "On Monday Priya was lazy."})
    assert [one.found for one in advice_on(labelled)] == ["“natural leader”, “lazy”"]
    assert advice_on(queries.observation_in({"example": "On Monday she asked Priya first."})) == []


def test_both_discuss_and_nothing_is_lost(cast):
    """R52."""
    conversation = giving.given(cast)
    discuss = stage(conversation, "discuss")

    def save(text, base, revision, by):
        return cedar.save_discussion(discuss, text, base=base, revision=revision, by=by, at=NOW)

    save("One.\n\nTwo.", "", 0, cast.amira)
    save("One, hers.\n\nTwo.", "One.\n\nTwo.", 1, cast.amira)
    answer = save("One.\n\nTwo, his.", "One.\n\nTwo.", 1, cast.tom)
    assert answer.content == {"discussion": "One, hers.\n\nTwo, his."}
    with pytest.raises(no.SameParagraph):
        save("One, otherwise.\n\nTwo.", "One.\n\nTwo.", 1, cast.tom)


def test_a_part_of_any_framework_is_the_standard(cast, published):
    """R50."""
    packs = stored_packs(None)
    groups = dict(queries.parts_at_hand(packs))
    assert {"Leading Together", "Our Values in action"} <= set(groups)
    key = groups["Leading Together"][0][0]
    part = queries.part_named(key, packs)
    assert part["name"].startswith("Leading Together: ")
    assert queries.part_named("0:0:nothing", packs) is None
    assert queries.part_named(queries.JOB_PROFILE, []) == {"key": "job-profile", "name": "The job profile"}


def test_principles_come_from_whatever_framework_has_them(cast, published):
    assert [len(one.items) for one in queries.principles_in(stored_packs(None))] == [8]
    assert queries.principles_in([]) == []


@pytest.mark.parametrize("by", ["amira", "ben"])
def test_it_is_asked_for_by_the_person_or_offered_by_a_colleague(cast, by):
    """By whomever it was begun, it is about the same person, and the same two read it."""
    proposal = making.proposed(
        cast.amira, cast.ben, cast.ashdown, kind="feedback", other_role="colleague", by=cast.everyone[by]
    )
    conversation = proposing.agree(proposal, by=proposal.partner_of(cast.everyone[by]), at=NOW)
    assert conversation.person == cast.amira
    assert seen_by(conversation, cast.amira).is_persons


def test_mail_says_that_something_waits_and_never_what(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        giving.given(cast)
    given = [one for one in mail.outbox if "given their part" in one.body]
    assert [one.to for one in given] == [["tom@example.org"], ["amira@example.org"]]
    assert not any(word in f"{one.subject} {one.body}" for one in mail.outbox for word in ("heron", "kingfisher"))


def test_the_trail_says_what_was_done_and_no_word(cast):
    conversation = giving.given(cast)
    cedar.park_point(conversation, making.SECRET, by=cast.tom, at=NOW)
    trail = str(list(AuditEvent.objects.values()))
    assert "stage_given" in trail
    assert "feedback_point_parked" in trail
    assert not any(word in trail for word in ("heron", "kingfisher", "quiet", "sooner", "open day"))


def test_after_it_has_ended_nothing_changes(cast):
    conversation = giving.given(cast)
    meeting.come_in(conversation, by=cast.amira, at=NOW)
    ending.end_conversation(
        fresh(conversation), no_actions=True, no_review_reason="Enough.", by=cast.amira, at=NOW, today=TODAY
    )
    with pytest.raises(no.WrongState):
        save_seen(conversation, cast.tom, revision=1, example="Later.")
    with pytest.raises(no.WrongState):
        cedar.park_point(conversation, "x", by=cast.tom, at=NOW)


def test_only_the_two_write(cast):
    conversation = giving.given(cast)
    for write in (
        lambda: cedar.save_reflection(stage(conversation, "reflection"), "x", revision=1, by=cast.ruth, at=NOW),
        lambda: save_seen(conversation, cast.ruth, revision=1, example="x"),
        lambda: save_seen(conversation, cast.amira, revision=1, example="x"),
        lambda: cedar.save_discussion(stage(conversation, "discuss"), "x", base="", revision=0, by=cast.ruth, at=NOW),
        lambda: cedar.park_point(conversation, "x", by=cast.ruth, at=NOW),
        lambda: cedar.tell_orally(stage(conversation, "reflection"), by=cast.ruth, at=NOW),
    ):
        with pytest.raises(no.NotOneOfTheTwo):
            write()
