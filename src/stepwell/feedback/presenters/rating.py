"""A rater's pages: where a link leads, what is asked page by page, and why a link opens nothing any more."""

import re
from dataclasses import dataclass

from stepwell.domain.framework import Dimension, Pack

from ..models import Draft
from ..queries.asking import Asked, AskedItem, answers_in, missing_of
from ..queries.inviting import Visit

# How long answering takes: people look through levels rather than read them, choose, and write a little.
WORDS_A_MINUTE, SECONDS_AN_ITEM, SECONDS_A_BEHAVIOUR, SECONDS_A_QUESTION = 400, 15, 8, 60
SECONDS_AN_IMPORTANCE = 4


@dataclass(frozen=True)
class Part:
    """One page of the answers: a dimension with its items and a comment, or the questions in words."""

    number: int
    name: str
    dimension: Dimension | None
    items: list[AskedItem]
    comment_keys: list[str]
    comment_labels: list[str]


@dataclass(frozen=True)
class AnswerPage:
    part: Part
    count: int
    answered: int
    pack: Pack
    by_level: bool
    has_draft: bool
    all_answered: bool
    how_to_place: list[str]

    @property
    def is_last(self) -> bool:
        return self.part.number == self.count

    @property
    def caption(self) -> str:
        return f"Page {self.part.number} of {self.count}"


@dataclass(frozen=True)
class InvitedPage:
    minutes: int
    pages: int
    begun: bool
    go_on_at: int
    answered: int
    items: int
    readers: str
    place_words: str


@dataclass(frozen=True)
class GonePage:
    title: str
    text: str


GONE = {
    "answered": GonePage(
        "Your answers were sent",
        "They cannot be opened or changed any more, not even with this link.",
    ),
    "declined": GonePage("You declined", "Nothing was sent, and what you may have begun is not an answer."),
    "closed": GonePage(
        "This round is closed",
        "No more answers can be sent. What you may have begun is not an answer and nobody reads it.",
    ),
    "expired": GonePage(
        "This link has ended",
        "The time for answers is over. If you were given more time, use the link in the latest mail.",
    ),
    "unknown": GonePage(
        "This link opens nothing",
        "Check that you copied all of it from the mail. If you got more than one mail, use the link in the latest.",
    ),
}


def parts_of(asked: Asked) -> list[Part]:
    """A page for each dimension, then one for all questions in words, if there are any."""
    parts = [
        Part(
            number=number,
            name=dimension.name,
            dimension=dimension,
            items=asked.items_of(dimension.id),
            comment_keys=[dimension.id],
            comment_labels=["What have you seen?"],
        )
        for number, dimension in enumerate(asked.dimensions, 1)
    ]
    if asked.questions:
        keys, texts = [one.key for one in asked.questions], [one.text for one in asked.questions]
        parts.append(Part(len(parts) + 1, "In your own words", None, [], keys, texts))
    return parts


def answer_page(visit: Visit, asked: Asked, part: Part, draft: Draft | None) -> AnswerPage:
    missing = missing_of(asked, draft)
    return AnswerPage(
        part=part,
        count=len(parts_of(asked)),
        answered=len(asked.items) - len(missing),
        pack=asked.pack,
        by_level=bool(asked.level_ids),
        has_draft=draft is not None,
        all_answered=not missing and draft is not None,
        how_to_place=asked.how_to_place,
    )


def invited_page(visit: Visit, asked: Asked, draft: Draft | None) -> InvitedPage:
    missing = missing_of(asked, draft)
    return InvitedPage(
        minutes=minutes_for(asked),
        pages=len(parts_of(asked)),
        begun=draft is not None,
        go_on_at=first_open(asked, draft),
        answered=len(asked.items) - len(missing),
        items=len(asked.items),
        readers=readers_of(visit),
        place_words=what_is_asked(asked),
    )


def first_open(asked: Asked, draft: Draft | None) -> int:
    """The first page with something not answered; with every item answered, the last."""
    missing = {item.dimension_id for item in missing_of(asked, draft)}
    parts = parts_of(asked)
    return next((part.number for part in parts if part.dimension and part.dimension.id in missing), len(parts) or 1)


def minutes_for(asked: Asked) -> int:
    """In steps that can be kept: 2, 3, 4, 5, then by fives."""
    by_level = bool(asked.level_ids)
    words = sum(words_in(dimension) for dimension in asked.dimensions) if by_level else 0
    seconds = 60 * words / WORDS_A_MINUTE + len(asked.items) * (SECONDS_AN_ITEM if by_level else SECONDS_A_BEHAVIOUR)
    seconds += len(asked.questions) * SECONDS_A_QUESTION
    seconds += len(asked.dimensions) * SECONDS_AN_IMPORTANCE if asked.importance else 0
    minutes = round(seconds / 60)
    return max(2, minutes) if minutes <= 5 else 5 * round(minutes / 5 + 0.3)


def words_in(dimension: Dimension) -> int:
    texts = [text.observer for level in dimension.levels for text in level.indicators]
    texts += [level.descriptor.observer for level in dimension.levels if level.descriptor]
    return sum(len(text.split()) for text in texts)


def split_promise(text: str) -> tuple[str, str]:
    """The first two sentences, which are read at a glance, and the rest; together the promise, word for word.

    >>> split_promise("Nobody sees it. It is shown as a whole. Never later.")
    ('Nobody sees it. It is shown as a whole.', 'Never later.')
    """
    sentences = re.split(r"(?<=[.!?])\s+", text.strip())
    return " ".join(sentences[:2]), " ".join(sentences[2:])


def what_is_asked(asked: Asked) -> str:
    """One sentence for the link page, in the framework's own words for its parts."""
    questions = (
        f"{len(asked.questions)} questions to answer in your own words"
        if len(asked.questions) != 1
        else ("one question to answer in your own words")
    )
    label = asked.pack.dimension_label
    parts = f"{len(asked.dimensions)} {label.many if len(asked.dimensions) != 1 else label.one}"
    if not asked.items:
        return f"There are {questions}. You rate nothing." if len(asked.questions) != 1 else f"There is {questions}."
    how = (
        f"one {asked.pack.level_label.one} to choose in each"
        if asked.level_ids
        else f"{len(asked.items)} short statements"
    )
    return f"{parts}, {how}" + (f", and {questions}." if asked.questions else ".")


def readers_of(visit: Visit) -> str:
    """Who reads the report, by name."""
    subject, facilitator = visit.round.subject.full_name, visit.round.facilitator
    return f"{subject}, and {facilitator.full_name}, who opens it with them" if facilitator else subject


def place_words(asked: Asked, item_id: str, draft: Draft | None) -> str:
    said = answers_in(draft).ratings
    if item_id not in said:
        return "Not answered"
    place = said[item_id]
    return "Not observed" if place is None else asked.levels[place] if place < len(asked.levels) else "Not answered"


def importance_words(asked: Asked, dimension_id: str, draft: Draft | None) -> str:
    """Empty where nothing was chosen: it may be left out, and nobody is reminded of it."""
    point = answers_in(draft).importance.get(dimension_id)
    return asked.importance[point] if point is not None and point < len(asked.importance) else ""


def comment_of(draft: Draft | None, key: str) -> str:
    return answers_in(draft).comments.get(key, "")
