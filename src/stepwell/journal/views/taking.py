"""Taking a journal along: all of it as one file, or a year to print."""

from collections.abc import Iterator
from datetime import date

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.frameworks.queries import StoredPack, stored_packs
from stepwell.journal.models import JournalEntry
from stepwell.journal.operations.taking import record_taking
from stepwell.journal.presenters import archive as archives
from stepwell.journal.presenters import lines
from stepwell.journal.queries import entries
from stepwell.people.requests import HttpRequest
from stepwell.sealing.keys import keyring
from stepwell.ui.templatetags.ui import day

AT_ONCE = 100


@never_cache
@require_safe
@requires(Permission.JOURNAL_OWN)
def choose(request: HttpRequest) -> HttpResponse:
    years = sorted({month.year for month, _ in entries.months_of(request.person)}, reverse=True)
    return render(request, "journal/take.html", {"years": years})


@never_cache
@require_safe
@requires(Permission.JOURNAL_OWN)
def archive(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    entry_ids = list(entries.own_entries(request.person).values_list("pk", flat=True))
    if not entry_ids:
        return redirect("journal:take")
    keyring()  # without any key the page says so; a file that breaks off says nothing
    record_taking(by=request.person, at=timezone.now())
    readme = archives.README.format(day=day(timezone.localdate()))
    made = archives.archive(
        in_batches(request, entry_ids, stored_packs(request.organisation)), lambda file: file.content, readme
    )
    response = StreamingHttpResponse(made, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="journal-{timezone.localdate():%Y-%m-%d}.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def in_batches(request: HttpRequest, entry_ids: list, packs: list[StoredPack]) -> Iterator[lines.Line]:
    """Some entries at a time: ten years of a journal with its files need not fit into memory."""
    for start in range(0, len(entry_ids), AT_ONCE):
        found = entries.in_order(request.person, entry_ids[start : start + AT_ONCE])
        yield from plain_lines(found, packs)


def plain_lines(found: list[JournalEntry], packs: list[StoredPack]) -> list[lines.Line]:
    named = {stored.version.framework_id: stored.pack for stored in packs}
    return [lines.line_of(one, lines.tag_names(one, named), 0) for one in entries.listed(found, packs)]


@never_cache
@require_safe
@requires(Permission.JOURNAL_OWN)
def year(request: HttpRequest, year: int) -> HttpResponse:
    if not 1 <= year <= 9999:
        raise Http404
    days = (date(year, 1, 1), date(year, 12, 31))
    found = list(
        entries.own_entries(request.person).filter(entry_date__range=days).order_by("entry_date", "started_at")
    )
    context = {"year": str(year), "lines": plain_lines(found, stored_packs(request.organisation))}
    return render(request, "journal/year.html", context)
