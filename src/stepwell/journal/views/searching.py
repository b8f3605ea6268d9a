"""Search over one's own journal."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.frameworks.queries import StoredPack, stored_packs
from stepwell.journal.forms.searching import SearchForm
from stepwell.journal.presenters import lines
from stepwell.journal.presenters.searching import hit_of
from stepwell.journal.queries import entries
from stepwell.journal.queries.searching import MOST_FOUND, Found, search
from stepwell.people.requests import HttpRequest

AT_FIRST, AT_MOST = 20, MOST_FOUND


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.JOURNAL_OWN)
def find(request: HttpRequest) -> HttpResponse:
    """The question comes in the body, so that it stands in no address, no log and no history."""
    packs = stored_packs(request.organisation)
    named = {stored.version.framework_id: stored.pack for stored in packs}
    tags = lines.tag_choices(entries.tags_of(request.person), named)
    form = SearchForm(tags, request.POST if request.method == "POST" else None)
    context = {"form": form}
    if form.is_bound and form.is_valid() and not form.question().is_empty:
        context |= found_of(request, search(request.person, form.question()), packs)
    return render(request, "journal/search.html", context, status=422 if form.errors else 200)


def found_of(request: HttpRequest, found: Found, packs: list[StoredPack]) -> dict:
    most = AT_MOST if request.POST.get("more") else AT_FIRST
    shown = entries.in_order(request.person, found.entry_ids[:most])
    hits = [hit_of(opened, found.needles) for opened in entries.listed(shown, packs)]
    return {
        "hits": hits,
        "count": len(found.entry_ids),
        "has_more": found.has_more,
        "more": len(found.entry_ids) > most == AT_FIRST,
    }
