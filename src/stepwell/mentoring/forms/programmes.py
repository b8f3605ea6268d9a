"""What coordinators set about a programme: everything while it is a draft, less once people have joined on its terms."""

from collections.abc import Sequence
from typing import Any

from django import forms

from stepwell.people.models import Organisation
from stepwell.ui.forms import Choice, Form, GovDateField, LongTextField, Radios

from ..models import CodeOfConduct, MentoringProgramme
from ..operations.programmes import STILL, CodePlan

MOST_CODES, MOST_LINES = 4, 30
INTAKES = [
    ("rolling", Choice("At any time")),
    ("dated", Choice("Between two days")),
]
WAITING = [
    (
        "first",
        Choice(
            "They come first next time",
            hint="Before everybody who has waited less. Usual: nobody is left twice if it can be helped.",
        ),
    ),
    (
        "bonus",
        Choice(
            "They get points next time",
            hint="100 of 1,000 on each pair for each time, up to 300. Some can be left again.",
        ),
    ),
]
SMALL, FEW = {"class": "govuk-input--width-2"}, {"class": "govuk-input--width-4"}
STANDARD_CODES = (
    CodePlan(
        "What we agree to",
        "What is said between mentee and mentor stays between them, within the limits that both read before they sign. The "
        "mentee leads; the mentor listens, asks, and does not judge or decide. Either may end it at any time, without a reason.",
    ),
    CodePlan(
        "EMCC code of ethics",
        "Mentors keep to the global code of ethics for coaches, mentors and supervisors.",
        "https://www.globalcodeofethics.org/",
        CodeOfConduct.Side.MENTORS,
    ),
)


def number(label: str, least: int, most: int, hint: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=hint, min_value=least, max_value=most, widget=forms.NumberInput(attrs=SMALL)
    )


class ProgrammeForm(Form):
    title = forms.CharField(label="Name of the programme", max_length=200)
    summary = LongTextField(
        label="What the scheme is",
        help_text="Anybody can read this, signed in or not: whom it is for, what people can expect of it, whom to ask.",
        max_length=3000,
        rows=6,
    )
    intake = forms.ChoiceField(label="When can people join?", choices=INTAKES, widget=Radios)
    joins_from = GovDateField(label="First day to join", required=False)
    joins_until = GovDateField(label="Last day to join", required=False)
    months = number("How many months does a relationship last?", 1, 36)
    accept_days = number("How many days do people have to answer a pairing?", 3, 60)
    quiet_days = number("After how many days without a meeting are both asked how it goes?", 14, 365)
    places = LongTextField(
        label="Places where people can meet",
        help_text="One a line. Leave it empty to do without.",
        required=False,
        max_length=2000,
        rows=3,
    )
    identities = LongTextField(
        label="What people may say of themselves, if they want it to count",
        help_text="One a line, as a sentence about oneself, for example “I have caring responsibilities”. Nobody is asked to tick any, nobody is shown any, and none is ever guessed.",
        required=False,
        max_length=2000,
        rows=3,
    )
    weight_need = number("What the mentee wants to work on", 0, 100)
    weight_preferences = number("What the mentee prefers", 0, 100)
    weight_crossing = number("Another organisation", 0, 100)
    acceptable_from = number(
        "The least fit that is proposed, from 0 to 1,000",
        0,
        1000,
        "Two people below it are never proposed. 200 is usual.",
    )
    even_load = forms.BooleanField(label="Share mentees evenly among mentors", required=False)
    waiting = forms.ChoiceField(
        label="What about people who found nobody?",
        help_text="Either way as many people have a mentor. It stands on the public page, and stays once the programme is open.",
        choices=WAITING,
        widget=Radios,
    )
    offers_next = forms.BooleanField(
        label="After a no, offer the next in line at once",
        help_text="Only somebody whom a coordinator saw with the published pairs. Without this, a coordinator looks first each time.",
        required=False,
    )

    def __init__(self, initial: dict[str, Any], data: Any = None, *, is_open: bool = False):
        self.base_fields = {**self.base_fields, **code_fields()}  # type: ignore[misc]  # before Django copies them
        super().__init__(data, initial=initial)
        self.is_open = is_open
        if is_open:
            for name in [name for name in self.fields if name not in STILL and not name.startswith("code_")]:
                del self.fields[name]

    def code_rows(self) -> list[dict[str, Any]]:
        return [{part: self[f"code_{n}_{part}"] for part in CODE_PARTS} | {"number": n} for n in code_numbers()]

    def clean_places(self) -> list[str]:
        return lines_of(self.cleaned_data["places"])

    def clean_identities(self) -> list[str]:
        return lines_of(self.cleaned_data["identities"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for n in code_numbers():
            title, text = cleaned.get(f"code_{n}_title"), cleaned.get(f"code_{n}_text")
            if title and not text:
                self.add_error(f"code_{n}_text", f"Say what “{title}” asks of people")
            if text and not title:
                self.add_error(f"code_{n}_title", "Give the code a name")
        return cleaned

    def codes(self) -> list[CodePlan]:
        said = self.cleaned_data
        return [
            CodePlan(*(said[f"code_{n}_{part}"] for part in CODE_PARTS))
            for n in code_numbers()
            if said.get(f"code_{n}_title")
        ]

    def parts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith("code_")}

    def take(self, faults: Sequence[Any]) -> None:
        for fault in faults:
            self.add_error(fault.field if fault.field in self.fields else None, fault.sentence)


CODE_PARTS = ("title", "text", "address", "side")


def code_numbers() -> range:
    return range(1, MOST_CODES + 1)


def code_fields() -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    for n in code_numbers():
        found |= {
            f"code_{n}_title": forms.CharField(label=f"Name of code {n}", max_length=200, required=False),
            f"code_{n}_text": LongTextField(label=f"What code {n} asks", max_length=5000, required=False, rows=4),
            f"code_{n}_address": forms.URLField(
                label=f"Where the whole of code {n} is", max_length=500, required=False, assume_scheme="https"
            ),
            f"code_{n}_side": forms.ChoiceField(
                label=f"Who keeps to code {n}?", choices=CodeOfConduct.Side.choices, widget=forms.Select
            ),
        }
    return found


def lines_of(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip()[:200] for line in text.split("\n") if line.strip()))[:MOST_LINES]


def initial_of_codes(codes: Sequence[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {f"code_{n}_side": "both" for n in code_numbers()}
    for n, code in enumerate(codes[:MOST_CODES], 1):
        found |= {f"code_{n}_{part}": getattr(code, part) for part in CODE_PARTS}
    return found


def initial_of(programme: MentoringProgramme, codes: Sequence[CodeOfConduct]) -> dict[str, Any]:
    names = [name for name in ProgrammeForm.base_fields if not name.startswith("code_")]
    found = {name: getattr(programme, name) for name in names}
    return {
        **found,
        "places": "\n".join(programme.places),
        "identities": "\n".join(programme.identities),
        **initial_of_codes(codes),
    }


def new_initial(title: str) -> dict[str, Any]:
    """What a new programme begins with: the model's own defaults, and two codes to correct."""
    blank = MentoringProgramme(title=title)
    return initial_of(blank, []) | initial_of_codes(STANDARD_CODES)


class AskOrganisationForm(Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Which organisation?", empty_label="Choose one"
    )

    def __init__(self, organisations: Any, data: Any = None):
        super().__init__(data)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]  # a choice among rows has one


class LimitForm(Form):
    """How many people of one organisation or one profession are matched, at least or at most."""

    side = forms.ChoiceField(
        label="Whom does it count?",
        choices=[("mentees", "Mentees"), ("mentors", "Mentees who get a mentor from there")],
        widget=Radios,
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Of which organisation?", empty_label="None: a profession", required=False
    )
    profession = forms.CharField(
        label="Or of which profession?", help_text="As it stands in the staff list.", max_length=120, required=False
    )
    at_least = forms.IntegerField(
        label="At least", min_value=0, max_value=1_000_000, required=False, widget=forms.NumberInput(attrs=FEW)
    )
    at_most = forms.IntegerField(
        label="At most", min_value=0, max_value=1_000_000, required=False, widget=forms.NumberInput(attrs=FEW)
    )

    def __init__(self, organisations: Sequence[Organisation], data: Any = None):
        super().__init__(data, initial={"side": "mentees"})
        own = Organisation.objects.filter(pk__in=[one.pk for one in organisations])
        self.fields["organisation"].queryset = own  # type: ignore[attr-defined]  # a choice among rows has one

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        named = [name for name in ("organisation", "profession") if cleaned.get(name)]
        if len(named) != 1 and "organisation" not in self.errors:
            self.add_error("organisation", "Choose an organisation or enter a profession: one of the two")
        least, most = cleaned.get("at_least"), cleaned.get("at_most")
        if least is None and most is None and not {"at_least", "at_most"} & set(self.errors):
            self.add_error("at_least", "Enter at least how many, or at most how many")
        if most is not None and most < (least or 0):
            self.add_error("at_most", "Enter a number that is not below “At least”")
        cleaned["at_least"] = least or 0
        return cleaned
