"""My journal as a list, one entry as a whole, and deleting it."""

from collections.abc import Iterable
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.domain.reflecting import OPENERS
from stepwell.frameworks.queries import StoredPack, stored_packs
from stepwell.journal import access
from stepwell.journal.models import JournalEntry
from stepwell.journal.operations import writing as operations
from stepwell.journal.presenters import guides, lines, pages
from stepwell.journal.queries import entries, sharing
from stepwell.people.requests import HttpRequest

from .writing import packs_for

ON_ONE_PAGE = 20


@never_cache
@require_safe
@requires(Permission.JOURNAL_OWN)
def mine(request: HttpRequest) -> HttpResponse:
    today, month = timezone.localdate(), month_of(request.GET.get("month", ""))
    found = entries.own_entries(request.person)
    if month:
        found = found.filter(entry_date__year=month.year, entry_date__month=month.month)
    packs = stored_packs(request.organisation)
    page = Paginator(found, ON_ONE_PAGE).get_page(request.GET.get("page"))
    drafts = entries.listed(entries.guided_drafts(request.person)[:3], packs) if not month and page.number == 1 else []
    context = {
        "openers": OPENERS,
        "drafts": guides.drafts(drafts),
        "months": lines.by_month(lines_of(page.object_list, packs, today)),
        "page": page,
        "month": month,
        "years": lines.by_year(entries.months_of(request.person), month),
    }
    return render(request, "journal/list.html", context)


def month_of(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def lines_of(found: Iterable[JournalEntry], packs: list[StoredPack], today: date) -> list[lines.Line]:
    named = {stored.version.framework_id: stored.pack for stored in packs}
    listed = entries.listed(found, packs)
    shares = sharing.open_shares([leaf.page for one in listed for leaf in one.leaves if leaf.page], today)
    return [
        lines.line_of(
            one,
            lines.tag_names(one, named),
            sum(len(pages.shared_pages(shares, leaf)) for leaf in one.leaves),
        )
        for one in listed
    ]


@never_cache
@require_safe
@requires(Permission.JOURNAL_ENTRY, on=access.load_entry)
def entry(request: HttpRequest, found: JournalEntry) -> HttpResponse:
    if found.saved_at is None:
        return redirect("journal:page", found.pk, 1)
    shown = entries.opened(found, packs_for(found, request))
    shares = sharing.open_shares([leaf.page for leaf in shown.leaves if leaf.page], timezone.localdate())
    packs = {stored.version.framework_id: stored.pack for stored in stored_packs(request.organisation)}
    context = {"shown": pages.entry_page(shown, shares, lines.tag_names(shown, packs))}
    return render(request, "journal/entry.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.JOURNAL_ENTRY, on=access.load_entry)
def delete(request: HttpRequest, found: JournalEntry) -> HttpResponse:
    if request.method == "POST":
        operations.delete_entry(found, by=request.person, at=timezone.now())
        messages.success(request, "Your entry is deleted, for good.")
        return redirect("journal:list")
    shown = entries.opened(found, packs_for(found, request))
    return render(request, "journal/delete.html", {"shown": pages.entry_page(shown, {}, [])})
