"""What every page needs around its content: the navigation, the organisation, the person."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from stepwell.access.roles import Role


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    current: bool


# Label, address name, and the role that sees it.
ITEMS = [
    ("Home", "home:home", Role.SIGNED_IN),
]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor. It asks the database nothing: PersonMiddleware has."""
    roles = getattr(request, "roles", frozenset())
    nav = []
    for label, name, role in ITEMS:
        if role in roles:
            url = reverse(name)
            nav.append(NavItem(label, url, is_current(request.path, url)))
    return {
        "nav": nav,
        "person": getattr(request, "person", None),
        "organisation": getattr(request, "organisation", None),
    }


def is_current(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
