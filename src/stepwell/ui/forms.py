"""Form fields and their rendering as GOV.UK markup. `{{ form.name.as_field_group }}` is enough on a page."""

import datetime
import textwrap
from collections.abc import Iterable
from functools import cache
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.template import TemplateDoesNotExist
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from .widgets import Checkboxes, Choice, ChoiceDetails, DateInput, RadioCards, Radios, css_class, kind_of

__all__ = [
    "Checkboxes",
    "Choice",
    "DateInput",
    "Form",
    "GovDateField",
    "LongTextField",
    "ModelForm",
    "RadioCards",
    "Radios",
    "Renderer",
    "SentenceField",
]

MONTHS = ["january", "february", "march", "april", "may", "june"]
MONTHS += ["july", "august", "september", "october", "november", "december"]
IN_FIELDSET = {"radios", "checkboxes", "date"}


class GovBoundField(BoundField):
    """A field with the ids GOV.UK's components expect: name, name-hint, name-error, name-info."""

    @cached_property
    def kind(self) -> str:
        return kind_of(self.field.widget)

    @property
    def use_fieldset(self) -> bool:
        return self.kind in IN_FIELDSET

    @property
    def input_id(self) -> str:
        return self.field.widget.attrs.get("id") or self.auto_id or self.html_name

    @property
    def first_id(self) -> str:
        """Where a link from the error summary must lead."""
        if self.kind == "date":
            return f"{self.input_id}-{self.wrong_date_parts[0]}"
        return self.input_id

    @property
    def count_limit(self) -> int | None:
        """The limit to count against: only where there is room to run out of."""
        limit = self.field.widget.attrs.get("maxlength")
        return int(limit) if limit and self.kind == "textarea" else None

    @property
    def aria_describedby(self) -> str:
        parts = [self.field.widget.attrs.get("aria-describedby", "")]
        if self.count_limit:
            parts.append(f"{self.input_id}-info")
        if self.help_text and self.kind != "checkbox":
            parts.append(f"{self.input_id}-hint")
        if self.errors:
            parts.append(f"{self.input_id}-error")
        if self.help_text and self.kind == "checkbox":
            parts.append(f"{self.input_id}-item-hint")
        return " ".join(filter(None, parts))

    @property
    def wrong_date_parts(self) -> list[str]:
        """Which of day, month and year the first error is about; all of them if it does not say."""
        for error in self.errors.as_data():
            parts = (error.params or {}).get("parts")
            if parts:
                return list(parts)
        return ["day", "month", "year"]

    @property
    def revealed_by(self) -> bool:
        """True if a choice of another field shows this one, so that it is not rendered a second time."""
        choices = (choice for field in self.form.fields.values() for choice in getattr(field.widget, "choices", ()))
        return any(getattr(label, "reveals", None) == self.name for _, label in choices)

    def revealed_fields(self) -> dict[str, SafeString]:
        """By the value of the choice that shows it: another field of the form, rendered."""
        return {
            str(value): self.form[label.reveals].as_field_group()
            for value, label in self.field.widget.choices
            if isinstance(label, Choice) and label.reveals
        }

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        # The server says what is missing, in our words and at the field; the browser's own bubbles cannot be styled or kept.
        attrs.pop("required", None)
        attrs.pop("aria-invalid", None)
        attrs.pop("aria-describedby", None)
        if widget.is_hidden:
            return attrs
        if self.aria_describedby and not self.use_fieldset:
            attrs["aria-describedby"] = self.aria_describedby
        # A browser cuts what is pasted at `maxlength` without a word.
        attrs |= {limit: False for limit in ("maxlength", "minlength") if limit in widget.attrs}
        if self.kind == "password":
            attrs |= {"spellcheck": "false", "autocapitalize": "none"}
            attrs["autocomplete"] = widget.attrs.get("autocomplete", "current-password")
        return {**attrs, "class": css_class(widget, wrong=bool(self.errors), counted=bool(self.count_limit))}

    def as_widget(
        self, widget: forms.Widget | None = None, attrs: Any = None, only_initial: bool = False
    ) -> SafeString:
        mine = widget or self.field.widget
        if isinstance(mine, DateInput):
            mine.wrong_parts = self.wrong_date_parts if self.errors else []
        if isinstance(mine, ChoiceDetails):
            mine.revealed = self.revealed_fields()
        return super().as_widget(widget, attrs, only_initial)

    def get_context(self) -> dict[str, Any]:
        return {
            "field": self,
            "kind": self.kind,
            "id": self.input_id,
            "errors": self.errors,
            "described_by": self.aria_describedby,
            "count_limit": self.count_limit,
        }


class Renderer(TemplatesSetting):
    """Django's form rendering with our templates in place of its own, wherever we have one."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = GovBoundField

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("django/forms/widgets/"):
            try:
                return super().get_template(template_name.replace("django/forms/widgets/", "ui/widgets/"))
            except TemplateDoesNotExist:
                pass
        return super().get_template(template_name)


class PlainMessages:
    """Default error messages that say what to do, made from each field's label."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]  # the form it is mixed into has them
            label = str(field.label or name.replace("_", " ").capitalize())
            for code, message in plain_messages(field, label).items():
                if is_default(field, code):
                    field.error_messages[code] = message


def is_default(field: forms.Field, code: str) -> bool:
    """True if nobody gave this field a message of its own for the code."""
    return field.error_messages.get(code) == inherited_messages(type(field)).get(code)  # type: ignore[arg-type]  # a class is hashable


@cache
def inherited_messages(kind: type[forms.Field]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for cls in reversed(kind.__mro__):
        found.update(vars(cls).get("default_error_messages", {}))
    return found


NAME_WIDTH = 60  # of a question in a message, in characters


def plain_messages(field: forms.Field, label: str) -> dict[str, str]:
    """By code. The last five come from validators, which fill in the limits; so does what is wrong with an address."""
    question = label.endswith("?") or len(label.split()) > 3
    name = f"“{shortened(label)}”" if question else label.rstrip(":")
    within = name if name[:2].isupper() else name[:1].lower() + name[1:]
    verb = "Choose" if isinstance(field, CHOSEN) else "Enter"
    required = f"Answer {name}" if question else f"{verb} {within}"
    if isinstance(field, forms.BooleanField):
        required = f"Tick “{label}” to go on"
    shown = name.replace("%", "%%")
    like, by_validator = written_like(field), isinstance(field, forms.EmailField | forms.URLField)
    return {
        "required": required,
        "invalid": f"{shown if by_validator else name} {like}"
        if like
        else f"Check {within}: it is not written as expected",
        "invalid_choice": f"Choose one of the answers for {within}",
        "invalid_list": f"Choose from the answers for {within}",
        "invalid_pk_value": f"Choose one of the answers for {within}",
        "missing": f"Choose a file for {within}",
        "empty": "The file is empty: choose another",
        "max_length": f"{shown} must be %(limit_value)d characters or fewer: it now has %(show_value)d",
        "min_length": f"{shown} must be %(limit_value)d characters or more: it now has %(show_value)d",
        "max_value": f"{shown} must be %(limit_value)s or less",
        "min_value": f"{shown} must be %(limit_value)s or more",
        "null_characters_not_allowed": f"{shown} holds an invisible character that cannot be kept: type it again",
    }


def written_like(field: forms.Field) -> str:
    """How to write what has only one way to be written, with an example that would be taken.

    >>> written_like(forms.IntegerField(min_value=4)), written_like(forms.EmailField())
    ('must be a whole number, like 4', 'must look like name@example.org')
    """
    if isinstance(field, forms.IntegerField):
        least = field.min_value if isinstance(field.min_value, int) else 0
        return f"must be a whole number, like {max(least, 1)}"
    if isinstance(field, forms.EmailField):
        return "must look like name@example.org"
    if isinstance(field, forms.URLField):
        return "must be a whole address, like https://example.org/page"
    return ""


def shortened(label: str) -> str:
    """A long question by its beginning: the message stands below the whole of it.

    >>> shortened("What is one thing that this person does that you would like them to keep doing, and what follows?")
    'What is one thing that this person does that you would like…'
    """
    return textwrap.shorten(label, NAME_WIDTH, placeholder="…") if len(label) > NAME_WIDTH else label


CHOSEN = (forms.ChoiceField, forms.ModelChoiceField)


class Form(PlainMessages, forms.Form):
    use_required_attribute = False

    def offer(self, name: str, choices: Iterable[Any]) -> None:
        """Give a field what there is to choose from, where that is known only for this person or thing."""
        cast("forms.ChoiceField", self.fields[name]).choices = list(choices)


class ModelForm(PlainMessages, forms.ModelForm):
    use_required_attribute = False


class LongTextField(forms.CharField):
    """Several lines of text. A line end counts as one character, in the browser and here."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = 5000, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs["rows"] = rows

    def to_python(self, value: Any) -> str | None:
        if isinstance(value, str):
            value = value.replace("\r\n", "\n").replace("\r", "\n")
        return super().to_python(value)


class SentenceField(forms.CharField):
    """One sentence that may be longer than a line of the page: all of it is seen, and a line end in it is a space."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 2, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["rows"] = rows

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No limit to count against: few come near it, and who does is told."""
        return {}

    def to_python(self, value: Any) -> str | None:
        return super().to_python(" ".join(value.split()) if isinstance(value, str) else value)


class GovDateField(forms.Field):
    """A date in three boxes. Months may be written as words. Cleans to a `date`, or None when left empty."""

    widget = DateInput
    default_error_messages = {"required": "Enter a date"}

    def to_python(self, value: Any) -> datetime.date | None:
        if value is None or isinstance(value, datetime.date):
            return value
        given = dict(zip(("day", "month", "year"), (str(part or "").strip() for part in value), strict=True))
        if not any(given.values()):
            return None
        missing = [part for part, text in given.items() if not text]
        if missing:
            raise self.fault(f"{self.name} must include a {' and a '.join(missing)}", missing)
        return self.real_date(**given)

    def real_date(self, day: str, month: str, year: str) -> datetime.date:
        month = month_number(month)
        for part, text in {"day": day, "month": month, "year": year}.items():
            if not (text.isascii() and text.isdigit() and len(text) <= 4):
                raise self.fault(f"The {part} of {self.name_within} must be a number, like {EXAMPLES[part]}", [part])
        if len(year) != 4:
            raise self.fault(f"The year of {self.name_within} must have 4 digits, like {EXAMPLES['year']}", ["year"])
        if not 1 <= int(month) <= 12:
            raise self.fault(f"The month of {self.name_within} must be between 1 and 12", ["month"])
        try:
            return datetime.date(int(year), int(month), int(day))
        except ValueError:
            raise self.fault(f"{self.name} must be a real date", ["day", "month", "year"]) from None

    @property
    def name(self) -> str:
        return str(self.label or "The date").rstrip("?:")

    @property
    def name_within(self) -> str:
        return f"“{self.name}”"

    def fault(self, message: str, parts: list[str]) -> ValidationError:
        return ValidationError(message, code="invalid", params={"parts": parts})

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


EXAMPLES = {"day": "27", "month": "3", "year": "2027"}


def month_number(text: str) -> str:
    """ "3" for "March", "mar" and "3"; anything else as it is."""
    word = text.lower().rstrip(".")
    matches = [index for index, month in enumerate(MONTHS, start=1) if len(word) >= 3 and month.startswith(word)]
    return str(matches[0]) if len(matches) == 1 else text
