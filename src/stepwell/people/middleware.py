"""Who is asking: request.person, request.organisation, request.appointment and request.roles for every view."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from stepwell.access.permissions import Permission
from stepwell.access.roles import Role, allows
from stepwell.people.requests import HttpRequest

from . import queries


class PersonMiddleware:
    """Nothing made for somebody signed in is kept by a browser: after signing out, "back" shows none of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        identify(request)
        was_signed_in = request.user.is_authenticated  # the view may be the one that signs them out
        response = self.get_response(request)
        if was_signed_in and "public" not in response.get("Cache-Control", ""):
            add_never_cache_headers(response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """An account that belongs to nobody is told so, instead of being sent to sign in for ever."""
        if request.person is not None or not request.user.is_authenticated:
            return None
        permission: Permission | None = getattr(view, "permission", None)
        if permission is None or getattr(view, "by_link", False) or allows(permission, frozenset({Role.ANYONE})):
            return None
        return render(request, "people/nobody.html", status=403)


def identify(request: HttpRequest) -> None:
    """Two queries for somebody signed in, beside the session and the account: the appointment, and the duties."""
    request.person = queries.person_of_account(request.user) if request.user.is_authenticated else None
    request.appointment = None
    request.organisation = None
    request.roles = frozenset({Role.ANYONE})
    if request.person is None:
        return
    today = timezone.localdate()
    request.appointment = queries.main_appointment(request.person, today)
    request.organisation = request.appointment.organisation if request.appointment else None
    request.roles = frozenset({Role.ANYONE, Role.SIGNED_IN}) | queries.duties_of(request.person, request.organisation)
