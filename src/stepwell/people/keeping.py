"""The way of a form that came too late, for the middleware: noticed here, kept by kept_forms.py, given back by views/kept.py."""

import logging
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseBase
from django.middleware import csrf
from django.shortcuts import redirect, resolve_url
from django.urls import reverse

from stepwell.people.requests import HttpRequest
from stepwell.sealing.keys import KeyFault

from . import kept_forms

logger = logging.getLogger(__name__)
MARK, MARK_BEFORE, KEPT = "stepwell_forms", "stepwell_forms_before", "stepwell_kept"
SHOWN = "kept_form_shown"  # in the session


def comes_home_to_it(request: HttpRequest, *, at: datetime) -> bool:
    """However somebody signed in, the page that they come to first leads there; the next time it is their home page again."""
    key = request.COOKIES.get(KEPT, "")
    if not key or request.person is None or request.method != "GET":
        return False
    if request.path != resolve_url(settings.LOGIN_REDIRECT_URL) or request.session.get(SHOWN):
        return False
    return kept_forms.kept_for(request.person, key, at=at) is not None


def is_form_of_ours(request: HttpRequest) -> bool:
    """Sent by a page, to a page that asks who is there."""
    if request.method != "POST" or request.resolver_match is None:
        return False
    view = request.resolver_match.func
    by_script = "HTTP_X_CSRFTOKEN" in request.META or request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
    return hasattr(view, "permission") and not getattr(view, "csrf_exempt", False) and not by_script


def came_too_late(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Answered by sending them to sign in."""
    sent_away = response.status_code == 302 and response["Location"].startswith(resolve_url(settings.LOGIN_URL))
    return request.person is None and sent_away and is_form_of_ours(request)


def was_refused(request: HttpRequest, response: HttpResponseBase) -> bool:
    """By the check against forged forms."""
    passed = getattr(request, "csrf_processing_done", False)
    return response.status_code == 403 and not passed and is_form_of_ours(request)


def secret_of_page(request: HttpRequest) -> str:
    """The secret that the form's token was made from, which was the browser's when the page was made."""
    token = request.POST.get("csrfmiddlewaretoken", "")
    if len(token) != csrf.CSRF_TOKEN_LENGTH or not token.isascii() or not token.isalnum():
        return ""
    return str(csrf._unmask_cipher_token(token))  # type: ignore[attr-defined]  # it has no public name


def keep(request: HttpRequest, response: HttpResponseBase, secret: str, *, at: datetime) -> HttpResponseBase:
    """Leads there by the sign-in page, or straight to it. If somebody else is signed in by now it waits for its sender."""
    key = key_of_kept(request, secret, at=at)
    if key is None:
        return response
    if request.person is None:
        messages.info(request, "You were signed out. What you typed is kept for an hour: sign in to send it.")
        response = redirect_to_login(reverse("people:kept"))
    elif kept_forms.kept_for(request.person, key, at=at):
        response = redirect("people:kept")
    set_cookie(response, KEPT, key, age=int(kept_forms.KEPT_FOR.total_seconds()))
    return response


def key_of_kept(request: HttpRequest, secret: str, *, at: datetime) -> str | None:
    fields = kept_forms.keepable(dict(request.POST.lists()))
    marks = [request.COOKIES[name] for name in (MARK, MARK_BEFORE) if name in request.COOKIES]
    mark = next((mark for mark in marks if kept_forms.proof_in(mark, secret)), None)
    if not (mark and secret and fields):
        return None
    content = kept_forms.Kept(request.get_full_path(), fields, had_files=bool(request.FILES))
    try:
        return kept_forms.keep_form(content, mark=mark, secret=secret, at=at)
    except KeyFault:
        logger.exception("a form could not be kept")
        return None


def give_mark(request: HttpRequest, response: HttpResponseBase) -> None:
    """With each page that may hold a form, unless the browser has it already."""
    secret, before = request.META.get("CSRF_COOKIE"), request.COOKIES.get(MARK)
    if request.person is None or not secret or "public" in response.get("Cache-Control", ""):
        return
    mark = kept_forms.mark_for(request.person, secret)
    if before != mark:
        set_cookie(response, MARK, mark, age=2 * settings.SESSION_COOKIE_AGE)
        if before:
            set_cookie(response, MARK_BEFORE, before, age=2 * settings.SESSION_COOKIE_AGE)


def forget_if_arrived(request: HttpRequest, response: HttpResponseBase, *, at: datetime) -> None:
    """The page that it was sent to has answered: from now on it shows what was typed, or has it."""
    key = request.COOKIES[KEPT]
    if request.person is None or response.status_code not in (200, 302, 409, 422):
        return
    kept = kept_forms.kept_for(request.person, key, at=at)
    if kept and kept.address == request.get_full_path():
        kept_forms.forget_form(key)
        response.delete_cookie(KEPT, samesite="Lax")


def set_cookie(response: HttpResponseBase, name: str, value: str, *, age: int) -> None:
    response.set_cookie(name, value, max_age=age, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax")
