"""What a page about one dimension asks. Forms validate and save nothing."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.html import format_html

from stepwell.domain.assessing import level_of, rating_words
from stepwell.domain.framework import Pack
from stepwell.people.models import Person
from stepwell.sharing.models import Share
from stepwell.ui.forms import Checkboxes, Choice, Form, GovDateField, LongTextField, RadioCards, Radios

from .models import Placement, SelfAssessment
from .operations import MOST_FOCUSES
from .queries import Answer, CoachingPrompt, opening_question

LEVEL, RATING, STATE = "level:", "rating:", "state:"
# More behaviours than this in one dimension are folded into their cards, so that the scale stays in view.
READ_AT_ONCE = 20
STATES = {
    Placement.State.NOT_SURE: Choice("Not sure yet", hint="A fine answer: come back to it, or talk about it first."),
    Placement.State.NOT_MY_ROLE: Choice("Not part of my role", hint="It says nothing about you."),
}
LONGEST_SHARE = timedelta(days=366)
SIX_WEEKS = timedelta(days=42)


class StartForm(Form):
    purpose = forms.ChoiceField(
        label="What is it for?",
        choices=[
            ("conversation", Choice("For a conversation", hint="With your manager, or anyone you want to talk with.")),
            ("mentoring", Choice("For mentoring", hint="To find out what you want from a mentor.")),
            ("myself", Choice("For myself", hint="To see where you are.")),
        ],
        widget=Radios,
        error_messages={"required": "Choose what it is for"},
    )


class PlacementForm(Form):
    """The questions that one dimension's offer asks: only those are fields.

    `revision` says which save the page was made from and `seen` what stood there, so that the view can tell a page on
    which nobody changed anything from one that was overtaken by another device.
    """

    def __init__(self, answer: Answer, pack: Pack, prompts: Sequence[CoachingPrompt], data: Any = None):
        self.prompts = with_kept_question(prompts, answer.placement)
        self.base_fields = dict(fields_of(answer, pack, self.prompts))  # before Django copies them
        stored = initial_of(answer.placement)
        opening = opening_question(prompts, answer.number) if answer.offer.reflection else None
        if answer.placement is None and opening:
            stored["prompt"] = opening.id
        super().__init__(data, initial=stored | {"seen": digest_of(self.answers_in(stored))})

    def answers(self) -> dict[str, Any]:
        """What can be saved: every field that is as it should be, whatever is wrong with the others."""
        return self.answers_in(self.cleaned_data)

    def answers_in(self, given: Mapping[str, Any]) -> dict[str, Any]:
        asked = {name: given[name] for name in self.base_fields if name in given}
        found = {name: asked[name] for name in ("wish", "example", "situation", "reflection") if name in asked}
        if "place" in asked:
            found |= placed(asked["place"])
        if "importance" in asked:
            found["importance"] = int(asked["importance"]) if asked["importance"] else None
        if "statement" in asked:
            found["statement_id"] = asked["statement"]
        if "prompt" in asked:
            texts = {prompt.id: prompt.text for prompt in self.prompts}
            found["coaching_prompt_id"] = asked["prompt"]
            found["coaching_question"] = texts.get(asked["prompt"], "")
        return found

    @property
    def revision_given(self) -> int:
        """A page without a number, or with a wrong one, is one that has seen nothing."""
        return self.cleaned_data.get("revision") or 0

    @property
    def question(self) -> str:
        """The question that is chosen now, in words."""
        return next((prompt.text for prompt in self.prompts if prompt.id == self["prompt"].value()), "")

    def catch_up_with(self, placement: Placement | None) -> None:
        """Shown again after a save of what could be saved: the next save starts from that one."""
        self.data = self.data.copy()
        self.data["revision"], self.data["seen"] = str(placement.revision if placement else 0), ""

    @property
    def is_untouched(self) -> bool:
        """True if what was sent is what the page showed when it was made."""
        return not self.errors and self.cleaned_data.get("seen") == digest_of(self.answers())


def fields_of(answer: Answer, pack: Pack, prompts: Sequence[CoachingPrompt]) -> Iterator[tuple[str, forms.Field]]:
    """In the order of the page."""
    offer = answer.offer
    never_remembered = {"autocomplete": "off"}  # a reload must not bring back an old number
    yield (
        "revision",
        forms.IntegerField(
            min_value=0, max_value=2_000_000_000, required=False, widget=forms.HiddenInput(never_remembered)
        ),
    )
    yield "seen", forms.CharField(max_length=64, required=False, widget=forms.HiddenInput(never_remembered))
    if offer.places:
        yield "place", place_field(answer, pack)
    if offer.wishes:
        yield "wish", wish_field(offer.wishes)
    if offer.statements and offer.reflection:
        yield "statement", statement_field(answer)
    yield "example", long_text("What you did, and what came of it", "", 5000, rows=4)
    yield (
        "situation",
        long_text("Where it was", "We often show something in one situation and not in another.", 2000, rows=2),
    )
    if offer.reflection and prompts:
        yield "prompt", prompt_field(prompts)
    if offer.reflection:
        yield "reflection", long_text("Your thoughts", "", 5000, rows=5)
    if offer.importance:
        yield "importance", importance_field(offer.importance, pack)


def long_text(label: str, hint: str, longest: int, *, rows: int) -> LongTextField:
    return LongTextField(label=label, help_text=hint, required=False, max_length=longest, rows=rows)


def initial_of(placement: Placement | None) -> dict[str, Any]:
    """The form's values for what is stored. An empty placement and none at all look the same."""
    stored = placement or Placement()
    place = ""
    if stored.level_id:
        place = f"{LEVEL}{stored.level_id}"
    elif stored.rating:
        place = f"{RATING}{stored.rating}"
    elif stored.state in STATES:
        place = f"{STATE}{stored.state}"
    return {
        "place": place,
        "wish": stored.wish,
        "statement": stored.statement_id,
        "example": stored.example,
        "situation": stored.situation,
        "prompt": stored.coaching_prompt_id,
        "reflection": stored.reflection,
        "importance": str(stored.importance or ""),
        "revision": placement.revision if placement else 0,
    }


def placed(value: str) -> dict[str, Any]:
    kind, _, what = value.partition(":")
    return {
        "state": what if f"{kind}:" == STATE else Placement.State.PLACED if value else "",
        "level_id": what if f"{kind}:" == LEVEL else "",
        "rating": int(what) if f"{kind}:" == RATING else None,
    }


def digest_of(answers: Mapping[str, Any]) -> str:
    """A short name for exactly these answers; unanswered is unanswered, however it is written."""
    said = {name: value for name, value in answers.items() if value}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def with_kept_question(prompts: Sequence[CoachingPrompt], placement: Placement | None) -> list[CoachingPrompt]:
    """The questions to choose from, and the one chosen earlier in the words it had then."""
    if placement is None or not placement.coaching_prompt_id:
        return list(prompts)
    kept = CoachingPrompt(placement.coaching_prompt_id, placement.coaching_question, follow_up=False)
    if kept.id not in {prompt.id for prompt in prompts}:
        return [kept, *prompts]
    return [kept if prompt.id == kept.id else prompt for prompt in prompts]


def place_field(answer: Answer, pack: Pack) -> forms.ChoiceField:
    if answer.offer.level:
        choices, widget = level_choices(answer, pack), RadioCards
        label = f"Which {pack.level_label.one} fits you best?"
    else:
        choices, widget = rating_choices(answer), Radios
        label = "Where do you place yourself?"
    states = [(f"{STATE}{state}", STATES[Placement.State(state)]) for state in answer.offer.states]
    field = forms.ChoiceField(label=label, required=False, choices=[*choices, *states], widget=widget)
    field.help_text = how_to_choose(pack) if answer.offer.level else ""
    return field


def how_to_choose(pack: Pack) -> str:
    """No source says how many statements make a level, so nobody is to count them."""
    level = pack.level_label.one
    text = f"Take what fits you best overall. You need not do everything that a {level} describes, and nobody counts."
    if not pack.self_stem:
        return text
    return format_html('{}<span class="as-stem" lang="{}">{}</span>', text, pack.language, pack.self_stem)


def level_choices(answer: Answer, pack: Pack) -> list[tuple[str, Choice]]:
    dimension = answer.dimension
    folded = sum(len(level.indicators) for level in dimension.levels) > READ_AT_ONCE
    chosen = answer.placement.level_id if answer.placement else ""
    choices = []
    for level in pack.levels:
        here = level_of(dimension, level.id)
        if here is None:
            continue
        body = render_to_string(
            "assessments/parts/level_body.html",
            {"here": here, "level": level, "folded": folded, "open": chosen == level.id, "language": pack.language},
        )
        choices.append((f"{LEVEL}{level.id}", Choice(level.name, hint=here.heading or "", body=body)))
    return choices


def rating_choices(answer: Answer) -> list[tuple[str, Choice]]:
    item = answer.dimension.bipolar
    return [
        (f"{RATING}{point}", Choice(str(point), hint=rating_words(point, item.points, item.positive_end)))
        for point in range(1, item.points + 1)
    ]


def wish_field(wishes: Sequence[str]) -> forms.ChoiceField:
    labels = dict(Placement.Wish.choices)
    return forms.ChoiceField(
        label="Do you want to address this in mentoring?",
        required=False,
        choices=[(wish, labels[wish]) for wish in wishes],
        widget=Radios(inline=True),
    )


def statement_field(answer: Answer) -> forms.ChoiceField:
    statements = [
        (statement.id, Choice(statement.name or statement.self, hint=statement.self if statement.name else ""))
        for statement in answer.dimension.statements
    ]
    return forms.ChoiceField(
        label="Pick the one you have an example of",
        required=False,
        choices=[*statements, ("", Choice("None in particular", divider="or"))],
        widget=Radios(small=True),
    )


def prompt_field(prompts: Sequence[CoachingPrompt]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label="A question to think it through with",
        required=False,
        choices=[*((prompt.id, prompt.text) for prompt in prompts), ("", Choice("No question", divider="or"))],
        widget=Radios(small=True),
    )


def importance_field(names: Sequence[str], pack: Pack) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=f"How important is this {pack.dimension_label.one} to your role?",
        required=False,
        choices=[(str(point), name) for point, name in enumerate(names, 1)],
        widget=Radios(small=True),
    )


class FocusForm(Form):
    """At most three. A fourth is refused with the reason; parking it for another time is no loss."""

    focuses = forms.MultipleChoiceField(label="What do you want to work on?", required=False, widget=Checkboxes)

    def __init__(self, choices: Sequence[tuple[str, Any]], data: Any = None, chosen: Sequence[str] = ()):
        super().__init__(data, initial={"focuses": list(chosen)})
        self.fields["focuses"].choices = choices
        self.fields["focuses"].help_text = "Choose up to three. Building on a strength counts as much as closing a gap."

    def clean_focuses(self) -> list[str]:
        found = list(dict.fromkeys(self.cleaned_data["focuses"]))
        if len(found) > MOST_FOCUSES:
            raise ValidationError(
                "Choose no more than three, so that each gets your attention. Take away "
                f"{len(found) - MOST_FOCUSES}: you can come back to it another time"
            )
        return found


class ShareForm(Form):
    recipient = forms.ChoiceField(
        label="Who may read it?", widget=Radios, error_messages={"required": "Choose who may read it"}
    )
    purpose = forms.ChoiceField(
        label="What is it for?",
        choices=Share.Purpose.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose what it is for"},
    )
    until = GovDateField(label="Last day", help_text="They can read it until the end of this day.")
    message = LongTextField(label="A few words to them", required=False, max_length=1000, rows=3)

    def __init__(self, people: Sequence[tuple[Person, str]], today: date, data: Any = None):
        super().__init__(data, initial={"until": today + SIX_WEEKS})
        self.people, self.today = {str(person.pk): person for person, _ in people}, today
        self.fields["recipient"].choices = [
            (str(person.pk), Choice(person.full_name, hint=hint)) for person, hint in people
        ]
        self.fields["message"].help_text = "They see these words beside the report."

    def clean_recipient(self) -> Person:
        return self.people[self.cleaned_data["recipient"]]

    def clean_until(self) -> date:
        until = self.cleaned_data["until"]
        if until < self.today:
            raise ValidationError("The last day must be today or later", params={"parts": ["day", "month", "year"]})
        if until > self.today + LONGEST_SHARE:
            raise ValidationError(
                "The last day must be within a year: you can share it again later",
                params={"parts": ["year"]},
            )
        return until


PURPOSES = dict(SelfAssessment.Purpose.choices)
