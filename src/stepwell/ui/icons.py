"""A few pictures drawn by hand on a 24 by 24 grid. They stand beside a word and are never read out."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

STROKES = {
    "lock": '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "people": '<circle cx="9" cy="8" r="3.2"/><path d="M3 20c0-3.6 2.6-6 6-6s6 2.4 6 6"/><path d="M15.5 5.2a3 3 0 0 1 0 5.8M17.5 14.4c2.2.8 3.5 2.8 3.5 5.6"/>',
    "tick": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "arrow": '<path d="M5 12h14M13 6l6 6-6 6"/>',
    "flag": '<path d="M6 21V4h11l-2.5 4L17 12H6"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.2l3.4 2"/>',
    "print": '<path d="M7 9V4h10v5M7 17H5a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2h-2"/><path d="M7 14h10v6H7z"/>',
    "download": '<path d="M12 4v11M7.5 10.8 12 15.3l4.5-4.5M5 20h14"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5 5"/>',
    "share": '<path d="M12 15V4M8 7.6 12 3.8l4 3.8M6 12H5v8h14v-8h-1"/>',
    "pencil": '<path d="m5 19 .9-4L16.5 4.5l3 3L9 18.1z"/>',
    "book": '<path d="M12 6.5C10 5 7 4.5 4 4.5v14c3 0 6 .5 8 2 2-1.5 5-2 8-2v-14c-3 0-6 .5-8 2zM12 6.5v14"/>',
}
NAMES = sorted(STROKES)


def icon(name: str) -> SafeString:
    """Inline SVG of a named icon. Raises KeyError for a name that is not in NAMES."""
    return format_html(
        '<svg class="sw-icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor"'
        ' stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(STROKES[name]),  # our own constants
    )
