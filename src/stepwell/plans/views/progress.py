"""On the way to an objective: steps, notes, initiatives."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.frameworks.queries import stored_packs
from stepwell.people.requests import HttpRequest
from stepwell.plans import access
from stepwell.plans.forms.objectives import OwnInitiativeForm, ProgressForm
from stepwell.plans.models import Objective, PlannedInitiative, ProgressNote
from stepwell.plans.operations import progress as operations
from stepwell.plans.operations.refusals import BadValue, PlanClosed
from stepwell.plans.presenters.catalogue import catalogue_of, chosen_in

from .objectives import show


def back_to(objective: Objective, part: str = "") -> HttpResponseRedirect:
    page = redirect("plans:objective", objective.pk)
    page["Location"] += f"#{part}" if part else ""
    return page


@require_POST
@requires(Permission.PLAN_CHANGE, on=access.load_objective)
def take_step(request: HttpRequest, objective: Objective) -> HttpResponse:
    today = timezone.localdate()
    try:
        taken = operations.take_step(objective, on=today, by=request.person, at=timezone.now(), today=today)
        if taken:
            messages.success(request, "Done, and noted below. What is the next step?")
    except PlanClosed as refused:
        messages.error(request, str(refused))
    return back_to(objective)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_CHANGE, on=access.load_objective)
def note(request: HttpRequest, objective: Objective) -> HttpResponse:
    if request.method != "POST":
        return back_to(objective, "progress")
    today = timezone.localdate()
    form = ProgressForm(today, request.POST)
    if form.is_valid():
        try:
            operations.note_progress(
                objective,
                text=form.cleaned_data["text"],
                happened_on=form.cleaned_data["happened_on"],
                by=request.person,
                at=timezone.now(),
                today=today,
            )
            return back_to(objective, "progress")
        except PlanClosed as refused:
            messages.error(request, str(refused))
    return show(request, objective, form)


@require_POST
@requires(Permission.PLAN_CHANGE, on=access.load_note)
def remove_note(request: HttpRequest, note: ProgressNote) -> HttpResponse:
    try:
        operations.remove_note(note, by=request.person, at=timezone.now())
    except PlanClosed as refused:
        messages.error(request, str(refused))
    return back_to(note.objective, "progress")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_CHANGE, on=access.load_objective)
def initiatives(request: HttpRequest, objective: Objective) -> HttpResponse:
    """The catalogue: what the frameworks name, to tick, in the order in which the organisation uses them."""
    packs = stored_packs(request.organisation)
    if request.method == "POST":
        chosen = chosen_in(request.POST.getlist("initiative"), packs)
        try:
            planned = operations.plan_initiatives(objective, initiatives=chosen, by=request.person, at=timezone.now())
            if planned:
                messages.success(
                    request, f"{len(planned)} added. They are suggestions: change your mind when you like."
                )
            return back_to(objective, "doing")
        except (BadValue, PlanClosed) as refused:
            messages.error(request, str(refused))
    return show_catalogue(request, objective, OwnInitiativeForm())


def show_catalogue(request: HttpRequest, objective: Objective, form: OwnInitiativeForm) -> HttpResponse:
    fits = request.GET.get("fits", "")
    context = {
        "catalogue": catalogue_of(objective, stored_packs(request.organisation), fits),
        "fits": fits,
        "objective": objective,
        "plan": objective.plan,
        "form": form,
    }
    return render(request, "plans/initiatives.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_CHANGE, on=access.load_objective)
def own_initiative(request: HttpRequest, objective: Objective) -> HttpResponse:
    if request.method != "POST":
        return redirect("plans:initiatives", objective.pk)
    form = OwnInitiativeForm(request.POST)
    if not form.is_valid():
        return show_catalogue(request, objective, form)
    try:
        operations.plan_own_initiative(objective, text=form.cleaned_data["text"], by=request.person, at=timezone.now())
    except PlanClosed as refused:
        messages.error(request, str(refused))
    return back_to(objective, "doing")


@require_POST
@requires(Permission.PLAN_CHANGE, on=access.load_initiative)
def initiative_done(request: HttpRequest, initiative: PlannedInitiative) -> HttpResponse:
    today = timezone.localdate()
    try:
        operations.set_initiative_done(
            initiative,
            on=today if request.POST.get("done") == "yes" else None,
            by=request.person,
            at=timezone.now(),
            today=today,
        )
    except PlanClosed as refused:
        messages.error(request, str(refused))
    return back_to(initiative.objective, "doing")


@require_POST
@requires(Permission.PLAN_CHANGE, on=access.load_initiative)
def remove_initiative(request: HttpRequest, initiative: PlannedInitiative) -> HttpResponse:
    try:
        operations.remove_initiative(initiative, by=request.person, at=timezone.now())
    except PlanClosed as refused:
        messages.error(request, str(refused))
    return back_to(initiative.objective, "doing")
