"""Our components, called with the options of GOV.UK Frontend's own fixtures.

Each function gives our markup for the options of a fixture. `SUPPORTED` lists the options that we have; a fixture that
uses another is left out, and the tests count how many are left.
"""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

from django import forms as dj
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from stepwell.ui import forms
from stepwell.ui.components import Action, SummaryRow, Table, Task
from stepwell.ui.templatetags import ui

VOID = {"input", "br", "hr", "img", "path", "meta", "link"}
# What we add on purpose: focus moves to the error summary without JavaScript too.
OURS = {("govuk-error-summary", "tabindex"), ("govuk-error-summary", "autofocus")}


class Tree(HTMLParser):
    """Elements in order with attributes sorted, classes as a set, and white space collapsed."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[Any] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        classes = (given.get("class") or "").split()
        kept = {key: value or "" for key, value in given.items() if not any((name, key) in OURS for name in classes)}
        if "class" in kept:
            kept["class"] = " ".join(sorted(classes))
        self.parts.append((tag, tuple(sorted(kept.items()))))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.parts.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if text := " ".join(data.split()):
            self.parts.append(("text", text))


def tree(html: str) -> list[Any]:
    parser = Tree()
    parser.feed(html)
    parser.close()
    return parser.parts


def paths(value: Any, prefix: str = "") -> Iterator[str]:
    """The options a fixture uses: "label.text", "items[].hint.text"; all attributes are one option."""
    if prefix == "attributes":
        yield "attributes.*"
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from paths(item, f"{prefix}.{key}" if prefix else key)
    elif isinstance(value, list):
        for item in value:
            yield from paths(item, f"{prefix}[]")
    else:
        yield prefix


def text_or_html(option: dict[str, Any] | None) -> str:
    option = option or {}
    return mark_safe(option["html"].strip()) if "html" in option else escape(option.get("text", ""))


def size_of(option: dict[str, Any], block: str) -> str:
    return option.get("classes", "").removeprefix(f"{block}--")


def rendered_field(field: dj.Field, params: dict[str, Any], name: str, **options: Any) -> str:
    form = dj.Form(auto_id="%s")
    form.fields[name] = field
    form.fields[name].help_text = text_or_html(params.get("hint"))
    form._errors = ErrorDict()
    if message := params.get("errorMessage"):
        fault = ValidationError(text_or_html(message), params={"parts": params.get("parts")})
        form._errors[name] = form.error_class([fault], renderer=form.renderer)
    bound = form[name]
    if "conditionals" in params:
        bound.revealed_fields = lambda: params["conditionals"]
    group = params.get("formGroup", {}).get("classes", "")
    return str(ui.field(bound, group_classes=group, **options))


def text_attrs(params: dict[str, Any]) -> dict[str, Any]:
    attrs = dict(params.get("attributes", {}))
    for option in ("autocomplete", "autocapitalize", "inputmode", "pattern"):
        if option in params:
            attrs[option] = params[option]
    if "spellcheck" in params:
        attrs["spellcheck"] = str(params["spellcheck"]).lower()
    if "describedBy" in params:
        attrs["aria-describedby"] = params["describedBy"]
    if params.get("id"):
        attrs["id"] = params["id"]
    if params.get("classes"):
        attrs["class"] = params["classes"]
    return attrs


def labelled(field: dj.Field, params: dict[str, Any], **options: Any) -> str:
    label = params.get("label", {})
    field.label, field.initial = text_or_html(label), params.get("value")
    field.disabled = bool(params.get("disabled"))
    if label.get("isPageHeading"):
        options["heading"] = True
    return rendered_field(field, params, params["name"], label_size=size_of(label, "govuk-label"), **options)


def input_(params: dict[str, Any]) -> str:
    affixes = {side: params[side]["text"] for side in ("prefix", "suffix") if side in params}
    widget = dj.TextInput(attrs=text_attrs(params))
    widget.input_type = params.get("type") or "text"
    return labelled(dj.CharField(widget=widget), params, **affixes)


def password_input(params: dict[str, Any]) -> str:
    widget = dj.PasswordInput(attrs=text_attrs(params), render_value=True)
    return labelled(dj.CharField(widget=widget), params)


def textarea(params: dict[str, Any]) -> str:
    attrs = {"rows": params.get("rows", 5), **text_attrs(params)}
    return labelled(dj.CharField(widget=dj.Textarea(attrs=attrs)), params)


def character_count(params: dict[str, Any]) -> str:
    field = forms.LongTextField(max_length=int(params["maxlength"]), rows=params.get("rows", 5))
    field.widget.attrs.update(text_attrs(params))
    return labelled(field, params)


def file_upload(params: dict[str, Any]) -> str:
    return labelled(dj.FileField(widget=dj.FileInput(attrs=text_attrs(params))), params)


def select(params: dict[str, Any]) -> str:
    items = [item for item in params.get("items", []) if item]
    field = dj.ChoiceField(choices=[(item["value"], item["text"]) for item in items])
    field.widget.attrs.update(text_attrs(params))
    chosen = [item["value"] for item in items if item.get("selected")]
    return labelled(field, {**params, "value": chosen[0] if chosen else params.get("value")})


def choices_of(params: dict[str, Any]) -> list[tuple[str, forms.Choice]]:
    made = []
    for item in filter(None, params["items"]):
        label = forms.Choice(
            text_or_html(item), hint=text_or_html(item.get("hint")), exclusive=item.get("behaviour") == "exclusive"
        )
        # What stands between tags is given as safe, so that the escaping of the fixture is compared as well.
        made.append((item["value"], SafeChoice(label, label)))
    return made


class SafeChoice(forms.Choice):
    def __new__(cls, text: str, choice: forms.Choice) -> "SafeChoice":
        made = super().__new__(cls, text, hint=choice.hint, exclusive=choice.exclusive)
        return made

    def __html__(self) -> str:
        return str(self)


def several(params: dict[str, Any], block: str, widget: type, field: type, chosen: Any) -> str:
    classes = params.get("classes", "").split()
    made = widget(inline=f"{block}--inline" in classes, small=f"{block}--small" in classes)
    made.attrs.update(
        {"aria-describedby": params["fieldset"]["describedBy"]} if "describedBy" in params["fieldset"] else {}
    )
    made.attrs.update({"id": params["idPrefix"]} if params.get("idPrefix") else {})
    legend = params["fieldset"].get("legend", {})
    conditionals = {
        str(item["value"]): mark_safe(item["conditional"]["html"])
        for item in filter(None, params["items"])
        if item.get("conditional", {}).get("html")
    }
    made_field = field(choices=choices_of(params), widget=made, label=text_or_html(legend), initial=chosen)
    return rendered_field(
        made_field,
        {**params, "conditionals": conditionals},
        params["name"],
        label_size=size_of(legend, "govuk-fieldset__legend"),
        heading=legend.get("isPageHeading"),
    )


def checked(params: dict[str, Any]) -> list[Any]:
    return [item["value"] for item in filter(None, params["items"]) if item.get("checked")]


def radios(params: dict[str, Any]) -> str:
    chosen = checked(params)
    value = chosen[0] if chosen else params.get("value")
    return several(params, "govuk-radios", forms.Radios, dj.ChoiceField, value)


def checkboxes(params: dict[str, Any]) -> str:
    chosen = checked(params) or params.get("values", [])
    return several(params, "govuk-checkboxes", forms.Checkboxes, dj.MultipleChoiceField, chosen)


def date_input(params: dict[str, Any]) -> str:
    legend = params["fieldset"].get("legend", {})
    prefix = params.get("namePrefix", "")
    values = params.get("values", {})
    widget = forms.DateInput(attrs={"id": params["id"]})
    if "describedBy" in params["fieldset"]:
        widget.attrs["aria-describedby"] = params["fieldset"]["describedBy"]
    field = forms.GovDateField(widget=widget, label=text_or_html(legend))
    parts = ("day", "month", "year")
    field.initial = tuple(str(values.get(f"{prefix}-{part}", values.get(part, ""))) for part in parts)
    html = rendered_field(
        field,
        {**params, "parts": [part for part in parts if params.get(part, {}).get("error")]},
        prefix or "whole",
        label_size=size_of(legend, "govuk-fieldset__legend"),
        heading=legend.get("isPageHeading"),
    )
    # Our three boxes always have the field's name before their own.
    return html.replace('name="whole-', 'name="')


def button(params: dict[str, Any]) -> str:
    return ui.button(
        params["text"],
        href=params.get("href", ""),
        name=params.get("name", ""),
        value=params.get("value", ""),
        start=params.get("isStartButton", False),
        classes=params.get("classes", ""),
        prevent_double_click=params.get("preventDoubleClick"),
    )


def back_link(params: dict[str, Any]) -> str:
    return ui.back_link(params.get("href", "#"), params.get("text", "Back"))


def breadcrumbs(params: dict[str, Any]) -> str:
    items = [(item["text"], item.get("href")) for item in params["items"]]
    return ui.breadcrumbs(items, collapse=params.get("collapseOnMobile", False))


def details(params: dict[str, Any]) -> str:
    return render_to_string(
        "ui/components/details.html",
        {
            "content": text_or_html(params),
            "summary": params["summaryText"],
            "open": params.get("open"),
            "id": params.get("id", ""),
            "classes": params.get("classes", ""),
        },
    )


def inset_text(params: dict[str, Any]) -> str:
    return format_html('<div class="govuk-inset-text">{}</div>', text_or_html(params))


def warning_text(params: dict[str, Any]) -> str:
    return ui.warning_text(text_or_html(params))


def notification_banner(params: dict[str, Any]) -> str:
    heading = format_html('<p class="govuk-notification-banner__heading">{}</p>', params.get("text", ""))
    success = params.get("type") == "success"
    title = params.get("titleText") or ("Success" if success else "Important")
    content = text_or_html(params) if "html" in params else heading
    context = {"content": content, "success": success, "title": title, "id": "govuk-notification-banner"}
    return render_to_string("ui/components/notification_banner.html", context)


def panel(params: dict[str, Any]) -> str:
    context = {"content": text_or_html(params), "title": params["titleText"], "level": params.get("headingLevel", 1)}
    return render_to_string("ui/components/panel.html", context)


def tag(params: dict[str, Any]) -> str:
    return ui.tag(params["text"], colour=params.get("classes", "").removeprefix("govuk-tag--"))


def error_summary(params: dict[str, Any]) -> str:
    lines = [SimpleNamespace(text=item["text"], href=item.get("href", "")) for item in params["errorList"]]
    return render_to_string("ui/components/error_summary.html", {"lines": lines, "title": params["titleText"]})


def summary_list(params: dict[str, Any]) -> str:
    rows = []
    for row in filter(None, params["rows"]):
        items = row.get("actions", {}).get("items", [])
        actions = [Action(item["text"], item["href"], item.get("visuallyHiddenText", "")) for item in items]
        rows.append(SummaryRow(text_or_html(row["key"]), text_or_html(row["value"]), actions))
    card = params.get("card", {}).get("title", {}).get("text", "")
    return ui.summary_list(rows, card_title=card, classes=params.get("classes", ""))


def table(params: dict[str, Any]) -> str:
    rows = [[cell["text"] for cell in row] for row in filter(None, params["rows"])]
    numeric = [index for index, cell in enumerate(params["rows"][0]) if cell.get("format") == "numeric"]
    data = Table(params.get("caption", ""), [cell["text"] for cell in params.get("head", [])], rows, numeric)
    framed = ui.table(data, caption_size=size_of({"classes": params.get("captionClasses", "")}, "govuk-table__caption"))
    return framed.removeprefix('<div class="sw-scroll">').removesuffix("</div>")


def task_list(params: dict[str, Any]) -> str:
    tasks = []
    for item in filter(None, params["items"]):
        status = item["status"].get("tag", {}).get("text") or item["status"]["text"]
        hint = item.get("hint", {}).get("text", "")
        tasks.append(Task(item["title"]["text"], item.get("href", ""), status, hint, done="text" in item["status"]))
    return ui.task_list(tasks, id=params.get("idPrefix", "task-list"))


def tabs(params: dict[str, Any]) -> str:
    made = []
    for item in filter(None, params.get("items") or []):
        panel = item["panel"]
        content = text_or_html(panel) if "html" in panel else format_html('<p class="govuk-body">{}</p>', panel["text"])
        made.append({"label": item["label"], "id": item["id"], "content": content})
    return render_to_string("ui/components/tabs.html", {"tabs": made, "title": params.get("title", "Contents")})


def pagination(params: dict[str, Any]) -> str:
    previous, following = params.get("previous", {}), params.get("next", {})
    if "items" not in params:
        pairs = [(side["labelText"], side["href"]) if side else None for side in (previous, following)]
        return ui.previous_next(*pairs, label="Pagination")
    items = [
        {"number": item.get("number"), "url": item.get("href", ""), "current": item.get("current")}
        for item in params["items"]
    ]
    context = {"items": items, "previous": previous.get("href", ""), "next": following.get("href", "")}
    return render_to_string("ui/components/pagination.html", context)


LABEL = {"label.text", "label.html", "label.classes", "label.isPageHeading"}
GROUP = {"hint.text", "hint.html", "errorMessage.text", "errorMessage.html", "formGroup.classes", "id", "name"}
TEXT = LABEL | GROUP | {"value", "classes", "describedBy", "autocomplete", "spellcheck", "attributes.*"}
LEGEND = {f"fieldset.legend.{part}" for part in ("text", "html", "classes", "isPageHeading")} | {"fieldset.describedBy"}
ITEMS = {
    f"items[].{part}" for part in ("value", "text", "html", "hint.text", "hint.html", "checked", "conditional.html")
}
CHOICES = LEGEND | GROUP | ITEMS | {"idPrefix", "classes", "items[]"}

SUPPORTED: dict[str, tuple[Callable[[dict[str, Any]], str], set[str]]] = {
    "back-link": (back_link, {"href", "text"}),
    "breadcrumbs": (breadcrumbs, {"items[].text", "items[].href", "collapseOnMobile"}),
    "button": (button, {"text", "href", "name", "value", "classes", "preventDoubleClick", "isStartButton"}),
    "character-count": (character_count, TEXT | {"maxlength", "rows"}),
    "checkboxes": (checkboxes, CHOICES | {"values[]", "items[].behaviour"}),
    "date-input": (
        date_input,
        LEGEND
        | GROUP
        | {"namePrefix", *(f"values.dob-{part}" for part in ("day", "month", "year"))}
        | {f"{part}.error" for part in ("day", "month", "year")},
    ),
    "details": (details, {"summaryText", "text", "html", "open", "id", "classes"}),
    "error-summary": (error_summary, {"titleText", "errorList[].text", "errorList[].href"}),
    "file-upload": (file_upload, (TEXT - {"value"}) | {"disabled"}),
    "input": (
        input_,
        TEXT | {"type", "inputmode", "pattern", "autocapitalize", "disabled", "prefix.text", "suffix.text"},
    ),
    "inset-text": (inset_text, {"text", "html"}),
    "notification-banner": (notification_banner, {"text", "html", "titleText", "type"}),
    "pagination": (
        pagination,
        {f"{side}.{part}" for side in ("previous", "next") for part in ("href", "labelText")}
        | {f"items[].{part}" for part in ("number", "href", "current", "ellipsis")},
    ),
    "panel": (panel, {"titleText", "text", "html", "headingLevel"}),
    "password-input": (password_input, TEXT),
    "radios": (radios, CHOICES | {"value"}),
    "select": (select, TEXT | {"items[].value", "items[].text", "items[].selected", "items[]"}),
    "summary-list": (
        summary_list,
        {"rows[].key.text", "rows[].key.html", "rows[].value.text", "rows[].value.html", "card.title.text", "classes"}
        | {f"rows[].actions.items[].{part}" for part in ("href", "text", "visuallyHiddenText")},
    ),
    "table": (
        table,
        {"caption", "captionClasses", "firstCellIsHeader", "head[].text", "head[].format", "rows[][].text"}
        | {"rows[][].format"},
    ),
    "tabs": (tabs, {"title", "items[].label", "items[].id", "items[].panel.html", "items[].panel.text", "items[]"}),
    "tag": (tag, {"text", "classes"}),
    "task-list": (
        task_list,
        {"idPrefix", "items[].title.text", "items[].href", "items[].hint.text", "items[].status.text"}
        | {"items[].status.tag.text", "items[]"},
    ),
    "textarea": (textarea, TEXT | {"rows", "disabled"}),
    "warning-text": (warning_text, {"text", "html"}),
}
