"""Stages: the person's reflection first; views that both give before either reads the other's."""

import pytest

from stepwell.conversations.operations import meeting, staging
from stepwell.conversations.operations import refusals as no
from stepwell.conversations.queries.conversations import conversation_by_id
from stepwell.conversations.queries.stages import stages_for
from tests.cast import NOW

from . import making
from .making import SECRET


@pytest.fixture
def feedback(cast):
    return making.agreed(cast.amira, cast.tom, cast.ashdown, kind="feedback")


@pytest.fixture
def growth(cast):
    return making.agreed(cast.amira, cast.tom, cast.ashdown, kind="growth")


def stage(conversation, key, reader):
    found = stages_for(conversation_by_id(conversation.pk), reader)
    return next(one for one in found if one.stage.key == key)


def test_the_managers_observation_waits_for_the_persons_reflection(cast, feedback):
    """Scenario 18."""
    context = stage(feedback, "context", cast.tom)
    assert not context.is_open
    with pytest.raises(no.NotOpenYet):
        staging.save_answer(context.stage, {"context": "x"}, revision=0, by=cast.tom, at=NOW)
    reflection = stage(feedback, "reflection", cast.amira).stage
    staging.save_answer(reflection, {"reflection": SECRET}, revision=0, by=cast.amira, at=NOW)
    assert stage(feedback, "reflection", cast.tom).theirs is None
    assert not stage(feedback, "context", cast.tom).is_open
    staging.give_answer(reflection, by=cast.amira, at=NOW)
    assert stage(feedback, "reflection", cast.tom).theirs.content == {"reflection": SECRET}
    assert stage(feedback, "context", cast.tom).is_open


def test_or_for_its_being_given_orally(cast, feedback):
    reflection = stage(feedback, "reflection", cast.tom).stage
    with pytest.raises(no.NotOpenYet):
        staging.mark_given_orally(reflection, by=cast.tom, at=NOW)  # they have not met
    meeting.come_in(feedback, by=cast.amira, at=NOW)
    staging.mark_given_orally(reflection, by=cast.tom, at=NOW)
    assert stage(feedback, "context", cast.tom).is_open


def test_only_who_a_stage_is_for_writes_in_it(cast, feedback):
    with pytest.raises(no.NotOneOfTheTwo):
        staging.save_answer(stage(feedback, "reflection", cast.tom).stage, {"a": 1}, revision=0, by=cast.tom, at=NOW)


def test_neither_reads_the_others_view_before_giving_their_own(cast, growth):
    position = stage(growth, "position", cast.tom).stage
    staging.save_answer(position, {"step": 2}, revision=0, by=cast.tom, at=NOW)
    staging.give_answer(position, by=cast.tom, at=NOW)
    waiting = stage(growth, "position", cast.amira)
    assert (waiting.theirs, waiting.waits_for_theirs) == (None, True)
    staging.save_answer(position, {"step": 1}, revision=0, by=cast.amira, at=NOW)
    assert stage(growth, "position", cast.amira).theirs is None
    staging.give_answer(position, by=cast.amira, at=NOW)
    assert stage(growth, "position", cast.amira).theirs.content == {"step": 2}
    assert stage(growth, "position", cast.tom).theirs.content == {"step": 1}
    with pytest.raises(no.WrongState):
        staging.save_answer(position, {"step": 3}, revision=1, by=cast.tom, at=NOW)
