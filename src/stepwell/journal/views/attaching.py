"""Files beside a page: adding, getting back, removing."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.domain.evidence import Refused
from stepwell.journal import access
from stepwell.journal.forms.attaching import FileForm
from stepwell.journal.models import Attachment, JournalEntry
from stepwell.journal.operations import attaching as operations
from stepwell.journal.operations.writing import EntryGone
from stepwell.journal.presenters import pages
from stepwell.journal.queries import entries
from stepwell.people.requests import HttpRequest
from stepwell.ui.files import attached

from .writing import leaf_or_404, packs_for

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@read_or_write
@requires(Permission.JOURNAL_ENTRY, on=access.load_page)
def files(request: HttpRequest, found: tuple[JournalEntry, int]) -> HttpResponse:
    entry = entries.opened(found[0], packs_for(found[0], request))
    leaf = leaf_or_404(entry, found[1])
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_bound and form.is_valid() and attach(request, entry, leaf, form):
        return redirect("journal:files", entry.entry.pk, leaf.number)
    context = {"form": form, "page": pages.writing_page(entry, leaf, [], timezone.localdate())}
    return render(request, "journal/files.html", context, status=422 if form.is_bound else 200)


def attach(request: HttpRequest, entry: entries.Opened, leaf: entries.Leaf, form: FileForm) -> bool:
    given = form.cleaned_data["file"]
    try:
        operations.attach_file(
            entry.entry,
            leaf.section.id,
            name=given.name,
            data=given.read() if given.size <= operations.LARGEST_FILE else b"",
            size=given.size,
            by=request.person,
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error("file", str(refused))
        return False
    except EntryGone:
        raise Http404 from None
    return True


@never_cache
@require_safe
@requires(Permission.JOURNAL_ENTRY, on=access.load_file)
def file(request: HttpRequest, found: Attachment) -> HttpResponse:
    return download(found)


def download(found: Attachment) -> HttpResponse:
    """Only ever to be saved: never shown by the browser as a page of ours, whatever is in it."""
    response = HttpResponse(found.content, content_type=found.media_type)
    response["Content-Disposition"] = attached(found.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Length"] = str(found.size)
    return response


@never_cache
@read_or_write
@requires(Permission.JOURNAL_ENTRY, on=access.load_file)
def remove(request: HttpRequest, found: Attachment) -> HttpResponse:
    entry = entries.opened(found.page.entry, packs_for(found.page.entry, request))
    number = next(leaf.number for leaf in entry.leaves if leaf.section.id == found.page.section_id)
    if request.method == "POST":
        operations.remove_file(found, by=request.person, at=timezone.now())
        messages.success(request, "The file is removed, for good.")
        return redirect("journal:files", entry.entry.pk, number)
    context = {"file": found, "entry": entry.entry, "number": number}
    return render(request, "journal/remove_file.html", context)
