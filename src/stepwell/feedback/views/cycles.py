"""A coordinator's cycles: the list, preparing one, and what the organisation allows."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.frameworks.queries import StoredPack, stored_pack, stored_packs
from stepwell.people.models import Person
from stepwell.people.queries import colleague_by_email
from stepwell.people.requests import HttpRequest

from .. import access
from ..forms.cycles import CycleForm, SettingsForm, draft_initial, new_initial
from ..models import Cycle
from ..operations import cycles as operations
from ..operations.refusals import AlreadyOpen, BadCycle
from ..presenters import cycles as presenters
from ..queries import cycles as queries
from ..queries.asking import item_kinds
from ..queries.rounds import pack_of_cycle

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Permission.FEEDBACK_CYCLES)
def cycles(request: HttpRequest) -> HttpResponse:
    lines = presenters.cycle_lines(queries.cycles_of(request.organisation))
    settings = queries.settings_of(request.organisation)
    return render(request, "feedback/cycles/list.html", {"lines": lines, "settings": settings})


@require_safe
@requires(Permission.FEEDBACK_CYCLES)
def choose(request: HttpRequest) -> HttpResponse:
    """Which framework: those that the organisation uses come first."""
    packs = [stored for stored in stored_packs(request.organisation) if stored.pack.dimensions]
    context = {
        "used": [stored for stored in packs if stored.is_used],
        "others": [stored for stored in packs if not stored.is_used],
    }
    return render(request, "feedback/cycles/choose.html", context)


def framework_or_404(slug: str, request: HttpRequest) -> StoredPack:
    stored = stored_pack(slug, request.organisation)
    if stored is None or not stored.pack.dimensions:
        raise Http404
    return stored


@read_or_write
@requires(Permission.FEEDBACK_CYCLES)
def new(request: HttpRequest, slug: str) -> HttpResponse:
    stored = framework_or_404(slug, request)
    kinds = item_kinds(stored.pack)
    today = timezone.localdate()
    settings = queries.settings_of(request.organisation)
    initial = new_initial(settings, kinds, f"{stored.pack.called}, {today:%B %Y}", today)
    form = CycleForm(kinds, initial, request.POST if request.method == "POST" else None)
    if form.is_bound and (parts := parts_of(request, form)) is not None:
        try:
            cycle = operations.create_cycle(
                organisation=request.organisation,
                version=stored.version,
                overlay=stored.overlay,
                by=request.person,
                at=timezone.now(),
                **parts,
            )
            return redirect("feedback:cycle", cycle.pk)
        except BadCycle as refusal:
            form.take(refusal.faults)
    context = {"form": form, "pack": stored.pack, "cycle": None}
    return render(request, "feedback/cycles/form.html", context, status=422 if form.is_bound else 200)


@read_or_write
@requires(Permission.FEEDBACK_CYCLE_RUN, on=access.load_cycle)
def change(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """Everything about a draft. Once it is open, its overview has single questions instead."""
    if cycle.has_started:
        return redirect("feedback:cycle", cycle.pk)
    pack = pack_of_cycle(cycle)
    initial = draft_initial(cycle, facilitators_of(cycle))
    form = CycleForm(item_kinds(pack), initial, request.POST if request.method == "POST" else None)
    if form.is_bound and (parts := parts_of(request, form)) is not None:
        try:
            operations.change_draft(
                cycle, version=cycle.version, overlay=cycle.overlay, by=request.person, at=timezone.now(), **parts
            )
            return redirect("feedback:cycle", cycle.pk)
        except BadCycle as refusal:
            form.take(refusal.faults)
        except AlreadyOpen as refusal:
            messages.warning(request, str(refusal))
            return redirect("feedback:cycle", cycle.pk)
    context = {"form": form, "pack": pack, "cycle": cycle}
    return render(request, "feedback/cycles/form.html", context, status=422 if form.is_bound else 200)


def facilitators_of(cycle: Cycle) -> list[Person]:
    return [named.person for named in cycle.facilitators.select_related("person")]


def parts_of(request: HttpRequest, form: CycleForm) -> dict[str, Any] | None:
    """What the form says, with the facilitators as people; None where something is to be corrected."""
    form.is_valid()
    addresses = form.cleaned_data.get("facilitators", [])
    today = timezone.localdate()
    known = {address: colleague_by_email(request.organisation, address, today) for address in addresses}
    form.nobody_of([address for address, person in known.items() if person is None], request.organisation.name)
    if form.errors:
        return None
    return form.parts() | {"facilitators": [person for person in known.values() if person]}


@read_or_write
@requires(Permission.FEEDBACK_CYCLES)
def settings(request: HttpRequest) -> HttpResponse:
    found = queries.settings_of(request.organisation)
    form = SettingsForm(found, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            operations.change_settings(request.organisation, by=request.person, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "Your settings are kept. Cycles and rounds that run now stay as they are.")
            return redirect("feedback:cycles")
        except BadCycle as refusal:
            form.take(refusal.faults)
    return render(request, "feedback/cycles/settings.html", {"form": form}, status=422 if form.is_bound else 200)
