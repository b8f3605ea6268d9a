"""Who is asking: request.person, request.organisation, request.appointment and request.roles for every view."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from stepwell.access.permissions import Permission
from stepwell.access.roles import Role, allows
from stepwell.people.requests import HttpRequest
from stepwell.sealing.keys import KeyFault

from . import kept_forms, queries

logger = logging.getLogger(__name__)
MARK, KEPT = "stepwell_forms", "stepwell_kept"
SHOWN = "kept_form_shown"  # in the session


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
    """Whatever somebody sends after their session has ended waits for them to sign in again (kept_forms.py).

    Only forms of our own pages, sent as a browser sends them without a script: a script keeps what it could not send. The
    check against forged forms has passed by then. Stands inside PersonMiddleware, which says who is signed in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if comes_home_to_it(request):
            return redirect("people:kept")
        response = self.get_response(request)
        if request.person is None:
            return keep(request) or response if came_too_late(request, response) else response
        give_mark(request, response)
        if request.method == "POST" and KEPT in request.COOKIES:
            forget_if_arrived(request, response)
        return response


def comes_home_to_it(request: HttpRequest) -> bool:
    """However somebody signed in, the page that they come to first leads there; the next time it is their home page again."""
    key = request.COOKIES.get(KEPT, "")
    if not key or request.person is None or request.method != "GET":
        return False
    if request.path != resolve_url(settings.LOGIN_REDIRECT_URL) or request.session.get(SHOWN):
        return False
    return kept_forms.kept_for(request.person, key, at=timezone.now()) is not None


def came_too_late(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Sent to a page that needs somebody signed in, and answered by sending them to sign in."""
    if request.method != "POST" or response.status_code != 302 or request.resolver_match is None:
        return False
    view = request.resolver_match.func
    is_ours = hasattr(view, "permission") and not getattr(view, "csrf_exempt", False)
    by_script = "HTTP_X_CSRFTOKEN" in request.META or request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
    return is_ours and not by_script and response["Location"].startswith(resolve_url(settings.LOGIN_URL))


def keep(request: HttpRequest) -> HttpResponse | None:
    mark, secret = request.COOKIES.get(MARK, ""), request.META.get("CSRF_COOKIE", "")
    fields = kept_forms.keepable(dict(request.POST.lists()))
    if not (mark and secret and fields):
        return None
    try:
        key = kept_forms.keep_form(
            request.get_full_path(),
            fields,
            had_files=bool(request.FILES),
            mark=mark,
            secret=secret,
            at=timezone.now(),
        )
    except KeyFault:
        logger.exception("a form could not be kept")
        return None
    if key is None:
        return None
    messages.info(request, "You were signed out. What you typed is kept for an hour: sign in to send it.")
    response = redirect_to_login(reverse("people:kept"))
    set_cookie(response, KEPT, key, age=int(kept_forms.KEPT_FOR.total_seconds()))
    return response


def give_mark(request: HttpRequest, response: HttpResponseBase) -> None:
    """With each page that may hold a form, unless the browser has it already."""
    secret = request.META.get("CSRF_COOKIE")
    if request.person is None or not secret or "public" in response.get("Cache-Control", ""):
        return
    mark = kept_forms.mark_for(request.person, secret)
    if request.COOKIES.get(MARK) != mark:
        set_cookie(response, MARK, mark, age=2 * settings.SESSION_COOKIE_AGE)


def forget_if_arrived(request: HttpRequest, response: HttpResponseBase) -> None:
    """The page that it was sent to has answered: from now on it shows what was typed, or has it."""
    key = request.COOKIES[KEPT]
    if request.person is None or response.status_code not in (200, 302, 409, 422):
        return
    kept = kept_forms.kept_for(request.person, key, at=timezone.now())
    if kept and kept.address == request.get_full_path():
        kept_forms.forget_form(key)
        response.delete_cookie(KEPT, samesite="Lax")


def set_cookie(response: HttpResponseBase, name: str, value: str, *, age: int) -> None:
    response.set_cookie(name, value, max_age=age, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax")


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
