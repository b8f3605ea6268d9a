"""What a rater's pages ask: one place for each item, and words."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.html import format_html

from stepwell.domain.assessing import level_of
from stepwell.people.models import Person
from stepwell.ui.forms import Choice, Form, LongTextField, RadioCards, Radios

from ..models import Cycle, Draft
from ..presenters.rating import Part
from ..queries.asking import Answers, Asked, AskedItem, answers_in

NOT_OBSERVED = CANNOT_SAY = "none"
LONGEST_COMMENT, LONGEST_REASON = 5000, 1000
NEVER_REMEMBERED = {"autocomplete": "off"}  # a reload must not bring back an old number


class RatingForm(Form):
    """The answers of one page. `revision` says which save the page was made from and `seen` what stood there."""

    def __init__(self, asked: Asked, part: Part, draft: Draft | None, subject: Person, data: Any = None):
        self.part = part
        self.item_fields = {f"item-{index}": item.id for index, item in enumerate(part.items)}
        self.comment_fields = {f"comment-{index}": key for index, key in enumerate(part.comment_keys)}
        self.importance_of = part.dimension.id if part.dimension and asked.importance else ""
        self.base_fields = dict(fields_of(asked, part, subject))  # type: ignore[misc]  # before Django copies them
        stored = self.answers_stored_in(draft)
        super().__init__(data, initial=self.initial_of(stored, draft) | {"seen": digest_of(stored)})

    def initial_of(self, stored: Answers, draft: Draft | None) -> dict[str, Any]:
        found: dict[str, Any] = {"revision": draft.revision if draft else 0}
        for name, item in self.item_fields.items():
            if item in stored.ratings:
                found[name] = choice_of(stored.ratings[item])
        if self.importance_of in stored.importance:
            found["importance"] = choice_of(stored.importance[self.importance_of])
        return found | {name: stored.comments.get(key, "") for name, key in self.comment_fields.items()}

    def answers_stored_in(self, draft: Draft | None) -> Answers:
        """Of a draft, what this page asks."""
        said = answers_in(draft)
        items, keys = self.item_fields.values(), self.comment_fields.values()
        return Answers(
            {item: said.ratings[item] for item in items if item in said.ratings},
            {key: said.comments[key] for key in keys if said.comments.get(key)},
            {key: point for key, point in said.importance.items() if key == self.importance_of},
        )

    def answers(self) -> Answers:
        """What can be saved: every field that is as it should be, whatever is wrong with the others."""
        given = self.cleaned_data
        return Answers(
            {item: place_of(given[name]) for name, item in self.item_fields.items() if given.get(name)},
            {key: given[name] for name, key in self.comment_fields.items() if name in given},
            {self.importance_of: place_of(given["importance"])} if given.get("importance") else {},
        )

    @property
    def items(self) -> list[forms.BoundField]:
        return [self[name] for name in self.item_fields]

    @property
    def comments(self) -> list[forms.BoundField]:
        return [self[name] for name in self.comment_fields]

    @property
    def revision_given(self) -> int:
        """A page without a number, or with a wrong one, is one that has seen nothing."""
        return self.cleaned_data.get("revision") or 0

    @property
    def seen_given(self) -> str:
        return self.cleaned_data.get("seen", "")

    @property
    def is_untouched(self) -> bool:
        """True if what was sent is what the page showed when it was made."""
        return not self.errors and self.seen_given == digest_of(self.answers())

    def catch_up_with(self, draft: Draft | None) -> None:
        """Shown again after a save of what could be saved: the next save starts from that one."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # what was posted is a QueryDict
        data["revision"] = str(draft.revision if draft else 0)
        data["seen"] = digest_of(self.answers_stored_in(draft))
        self.data = data


class DeclineForm(Form):
    reason = LongTextField(
        label="Your reason, if you want to tell it",
        required=False,
        max_length=LONGEST_REASON,
        rows=3,
    )

    def __init__(self, subject: Person, data: Any = None):
        super().__init__(data)
        self.fields[
            "reason"
        ].help_text = f"{subject.called} reads it with your name until the round closes; then it is deleted. Nobody else reads it."


class SendForm(Form):
    """`group` is the one whose promise the page showed: nobody is to send under another promise than they read."""

    group = forms.CharField(max_length=40, widget=forms.HiddenInput(NEVER_REMEMBERED))


def fields_of(asked: Asked, part: Part, subject: Person) -> Iterator[tuple[str, forms.Field]]:
    number = forms.IntegerField(
        min_value=0, max_value=2_000_000_000, required=False, widget=forms.HiddenInput(NEVER_REMEMBERED)
    )
    yield "revision", number
    yield "seen", forms.CharField(max_length=64, required=False, widget=forms.HiddenInput(NEVER_REMEMBERED))
    by_level = asked.kind == Cycle.ItemKind.DIMENSIONS
    for index, item in enumerate(part.items):
        yield f"item-{index}", level_field(asked, part, subject) if by_level else scale_field(asked, item)
    if part.dimension and asked.importance:
        yield "importance", importance_field(asked, subject)
    for index, label in enumerate(part.comment_labels):
        yield f"comment-{index}", comment_field(label, part.dimension is not None)


def level_field(asked: Asked, part: Part, subject: Person) -> forms.ChoiceField:
    """Levels from the lowest to the highest, one below the scale included, in the wording for an observer."""
    level = asked.pack.level_label.one
    help_text: Any = f"Take what fits best overall, as you see it. Nobody counts what a {level} lists."
    if asked.pack.observer_stem:
        help_text = format_html(
            '{}<span class="fb-stem" lang="{}">{}</span>', help_text, asked.pack.language, asked.pack.observer_stem
        )
    return forms.ChoiceField(
        label=f"Which {level} describes best what you see {subject.called} do?",
        help_text=help_text,
        required=False,
        choices=[*level_choices(asked, part), (NOT_OBSERVED, not_observed(divider="or"))],
        widget=RadioCards,
    )


def level_choices(asked: Asked, part: Part) -> Iterator[tuple[str, Choice]]:
    assert part.dimension
    for place, level_id in enumerate(asked.level_ids):
        level, here = asked.pack.level_by_id[level_id], level_of(part.dimension, level_id)
        body = render_to_string(
            "feedback/rating/level_body.html", {"level": level, "here": here, "language": asked.pack.language}
        )
        yield str(place), Choice(level.name, hint=here.heading or "" if here else "", body=body)


def scale_field(asked: Asked, item: AskedItem) -> forms.ChoiceField:
    choices = [(str(place), Choice(name)) for place, name in enumerate(asked.levels)]
    return forms.ChoiceField(
        label=item.text,
        help_text=item.footnote,
        required=False,
        choices=[*choices, (NOT_OBSERVED, Choice("Not observed"))],
        widget=Radios(small=True, inline=True),
    )


def importance_field(asked: Asked, subject: Person) -> forms.ChoiceField:
    """Beside the level, so that a report can tell what matters most from what is merely low."""
    return forms.ChoiceField(
        label=f"How much does this {asked.pack.dimension_label.one} matter in {subject.called}’s role?",
        required=False,
        choices=[*((str(point), name) for point, name in enumerate(asked.importance)), (CANNOT_SAY, "Cannot say")],
        widget=Radios(small=True, inline=True),
    )


def choice_of(place: int | None) -> str:
    return NOT_OBSERVED if place is None else str(place)


def place_of(choice: str) -> int | None:
    """
    >>> place_of("3"), place_of("none")
    (3, None)
    """
    return None if choice == NOT_OBSERVED else int(choice)


def not_observed(divider: str = "") -> Choice:
    return Choice("Not observed", hint="You have not seen enough to say. That is an answer too.", divider=divider)


def comment_field(label: str, to_a_rating: bool) -> LongTextField:
    hint = (
        "If you like: what they do, in which kind of situation, and what comes of it."
        if to_a_rating
        else "If you like. What they do helps more than what they are."
    )
    return LongTextField(label=label, help_text=hint, required=False, max_length=LONGEST_COMMENT, rows=4)


def digest_of(answers: Answers) -> str:
    """A short name for exactly these answers; an empty comment is none."""
    written = sorted((key, text) for key, text in answers.comments.items() if text)
    said = [sorted(answers.ratings.items()), written, sorted(answers.importance.items())]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
