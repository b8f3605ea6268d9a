"""Radios and checkboxes as GOV.UK markup. In Python, not in a template: a page may hold thirty, and a template takes
twenty times as long over each."""

from collections.abc import Iterator
from typing import Any

from django.utils.html import conditional_escape as escaped
from django.utils.safestring import SafeString, mark_safe

HANDLED = {"id", "name", "type", "value", "class", "checked", "disabled", "aria-describedby"}


def choice_list(widget: dict[str, Any], block: str) -> SafeString:
    """`widget` is the context of Django's widget, `block` is "radios" or "checkboxes"."""
    classes = f"govuk-{block} {widget.get('list_classes', '')}".strip()
    inner = "\n".join(lines(widget, f"govuk-{block}"))
    return mark_safe(f'<div class="{escaped(classes)}" data-module="govuk-{block}">\n{inner}\n</div>')


def lines(widget: dict[str, Any], block: str) -> Iterator[str]:
    prefix = widget["attrs"].get("id") or widget["name"]
    for group, options, _ in widget["optgroups"]:
        if group:
            yield f'<div class="{block}__divider sw-choice-group">{escaped(group)}</div>'
        for option in options:
            yield from choice(option, block, escaped(choice_id(prefix, option["index"])))


def choice_id(prefix: str, index: str) -> str:
    """ "x" for the first choice, so that the error summary can lead to it, then "x-2"; "x-2-1" in a second group.

    >>> choice_id("x", "0"), choice_id("x", "1"), choice_id("x", "1_0")
    ('x', 'x-2', 'x-2-1')
    """
    numbers = [int(part) + 1 for part in str(index).split("_")]
    return prefix if set(numbers) == {1} else "-".join([prefix, *map(str, numbers)])


def choice(option: dict[str, Any], block: str, id: str) -> Iterator[str]:
    """One choice with what its label carries: a word before it, a hint, a body, a field that it shows."""
    label, shown = option["label"], option.get("conditional", "")
    hint, body = getattr(label, "hint", ""), getattr(label, "body", "")
    if divider := getattr(label, "divider", ""):
        yield f'<div class="{block}__divider">{escaped(divider)}</div>'
    yield f'<div class="{block}__item">\n<input class="{block}__input" id="{id}"{attributes(option, id)}>'
    yield f'<label class="govuk-label {block}__label" for="{id}">{escaped(label)}</label>'
    if hint:
        yield f'<div id="{id}-item-hint" class="govuk-hint {block}__hint">{escaped(hint)}</div>'
    if body:
        yield f'<div class="sw-choice-cards__body">{escaped(body)}</div>'
    yield "</div>"
    if shown:
        hidden = "" if option["selected"] else f" {block}__conditional--hidden"
        yield f'<div class="{block}__conditional{hidden}" id="conditional-{id}">\n{escaped(shown)}\n</div>'


def attributes(option: dict[str, Any], id: str) -> str:
    label, own = option["label"], option["attrs"]
    found = {
        "name": option["name"],
        "type": option["type"],
        "value": str(option["value"]),
        "checked": bool(option["selected"]),
        "disabled": bool(own.get("disabled")),
        "data-aria-controls": f"conditional-{id}" if option.get("conditional") else False,
        "data-behaviour": "exclusive" if getattr(label, "exclusive", False) else False,
        "aria-describedby": f"{id}-item-hint" if getattr(label, "hint", "") else False,
        **{name: value for name, value in own.items() if name not in HANDLED},
    }
    given = ((name, value) for name, value in found.items() if value is not False and value is not None)
    return "".join(f" {name}" if value is True else f' {name}="{escaped(value)}"' for name, value in given)
