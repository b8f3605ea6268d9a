"""The pages for what went wrong. Each says what to do; none says more about what exists than "not found"."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "400", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "403", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(request, "403_csrf", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "404", 404)


def no_length(request: HttpRequest) -> HttpResponse:
    return page(request, "411", 411)


def too_large(request: HttpRequest) -> HttpResponse:
    return page(request, "413", 413)


def too_many(request: HttpRequest) -> HttpResponse:
    return page(request, "429", 429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without context: whatever failed may be what the context needs."""
    return HttpResponse(get_template("500.html").render(), status=500)


def page(request: HttpRequest, name: str, status: int) -> HttpResponse:
    """An error can come before the middleware that knows the person: then the page has no navigation."""
    layout = "ui/base.html" if getattr(request, "person", None) else "ui/focused.html"
    return render(request, f"ui/errors/{name}.html", {"layout": layout}, status=status)
