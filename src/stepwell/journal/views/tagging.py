"""What an entry is about: parts of frameworks, chosen from those that the person can read."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.frameworks.queries import stored_packs
from stepwell.journal import access
from stepwell.journal.forms.choosing import TagForm
from stepwell.journal.models import JournalEntry
from stepwell.journal.operations import writing as operations
from stepwell.journal.presenters import pages
from stepwell.journal.queries import entries
from stepwell.people.requests import HttpRequest

from .writing import packs_for


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.JOURNAL_ENTRY, on=access.load_entry)
def tags(request: HttpRequest, found: JournalEntry) -> HttpResponse:
    chosen = [(tag.framework_id, tag.dimension_id) for tag in found.tags.all()]
    form = TagForm(stored_packs(request.organisation), chosen, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        operations.tag_entry(found, form.tags(), by=request.person, at=timezone.now())
        return redirect(pages.after_detour(found))
    shown = entries.opened(found, packs_for(found, request))
    context = {"form": form, "shown": pages.entry_page(shown, {}, [])}
    return render(request, "journal/tags.html", context, status=422 if form.is_bound else 200)
