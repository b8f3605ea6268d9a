"""Showing one page to one person: choosing whom, what they read, and what the owner sees of that."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.journal import access
from stepwell.journal.models import Attachment, JournalEntry, JournalPage, SharedPage
from stepwell.journal.operations import sharing as operations
from stepwell.journal.presenters import pages
from stepwell.journal.presenters import sharing as words
from stepwell.journal.queries import entries, sharing
from stepwell.people.queries import colleagues_matching
from stepwell.people.requests import HttpRequest
from stepwell.sharing.forms import ShareForm
from stepwell.sharing.operations import record_opening
from stepwell.sharing.presenters import people_to_share_with

from .attaching import download
from .writing import leaf_or_404, packs_for

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@read_or_write
@requires(Permission.JOURNAL_SHARE, on=access.load_page)
def share(request: HttpRequest, found: tuple[JournalEntry, int]) -> HttpResponse:
    entry = entries.opened(found[0], packs_for(found[0], request))
    leaf = leaf_or_404(entry, found[1])
    leaf.must_open()
    if leaf.page is None or not leaf.has_something:
        messages.error(request, "Write something on this page first. Then you can show it.")
        return redirect("journal:page", entry.entry.pk, leaf.number)
    today = timezone.localdate()
    searched = (request.POST.get("q") or request.GET.get("q") or "").replace("\x00", "").strip()[:100]
    colleagues = (
        colleagues_matching(searched, request.organisation, today, besides=request.person)
        if searched and request.organisation
        else []
    )
    people = people_to_share_with(request.appointment, colleagues, request.person)
    form = ShareForm(people, today, request.POST if request.method == "POST" else None, beside="what you show them")
    if form.is_bound and form.is_valid():
        return grant(request, entry, leaf, leaf.page, form)
    context = {
        "form": form,
        "page": pages.writing_page(entry, leaf, [], today),
        "searched": searched,
        "people": people,
        "found": colleagues,
        "shares": sharing.open_shares([leaf.page], today).get(leaf.page.pk, []),
    }
    return render(request, "journal/share.html", context, status=422 if form.is_bound else 200)


def grant(
    request: HttpRequest, entry: entries.Opened, leaf: entries.Leaf, page: JournalPage, form: ShareForm
) -> HttpResponse:
    recipient = form.cleaned_data["recipient"]
    operations.share_page(
        page,
        recipient=recipient,
        title=words.share_title(entry, leaf),
        purpose=form.cleaned_data["purpose"],
        until=form.cleaned_data["until"],
        message=form.cleaned_data["message"],
        by=request.person,
        at=timezone.now(),
    )
    messages.success(request, f"{recipient.full_name} can now read this part, as it is now, and nothing else.")
    return redirect(f"{pages.entry_url(entry.entry)}#s-{leaf.number}")


@never_cache
@require_safe
@requires(Permission.JOURNAL_READ_SHARED, on=access.load_shared)
def shared(request: HttpRequest, found: SharedPage) -> HttpResponse:
    """For whoever the owner chose, and for nobody else; the owner sees that it was opened."""
    record_opening(found.share, at=timezone.now())
    return render(request, "journal/shared.html", {"shown": sharing.shown(found), "share": found.share, "own": False})


@never_cache
@require_safe
@requires(Permission.JOURNAL_READ_SHARED, on=access.load_shared_file)
def shared_file(request: HttpRequest, found: tuple[SharedPage, Attachment]) -> HttpResponse:
    record_opening(found[0].share, at=timezone.now())
    return download(found[1])


@never_cache
@read_or_write
@requires(Permission.JOURNAL_SHARE, on=access.load_given)
def given(request: HttpRequest, found: SharedPage) -> HttpResponse:
    """Its owner sees what the other reads, and may show the page as it is now instead."""
    if request.method == "POST":
        operations.show_as_it_is_now(found, by=request.person, at=timezone.now())
        messages.success(request, f"{found.share.recipient.full_name} now reads it as it is today.")
        return redirect("journal:given", found.pk)
    return render(request, "journal/shared.html", {"shown": sharing.shown(found), "share": found.share, "own": True})
