"""One objective: add it, read it, change it, say how it stands."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.frameworks.queries import StoredPack, stored_packs
from stepwell.people.requests import HttpRequest
from stepwell.plans import access
from stepwell.plans.forms.objectives import ObjectiveForm, ProgressForm, StatusForm
from stepwell.plans.models import DevelopmentPlan, GrowthPosition, Objective
from stepwell.plans.operations import objectives as operations
from stepwell.plans.operations.objectives import VALUES, Named, Service
from stepwell.plans.operations.refusals import BadValue, ChangedElsewhere, PlanClosed, PositionNotAgreed
from stepwell.plans.presenters.conflict import merged, versions_of
from stepwell.plans.presenters.objective import objective_page, status_words
from stepwell.plans.presenters.serving import service_choices, service_of_value, value_of
from stepwell.plans.presenters.words import plan_title
from stepwell.plans.queries.asking import requests_for
from stepwell.plans.queries.focuses import focus_offer
from stepwell.plans.queries.positions import is_unlocked, positions_of

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@read_or_write
@requires(Permission.PLAN_CHANGE, on=access.load_plan)
def add(request: HttpRequest, plan: DevelopmentPlan) -> HttpResponse:
    """With `initiative`, an initiative that a framework names becomes the beginning of one."""
    if plan.closed_at or not is_unlocked(plan):
        messages.error(request, str(PlanClosed() if plan.closed_at else PositionNotAgreed()))
        return redirect("plans:plan", plan.pk)
    packs = stored_packs(request.organisation)
    positions = positions_of(plan)
    initiative = named_initiative(request.POST.get("initiative") or request.GET.get("initiative") or "", packs)
    initial = {"title": initiative.text[:300]} if initiative else {}
    future = next((one for one in positions if one.kind == GrowthPosition.Kind.FUTURE), None)
    if initiative and future:
        initial |= {"serves": f"position:{future.pk}"}
    data = request.POST if request.method == "POST" else None
    form = ObjectiveForm(service_choices(packs, positions), data, initial)
    context = {
        "form": form,
        "plan": plan,
        "title": plan_title(plan),
        "initiative": f"{initiative.version.pk}:{initiative.id}" if initiative else "",
        "named": initiative.text if initiative else "",
    }
    if form.is_bound and form.is_valid():
        try:
            added = operations.add_objective(
                plan,
                values=form.values(),
                service=service_of_value(form.cleaned_data["serves"], packs, positions),
                initiative=initiative,
                by=request.person,
                at=timezone.now(),
                today=timezone.localdate(),
            )
            return redirect("plans:objective", added.pk)
        except BadValue as refused:
            form.add_faults(refused.faults)
    return render(request, "plans/add.html", context, status=422 if form.is_bound else 200)


def named_initiative(value: str, packs: Sequence[StoredPack]) -> Named | None:
    """ "version:initiative" as the pages write it; anything else is nothing."""
    version, _, wanted = value.partition(":")
    for stored in packs:
        if str(stored.version.pk) == version and any(one.id == wanted for one in stored.pack.initiatives):
            return Named(stored.version, stored.overlay, wanted)
    return None


@require_POST
@requires(Permission.PLAN_OWN)
def from_focus(request: HttpRequest) -> HttpResponse:
    """A focus of a self-assessment or a report becomes an objective in one step."""
    offer = focus_offer(request.person, request.POST.get("kind", ""), request.POST.get("key", ""))
    if offer is None:
        messages.error(request, "This focus has changed meanwhile. Your plan shows what you work on now.")
        return redirect("plans:mine")
    added = operations.plan_focus(
        person=request.person,
        title=f"Work on {offer.name}",
        service=Service(offer.version, offer.overlay, offer.dimension_id),
        source=offer.source,
        by=request.person,
        at=timezone.now(),
        today=timezone.localdate(),
    )
    messages.success(request, "It is in your plan. Say more about it now, or when you like.")
    return redirect("plans:objective", added.pk)


@never_cache
@require_safe
@requires(Permission.PLAN_READ, on=access.load_objective)
def objective(request: HttpRequest, objective: Objective) -> HttpResponse:
    return show(request, objective, ProgressForm(timezone.localdate()))


def show(request: HttpRequest, objective: Objective, form: ProgressForm) -> HttpResponse:
    """The page of an objective, with the form for progress as it came back, if it did."""
    page = objective_page(
        objective,
        packs=stored_packs(request.organisation),
        requests=requests_for(objective),
        today=timezone.localdate(),
    )
    context = {
        "page": page,
        "objective": objective,
        "plan": objective.plan,
        "plan_title": plan_title(objective.plan),
        "status": status_words(objective),
        "form": form,
    }
    return render(request, "plans/objective.html", context, status=422 if form.is_bound else 200)


@never_cache
@read_or_write
@requires(Permission.PLAN_CHANGE, on=access.load_objective)
def change(request: HttpRequest, objective: Objective) -> HttpResponse:
    packs = stored_packs(request.organisation)
    positions = positions_of(objective.plan)
    choices = service_choices(packs, positions, objective)
    stored_value = value_getter(objective)
    initial = {name: stored_value(name) for name in (*VALUES, "serves", "revision")}
    if request.method != "POST":
        return show_form(request, objective, ObjectiveForm(choices, None, initial))
    data = merged(request.POST, ObjectiveForm(choices), objective, stored_value)
    form = ObjectiveForm(choices, data, initial)
    if not form.is_valid():
        return show_form(request, objective, form)
    try:
        operations.change_objective(
            objective,
            values=form.values(),
            service=service_of_value(form.cleaned_data["serves"], packs, positions, objective),
            revision=form.revision_given,
            by=request.person,
            at=timezone.now(),
            today=timezone.localdate(),
        )
    except BadValue as refused:
        form.add_faults(refused.faults)
        return show_form(request, objective, form)
    except ChangedElsewhere as clash:
        both = versions_of(form, clash.stored, value_getter(clash.stored))
        context = {"both": both, "action": request.path, "title": clash.stored.title}
        return render(request, "plans/conflict.html", context, status=409)
    except PlanClosed as refused_plan:
        messages.error(request, str(refused_plan))
    return redirect("plans:objective", objective.pk)


def value_getter(objective: Objective) -> Callable[[str], Any]:
    return lambda name: value_of(objective) if name == "serves" else getattr(objective, name)


def show_form(request: HttpRequest, objective: Objective, form: ObjectiveForm) -> HttpResponse:
    context = {"form": form, "objective": objective, "plan": objective.plan}
    return render(request, "plans/change.html", context, status=422 if form.is_bound else 200)


@never_cache
@read_or_write
@requires(Permission.PLAN_CHANGE, on=access.load_objective)
def status(request: HttpRequest, objective: Objective) -> HttpResponse:
    outcome = objective.outcome
    initial = {"status": objective.status, "outcome": outcome, "next_role": outcome, "on": objective.status_on}
    form = StatusForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            operations.set_status(
                objective,
                status=form.cleaned_data["status"],
                on=form.cleaned_data["on"] or timezone.localdate(),
                outcome=form.said(),
                by=request.person,
                at=timezone.now(),
                today=timezone.localdate(),
            )
            return redirect("plans:objective", objective.pk)
        except BadValue as refused:
            form.add_faults(refused.faults)
        except PlanClosed as refused_plan:
            messages.error(request, str(refused_plan))
            return redirect("plans:objective", objective.pk)
    context = {"form": form, "objective": objective, "plan": objective.plan}
    return render(request, "plans/status.html", context, status=422 if form.is_bound else 200)


@never_cache
@read_or_write
@requires(Permission.PLAN_CHANGE, on=access.load_objective)
def delete(request: HttpRequest, objective: Objective) -> HttpResponse:
    if request.method != "POST":
        return render(request, "plans/delete.html", {"objective": objective, "plan": objective.plan})
    try:
        operations.delete_objective(objective, by=request.person, at=timezone.now())
        messages.success(request, "The objective is deleted, with everything in it.")
    except PlanClosed as refused:
        messages.error(request, str(refused))
    return redirect("plans:plan", objective.plan_id)
