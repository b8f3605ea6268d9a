"""What every page of a framework begins with: the framework as this reader sees it, or a 404."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from stepwell.frameworks import queries
from stepwell.frameworks.presenters.opened import Opened, open_pack
from stepwell.frameworks.presenters.related import Library
from stepwell.people.requests import HttpRequest

LARGEST_NUMBER = 9  # digits


def opened(request: HttpRequest, slug: str) -> Opened:
    """The latest version, or the one in `?version=`, in the language of `?lang=` or of the organisation."""
    asked = request.GET.get("version", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) <= LARGEST_NUMBER):
        raise Http404
    stored = queries.stored_pack(slug, request.organisation, int(asked) if asked else None)
    if stored is None:
        raise Http404
    return open_in(request, stored, older_than_latest(request, stored) if asked else None)


def older_than_latest(request: HttpRequest, stored: queries.StoredPack) -> int | None:
    """The number of the version asked for; None if it is the latest anyway."""
    latest = queries.latest_version(stored.pack.id, request.organisation)
    return None if latest and latest.pk == stored.version.pk else stored.version.number


def open_in(request: HttpRequest, stored: queries.StoredPack, number: int | None = None) -> Opened:
    own = request.organisation.language if request.organisation else ""
    return open_pack(stored, asked_language=request.GET.get("lang", "")[:10], own_language=own, number=number)


def library(request: HttpRequest) -> Library:
    """Every framework this reader may open, the organisation's own first."""
    return Library([open_in(request, stored) for stored in queries.stored_packs(request.organisation)])


def page(request: HttpRequest, template: str, book: Opened, here: str, **context: Any) -> HttpResponse:
    """A page of one framework, with its own navigation: `here` is the page of it that is current, or holds this one."""
    return render(
        request, f"frameworks/{template}.html", {"book": book, "here": here, "is_page": template == here, **context}
    )
