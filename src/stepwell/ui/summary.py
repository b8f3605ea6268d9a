"""What the error summary lists: each fault of one form or several, and where to correct it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.forms.formsets import BaseFormSet


@dataclass(frozen=True)
class Line:
    text: str
    href: str = ""


def flat(things: Iterable[Any]) -> Iterable[BaseForm | BaseFormSet]:
    """Forms, formsets and lists of them, in order, formsets before their forms; None is passed over."""
    for thing in things:
        if isinstance(thing, BaseForm):
            yield thing
        elif isinstance(thing, BaseFormSet):
            yield thing
            yield from thing.forms
        elif isinstance(thing, list | tuple):
            yield from flat(thing)


def summary_lines(things: Iterable[Any]) -> list[Line]:
    lines = []
    for thing in flat(things):
        lines += (
            [Line(str(error)) for error in thing.non_form_errors()]
            if isinstance(thing, BaseFormSet)
            else form_lines(thing)
        )
    return lines


def form_lines(form: BaseForm) -> list[Line]:
    """In the order of the fields, since that is the order in which somebody reads the page."""
    if not form.is_bound:
        return []
    lines = [Line(str(error)) for error in form.non_field_errors()]
    for name in form.fields:
        bound = form[name]
        href = "" if bound.is_hidden else f"#{getattr(bound, 'first_id', bound.id_for_label)}"
        lines += [Line(str(error), href) for error in bound.errors]
    return lines


def has_errors(thing: Any) -> bool:
    return bool(summary_lines([thing]))
