"""What somebody sees whose writing cannot be opened because a key is missing: a page that says so, never a bare error."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from .keys import CannotUnseal, KeyFault

logger = logging.getLogger(__name__)


class SealedMiddleware:
    """The log says loudly what an operator has to do; it names keys and rows, never a word."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, CannotUnseal | KeyFault):
            return None
        logger.critical("SEALING KEY: %s. Run: stepwell seal check", exception)
        layout = "ui/base.html" if getattr(request, "person", None) else "ui/focused.html"
        response = render(request, "sealing/closed.html", {"layout": layout}, status=503)
        response["Cache-Control"] = "no-store"
        return response
