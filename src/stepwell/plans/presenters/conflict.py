"""Two versions of one form: what is on this page, and what another page or device saved meanwhile.

Field by field, so that an answer here and another there can both be kept; of two texts one may keep both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from stepwell.ui.forms import Form, GovDateField, LongTextField
from stepwell.ui.templatetags.ui import day

HERE, THERE, BOTH = "here", "there", "both"
KEEP = "keep-"


@dataclass(frozen=True)
class Difference:
    """One field that differs."""

    name: str
    label: str
    here: str
    there: str
    can_keep_both: bool

    @property
    def choice(self) -> str:
        return f"{KEEP}{self.name}"


@dataclass(frozen=True)
class Versions:
    differences: list[Difference]
    hidden: list[tuple[str, str]]
    revision: int


def versions_of(form: Form, stored: Any, stored_value: Callable[[str], Any] | None = None) -> Versions:
    """`stored` has the revision that stands now; `stored_value` gives its value for a field of the form, in the form's
    own terms, and is the attribute of that name unless said otherwise."""
    value_of = stored_value or (lambda name: getattr(stored, name))
    differences = []
    for bound in form:
        if bound.name == "revision":
            continue
        here, there = form.cleaned_data.get(bound.name), value_of(bound.name)
        if (here or "") != (there or ""):
            both = isinstance(bound.field, LongTextField) and bool(here) and bool(there)
            label = str(bound.label)
            differences.append(Difference(bound.name, label, shown(bound, here), shown(bound, there), both))
    return Versions(differences, hidden_of(form), stored.revision)


def hidden_of(form: Form) -> list[tuple[str, str]]:
    """Everything that was sent, to be sent again with the choices."""
    data: Any = form.data
    return [
        (name, value)
        for name, values in data.lists()
        if name not in ("csrfmiddlewaretoken", "revision") and not name.startswith(KEEP)
        for value in values
    ]


def shown(bound: Any, value: Any) -> str:
    if isinstance(value, date):
        return str(day(value))
    for option, label in flat(getattr(bound.field, "choices", ())):
        if option == value:
            return str(label)
    return str(value or "")


def flat(choices: Any) -> list[tuple[Any, Any]]:
    found = []
    for option, label in choices:
        found += list(label) if isinstance(label, list | tuple) else [(option, label)]
    return found


def merged(data: QueryDict, form: Form, stored: Any, stored_value: Callable[[str], Any] | None = None) -> QueryDict:
    """What was sent, with the choices of the page about two versions carried out."""
    value_of = stored_value or (lambda name: getattr(stored, name))
    chosen = data.copy()
    for bound in form:
        keep = data.get(f"{KEEP}{bound.name}")
        value = value_of(bound.name) if keep in (THERE, BOTH) else None
        if keep == BOTH and isinstance(bound.field, LongTextField):
            chosen[bound.name] = f"{value}\n\n{data.get(bound.name, '')}"
        elif keep == THERE and isinstance(bound.field, GovDateField):
            for part in ("day", "month", "year"):
                chosen[f"{bound.name}-{part}"] = str(getattr(value, part)) if value else ""
        elif keep == THERE:
            chosen[bound.name] = "" if value is None else str(value)
    return chosen
