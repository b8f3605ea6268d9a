"""Who is asking: request.person, request.organisation, request.appointment and request.roles for every view."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from stepwell.access.permissions import Permission
from stepwell.access.roles import Role, allows
from stepwell.people.requests import HttpRequest

from . import keeping, queries


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


class KeptFormMiddleware:
    """Whatever somebody sends after their session has ended waits for them to sign in again.

    So does what they send from a page that was open when they signed in anew in another tab, whose token against forged
    forms is good no more. Only forms of our own pages, sent as a browser sends them without a script: a script keeps what
    it could not send. Stands inside PersonMiddleware, which says who is signed in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        now = timezone.now()
        if keeping.comes_home_to_it(request, at=now):
            return redirect("people:kept")
        response = self.get_response(request)
        if keeping.came_too_late(request, response):
            response = keeping.keep(request, response, request.META.get("CSRF_COOKIE", ""), at=now)
        elif keeping.was_refused(request, response):
            response = keeping.keep(request, response, keeping.secret_of_page(request), at=now)
        elif request.method == "POST" and keeping.KEPT in request.COOKIES:
            keeping.forget_if_arrived(request, response, at=now)
        keeping.give_mark(request, response)
        return response


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
