"""What somebody answered, in words: level names and sentences, never a score."""

from collections.abc import Sequence

from stepwell.assessments.models import Placement
from stepwell.assessments.queries import Answer
from stepwell.careers.queries import Expected
from stepwell.domain.assessing import rating_words
from stepwell.domain.framework import Pack
from stepwell.domain.progression import expectation_in_words, level_name

NOT_ANSWERED = "Not answered yet"
STATES = dict(Placement.State.choices)
WISHES = {"yes": "Yes, in mentoring", "maybe": "Maybe, in mentoring", "no": "Not in mentoring"}


def placement_words(answer: Answer, pack: Pack) -> str:
    """Where somebody placed themselves; empty for a dimension on which nobody is placed."""
    if not answer.offer.places:
        return ""
    placement = answer.placement
    if placement is None or not placement.state:
        return NOT_ANSWERED
    if placement.state != Placement.State.PLACED:
        return str(STATES[placement.state])
    if placement.level_id:
        return level_name(pack, placement.level_id)
    item = answer.dimension.bipolar
    if item is None or placement.rating is None:
        return NOT_ANSWERED
    return f"{placement.rating} · {rating_words(placement.rating, item.points, item.positive_end)}"


def state_words(answer: Answer, pack: Pack) -> str:
    """The same for a list of all dimensions, where a reflection has a state as well."""
    if not answer.offer.counts:
        return "Written about" if answer.is_done else "To read"
    if answer.offer.places:
        return placement_words(answer, pack)
    return "Written about" if answer.is_done else "Nothing written yet"


def importance_words(answer: Answer) -> str:
    names, placement = answer.offer.importance, answer.placement
    if not names or placement is None or not placement.importance or placement.importance > len(names):
        return ""
    return names[placement.importance - 1]


def wish_words(answer: Answer) -> str:
    return WISHES.get(answer.placement.wish, "") if answer.placement else ""


def statement_words(answer: Answer) -> str:
    """The behaviour that the example is about."""
    if answer.placement is None:
        return ""
    return next((s.self for s in answer.dimension.statements if s.id == answer.placement.statement_id), "")


def expected_words(expected: Expected | None, pack: Pack) -> str:
    """The level set for the role beside the one that the grade suggests: both, where both are there."""
    if expected is None or not expected.shown:
        return ""
    suggested = expectation_in_words(expected, pack)
    if not expected.role_level:
        return suggested
    mine = f"{level_name(pack, expected.role_level)}, agreed for this role"
    return f"{mine} (the grade suggests {suggested})" if suggested else mine


def changed_words(then: Expected | None, now: Expected | None, pack: Pack) -> str:
    """What is expected now, where that is another level than on the day of the self-assessment; else empty."""
    before, after = expected_words(then, pack), expected_words(now, pack)
    return after if after != before else ""


def listing(names: Sequence[str]) -> str:
    """
    >>> listing(["Inclusive", "Ethical", "Enabling"])
    'Inclusive, Ethical and Enabling'
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
