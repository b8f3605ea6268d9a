"""Writing: one section a page, saved by the page's button, or on every pause by its script."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.domain.reflecting import OPENERS
from stepwell.frameworks.queries import StoredPack, stored_packs
from stepwell.journal import access
from stepwell.journal.forms.writing import PageForm
from stepwell.journal.models import JournalEntry, JournalPage, SharedPage
from stepwell.journal.operations import writing as operations
from stepwell.journal.presenters import conflict, pages
from stepwell.journal.queries import sharing
from stepwell.journal.queries.entries import Leaf, Opened, opened
from stepwell.people.requests import HttpRequest


@require_POST
@requires(Permission.JOURNAL_OWN)
def new(request: HttpRequest) -> HttpResponse:
    entry = operations.start_note(person=request.person, today=timezone.localdate(), at=timezone.now())
    url = pages.page_url(entry, 1)
    opener = request.POST.get("with", "")
    return redirect(f"{url}?with={opener}" if opener in {str(one) for one in range(1, len(OPENERS) + 1)} else url)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.JOURNAL_ENTRY, on=access.load_page)
def page(request: HttpRequest, found: tuple[JournalEntry, int]) -> HttpResponse:
    entry = opened(found[0], packs_for(found[0], request))
    leaf = leaf_or_404(entry, found[1])
    leaf.must_open()
    form = form_of(request, entry, leaf)
    if not form.is_bound:
        return show(request, entry, leaf, form)
    form.is_valid()
    try:
        kept = save(entry, leaf, form)
    except operations.ChangedElsewhere as clash:
        return show_both(request, entry, leaf, form, clash.page)
    except operations.EntryGone:
        raise Http404 from None
    if form.errors:
        form.catch_up_with(kept)
        return show(request, entry, leaf, form, status=422)
    return redirect(pages.where_next(request.POST.get("then", ""), entry, leaf, len(form.from_pool)))


def packs_for(entry: JournalEntry, request: HttpRequest) -> list[StoredPack]:
    """Only a reflection on values asks the questions of other packs."""
    return stored_packs(request.organisation) if entry.kind == JournalEntry.Kind.VALUES else []


def leaf_or_404(entry: Opened, number: int) -> Leaf:
    leaf = entry.leaf(number)
    if leaf is None:
        raise Http404
    return leaf


def form_of(request: HttpRequest, entry: Opened, leaf: Leaf) -> PageForm:
    return PageForm(
        entry,
        leaf,
        today=timezone.localdate(),
        asked=number_in(request, "asked"),
        opener=opener_in(request),
        data=request.POST if request.method == "POST" else None,
    )


def number_in(request: HttpRequest, name: str) -> int:
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 4 else 1


def opener_in(request: HttpRequest) -> str:
    """The question that the address names by its place, from 1."""
    number = number_in(request, "with") if "with" in request.GET else 0
    return OPENERS[number - 1] if 1 <= number <= len(OPENERS) else ""


def save(entry: Opened, leaf: Leaf, form: PageForm) -> JournalPage | None:
    """Keep what is as it should be. A page on which nobody changed anything writes nothing, however old it is."""
    if form.is_untouched:
        return leaf.page
    return operations.save_page(
        entry.entry,
        leaf.section.id,
        form.writing(),
        entry_date=form.entry_date,
        dimension_id=leaf.section.dimension,
        revision=form.revision_given,
        at=timezone.now(),
    )


def show(request: HttpRequest, entry: Opened, leaf: Leaf, form: PageForm, status: int = 200) -> HttpResponse:
    page = pages.writing_page(entry, leaf, form.from_pool, timezone.localdate(), shares_of(leaf))
    context = {"page": page, "form": form, "query": request.META.get("QUERY_STRING", "") if opener_in(request) else ""}
    return render(request, "journal/page.html", context, status=status)


def shares_of(leaf: Leaf) -> list[SharedPage]:
    return sharing.open_shares([leaf.page], timezone.localdate()).get(leaf.page.pk, []) if leaf.page else []


def show_both(request: HttpRequest, entry: Opened, leaf: Leaf, form: PageForm, theirs: JournalPage) -> HttpResponse:
    """Nothing is written and nothing is lost: the person sees both versions and keeps one."""
    context = {
        "page": conflict.conflict_page(entry, leaf, form.writing(), theirs),
        "form": form,
        "revision": theirs.revision,
        "then": request.POST.get("then", "")[:10],
    }
    return render(request, "journal/conflict.html", context, status=409)


@never_cache
@require_POST
@requires(Permission.JOURNAL_ENTRY, on=access.load_page)
def autosave(request: HttpRequest, found: tuple[JournalEntry, int]) -> JsonResponse:
    """The same as the page's own save, answered in JSON: {saved, revision, errors}."""
    entry = opened(found[0], packs_for(found[0], request))
    leaf = leaf_or_404(entry, found[1])
    leaf.must_open()
    form = form_of(request, entry, leaf)
    form.is_valid()
    try:
        kept = save(entry, leaf, form)
    except operations.ChangedElsewhere as clash:
        return JsonResponse({"saved": False, "reason": "changed", "revision": clash.page.revision}, status=409)
    except operations.EntryGone:
        return JsonResponse({"saved": False, "reason": "complete"}, status=409)
    errors = {name: [str(error) for error in found] for name, found in form.errors.items()}
    return JsonResponse({"saved": True, "revision": kept.revision if kept else 0, "errors": errors})
