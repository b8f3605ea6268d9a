"""Help with putting an objective clearly: five questions, as advice. Nothing here keeps anybody from saving."""

from __future__ import annotations

from dataclasses import dataclass

FEW = 5  # more objectives on the way than this, and a plan says that few at a time move faster
SHORTEST = 3  # words


@dataclass(frozen=True)
class ClearPoint:
    """One of the five, whether the objective has it, and what to ask oneself if not."""

    word: str
    has_it: bool
    question: str


def clear_points(*, title: str, measure: str, has_way: bool, has_reason: bool, has_time: bool) -> list[ClearPoint]:
    """Specific, measurable, achievable, relevant, time-bound, in this order.

    Args:
        title: the objective itself; a word or two say a direction, not yet what will be different.
        measure: how the person will know.
        has_way: a next step or something planned to do.
        has_reason: it serves something, or says why.
        has_time: a horizon.

    >>> points = clear_points(title="Budgets", measure="", has_way=True, has_reason=True, has_time=False)
    >>> [point.word for point in points if not point.has_it]
    ['Specific', 'Measurable', 'Time-bound']
    """
    return [
        ClearPoint("Specific", len(title.split()) >= SHORTEST, "What exactly will be different when you are there?"),
        ClearPoint("Measurable", bool(measure.strip()), "How will you, or somebody else, be able to tell?"),
        ClearPoint("Achievable", has_way, "What is a first step that you can take from where you are?"),
        ClearPoint("Relevant", has_reason, "Why does it matter to you, to your role or to your next move?"),
        ClearPoint("Time-bound", has_time, "When would be a good time: now, next, later, or by a day?"),
    ]


def is_many(on_the_way: int) -> bool:
    """
    >>> is_many(5), is_many(6)
    (False, True)
    """
    return on_the_way > FEW
