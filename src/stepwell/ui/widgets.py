"""Widgets that Django lacks, and the GOV.UK class of each that it has."""

import datetime
from typing import Any

from django import forms
from django.utils.safestring import SafeString


class Choice(str):
    """The label of one choice, with what is shown around it.

    `body` is safe HTML inside a large card; `divider` is a word before the choice ("or"); `reveals` names another field
    of the form that is shown when this choice is made; `exclusive` unticks all other boxes.
    """

    hint: str
    body: SafeString | str
    divider: str
    reveals: str
    exclusive: bool

    def __new__(
        cls,
        label: str,
        *,
        hint: str = "",
        body: SafeString | str = "",
        divider: str = "",
        reveals: str = "",
        exclusive: bool = False,
    ) -> "Choice":
        choice = super().__new__(cls, label)
        choice.hint, choice.body, choice.divider = hint, body, divider
        choice.reveals, choice.exclusive = reveals, exclusive
        return choice


class ChoiceDetails:
    """For radios and checkboxes that carry `Choice` labels. The bound field fills in the revealed fields."""

    list_classes = ""

    def __init__(self, *args: Any, inline: bool = False, small: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.revealed: dict[str, SafeString] = {}
        self.inline, self.small = inline, small

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)  # type: ignore[misc]  # the widget it is mixed into has it
        block = "govuk-checkboxes" if isinstance(self, forms.CheckboxSelectMultiple) else "govuk-radios"
        classes = [self.list_classes, f"{block}--inline" * self.inline, f"{block}--small" * self.small]
        context["widget"]["list_classes"] = " ".join(filter(None, classes))
        for _, options, _ in context["widget"]["optgroups"]:
            for option in options:
                option["conditional"] = self.revealed.get(str(option["value"]), "")
        return context


class Radios(ChoiceDetails, forms.RadioSelect):
    pass


class RadioCards(ChoiceDetails, forms.RadioSelect):
    """Large cards, one a line, each with its hint and body: to choose a level while reading what it means."""

    list_classes = "sw-choice-cards"


class Checkboxes(ChoiceDetails, forms.CheckboxSelectMultiple):
    pass


class DateInput(forms.Widget):
    """Day, month and year in three boxes. What was typed comes back as typed, however wrong."""

    template_name = "ui/widgets/date.html"
    parts = {"day": 2, "month": 2, "year": 4}

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.wrong_parts: list[str] = []

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, ...] | datetime.date | None:
        if isinstance(data.get(name), datetime.date):
            return data[name]
        return tuple(data.get(f"{name}-{part}") or "" for part in self.parts)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in self.parts)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-day" if id_ else ""

    def format_value(self, value: Any) -> tuple[str, ...]:
        if isinstance(value, datetime.date):
            return str(value.day), str(value.month), str(value.year)
        return tuple(value) if isinstance(value, tuple | list) and len(value) == 3 else ("", "", "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        id_ = context["widget"]["attrs"].get("id", name)
        context["widget"]["items"] = [
            {
                "id": f"{id_}-{part}",
                "name": f"{name}-{part}",
                "label": part.capitalize(),
                "value": text,
                "width": width,
                "wrong": part in self.wrong_parts,
            }
            for (part, width), text in zip(self.parts.items(), context["widget"]["value"], strict=True)
        ]
        return context


# First match counts, so subclasses come before their base.
KINDS: list[tuple[type[forms.Widget], str]] = [
    (DateInput, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
]

CLASSES = {
    "input": "govuk-input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "radios": "govuk-radios__input",
    "checkboxes": "govuk-checkboxes__input",
    "checkbox": "govuk-checkboxes__input",
}
MARKED_WRONG = {"input", "password", "textarea", "select", "file"}


def kind_of(widget: forms.Widget) -> str:
    if widget.is_hidden:
        return "hidden"
    return next((kind for cls, kind in KINDS if isinstance(widget, cls)), "input")


def css_class(widget: forms.Widget, *, wrong: bool, counted: bool) -> str:
    """GOV.UK's class for the widget, then the page author's, then the mark of an error."""
    kind = kind_of(widget)
    block = CLASSES.get(kind, "")
    parts = [block, widget.attrs.get("class", "")]
    if counted:
        parts.append("govuk-js-character-count")
    if wrong and kind in MARKED_WRONG:
        parts.append(f"{block.split()[0]}--error")
    return " ".join(filter(None, parts))
