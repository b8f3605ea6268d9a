"""Refuses what no browser sends and no database stores, before any page sees it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from . import errors


class BadInputMiddleware:
    """A NUL character in an address or its query is answered with 400; in a form, the field itself says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return errors.bad_request(request)
        return self.get_response(request)
