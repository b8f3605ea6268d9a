"""What the subject of a round says: whether they want it, whom they ask, how they see themselves; and the approver's answer."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from stepwell.domain.assessing import importance_names, level_of
from stepwell.domain.framework import Dimension
from stepwell.people.models import Person
from stepwell.ui.forms import Checkboxes, Choice, Form, GovDateField, LongTextField, RadioCards, Radios

from ..models import Cycle, CycleGroup, Nomination, SelfRating
from ..queries.asking import Asked, AskedItem, behaviours
from ..queries.choosing import Suggestion
from .cycles import KIND_HINTS

FOUR_WEEKS = timedelta(days=28)
LONGEST = timedelta(days=183)
NOT_SURE = "not_sure"


class RepeatForm(Form):
    """Empty at first; once the operation says that the last round is not long ago, it asks why."""

    reason_for_repeat = LongTextField(
        label="Why do you want another round now?",
        help_text="Your coordinator does not read this. It stays with your round.",
        max_length=1000,
        rows=3,
        required=False,
    )


class StartRoundForm(RepeatForm):
    item_kind = forms.ChoiceField(label="What do raters rate?", widget=Radios)
    closes_on = GovDateField(
        label="Last day", help_text="Raters can answer until the end of this day. Three to five weeks are usual."
    )

    def __init__(self, kinds: Sequence[str], today: date, data: Any = None):
        super().__init__(data, initial={"item_kind": kinds[0], "closes_on": today + FOUR_WEEKS})
        self.today = today
        self.order_fields(["item_kind", "closes_on", "reason_for_repeat"])
        self.offer(
            "item_kind",
            [(kind, Choice(Cycle.ItemKind(kind).label, hint=KIND_HINTS[Cycle.ItemKind(kind)])) for kind in kinds],
        )

    def clean_closes_on(self) -> date:
        closes = self.cleaned_data["closes_on"]
        if closes <= self.today:
            raise ValidationError("Choose a day after today", params={"parts": ["day", "month", "year"]})
        if closes > self.today + LONGEST:
            raise ValidationError("Choose a day within six months", params={"parts": ["month", "year"]})
        return closes


class PersonForm(Form):
    """One of those a search found, or nobody."""

    person = forms.ChoiceField(label="Who opens the report with you?", widget=Radios)

    def __init__(self, people: Sequence[Person], data: Any = None, chosen: Person | None = None):
        self.people = {str(person.pk): person for person in people}
        super().__init__(data, initial={"person": str(chosen.pk) if chosen else "nobody"})
        nobody = Choice("Nobody: I read it on my own", divider="or" if people else "")
        self.offer(
            "person",
            [
                *((key, person.full_name) for key, person in self.people.items()),
                ("nobody", nobody),
            ],
        )

    def clean_person(self) -> Person | None:
        return self.people.get(self.cleaned_data["person"])


def group_choices(groups: Sequence[CycleGroup]) -> list[tuple[str, str]]:
    return [(group.key, group.name) for group in groups]


class GroupForm(Form):
    """The right group for somebody who was chosen."""

    group = forms.ChoiceField(label="Which group?", widget=Radios, error_messages={"required": "Choose a group"})

    def __init__(self, groups: Sequence[CycleGroup], data: Any = None, initial: Any = None):
        super().__init__(data, initial=initial)
        self.groups = {group.key: group for group in groups}
        told = "What they answer is shown as theirs. They read this before they answer."
        self.offer(
            "group", [(group.key, Choice(group.name, hint=told if group.is_identifiable else "")) for group in groups]
        )

    def clean_group(self) -> CycleGroup:
        return self.groups[self.cleaned_data["group"]]


class RaterForm(GroupForm):
    """Somebody by name and e-mail address: they need no account and need not work here."""

    name = forms.CharField(label="Name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"invalid": "Enter an e-mail address like name@example.org"},
    )
    field_order = ("name", "email", "group")


class SuggestedForm(Form):
    """Several people at once: a tick and a group for each. Who they are comes from the page's own list."""

    people = forms.MultipleChoiceField(label="People near you", required=False, widget=Checkboxes)

    def __init__(
        self, suggestions: Sequence[Suggestion], groups: Sequence[CycleGroup], data: Any = None, prefix: str = ""
    ):
        super().__init__(data, prefix=prefix or None)
        self.suggestions = {str(one.person.pk): one for one in suggestions}
        self.groups = {group.key: group for group in groups}
        self.offer("people", [(key, one.person.full_name) for key, one in self.suggestions.items()])
        for key, one in self.suggestions.items():
            self.fields[f"group_{key}"] = forms.ChoiceField(
                label=f"Group of {one.person.full_name}",
                choices=group_choices(groups),
                initial=one.group.key,
                required=False,
            )

    def rows(self) -> list[dict[str, Any]]:
        ticked = set(self["people"].value() or [])
        return [
            {"key": key, "suggestion": one, "ticked": key in ticked, "group": self[f"group_{key}"]}
            for key, one in self.suggestions.items()
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "people" in cleaned and not cleaned["people"]:
            self.add_error("people", "Tick at least one person")
        return cleaned

    def chosen(self) -> list[tuple[Person, CycleGroup]]:
        found = []
        for key in self.cleaned_data["people"]:
            one = self.suggestions[key]
            found.append((one.person, self.groups.get(self.cleaned_data.get(f"group_{key}", ""), one.group)))
        return found


class ReturnForm(Form):
    """Why the choice goes back, and whom it is about."""

    reason = LongTextField(
        label="What should change?",
        help_text="The person reads this.",
        max_length=1000,
        rows=4,
        error_messages={"required": "Say what to change, so that the person can"},
    )
    nominations = forms.MultipleChoiceField(
        label="Whom is it about?",
        help_text="Tick nobody if it is about the choice as a whole.",
        required=False,
        widget=Checkboxes,
    )

    def __init__(self, nominations: Sequence[Nomination], data: Any = None):
        super().__init__(data)
        self.known = {str(one.pk): one for one in nominations}
        self.offer("nominations", [(key, Choice(one.name, hint=one.group.name)) for key, one in self.known.items()])

    def clean_nominations(self) -> list[Nomination]:
        return [self.known[key] for key in self.cleaned_data["nominations"]]


class SelfDimensionForm(Form):
    """How the subject sees one dimension: a level, or a rating for each of its behaviours, and how important it is."""

    def __init__(
        self, asked: Asked, dimension: Dimension, said: dict[str, SelfRating], importance: bool, data: Any = None
    ):
        self.items = asked.items_of(dimension.id)
        self.dimension = dimension
        self.base_fields = {}  # type: ignore[misc]  # before Django copies them
        initial = {}
        own_words = {text.id: text.self for text in behaviours(dimension)}
        for place, item in enumerate(self.items):
            self.base_fields[f"item_{place}"] = item_field(asked, dimension, item, own_words)
            if item.id in said:
                level = said[item.id].level
                initial[f"item_{place}"] = NOT_SURE if level is None else str(level)
        if importance:
            self.base_fields["importance"] = importance_field(asked)
            initial["importance"] = str(said[dimension.id].importance or "") if dimension.id in said else ""
        super().__init__(data, initial=initial)

    def item_rows(self) -> list[Any]:
        return [self[f"item_{place}"] for place in range(len(self.items))]

    def levels(self) -> dict[str, int | None]:
        found: dict[str, int | None] = {}
        for place, item in enumerate(self.items):
            said = self.cleaned_data[f"item_{place}"]
            if said:
                found[item.id] = None if said == NOT_SURE else int(said)
        return found

    def importance(self) -> dict[str, int]:
        said = self.cleaned_data.get("importance")
        return {self.dimension.id: int(said)} if said else {}


def item_field(asked: Asked, dimension: Dimension, item: AskedItem, own_words: dict[str, str]) -> forms.ChoiceField:
    unsure = (NOT_SURE, Choice("Not sure", divider="or"))
    if asked.kind == Cycle.ItemKind.DIMENSIONS:
        return forms.ChoiceField(
            label=f"Which {asked.pack.level_label.one} fits you best?",
            choices=[*level_choices(asked, dimension), unsure],
            widget=RadioCards,
            error_messages={"required": "Choose the one that fits best. “Not sure” is an answer, too"},
        )
    choices = [(str(number), name) for number, name in enumerate(asked.levels)]
    return forms.ChoiceField(
        label=own_words.get(item.id, item.text),
        help_text=item.footnote,
        choices=[*choices, (NOT_SURE, "Not sure")],
        widget=Radios(inline=True, small=True),
        required=False,
    )


def level_choices(asked: Asked, dimension: Dimension) -> list[tuple[str, Choice]]:
    """Each level as the framework words it for oneself (scenario 55), at its place on the scale."""
    found = []
    for place, level in enumerate(asked.pack.levels):
        here = level_of(dimension, level.id)
        if here is None:
            continue
        body = render_to_string(
            "feedback/rounds/level_body.html", {"here": here, "level": level, "language": asked.pack.language}
        )
        found.append((str(place), Choice(level.name, hint=here.heading or "", body=body)))
    return found


def importance_field(asked: Asked) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=f"How important is this {asked.pack.dimension_label.one} to your role?",
        required=False,
        choices=[(str(point), name) for point, name in enumerate(importance_names(asked.pack), 1)],
        widget=Radios(small=True),
    )
