"""The fields of the page about one dimension, each made from the dimension's own data."""

from collections.abc import Iterator, Sequence

from django import forms
from django.template.loader import render_to_string
from django.utils.html import format_html

from stepwell.assessments.models import Placement
from stepwell.assessments.queries import Answer, CoachingPrompt
from stepwell.domain.assessing import level_of, rating_words
from stepwell.domain.framework import Pack
from stepwell.ui.forms import Choice, LongTextField, RadioCards, Radios

LEVEL, RATING, STATE = "level:", "rating:", "state:"
# More behaviours than this in one dimension are folded into their cards, so that the scale stays in view.
READ_AT_ONCE = 20
STATES = {
    Placement.State.NOT_SURE: Choice("Not sure yet", hint="A fine answer: come back to it, or talk about it first."),
    Placement.State.NOT_MY_ROLE: Choice("Not part of my role", hint="It says nothing about you."),
}


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


def place_field(answer: Answer, pack: Pack) -> forms.ChoiceField:
    widget: type[forms.RadioSelect] = RadioCards if answer.offer.level else Radios
    choices = level_choices(answer, pack) if answer.offer.level else rating_choices(answer)
    label = f"Which {pack.level_label.one} fits you best?" if answer.offer.level else "Where do you place yourself?"
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
    if item is None:
        return []
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
