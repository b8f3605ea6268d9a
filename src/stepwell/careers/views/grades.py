"""Grade profiles: read them, and compare two."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.careers.downloads import as_csv, as_pdf, as_text
from stepwell.careers.forms import CompareForm
from stepwell.careers.presenters import ComparisonView, comparison_view, grade_groups, grade_view, notices_of
from stepwell.careers.queries import Shelf, shelf_of
from stepwell.frameworks.queries import StoredPack
from stepwell.people.requests import HttpRequest
from stepwell.ui.colour import DEFAULT_BRAND
from stepwell.ui.files import named


def colour_of(request: HttpRequest) -> str:
    return request.organisation.brand_colour if request.organisation else DEFAULT_BRAND


def grades_pack(shelf: Shelf, slug: str | None) -> StoredPack | None:
    """The pack of that name, else the first of the organisation's own, else any; a wrong name is a 404."""
    if slug is None:
        return next(iter([*shelf.own_grades, *shelf.with_grades]), None)
    for stored in shelf.with_grades:
        if stored.pack.id == slug:
            return stored
    raise Http404


@require_safe
@requires(Permission.GRADES_READ)
def grades(request: HttpRequest, pack_slug: str | None = None) -> HttpResponse:
    shelf = shelf_of(request.organisation)
    stored = grades_pack(shelf, pack_slug)
    if stored is None:
        return render(request, "careers/no_grades.html")
    context = {
        "stored": stored,
        "pack": stored.pack,
        "framework": shelf.framework_of(stored.pack),
        "groups": grade_groups(shelf, stored),
        "notices": notices_of(stored.pack),
        "others": [other for other in shelf.with_grades if other is not stored],
        "own_grade": own_grade(request, shelf, stored),
        "compare_form": CompareForm(grades=stored.pack.grades),
    }
    return render(request, "careers/grades.html", context)


def own_grade(request: HttpRequest, shelf: Shelf, stored: StoredPack) -> str:
    """The reader's own grade, if it is one of these."""
    found = shelf.grade_of(request.appointment) if request.appointment else None
    return found[1].id if found and found[0] is stored else ""


@require_safe
@requires(Permission.GRADES_READ)
def grade(request: HttpRequest, pack_slug: str, grade_id: str) -> HttpResponse:
    shelf = shelf_of(request.organisation)
    stored = grades_pack(shelf, pack_slug)
    found = stored.pack.grade_by_id.get(grade_id) if stored else None
    if stored is None or found is None:
        raise Http404
    view = grade_view(shelf, stored, found)
    place = stored.pack.grades.index(found)
    mine = own_grade(request, shelf, stored)
    context = {
        "view": view,
        "notices": view.notices,
        "figure": view.stairs(colour_of(request)),
        "is_mine": mine == found.id,
        "before": stored.pack.grades[place - 1] if place else None,
        "after": stored.pack.grades[place + 1] if place + 1 < len(stored.pack.grades) else None,
        "compare_form": CompareForm(
            grades=stored.pack.grades, initial={"one": found.id if mine in ("", found.id) else mine, "other": found.id}
        ),
    }
    return render(request, "careers/grade.html", context)


@require_safe
@requires(Permission.GRADES_READ)
def compare(request: HttpRequest) -> HttpResponse:
    """Choose two grades and read them side by side; the choice stands in the address."""
    shelf = shelf_of(request.organisation)
    stored = grades_pack(shelf, request.GET.get("pack") or None)
    if stored is None:
        return render(request, "careers/no_grades.html")
    asked = "one" in request.GET or "other" in request.GET
    initial = {"one": own_grade(request, shelf, stored)}
    form = CompareForm(request.GET if asked else None, grades=stored.pack.grades, initial=initial)
    view = compared(request, shelf, stored, form)
    context = {"form": form, "pack": stored.pack, "view": view, "notices": notices_of(stored.pack)}
    context["coaching_banks"] = shelf.coaching_banks
    return render(request, "careers/compare.html", context, status=200 if view or not asked else 422)


def compared(request: HttpRequest, shelf: Shelf, stored: StoredPack, form: CompareForm) -> ComparisonView | None:
    if not form.is_valid():
        return None
    return comparison_view(shelf, stored, form.cleaned_data["one"], form.cleaned_data["other"], colour_of(request))


def downloaded(request: HttpRequest) -> ComparisonView:
    """The comparison that the address names; anything else is a 404, since a file cannot ask back."""
    shelf = shelf_of(request.organisation)
    stored = grades_pack(shelf, request.GET.get("pack") or None)
    if stored is None:
        raise Http404
    view = compared(request, shelf, stored, CompareForm(request.GET, grades=stored.pack.grades))
    if view is None:
        raise Http404
    return view


@require_safe
@requires(Permission.GRADES_READ)
def compare_pdf(request: HttpRequest) -> HttpResponse:
    view = downloaded(request)
    return file(as_pdf(view, request.organisation), "application/pdf", view.file_name, "pdf")


@require_safe
@requires(Permission.GRADES_READ)
def compare_text(request: HttpRequest) -> HttpResponse:
    view = downloaded(request)
    return file(as_text(view).encode(), "text/plain; charset=utf-8", view.file_name, "txt")


@require_safe
@requires(Permission.GRADES_READ)
def compare_csv(request: HttpRequest) -> HttpResponse:
    view = downloaded(request)
    return file(as_csv(view).encode("utf-8-sig"), "text/csv; charset=utf-8", view.file_name, "csv")


def file(content: bytes, content_type: str, name: str, ending: str) -> HttpResponse:
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": named(name, ending)})
