"""What two people may enter in a conversation about growth. Positions and kinds of evidence come from the framework."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stepwell.domain.framework import Pack
from stepwell.domain.framework.parts import Initiative
from stepwell.domain.growing import Cell, cell_words, cells_of, sorted_steps, two_years_after
from stepwell.plans.models import Objective
from stepwell.ui.forms import Checkboxes, Choice, Form, GovDateField, LongTextField, Radios, SentenceField

from ..models import AdjustmentsCheck, FacilitatorChecklist
from ..operations.growth.adjustments import MOST_WORDS as MOST_ADJUSTMENT_WORDS
from ..operations.growth.checklist import MOST_NOTES
from ..operations.growth.drafting import MOST_TITLE, Drafted
from ..operations.growth.positions import MOST_WORDS
from ..queries.growth import View

OTHER = "other"
MOST_REVISION = 2_000_000_000


def revision_field() -> forms.IntegerField:
    hidden = forms.HiddenInput({"autocomplete": "off"})
    return forms.IntegerField(required=False, min_value=0, max_value=MOST_REVISION, widget=hidden)


class Revised(Form):
    """A form that knows from which save its page was made."""

    revision = revision_field()

    @property
    def revision_given(self) -> int:
        return self.cleaned_data.get("revision") or 0

    def catch_up_with(self, revision: int) -> None:
        """After a clash, whoever has seen what is saved may save over it."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # what was posted is a QueryDict
        data["revision"] = str(revision)
        self.data = data


def cell_value(cell: Cell | None) -> str:
    return f"{cell.category}:{cell.step}" if cell else ""


def cell_of(value: str) -> Cell:
    category, _, step = value.rpartition(":")
    return Cell(category, int(step))


def cell_field(pack: Pack, label: str, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=[(cell_value(cell), cell_words(pack, cell)) for cell in cells_of(pack)],
        widget=Radios(small=True),
        error_messages={"required": "Choose a direction and a step", "invalid_choice": "Choose a direction and a step"},
    )


class CellForm(Revised):
    """A position on the growth grid, chosen where it stands in the picture."""

    question = "Where?"
    hint = ""

    def __init__(self, pack: Pack, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pack = pack
        self.fields["cell"] = cell_field(pack, self.question, self.hint)

    def columns(self) -> list[dict[str, Any]]:
        """Each direction with its steps, the highest on top, as in the picture."""
        chosen = self["cell"].value() or ""
        categories = self.pack.growth.categories if self.pack.growth else []
        first = True
        columns = []
        for category in categories:
            steps = []
            for step in reversed(sorted_steps(self.pack)):
                value = f"{category.id}:{step.step}"
                key = "id_cell" if first else f"id_cell_{category.id}_{step.step}"
                first = False
                name = f"Step {step.step}" + (f": {step.name}" if step.name else "")
                steps.append({"value": value, "name": name, "id": key, "checked": value == chosen})
            columns.append({"name": category.name, "description": category.description, "steps": steps})
        return columns

    @property
    def cell_given(self) -> Cell:
        return cell_of(self.cleaned_data["cell"])


class ViewForm(CellForm):
    """Where one of the two sees the person, why, and what supports it, by kind of evidence."""

    words = LongTextField(label="Why there?", required=False, max_length=MOST_WORDS, rows=4)
    question = "Where do you see it?"

    def __init__(self, pack: Pack, kinds: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(pack, *args, **kwargs)
        self.kinds = [*kinds, (OTHER, "Something else")]
        for number, (_, label) in enumerate(self.kinds):
            field = LongTextField(label=label, required=False, max_length=MOST_WORDS, rows=2)
            field.widget.attrs.pop("maxlength")  # a count under every box would ask for more than a few words
            self.fields[f"evidence{number}"] = field
        self.order_fields(["revision", "cell", "words"])

    @property
    def evidence(self) -> list[Any]:
        """The fields, as they stand on the page."""
        return [self[f"evidence{number}"] for number in range(len(self.kinds))]

    def evidence_given(self) -> tuple[tuple[str, str], ...]:
        given = [(kind, self.cleaned_data.get(f"evidence{number}", "")) for number, (kind, _) in enumerate(self.kinds)]
        return tuple((kind, text) for kind, text in given if text.strip())

    def view(self) -> View:
        return View(self.cell_given, self.cleaned_data["words"], self.evidence_given())


class SettleForm(ViewForm):
    """The position to agree on. At least one thing supports it (R70)."""

    question = "Which position do you want to agree on?"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = "What you say together"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.evidence_given() and not any(name.startswith("evidence") for name in self.errors):
            self.add_error("evidence0", "Name at least one thing that supports it, here or in one of the boxes below")
        return data


def beginning_of(view: View | None, kinds: Sequence[tuple[str, str]], revision: int) -> dict[str, Any]:
    """What a form shows of a view that is there already."""
    initial: dict[str, Any] = {"revision": revision}
    if view is None:
        return initial
    places = {kind: number for number, kind in enumerate([*(kind for kind, _ in kinds), OTHER])}
    for kind, text in view.evidence:
        name = f"evidence{places.get(kind, places[OTHER])}"
        initial[name] = "\n".join(filter(None, (initial.get(name), text)))
    return initial | {"cell": cell_value(view.cell), "words": view.words}


class ChecklistForm(Revised):
    """`groups`: (heading, introduction, [(id, name, text)]) from the framework."""

    notes = LongTextField(
        label="Your own thoughts",
        help_text="How you understand their strengths, and what they could develop.",
        required=False,
        max_length=MOST_NOTES,
    )

    def __init__(self, groups: Sequence[Any], stored: FacilitatorChecklist | None, *args: Any, **kwargs: Any) -> None:
        content = stored.content if stored else {}
        self.ticked_before = set((content or {}).get("ticked", ()))
        kwargs["initial"] = {
            "notes": (content or {}).get("notes", ""),
            "revision": stored.revision if stored else 0,
        }
        super().__init__(*args, **kwargs)
        self.names = []
        for number, group in enumerate(groups):
            name = f"group{number}"
            self.names.append(name)
            self.fields[name] = forms.MultipleChoiceField(
                label=group.name,
                help_text=group.introduction,
                required=False,
                choices=[(key, Choice(label, hint=hint)) for key, label, hint in group.items],
                widget=Checkboxes(small=True),
                initial=[key for key, _, _ in group.items if key in self.ticked_before],
            )
        self.order_fields(["revision", *self.names, "notes"])

    @property
    def groups(self) -> list[Any]:
        return [self[name] for name in self.names]

    def ticked(self) -> list[str]:
        """What is ticked on the page; what an earlier version of the framework asked stays as it was."""
        shown = {key for name in self.names for key, _ in self.fields[name].choices}  # type: ignore[attr-defined]  # all are choices
        now = [key for name in self.names for key in self.cleaned_data.get(name, ())]
        return [*now, *(self.ticked_before - shown)]


class AdjustmentsForm(Revised):
    answer = forms.ChoiceField(
        label="Are reasonable adjustments needed?",
        choices=[
            ("yes", Choice("Yes", reveals="words")),
            ("no", Choice("No")),
            ("not_said", Choice("Prefers not to say")),
        ],
        widget=Radios,
        error_messages={"required": "Choose one of the three answers"},
    )
    words = LongTextField(label="What would help?", required=False, max_length=MOST_ADJUSTMENT_WORDS, rows=4)
    wants_words = forms.BooleanField(required=False)

    def __init__(
        self, check: AdjustmentsCheck | None, is_persons: bool, called: str, *args: Any, **kwargs: Any
    ) -> None:
        content = (check.content if check else None) or {}
        kwargs["initial"] = {**content, "revision": check.revision if check else 0}
        super().__init__(*args, **kwargs)
        choices = list(self.fields["answer"].choices)  # type: ignore[attr-defined]  # it is a choice
        if is_persons:
            choices[2] = ("not_said", Choice("I prefer not to say"))
            self.fields["answer"].label = "Do you need reasonable adjustments?"
            self.offer("answer", choices)
            del self.fields["wants_words"]
            self.fields["words"].help_text = "Only if you want it written down. You can take it out at any time."
        else:
            self.fields["answer"].label = f"What did {called} say?"
            self.fields["words"].help_text = f"Leave it empty unless {called} wants it written down."
            self.fields["wants_words"].label = f"{called} wants these words to be kept"


class FutureForm(CellForm):
    on = GovDateField(
        label="By when?",
        help_text="Two years ahead is a good frame. Any other day is as good.",
        error_messages={"required": "Enter a day, such as two years from today"},
    )
    words = LongTextField(label="Why there?", required=False, max_length=MOST_WORDS, rows=4)
    question = "Where to?"
    hint = "Growing in the present role is as good as any other way."

    def __init__(self, pack: Pack, today: dt.date, future: dict[str, Any], here: Cell | None, data: Any = None) -> None:
        initial = {"on": two_years_after(today), "cell": cell_value(here), "revision": 0}
        if future:
            there = Cell(future["category"], int(future["step"]))
            on = dt.date.fromisoformat(future["on"])
            initial |= {"on": on, "words": future["words"], "cell": cell_value(there), "revision": future["revision"]}
        super().__init__(pack, data, initial=initial)
        self.today = today
        self.order_fields(["revision", "cell", "on", "words"])

    def clean_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["on"]
        if day <= self.today:
            raise ValidationError("The day must be later than today", params={"parts": ["day", "month", "year"]})
        if day.year > self.today.year + 29:
            raise ValidationError("The day must be within 29 years", params={"parts": ["year"]})
        return day


class WordsForm(Revised):
    aspirations = LongTextField(label="What do they hope for?", required=False, max_length=MOST_WORDS, rows=5)
    reflections = LongTextField(
        label="What do you take from thinking and talking about it?", required=False, max_length=MOST_WORDS, rows=5
    )

    def __init__(self, words: dict[str, Any], is_persons: bool, data: Any = None) -> None:
        super().__init__(data, initial={"revision": 0, **words})
        if is_persons:
            self.fields["aspirations"].label = "What do you hope for?"


HORIZONS = [
    (Objective.Horizon.NOW, Choice("Now")),
    (Objective.Horizon.NEXT, Choice("Next")),
    (Objective.Horizon.LATER, Choice("Later")),
    (Objective.Horizon.BY_DATE, Choice("By a day", reveals="target_date")),
    (Objective.Horizon.NOT_SURE, Choice("Not sure yet", divider="or")),
]


class ObjectiveForm(Revised):
    """`groups`: (heading, [initiative]) on the way from where they stand to where they want to be. Suggestions only."""

    title = SentenceField(
        label="What do you want to achieve?",
        max_length=MOST_TITLE,
        error_messages={"required": "Say what you want to achieve"},
    )
    horizon = forms.ChoiceField(
        label="When?", choices=HORIZONS, widget=Radios(small=True), error_messages={"required": "Choose when"}
    )
    target_date = GovDateField(label="By which day?", required=False)
    own = LongTextField(label="Another way, in your own words", required=False, max_length=MOST_WORDS, rows=2)

    def __init__(
        self, groups: Sequence[tuple[str, list[Initiative]]], is_persons: bool, item: dict[str, Any], data: Any = None
    ) -> None:
        chosen = set(item.get("initiatives", ()))
        target = item.get("target_date")
        initial = {"revision": 0, **item, "target_date": dt.date.fromisoformat(target) if target else None}
        super().__init__(data, initial=initial)
        if not is_persons:
            self.fields["title"].label = "What do they want to achieve?"
        self.names = []
        for number, (heading, initiatives) in enumerate(groups):
            name = f"way{number}"
            self.names.append(name)
            self.fields[name] = forms.MultipleChoiceField(
                label=heading,
                required=False,
                choices=[(one.id, one.text) for one in initiatives],
                widget=Checkboxes(small=True),
                initial=[one.id for one in initiatives if one.id in chosen],
            )
        self.kept = chosen - {one.id for _, initiatives in groups for one in initiatives}

    @property
    def ways(self) -> list[Any]:
        return [self[name] for name in self.names]

    def drafted(self) -> Drafted:
        data = self.cleaned_data
        ways = [key for name in self.names for key in data.get(name, ())]
        return Drafted(data["title"], data["horizon"], target_of(data), [*ways, *sorted(self.kept)], data["own"])


def target_of(data: dict[str, Any]) -> dt.date | None:
    """A day that stands behind a choice that was not made does not count."""
    return data.get("target_date") if data.get("horizon") == Objective.Horizon.BY_DATE else None
