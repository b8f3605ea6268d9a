"""Before sending: every answer in words, and what in a comment its writer may want to look at again."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from stepwell.domain.framework.parts import Passage
from stepwell.domain.guidance import Hint, hints_on
from stepwell.frameworks.queries import StoredPack

from ..models import Draft
from ..queries.asking import Answers, Asked, missing_of
from ..queries.inviting import Visit
from .rating import Part, comment_of, importance_words, parts_of, place_words

# The passage that frameworks may bring to help with feedback, and its part about giving an example.
ADVICE = "cedar"


@dataclass(frozen=True)
class Known:
    """What the check of comments knows: names around the rater, and whom and what the comments are about."""

    people: Sequence[str]
    visit: Visit
    asked: Asked

    def hints(self, text: str) -> list[Hint]:
        usual = [one.name for one in self.asked.dimensions] + list(self.asked.levels)
        usual += [self.visit.cycle.organisation.name, self.visit.cycle.title, self.asked.pack.title]
        return hints_on(text, people=self.people, about=self.visit.round.subject.full_name, usual=usual)


@dataclass(frozen=True)
class Comment:
    label: str
    text: str
    hints: list[Hint] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """One page of the answers as it will be sent."""

    number: int
    name: str
    places: list[tuple[str, str]]
    comments: list[Comment]


@dataclass(frozen=True)
class ReviewPage:
    rows: list[Row]
    missing: list[tuple[int, str]]
    hints: int
    is_empty: bool
    language: str


@dataclass(frozen=True)
class ConflictPage:
    part: Part
    here: list[tuple[str, str]]
    there: list[tuple[str, str]]
    revision: int


def advice_of(packs: Sequence[StoredPack]) -> Passage | None:
    """A passage on giving feedback, from whichever framework of the organisation has one."""
    return next((one for stored in packs for one in stored.pack.passages if one.id == ADVICE), None)


def hints_of(part: Part, draft: Draft | None, known: Known) -> list[Comment]:
    """For one page: its comments that have something to look at again."""
    return [comment for comment in comments_of(part, draft, known) if comment.hints]


def comments_of(part: Part, draft: Draft | None, known: Known) -> list[Comment]:
    found = []
    for key, label in zip(part.comment_keys, part.comment_labels, strict=True):
        if text := comment_of(draft, key):
            found.append(Comment("Comment" if part.dimension else label, text, known.hints(text)))
    return found


def review_page(visit: Visit, asked: Asked, draft: Draft | None, known: Known) -> ReviewPage:
    rows = [
        Row(part.number, part.name, places_of(part, asked, draft), comments_of(part, draft, known))
        for part in parts_of(asked)
    ]
    missing = {item.dimension_id for item in missing_of(asked, draft)}
    said = [place for row in rows for _, place in row.places if place != "Not answered"]
    return ReviewPage(
        rows=rows,
        missing=[
            (part.number, part.name) for part in parts_of(asked) if part.dimension and part.dimension.id in missing
        ],
        hints=sum(bool(comment.hints) for row in rows for comment in row.comments),
        is_empty=not said and not any(row.comments for row in rows),
        language=asked.pack.language,
    )


def places_of(part: Part, asked: Asked, draft: Draft | None) -> list[tuple[str, str]]:
    """(item, answer); where the item is the whole dimension its name stands above already."""
    found = [("" if asked.level_ids else item.text, place_words(asked, item.id, draft)) for item in part.items]
    said = importance_words(asked, part.dimension.id, draft) if part.dimension else ""
    return [*found, ("In their role:", said)] if said else found


def conflict_page(visit: Visit, asked: Asked, part: Part, mine: Answers, theirs: Draft) -> ConflictPage:
    here = Draft(invitation=visit.invitation, answers=mine._asdict())
    return ConflictPage(part, lines_of(part, asked, here), lines_of(part, asked, theirs), theirs.revision)


def lines_of(part: Part, asked: Asked, draft: Draft) -> list[tuple[str, str]]:
    labels = zip(part.comment_keys, part.comment_labels, strict=True)
    written = [(label, comment_of(draft, key) or "Nothing written") for key, label in labels]
    return places_of(part, asked, draft) + written
