"""Choosing questions or values to be guided by, beginning with them, and saying that one is ready."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.domain.reflecting import Guide, bank_of, coaching_questions, guide_of_bank, guide_of_values
from stepwell.frameworks.queries import StoredPack, stored_pack, stored_packs
from stepwell.journal import access
from stepwell.journal.forms.choosing import AboutForm
from stepwell.journal.models import JournalEntry
from stepwell.journal.operations import writing as operations
from stepwell.journal.presenters import guides
from stepwell.journal.queries import entries
from stepwell.people.requests import HttpRequest

KIND = JournalEntry.Kind
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
@requires(Permission.JOURNAL_OWN)
def choose(request: HttpRequest) -> HttpResponse:
    packs = stored_packs(request.organisation)
    drafts = entries.listed(entries.guided_drafts(request.person)[:5], packs)
    context = {"groups": guides.guide_groups(packs), "drafts": guides.drafts(drafts)}
    return render(request, "journal/choose.html", context)


@never_cache
@read_or_write
@requires(Permission.JOURNAL_OWN)
def start(request: HttpRequest, slug: str, bank_id: str) -> HttpResponse:
    """With the questions of a bank. One that fits any part of any framework asks which, and takes none for an answer."""
    stored = stored_pack(slug, request.organisation)
    bank = bank_of(stored.pack, bank_id) if stored else None
    if stored is None or bank is None:
        raise Http404
    kind = KIND.COACHING if bank.for_dimensions else KIND.QUESTIONS
    packs = stored_packs(request.organisation) if bank.for_dimensions else []
    data, about = request.POST if request.method == "POST" else None, request.GET.get("about", "")
    form = AboutForm(packs, data, about) if bank.for_dimensions else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return begin(request, stored, kind, bank_id, about=form.chosen() if form else None)
    return show_start(request, stored, guide_of_bank(stored.pack, bank), kind, bank_id, form)


@never_cache
@read_or_write
@requires(Permission.JOURNAL_OWN)
def start_values(request: HttpRequest, slug: str) -> HttpResponse:
    stored = stored_pack(slug, request.organisation)
    guide = guide_of_values(stored.pack, coaching_questions([])) if stored else None
    if stored is None or guide is None or not guide.sections:
        raise Http404
    if request.method == "POST":
        return begin(request, stored, KIND.VALUES)
    return show_start(request, stored, guide, KIND.VALUES)


def begin(request: HttpRequest, stored: StoredPack, kind: str, bank_id: str = "", about=None) -> HttpResponse:
    entry = operations.start_guided(
        person=request.person,
        kind=kind,
        version=stored.version,
        overlay=stored.overlay,
        bank_id=bank_id,
        about=about,
        language=request.organisation.language if request.organisation else "",
        today=timezone.localdate(),
        at=timezone.now(),
    )
    return redirect("journal:page", entry.pk, 1)


def show_start(
    request: HttpRequest, stored: StoredPack, guide: Guide, kind: str, bank_id: str = "", form: AboutForm | None = None
) -> HttpResponse:
    context = {
        "guide": guide,
        "pack": stored.pack,
        "earlier": entries.begun_on(request.person, stored, kind, bank_id),
        "form": form,
        "values": kind == KIND.VALUES,
    }
    return render(request, "journal/start.html", context, status=422 if form and form.errors else 200)


@require_POST
@requires(Permission.JOURNAL_ENTRY, on=access.load_entry)
def ready(request: HttpRequest, found: JournalEntry) -> HttpResponse:
    if found.kind == KIND.FREE:
        raise Http404
    operations.set_ready(found, request.POST.get("ready") == "yes", by=request.person, at=timezone.now())
    return redirect("journal:entry", found.pk)
