"""What waits for a coordinator, in words: the same on the home page and on the programme's page. No name is in it."""

from dataclasses import dataclass, replace

from django.urls import reverse

from ..queries.waiting import Waiting
from .words import count


@dataclass(frozen=True)
class WaitingLine:
    title: str
    detail: str
    url: str


def waiting_lines(found: list[Waiting]) -> list[WaitingLine]:
    """Of one programme, on its own page."""
    return [line for one in found for line in lines_of(one)]


def lines_of_all(found: list[Waiting]) -> list[WaitingLine]:
    """Of all programmes: each line says of which."""
    return [replace(line, detail=f"{one.title}. {line.detail}") for one in found for line in lines_of(one)]


def lines_of(one: Waiting) -> list[WaitingLine]:
    """People first, then what holds up others."""
    programme, matching = (reverse(f"mentoring:{page}", args=[one.programme]) for page in ("programme", "matching"))
    lines = []
    if one.asking:
        lines.append(
            WaitingLine("Get in touch with somebody in mentoring", f"{people(one.asking)} asked for it.", programme)
        )
    if one.to_publish:
        url = reverse("mentoring:run", args=[one.run])
        detail = f"{count(one.to_publish, 'pair')} of your mentees. Nobody is told before you publish."
        lines.append(WaitingLine("Review a matching run", detail, url))
    if one.found:
        detail = f"{count(one.found, 'pair')} found since the run. Nobody is asked before you have looked."
        lines.append(WaitingLine("Look at new mentoring pairs", detail, matching))
    if one.is_asked:
        lines.append(WaitingLine("Decide whether to take part in mentoring", "Another organisation asks.", programme))
    return lines


def people(number: int) -> str:
    """
    >>> people(1), people(3)
    ('One person', '3 people')
    """
    return "One person" if number == 1 else f"{number:,} people"
