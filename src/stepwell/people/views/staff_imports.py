"""The staff import on pages: choose a file, see what it would change, confirm, watch, read the result."""

import csv
from functools import partial

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.domain.staff_list import COLUMNS
from stepwell.people import access, presenters, queries, staff_file_tasks, uploads
from stepwell.people.forms import ConfirmImportForm, StaffFileForm
from stepwell.people.models import StaffImport
from stepwell.people.requests import HttpRequest
from stepwell.ui.files import attached


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.STAFF_IMPORT)
def imports(request: HttpRequest) -> HttpResponse:
    form = StaffFileForm(request.POST, request.FILES) if request.method == "POST" else StaffFileForm()
    if not form.is_valid():
        earlier = queries.imports_of(request.organisation)
        return render(request, "people/imports.html", {"form": form, "earlier": earlier})
    file = form.cleaned_data["file"]
    kept = uploads.upload(
        organisation=request.organisation,
        file_name=file.name,
        data=file.read(),
        keep_missing=form.cleaned_data["keep_missing"],
        allow_many_leavers=False,
        by=request.person,
        at=timezone.now(),
    )
    transaction.on_commit(partial(staff_file_tasks.check_staff_file.enqueue, str(kept.pk)))
    return redirect("people:import", kept.pk)


@require_safe
@requires(Permission.STAFF_IMPORT, on=access.load_import)
def one(request: HttpRequest, kept: StaffImport) -> HttpResponse:
    return page(request, kept, ConfirmImportForm())


def page(request: HttpRequest, kept: StaffImport, form: ConfirmImportForm) -> HttpResponse:
    return render(request, "people/import.html", {"form": form, **presenters.staff_import(kept)})


@require_POST
@requires(Permission.STAFF_IMPORT, on=access.load_import)
def confirm(request: HttpRequest, kept: StaffImport) -> HttpResponse:
    form = ConfirmImportForm(request.POST)
    asked = kept.summary.get("many_leavers", False)
    if asked and not form.is_valid():
        return page(request, kept, form)
    if uploads.confirm(kept, allow_many_leavers=asked):
        transaction.on_commit(partial(staff_file_tasks.import_staff_file.enqueue, str(kept.pk)))
    return redirect("people:import", kept.pk)


@require_safe
@requires(Permission.STAFF_IMPORT, on=access.load_import)
def faults(request: HttpRequest, kept: StaffImport) -> HttpResponse:
    rows = [[fault["row"] or "", fault["column"], fault["message"]] for fault in kept.faults]
    return as_csv("staff-list-faults.csv", ["row", "column", "what is wrong"], rows)


@require_safe
@requires(Permission.STAFF_IMPORT, on=access.load_import)
def changes(request: HttpRequest, kept: StaffImport) -> HttpResponse:
    head = ["kind", "staff_number", "full_name", "what"]
    return as_csv("staff-list-changes.csv", head, kept.summary.get("changes", []))


@require_safe
@requires(Permission.STAFF_IMPORT)
def template(request: HttpRequest) -> HttpResponse:
    return as_csv("staff-list.csv", list(COLUMNS), [])


def as_csv(name: str, head: list[str], rows: list[list]) -> HttpResponse:
    """With a mark that spreadsheets know UTF-8 by, and nothing that they would take for a formula."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = attached(name)
    writer = csv.writer(response)
    writer.writerow(head)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return response


def harmless(cell: object) -> str:
    text = str(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
