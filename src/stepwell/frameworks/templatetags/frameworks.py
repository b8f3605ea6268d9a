"""Tags of the frameworks pages."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from stepwell.domain.framework import NOTICE_TITLES, filled
from stepwell.frameworks.presenters.opened import Opened
from stepwell.frameworks.presenters.words import count, sentence

register = template.Library()
PAGE_LANGUAGE = "en-GB"
BAR_STEP, BAR_BASE = 7, 4
LANGUAGE_NAMES = {"en": "English", "cy": "Cymraeg", "ga": "Gaeilge", "gd": "Gàidhlig", "fr": "Français", "pl": "Polski"}


@register.simple_tag
def go(book: Opened, page: str, *key: Any, anchor: str = "", **query: Any) -> str:
    """The address of another page of this framework, in the same version and language."""
    return book.url(page, *key, anchor=anchor, **query)


@register.simple_tag
def lang(book: Opened, part: Any = None, *, field: str = "") -> SafeString | str:
    """The lang attribute of a text that is not in the language of the page."""
    if field:
        language = book.language_of_field(field)
    else:
        language = book.language_of(part) if part is not None else book.stored.pack.language
    return "" if language == PAGE_LANGUAGE else format_html(' lang="{}"', language)


@register.filter
def language_name(code: str) -> str:
    return LANGUAGE_NAMES.get(code.split("-")[0], code)


@register.filter
def notice_title(kind: str) -> str:
    return NOTICE_TITLES[kind]


@register.simple_tag
def how_many(number: int, one: str, many: str = "", capital: bool = False) -> str:
    words = count(number, one, many)
    return sentence(words) if capital else words


@register.filter
def first_capital(text: str) -> str:
    return sentence(text)


@register.simple_tag
def stair(height: int, total: int) -> SafeString:
    """A small picture of a step: as many bars as there are levels, filled up to this one. Words stand beside it."""
    bars = "".join(
        f'<rect x="{i * 9}" y="{(total - i - 1) * BAR_STEP}" width="7" height="{BAR_BASE + i * BAR_STEP}" rx="1" '
        f'class="fw-bar{" fw-bar--on" if i < height else ""}"/>'
        for i in range(total)
    )
    width, tall = total * 9, BAR_BASE + (total - 1) * BAR_STEP
    return format_html(
        '<svg class="fw-stair" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true" focusable="false">{}</svg>',
        width,
        tall,
        width,
        tall,
        SafeString(bars),
    )


# The same shapes as in the pictures of a report (ui/placement.py): shape says which mark it is, colour repeats it.
OWN_MARKS = {
    "placed": ("You", '<circle cx="9" cy="9" r="7" class="fw-mark__fill"/>'),
    "expected": ("Expected", '<rect x="2" y="2" width="14" height="14" rx="2.5" class="fw-mark__line"/>'),
    "partly": (
        "Expected of some",
        '<rect x="2" y="2" width="14" height="14" rx="2.5" class="fw-mark__line" stroke-dasharray="3 2.5"/>',
    ),
}


@register.simple_tag
def own_mark(kind: str) -> SafeString:
    word, shape = OWN_MARKS[kind]
    return format_html(
        '<span class="fw-mark"><svg viewBox="0 0 18 18" width="18" height="18" aria-hidden="true" focusable="false">{}'
        "</svg> {}</span>",
        SafeString(shape),
        word,
    )


@register.filter
def unfilled(text: str) -> str:
    """A coaching question about no part in particular."""
    return filled(text)


@register.filter
def source_words(source: str) -> str:
    """The place in the source; a text of the pack's author has none."""
    return "not in the source" if source.startswith("own:") else source
