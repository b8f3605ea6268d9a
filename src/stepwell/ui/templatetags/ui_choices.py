"""Ids of radios and checkboxes: the first has the field's own id, so that the error summary can lead to it."""

from django import template

register = template.Library()

HANDLED = {"id", "name", "type", "value", "class", "checked", "disabled", "aria-describedby"}


@register.filter
def choice_id(prefix: str, index: str) -> str:
    """ "x" for the first choice, then "x-2", "x-3"; "x-2-1" for the first of the second group."""
    numbers = [int(part) + 1 for part in str(index).split("_")]
    return prefix if set(numbers) == {1} else "-".join([prefix, *map(str, numbers)])


@register.filter
def is_extra_attribute(name: str) -> bool:
    return name not in HANDLED
