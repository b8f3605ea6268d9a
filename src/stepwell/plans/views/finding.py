"""Finding somebody to share with or to ask: the line manager is suggested, colleagues are found by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stepwell.assessments.presenters.choosing import people_to_share_with
from stepwell.people.models import Person
from stepwell.people.queries import colleagues_matching
from stepwell.people.requests import HttpRequest


@dataclass(frozen=True)
class PeopleChoice:
    """Who is offered, and what was searched for."""

    people: Sequence[tuple[Person, str]]
    searched: str
    found: Sequence[Person]


def people_to_choose(request: HttpRequest, today: date) -> PeopleChoice:
    searched = (request.POST.get("q") or request.GET.get("q") or "").replace("\x00", "").strip()[:100]
    found = (
        colleagues_matching(searched, request.organisation, today, besides=request.person)
        if searched and request.organisation
        else []
    )
    return PeopleChoice(people_to_share_with(request.appointment, found, request.person), searched, found)
