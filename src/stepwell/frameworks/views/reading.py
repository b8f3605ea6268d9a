"""The pages of one framework. Everybody signed in may read every one of them."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.frameworks import queries
from stepwell.frameworks.marks import NONE, Marks, marks_for
from stepwell.frameworks.presenters import glance as glance_of
from stepwell.frameworks.presenters.dimension import dimension_page
from stepwell.frameworks.presenters.guidance import bank_page, development_page, roles_page
from stepwell.frameworks.presenters.opened import Opened
from stepwell.frameworks.presenters.shelf import shelves
from stepwell.people.queries import audience_of
from stepwell.people.requests import HttpRequest

from .opening import library, opened, page


@requires(Permission.FRAMEWORK_READ)
def framework_list(request: HttpRequest) -> HttpResponse:
    audiences = audience_of(request.person, request.appointment, timezone.localdate())
    found = shelves(list(library(request).by_slug.values()), audiences)
    return render(request, "frameworks/list.html", {"shelves": found})


@requires(Permission.FRAMEWORK_READ)
def framework(request: HttpRequest, slug: str) -> HttpResponse:
    book = opened(request, slug)
    marks = own_marks(request, book)
    return page(
        request,
        "framework",
        book,
        "framework",
        groups=glance_of.groups(book, marks),
        marks=marks,
        levels=glance_of.scale_levels(book),
        below=[level for level in book.pack.levels if level.below_scale],
        stairs=glance_of.stairs(book),
        can_place=any(d.levels or d.statements or d.bipolar for d in book.pack.dimensions),
        last_grade=book.pack.grades[-1] if book.pack.grades else None,
    )


def own_marks(request: HttpRequest, book: Opened) -> Marks:
    """The reader's own; an old version is read without."""
    today = timezone.localdate()
    return NONE if book.number else marks_for(request.person, request.appointment, book.stored, today)


@requires(Permission.FRAMEWORK_READ)
def dimension(request: HttpRequest, slug: str, dimension_id: str) -> HttpResponse:
    book = opened(request, slug)
    found = book.pack.dimension_by_id.get(dimension_id)
    if found is None:
        raise Http404
    level = book.pack.level_by_id.get(request.GET.get("level", ""))
    wording = "observer" if request.GET.get("wording") == "observer" else "self"
    marks = own_marks(request, book)
    shown = dimension_page(book, found, level=level, wording=wording, library=library(request), marks=marks)
    return page(request, "dimension", book, "framework", shown=shown, marks=marks if shown.has_marks else NONE)


@requires(Permission.FRAMEWORK_READ)
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    book = opened(request, slug)
    return page(request, "questions", book, "questions")


@requires(Permission.FRAMEWORK_READ)
def bank(request: HttpRequest, slug: str, bank_id: str) -> HttpResponse:
    """A question bank; one that fits any part of any framework is asked about the part in `?about=`."""
    book = opened(request, slug)
    found = next((bank for bank in book.pack.question_banks if bank.id == bank_id), None)
    if found is None:
        raise Http404
    shelf = library(request) if found.for_dimensions else None
    about, level = request.GET.get("about", ""), request.GET.get("level", "")
    return page(request, "bank", book, "questions", shown=bank_page(found, shelf, about=about, level=level))


@requires(Permission.FRAMEWORK_READ)
def cards(request: HttpRequest, slug: str) -> HttpResponse:
    return page(request, "cards", opened(request, slug), "cards")


@requires(Permission.FRAMEWORK_READ)
def roles(request: HttpRequest, slug: str) -> HttpResponse:
    """Supporter roles; those that fit the situations ticked (`?situation=`) come with their reason."""
    book = opened(request, slug)
    return page(request, "roles", book, "roles", shown=roles_page(book.pack, request.GET.getlist("situation")))


@requires(Permission.FRAMEWORK_READ)
def development(request: HttpRequest, slug: str) -> HttpResponse:
    book = opened(request, slug)
    shown = development_page(book.pack, category=request.GET.get("category", ""), step=request.GET.get("step", ""))
    return page(request, "development", book, "development", shown=shown)


@requires(Permission.FRAMEWORK_READ)
def links(request: HttpRequest, slug: str) -> HttpResponse:
    book = opened(request, slug)
    shelf = library(request)
    return page(request, "links", book, "links", found=shelf.links_of(book), level_notes=shelf.level_notes_of(book))


@requires(Permission.FRAMEWORK_READ)
def about(request: HttpRequest, slug: str) -> HttpResponse:
    return page(request, "about", opened(request, slug), "about")


@requires(Permission.FRAMEWORK_READ)
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version with what it changed, who published it and the line of the source (scenario 60)."""
    book = opened(request, slug)
    return page(
        request,
        "versions",
        book,
        "versions",
        history=queries.history_of(slug, request.organisation),
        wordings=queries.wordings_of(slug, request.organisation),
    )


@requires(Permission.FRAMEWORK_READ)
def everything(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole framework on one page, for paper."""
    book = opened(request, slug)
    wording = "observer" if request.GET.get("wording") == "observer" else "self"
    shelf = library(request)
    shown = [dimension_page(book, found, level=None, wording=wording, library=shelf) for found in book.pack.dimensions]
    return page(
        request, "everything", book, "framework", dimensions=shown, wording=wording, stairs=glance_of.stairs(book)
    )
