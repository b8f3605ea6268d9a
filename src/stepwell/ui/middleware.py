"""Refuses what no browser sends and no database stores, before any page sees it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from . import errors

# Room for the other fields of a form that carries a file.
FORM_BYTES = 1_000_000


class BadInputMiddleware:
    """A NUL character in an address or its query is answered with 400; in a form, the field itself says so.

    A body larger than any file we take is refused by its declared length, before it is read; one that declares none
    would be taken for an empty form, so it is refused, too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return errors.bad_request(request)
        if request.META.get("HTTP_TRANSFER_ENCODING") and not request.META.get("CONTENT_LENGTH"):
            return errors.no_length(request)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length[:18]) > settings.STAFF_FILE_MAX_BYTES + FORM_BYTES:
            return errors.too_large(request)
        return self.get_response(request)
