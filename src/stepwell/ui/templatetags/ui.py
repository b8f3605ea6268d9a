"""The components. Each gives the markup of GOV.UK Frontend, or our own (`sw-`) where that has none."""

import datetime
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from stepwell.ui import icons
from stepwell.ui.components import SummaryRow, Table, Task
from stepwell.ui.summary import has_errors, summary_lines

register = template.Library()

TEMPLATES = "ui/components/"
KINDS = {"primary": "", "secondary": " govuk-button--secondary", "warning": " govuk-button--warning"}


def rendered(template_name: str, /, **context: Any) -> SafeString:
    return SafeString(render_to_string(f"{TEMPLATES}{template_name}.html", context))


@register.simple_tag
def button(
    text: str,
    *,
    href: str = "",
    kind: str = "primary",
    name: str = "",
    value: str = "",
    start: bool = False,
    classes: str = "",
    prevent_double_click: bool | None = None,
) -> SafeString:
    """A link if `href` is given, else a submit button. An unknown kind is a mistake of the page and raises."""
    css = f"govuk-button{' govuk-button--start' if start else ''}{KINDS[kind]} {classes}".strip()
    return rendered(
        "button", text=text, href=href, name=name, value=value, start=start, css=css, once=prevent_double_click
    )


@register.simple_tag
def nav_list(items: Sequence[Any], block: str) -> SafeString:
    return navigation(tuple(items), block)


@lru_cache(500)
def navigation(items: tuple[Any, ...], block: str) -> SafeString:
    """Kept, since the same few lists stand on every page, up to four times: they hold addresses, and nobody's name."""
    return SafeString(render_to_string("ui/nav_list.html", {"items": items, "block": block}))


@register.simple_tag
def back_link(href: str, text: str = "Back") -> SafeString:
    return format_html('<a href="{}" class="govuk-back-link">{}</a>', href, text)


@register.simple_tag
def breadcrumbs(items: Sequence[tuple[str, str | None]], collapse: bool = True) -> SafeString:
    return rendered("breadcrumbs", items=items, collapse=collapse)


@register.simple_tag
def page_heading(text: str, *, caption: str = "", lead: str = "") -> SafeString:
    return rendered("page_heading", text=text, caption=caption, lead=lead)


@register.simple_block_tag
def details(content: str, summary: str, *, open: bool = False, id: str = "", classes: str = "") -> SafeString:
    return rendered("details", content=content, summary=summary, open=open, id=id, classes=classes)


@register.simple_block_tag
def inset_text(content: str) -> SafeString:
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_tag
def warning_text(text: str) -> SafeString:
    return rendered("warning_text", text=text)


@register.simple_block_tag
def notification_banner(
    content: str, *, kind: str = "", title: str = "", id: str = "govuk-notification-banner"
) -> SafeString:
    title = title or ("Done" if kind == "success" else "Important")
    return rendered("notification_banner", content=content, success=kind == "success", title=title, id=id)


@register.simple_block_tag
def panel(content: str, title: str, *, heading_level: int = 1) -> SafeString:
    return rendered("panel", content=content.strip(), title=title, level=heading_level)


@register.simple_tag
def summary_list(rows: Sequence[SummaryRow], *, card_title: str = "", classes: str = "") -> SafeString:
    return rendered(
        "summary_list", rows=rows, card_title=card_title, classes=classes, any_actions=any(row.actions for row in rows)
    )


@register.simple_tag
def table(
    data: Table, *, caption_size: str = "m", hide_caption: bool = False, classes: str = "", folds: bool = False
) -> SafeString:
    """In a frame that scrolls sideways where the page is too narrow for the words; one that `folds` is a list there."""
    name = "folding_table" if folds else "table"
    markup = rendered(name, data=data, caption_size=caption_size, hide_caption=hide_caption, classes=classes)
    return format_html('<div class="sw-scroll">{}</div>', markup)


@register.simple_tag
def tag(text: str, *, colour: str = "") -> SafeString:
    return format_html('<strong class="govuk-tag{}">{}</strong>', f" govuk-tag--{colour}" if colour else "", text)


@register.simple_tag
def task_list(tasks: Sequence[Task], *, id: str = "task-list") -> SafeString:
    return rendered("task_list", tasks=tasks, id=id)


@register.simple_block_tag(takes_context=True)
def tab(context: Context, content: str, label: str, *, id: str) -> str:
    """One tab of the `tabs` around it, which shows it. Its name is seen where the panels stand below each other."""
    named = format_html('<h3 class="sw-tab-title">{}</h3>{}', label, content)
    collected_tabs(context).append({"label": label, "id": id, "content": named})
    return ""


@register.simple_block_tag(takes_context=True)
def tabs(context: Context, content: str, title: str = "Contents", *, classes: str = "") -> SafeString:
    """Without JavaScript: a list of links, and all panels below each other."""
    collected = collected_tabs(context)
    shown = list(collected)
    collected.clear()
    return rendered("tabs", tabs=shown, title=title, classes=classes)


def collected_tabs(context: Context) -> list[dict[str, str]]:
    """Kept for this one rendering of the page: the tabs within are rendered before the tag around them."""
    store: Any = context.render_context
    return store.setdefault("ui_tabs", [])


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Page, *, name: str = "page") -> SafeString:
    """Links to the pages around a Django page. The rest of the address's query stays as it is."""
    if page.paginator.num_pages < 2:
        return SafeString("")
    query = context["request"].GET.copy()

    def url(number: int) -> str:
        query[name] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    items = [{"number": n, "url": url(n) if isinstance(n, int) else "", "current": n == page.number} for n in numbers]
    return rendered(
        "pagination",
        items=items,
        previous=url(page.previous_page_number()) if page.has_previous() else "",
        next=url(page.next_page_number()) if page.has_next() else "",
    )


@register.simple_tag
def previous_next(
    previous: tuple[str, str] | None, next: tuple[str, str] | None, label: str = "Previous and next"
) -> SafeString:
    return rendered("previous_next", previous=previous, next=next, label=label)


@register.simple_tag
def error_summary(*forms: Any, title: str = "There is a problem") -> SafeString:
    """Nothing if the forms have no errors; else the list, which takes focus and leads to each field."""
    lines = summary_lines(forms)
    return rendered("error_summary", lines=lines, title=title) if lines else SafeString("")


@register.simple_tag(takes_context=True)
def error_prefix(context: Context) -> str:
    """ "Error: " for the title of a page whose form has errors, so that it is the first thing heard."""
    found = (context.get(name) for name in ("form", "formset", "forms"))
    return "Error: " if any(has_errors(thing) for thing in found) else ""


@register.simple_tag
def field(bound: BoundField, **options: Any) -> SafeString:
    """A form field with `label_size`, `heading`, `hide_label`, `prefix`, `suffix` or `group_classes`."""
    return bound.render(context={**bound.get_context(), **options})


@register.simple_tag
def icon(name: str) -> SafeString:
    return icons.icon(name)


@register.simple_tag
def who_can_read(text: str = "Only you can read this", *, shared: bool = False) -> SafeString:
    return rendered("who_can_read", text=text, icon=icons.icon("people" if shared else "lock"), shared=shared)


@register.simple_tag
def empty_state(title: str, text: str, href: str = "", label: str = "", *, heading_level: int = 2) -> SafeString:
    return rendered("empty_state", title=title, text=text, href=href, label=label, level=heading_level)


@register.simple_tag
def stat(value: str, label: str) -> SafeString:
    return format_html(
        '<p class="sw-stat"><span class="sw-stat__value">{}</span> <span class="sw-stat__label">{}</span></p>',
        value,
        label,
    )


@register.simple_tag
def progress(done: int, total: int, what: str) -> SafeString:
    """How far somebody is, in words and as a bar with one part for each step."""
    return rendered("progress", done=done, total=total, what=what, steps=[step < done for step in range(total)])


@register.simple_block_tag
def card(content: str, title: str, href: str, *, heading_level: int = 3) -> SafeString:
    return rendered("card", content=content, title=title, href=href, level=heading_level)


@register.simple_tag
def chart(figure: Any, *, open_table: bool = False) -> SafeString:
    """The table of a picture folds on a phone where it has more columns than fit beside one another."""
    folds = len(figure.table.head) > 3
    return rendered("chart", figure=figure, open_table=open_table, folds=folds)


def local(value: datetime.date) -> datetime.date:
    """In the reader's time zone, where there is a time that says in which zone it is."""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return value.astimezone(timezone.get_current_timezone())
    return value


@register.filter
def number(value: int | None) -> str:
    """ "12,345"."""
    return "" if value is None else f"{value:,}"


@register.filter
def day(value: datetime.date | None) -> str:
    return date_format(local(value), "j F Y") if value else ""


@register.filter
def weekday(value: datetime.date | None) -> str:
    return date_format(local(value), "l j F") if value else ""


@register.filter
def month(value: datetime.date | None) -> str:
    return date_format(local(value), "F Y") if value else ""


@register.filter
def moment(value: datetime.datetime | None) -> str:
    """ "5 December 2026, 3:20 pm" in the reader's time zone."""
    if not value:
        return ""
    here = value.astimezone(timezone.get_current_timezone()) if timezone.is_aware(value) else value
    return f"{date_format(here, 'j F Y')}, {clock(value)}"


@register.filter
def clock(value: datetime.datetime | None) -> str:
    """ "3:20 pm" in the reader's time zone."""
    if not value:
        return ""
    here = value.astimezone(timezone.get_current_timezone()) if timezone.is_aware(value) else value
    return f"{date_format(here, 'g:i')} {'am' if here.hour < 12 else 'pm'}"
