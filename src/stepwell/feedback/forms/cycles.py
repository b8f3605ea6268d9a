"""What a coordinator sets about a cycle: one long page while it is a draft, single questions once it is open."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.forms.boundfield import BoundField
from django.utils.text import slugify

from stepwell.people.models import Person
from stepwell.ui.forms import Choice, Form, GovDateField, LongTextField, Radios

from ..models import Cycle
from ..models.cycles import Approval, ProtectFrom
from ..operations.cycles import STANDARD_GROUPS, STANDARD_QUESTIONS, STANDARD_SCALE, GroupPlan

MOST_GROUPS, MOST_QUESTIONS, MOST_FACILITATORS = 6, 4, 30
FIVE_WEEKS = timedelta(days=35)
KEY = re.compile(r"^[a-z][a-z0-9_]{0,39}\Z")
KIND_HINTS = {
    Cycle.ItemKind.DIMENSIONS: "Raters read each part and choose one level. Ten minutes.",
    Cycle.ItemKind.INDICATORS: "Raters say of each single behaviour how often they see it. It takes longer.",
    Cycle.ItemKind.COMMENTS_ONLY: "Raters write, and rate nothing.",
}
PROTECT_HINTS = {
    ProtectFrom.RATER: "Stricter. Somebody who answered and then reads the report still cannot work out another’s answer.",
    ProtectFrom.SUBJECT: "Finer pictures. Use it only where no rater will read the report.",
}


def threshold_fields() -> dict[str, forms.Field]:
    return {
        "minimum_group_size": forms.IntegerField(
            label="Smallest group that is shown",
            help_text="Answers of fewer people are shown with another group’s, or not at all. At least 3.",
            min_value=3,
            max_value=50,
            widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
        ),
        "comment_threshold": forms.IntegerField(
            label="Smallest group whose comments carry its name",
            help_text="With fewer people, comments stand without a group. At least 3.",
            min_value=3,
            max_value=50,
            widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
        ),
        "protect_from": forms.ChoiceField(
            label="Whom are answers protected from?",
            choices=[(value, Choice(ProtectFrom(value).label, hint=PROTECT_HINTS[value])) for value in ProtectFrom],
            widget=Radios,
        ),
    }


def limit_fields() -> dict[str, forms.Field]:
    return {
        "request_cap": forms.IntegerField(
            label="Most requests to one person",
            help_text="Who has been asked so often cannot be asked again while those rounds collect answers.",
            min_value=1,
            max_value=100,
            widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
        ),
        "repeat_months": forms.IntegerField(
            label="Months until somebody’s next round",
            help_text="Earlier, the person says why.",
            min_value=0,
            max_value=60,
            widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
        ),
    }


def approval_field(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=Approval.choices, widget=Radios(small=True))


class PartsForm(Form):
    """A form whose refusals from an operation find their fields."""

    def take(self, faults: Sequence[tuple[str, str]]) -> None:
        for name, sentence in faults:
            self.add_error(FIELD_OF.get(name, name) if FIELD_OF.get(name, name) in self.fields else None, sentence)


FIELD_OF = {"groups": "group_1_name", "questions": "question_1"}


class CycleForm(PartsForm):
    """Everything about a cycle beside its framework, which is chosen before."""

    title = forms.CharField(
        label="Name of the cycle",
        help_text="For example “Spring 2027”.",
        max_length=200,
        error_messages={"required": "Enter a name for the cycle"},
    )
    item_kind = forms.ChoiceField(label="What do raters rate?", widget=Radios)
    scale = LongTextField(
        label="Answers to each behaviour",
        help_text="Only where each behaviour is rated: two to seven answers, one a line, the lowest first. “Not observed” is always there.",
        required=False,
        max_length=700,
        rows=4,
    )
    asks_importance = forms.BooleanField(
        label="Ask how important each part is to the role: the person, and raters", required=False
    )
    opens_on = GovDateField(label="First day")
    closes_on = GovDateField(label="Last day", help_text="Raters can answer until the end of this day.")
    approval = approval_field("Who agrees to the choice of raters?")
    facilitators = LongTextField(
        label="Facilitators",
        help_text="Their e-mail addresses, one a line. They work here and have learned to open a report with somebody.",
        required=False,
        max_length=5000,
        rows=4,
    )

    def __init__(self, kinds: Sequence[str], initial: dict[str, Any], data: Any = None):
        self.base_fields = arranged(self.base_fields)  # type: ignore[misc]  # before Django copies them
        super().__init__(data, initial=initial)
        self.offer(
            "item_kind",
            [(kind, Choice(Cycle.ItemKind(kind).label, hint=KIND_HINTS[Cycle.ItemKind(kind)])) for kind in kinds],
        )
        names = [initial.get(f"group_{n}_name") or f"Group {n}" for n in group_numbers()]
        for n in group_numbers():
            others = [(str(m), name) for m, name in zip(group_numbers(), names, strict=True) if m != n]
            self.offer(f"group_{n}_merge", [("", "Nobody: then it is withheld"), *others])

    def group_rows(self) -> list[dict[str, Any]]:
        parts = ("key", "name", "merge", "identifiable")
        return [{part: self[f"group_{n}_{part}"] for part in parts} | {"number": n} for n in group_numbers()]

    def question_rows(self) -> list[BoundField]:
        return [self[f"question_{n}"] for n in range(1, MOST_QUESTIONS + 1)]

    def clean_scale(self) -> list[str]:
        return [line.strip()[:60] for line in self.cleaned_data["scale"].split("\n") if line.strip()]

    def clean_facilitators(self) -> list[str]:
        """Addresses; who they are, and whether they work here, the view asks."""
        found = list(dict.fromkeys(word.strip(",;").lower() for word in self.cleaned_data["facilitators"].split()))
        if len(found) > MOST_FACILITATORS:
            raise ValidationError(f"Name {MOST_FACILITATORS} facilitators at most")
        for address in found:
            try:
                validate_email(address)
            except ValidationError:
                raise ValidationError(f"“{address[:100]}” is no e-mail address: write one a line") from None
        return found

    def nobody_of(self, addresses: Sequence[str], organisation: str) -> None:
        for address in addresses:
            self.add_error(
                "facilitators", f"Nobody at {organisation} has the address {address}: correct it or take it out"
            )

    def groups(self) -> list[GroupPlan]:
        """The named rows, in order. A row that is merged with an empty one is merged with none."""
        said = self.cleaned_data
        named = [n for n in group_numbers() if said.get(f"group_{n}_name")]
        keys = {n: said.get(f"group_{n}_key") or key_for(said[f"group_{n}_name"], n) for n in named}
        return [
            GroupPlan(
                keys[n],
                said[f"group_{n}_name"],
                is_identifiable=said[f"group_{n}_identifiable"],
                merge_into=keys.get(int(said.get(f"group_{n}_merge") or 0), ""),
            )
            for n in named
        ]

    def parts(self) -> dict[str, Any]:
        """As `create_cycle` takes them, without the framework and the facilitators."""
        said = self.cleaned_data
        names = (
            "title", "item_kind", "scale", "asks_importance", "opens_on", "closes_on", "minimum_group_size",
            "comment_threshold", "protect_from", "approval", "request_cap", "repeat_months",
        )  # fmt: skip
        questions = [said[f"question_{n}"] for n in range(1, MOST_QUESTIONS + 1) if said[f"question_{n}"]]
        return {name: said[name] for name in names} | {"groups": self.groups(), "questions": questions}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        for name, day in (("opens_on", opens), ("closes_on", closes)):
            if day and not 2000 <= day.year <= 2200:
                self.add_error(name, "Choose a day in the next few years")
        if opens and closes and closes <= opens:
            self.add_error("closes_on", "Choose a day after the first day")
        return cleaned


def group_numbers() -> range:
    return range(1, MOST_GROUPS + 1)


def key_for(name: str, number: int) -> str:
    key = slugify(name).replace("-", "_")[:40]
    return key if KEY.fullmatch(key) else f"group_{number}"


def arranged(own: dict[str, forms.Field]) -> dict[str, forms.Field]:
    """In the order of the page, so that the error summary reads in that order, too."""
    last = {name: own[name] for name in ("approval", "facilitators")}
    first = {name: field for name, field in own.items() if name in FIRST}
    return first | question_fields() | group_fields() | threshold_fields() | last | limit_fields()


FIRST = ("title", "item_kind", "scale", "asks_importance", "opens_on", "closes_on")


def question_fields() -> dict[str, forms.Field]:
    return {
        f"question_{n}": forms.CharField(label=f"Question {n}", max_length=500, required=n <= 2)
        for n in range(1, MOST_QUESTIONS + 1)
    }


def group_fields() -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    for n in group_numbers():
        found |= {
            f"group_{n}_key": forms.RegexField(KEY, required=False, max_length=40, widget=forms.HiddenInput()),
            f"group_{n}_name": forms.CharField(label=f"Name of group {n}", max_length=100, required=False),
            f"group_{n}_merge": forms.ChoiceField(
                label=f"If group {n} is too small, show it with", required=False, widget=forms.Select
            ),
            f"group_{n}_identifiable": forms.BooleanField(
                label=f"Answers of group {n} are shown as theirs, and they are told so first", required=False
            ),
        }
    return found


def initial_of_groups(groups: Sequence[Any]) -> dict[str, Any]:
    places = {group.key: str(n) for n, group in enumerate(groups, 1)}
    found: dict[str, Any] = {}
    for n, group in enumerate(groups[:MOST_GROUPS], 1):
        found[f"group_{n}_key"], found[f"group_{n}_name"] = group.key, group.name
        found[f"group_{n}_merge"] = places.get(group.merge_into, "")
        found[f"group_{n}_identifiable"] = group.is_identifiable
    return found


def initial_of_questions(texts: Sequence[str]) -> dict[str, str]:
    return {f"question_{n}": text for n, text in enumerate(texts[:MOST_QUESTIONS], 1)}


def new_initial(settings: Any, kinds: Sequence[str], title: str, today: date) -> dict[str, Any]:
    """What a new cycle begins with: the organisation's settings and the standard groups and questions."""
    kept = ("minimum_group_size", "comment_threshold", "protect_from", "request_cap", "repeat_months")
    return {
        **{name: getattr(settings, name) for name in kept},
        **initial_of_groups(STANDARD_GROUPS),
        **initial_of_questions(STANDARD_QUESTIONS),
        "title": title,
        "item_kind": kinds[0],
        "scale": "\n".join(STANDARD_SCALE),
        "asks_importance": True,
        "opens_on": today,
        "closes_on": today + FIVE_WEEKS,
        "approval": settings.own_approval,
    }


def draft_initial(cycle: Cycle, facilitators: Sequence[Person]) -> dict[str, Any]:
    kept = (
        "title", "item_kind", "asks_importance", "opens_on", "closes_on", "minimum_group_size", "comment_threshold",
        "protect_from", "approval", "request_cap", "repeat_months",
    )  # fmt: skip
    return {
        **{name: getattr(cycle, name) for name in kept},
        **initial_of_groups(list(cycle.groups.all())),
        **initial_of_questions([question.text for question in cycle.questions.all()]),
        "scale": "\n".join(cycle.scale or STANDARD_SCALE),
        "facilitators": "\n".join(person.email or "" for person in facilitators),
    }


class ThresholdsForm(PartsForm):
    """Once a cycle is open these may only become stricter."""

    def __init__(self, cycle: Cycle, data: Any = None):
        self.base_fields = threshold_fields()  # type: ignore[misc]  # before Django copies them
        names = list(self.base_fields)
        super().__init__(data, initial={name: getattr(cycle, name) for name in names})


class ClosingForm(Form):
    closes_on = GovDateField(label="Last day", help_text="Raters can answer until the end of this day.")


class SettingsForm(PartsForm):
    """What the organisation allows and what its cycles begin with."""

    def __init__(self, settings: Any, data: Any = None):
        self.base_fields = {  # type: ignore[misc]  # before Django copies them
            "allows_own_rounds": forms.BooleanField(
                label="People may start a round of their own",
                help_text="Whenever they want, beside the organisation’s cycles.",
                required=False,
            ),
            "own_approval": approval_field("Who agrees to the choice of raters?"),
            **threshold_fields(),
            **limit_fields(),
        }
        names = list(self.base_fields)
        super().__init__(data, initial={name: getattr(settings, name) for name in names})


class AskForm(Form):
    """Whom to ask to take part: one of those a search found."""

    person = forms.ChoiceField(
        label="Whom do you want to ask?", widget=Radios, error_messages={"required": "Choose whom to ask"}
    )

    def __init__(self, people: Sequence[Person], data: Any = None):
        super().__init__(data)
        self.people = {str(person.pk): person for person in people}
        self.offer("person", [(key, person.full_name) for key, person in self.people.items()])

    def clean_person(self) -> Person:
        return self.people[self.cleaned_data["person"]]
