"""Who found nobody, as a run keeps it: what is read is what was written, in any form that a run was kept in."""

from types import SimpleNamespace

from stepwell.mentoring.models import MatchingRun
from stepwell.mentoring.queries.left import Left, left_in, written

ASHDOWN, MARLOW, NOBODY = (SimpleNamespace(pk=key) for key in (1, 2, 3))
TOLD = {
    "1": [
        Left("a", "All places are taken.", [], "You come first.", "Ask for a coach."),
        Left("b", "All places are taken.", ["One place more: 4", "A lower floor: 2"], "You come first.", "Ask."),
        Left("c", "Nobody fits.", [], "You come first.", "Ask."),
    ],
    "2": [Left("d", "Nobody fits.", [], "You come first.", "Ask.")],
}


def test_what_is_read_is_what_was_written():
    run = MatchingRun(left=written(TOLD))
    own = left_in(run, ASHDOWN)
    assert list(own) == TOLD["1"]
    assert len(own) == 3
    assert list(own[1:]) == TOLD["1"][1:]
    assert own[-1] == TOLD["1"][2]
    assert list(left_in(run, MARLOW)) == TOLD["2"]
    assert list(left_in(run, NOBODY)) == []
    assert list(left_in(MatchingRun(), ASHDOWN)) == []


def test_each_sentence_is_kept_once():
    assert str(written(TOLD)).count("You come first.") == 1


def test_runs_that_were_kept_before_are_still_read():
    run = MatchingRun(left={key: [vars(one) for one in people] for key, people in TOLD.items()})
    assert list(left_in(run, ASHDOWN)) == TOLD["1"]
    assert list(left_in(run, NOBODY)) == []
