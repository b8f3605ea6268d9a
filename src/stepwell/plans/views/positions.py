"""Growth positions of an aspirational plan, and what is suggested from one to another."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.domain.growing import Cell, cells_of, initiatives_between
from stepwell.frameworks.queries import StoredPack, stored_pack
from stepwell.people.requests import HttpRequest
from stepwell.plans import access
from stepwell.plans.forms.positions import FORMS, WayForm, cell_of
from stepwell.plans.models import DevelopmentPlan, GrowthPosition
from stepwell.plans.operations import positions as operations
from stepwell.plans.operations.refusals import PlanClosed
from stepwell.plans.presenters.catalogue import suggested_at
from stepwell.plans.presenters.words import plan_title
from stepwell.plans.queries.positions import is_unlocked, latest, positions_of

HEADINGS = {
    "view": "Where you see yourself now",
    "talk": "Where you stand, as you talked about it",
    "future": "Where you want to be",
}


def growth_or_404(plan: DevelopmentPlan, request: HttpRequest) -> StoredPack:
    """The framework as the person's organisation reads it today."""
    stored = stored_pack(plan.framework.slug, request.organisation) if plan.framework else None
    if stored is None or stored.pack.growth is None:
        raise Http404
    return stored


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_CHANGE, on=access.load_growing_page)
def record(request: HttpRequest, found: tuple[DevelopmentPlan, str]) -> HttpResponse:
    plan, page = found
    if page not in FORMS:
        raise Http404
    stored, today = growth_or_404(plan, request), timezone.localdate()
    if plan.closed_at:
        messages.error(request, str(PlanClosed()))
        return redirect("plans:plan", plan.pk)
    form = FORMS[page](stored.pack, today, request.POST if request.method == "POST" else None, initial_of(plan, page))
    if form.is_bound and form.is_valid():
        operations.record_position(
            person=request.person,
            version=stored.version,
            **form.record(),
            by=request.person,
            at=timezone.now(),
            today=today,
        )
        return redirect("plans:plan", plan.pk)
    context = {
        "form": form,
        "plan": plan,
        "title": plan_title(plan),
        "heading": HEADINGS[page],
        "page": page,
        "pack": stored.pack,
    }
    return render(request, "plans/position.html", context, status=422 if form.is_bound else 200)


def initial_of(plan: DevelopmentPlan, page: str) -> dict[str, str]:
    """Begin where the latest record of this kind is, so that nobody chooses anew what has not changed."""
    kind = GrowthPosition.Kind.FUTURE if page == "future" else GrowthPosition.Kind.PRESENT
    position = next((one for one in positions_of(plan) if one.kind == kind), None)
    return {"own": f"{position.category_id}:{position.step}", "words": position.words} if position else {}


@require_POST
@requires(Permission.PLAN_CHANGE, on=access.load_position)
def remove(request: HttpRequest, position: GrowthPosition) -> HttpResponse:
    """Only a view that was not talked about yet: what two people recorded stays."""
    try:
        operations.remove_proposal(position, by=request.person, at=timezone.now())
    except PlanClosed as refused:
        messages.error(request, str(refused))
    return redirect("plans:plan", position.plan_id)


@never_cache
@require_safe
@requires(Permission.PLAN_READ, on=access.load_growing)
def suggestions(request: HttpRequest, plan: DevelopmentPlan) -> HttpResponse:
    """From the present position to the future one, or from any to any; suggestions only."""
    stored = growth_or_404(plan, request)
    positions = positions_of(plan)
    here, there = (latest(positions, kind) for kind in (GrowthPosition.Kind.PRESENT, GrowthPosition.Kind.FUTURE))
    initial = {"here": value_of(here), "there": value_of(there or here)}
    data = {name: request.GET.get(name, "") for name in initial} if set(request.GET) & set(initial) else initial
    form = WayForm(stored.pack, data)
    form.is_valid()
    way = {name: cell_of(value) if (value := form.cleaned_data.get(name)) else None for name in initial}
    aims = [way["there"]] if way["there"] else cells_of(stored.pack)
    groups = [one for aim in aims for one in groups_of(stored, way["here"] if way["there"] else None, aim)]
    context = {
        "form": form,
        "plan": plan,
        "title": plan_title(plan),
        "pack": stored.pack,
        "groups": groups,
        "can_add": plan.closed_at is None and is_unlocked(plan),
        "stays": way["here"] is not None and way["here"] == way["there"],
        "count": sum(len(group.entries) for group in groups),
    }
    return render(request, "plans/suggestions.html", context)


def groups_of(stored: StoredPack, here: Cell | None, aim: Cell):
    return suggested_at(stored, initiatives_between(stored.pack, here, aim), aim)


def value_of(position: GrowthPosition | None) -> str:
    return f"{position.category_id}:{position.step}" if position else ""
