"""What every page needs around its content: the navigation, the organisation, the person."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from stepwell.access.roles import Role


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    current: bool  # the page is this one, or below it
    is_page: bool = False


# Label, address name, and the role that sees it.
MAIN = [
    ("Home", "home:home", Role.SIGNED_IN),
    ("Frameworks", "frameworks:list", Role.SIGNED_IN),
    ("Place yourself", "assessments:list", Role.SIGNED_IN),
    ("Journal", "journal:list", Role.SIGNED_IN),
    ("Feedback", "feedback:list", Role.SIGNED_IN),
    ("Conversations", "conversations:list", Role.SIGNED_IN),
    ("My plan", "plans:mine", Role.SIGNED_IN),
    ("Mentoring", "mentoring:list", Role.SIGNED_IN),
    ("My role", "careers:my_grade", Role.SIGNED_IN),
    ("Sharing", "sharing:given", Role.SIGNED_IN),
    ("My team", "people:team", Role.SIGNED_IN),
]
ACCOUNT = [
    ("My details", "people:me", Role.SIGNED_IN),
    ("My calendar", "home:calendar", Role.SIGNED_IN),
]
# What a duty brings: in the menu of the account, and on the home page of whoever holds it.
DUTIES = [
    ("People", "people:list", Role.PEOPLE_ADMINISTRATOR),
    ("Units", "people:units", Role.PEOPLE_ADMINISTRATOR),
    ("Staff list import", "people:imports", Role.PEOPLE_ADMINISTRATOR),
    ("Overdue reviews", "conversations:overdue", Role.PEOPLE_ADMINISTRATOR),
    ("Duties", "people:duties", Role.PEOPLE_ADMINISTRATOR),
    ("Feedback cycles", "feedback:cycles", Role.COORDINATOR),
    ("Mentoring programmes", "mentoring:programmes", Role.COORDINATOR),
    ("Look after frameworks", "frameworks:look_after", Role.FRAMEWORK_OWNER),
    ("Audit trail", "people:audit", Role.DATA_PROTECTION_OFFICER),
]
# Addresses that start like another entry's own.
DEEPER = {"careers:my_grade": "/career/"}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor. It asks the database nothing: PersonMiddleware has."""
    roles: frozenset[Role] = getattr(request, "roles", frozenset())
    return {
        "nav": items(MAIN, request.path, roles),
        "account_nav": items([*ACCOUNT, *DUTIES], request.path, roles),
        "duty_nav": items(DUTIES, request.path, roles),
        "person": getattr(request, "person", None),
        "organisation": getattr(request, "organisation", None),
    }


def items(entries: list[tuple[str, str, Role]], path: str, roles: frozenset[Role]) -> tuple[NavItem, ...]:
    found = ((label, address(name), DEEPER.get(name)) for label, name, role in entries if role in roles)
    return tuple(NavItem(label, url, is_current(path, deeper or url), path == url) for label, url, deeper in found)


address = cache(reverse)  # the same on every page


def is_current(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
