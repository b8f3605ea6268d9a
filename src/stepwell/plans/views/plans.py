"""My plan: which there are, one of them, and beginning, putting away and taking up again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.frameworks.queries import pack_of, stored_pack, stored_packs
from stepwell.people.requests import HttpRequest
from stepwell.plans import access
from stepwell.plans.forms.positions import AspirationsForm
from stepwell.plans.models import DevelopmentPlan
from stepwell.plans.operations import plans as operations
from stepwell.plans.operations.refusals import AlreadyOpenPlan, ChangedElsewhere, PlanClosed
from stepwell.plans.presenters.conflict import versions_of
from stepwell.plans.presenters.growing import Growing, growing_of
from stepwell.plans.presenters.plan import LATEST, plan_page
from stepwell.plans.presenters.words import plan_title
from stepwell.plans.queries import plans as queries
from stepwell.plans.queries.focuses import focuses_to_plan
from stepwell.plans.queries.positions import positions_of
from stepwell.plans.queries.sharing import readers_of
from stepwell.ui.colour import DEFAULT_BRAND

Kind = DevelopmentPlan.Kind
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
@requires(Permission.PLAN_OWN)
def mine(request: HttpRequest) -> HttpResponse:
    """Straight to the plan where there is one open and no other; else what there is to choose from."""
    found = queries.plans_of(request.person)
    if len(found) == 1 and found[0].closed_at is None and "all" not in request.GET:
        return redirect("plans:plan", found[0].pk)
    open_frameworks = {plan.framework_id for plan in found if plan.closed_at is None}
    growing = [
        stored
        for stored in stored_packs(request.organisation)
        if stored.pack.growth and stored.version.framework_id not in open_frameworks
    ]
    glances = {glance.plan_id: glance for glance in queries.glances_of(request.person)}
    context = {
        "open": [(plan, plan_title(plan), glances.get(plan.pk)) for plan in found if plan.closed_at is None],
        "closed": [(plan, plan_title(plan)) for plan in found if plan.closed_at],
        "has_own": None in open_frameworks,
        "focuses": focuses_to_plan(request.person) if None not in open_frameworks else [],
        "growing": growing,
    }
    return render(request, "plans/mine.html", context)


@require_POST
@requires(Permission.PLAN_OWN)
def begin(request: HttpRequest) -> HttpResponse:
    """A plan of one's own, or, with a framework that has growth positions, an aspirational one."""
    slug = request.POST.get("framework", "")
    if not slug:
        plan = operations.open_plan(person=request.person, by=request.person, at=timezone.now())
        return redirect("plans:plan", plan.pk)
    stored = stored_pack(slug[:120], request.organisation)
    if stored is None or stored.pack.growth is None:
        raise Http404
    plan = operations.open_plan(
        person=request.person,
        kind=Kind.ASPIRATIONAL,
        framework=stored.version.framework,
        by=request.person,
        at=timezone.now(),
    )
    return redirect("plans:plan", plan.pk)


@never_cache
@require_safe
@requires(Permission.PLAN_READ, on=access.load_plan)
def plan(request: HttpRequest, plan: DevelopmentPlan) -> HttpResponse:
    today = timezone.localdate()
    page = plan_page(
        plan,
        at_hand=queries.at_hand_of(plan),
        finished=list(queries.finished_of(plan)[:LATEST]),
        has_past=queries.has_past(plan),
        review=queries.coming_review_of(plan),
        latest_review=queries.held_reviews_of(plan).first(),
        offers=focuses_to_plan(request.person),
        growing=growing(request, plan),
        readers=readers_of(plan, today),
        today=today,
    )
    others = [(one, plan_title(one)) for one in queries.plans_of(request.person) if one.pk != plan.pk]
    return render(request, "plans/plan.html", {"page": page, "plan": plan, "others": others})


@never_cache
@require_safe
@requires(Permission.PLAN_READ, on=access.load_plan)
def past(request: HttpRequest, plan: DevelopmentPlan) -> HttpResponse:
    """Everything that was achieved or let go, and every review that was held: one kind at a time, a page at a time."""
    found = {"achieved": queries.finished_of, "reviews": queries.held_reviews_of, "let-go": queries.let_go_of}
    shown = request.GET.get("show", "")
    shown = shown if shown in found else "achieved"
    context = {
        "plan": plan,
        "title": plan_title(plan),
        "shown": shown,
        "page": Paginator(found[shown](plan), 25).get_page(request.GET.get("page")),
    }
    return render(request, "plans/past.html", context)


def growing(request: HttpRequest, plan: DevelopmentPlan) -> Growing | None:
    """Positions are drawn on the framework as the person's organisation reads it today."""
    if plan.framework is None:
        return None
    positions = positions_of(plan)
    stored = stored_pack(plan.framework.slug, request.organisation)
    if stored is None or stored.pack.growth is None:
        if not positions:
            return None
        pack = pack_of(positions[0].version)
    else:
        pack = stored.pack
    return growing_of(pack, positions, colour_of(request))


def colour_of(request: HttpRequest) -> str:
    return request.organisation.brand_colour if request.organisation else DEFAULT_BRAND


@never_cache
@read_or_write
@requires(Permission.PLAN_CHANGE, on=access.load_growing)
def aspirations(request: HttpRequest, plan: DevelopmentPlan) -> HttpResponse:
    stored = {"aspirations": plan.aspirations, "reflections": plan.reflections, "revision": plan.revision}
    form = AspirationsForm(request.POST if request.method == "POST" else None, initial=stored)
    context = {"form": form, "plan": plan, "title": plan_title(plan)}
    if not form.is_bound or not form.is_valid():
        return render(request, "plans/aspirations.html", context, status=422 if form.is_bound else 200)
    given = {name: form.cleaned_data[name] for name in ("aspirations", "reflections")}
    try:
        operations.write_aspirations(
            plan,
            **given,
            revision=form.cleaned_data["revision"] or 0,
            by=request.person,
            at=timezone.now(),
        )
    except ChangedElsewhere as clash:
        both = versions_of(form, clash.stored)
        return render(request, "plans/conflict.html", context | {"both": both, "action": request.path}, status=409)
    except PlanClosed as refused:
        messages.error(request, str(refused))
    return redirect("plans:plan", plan.pk)


@never_cache
@read_or_write
@requires(Permission.PLAN_CHANGE, on=access.load_plan)
def close(request: HttpRequest, plan: DevelopmentPlan) -> HttpResponse:
    if request.method != "POST":
        return render(request, "plans/close.html", {"plan": plan, "title": plan_title(plan)})
    operations.close_plan(plan, by=request.person, at=timezone.now())
    messages.success(request, "The plan is put away. You find it under “My plan”.")
    return redirect("plans:mine")


@require_POST
@requires(Permission.PLAN_CHANGE, on=access.load_plan)
def reopen(request: HttpRequest, plan: DevelopmentPlan) -> HttpResponse:
    try:
        operations.reopen_plan(plan, by=request.person, at=timezone.now())
    except AlreadyOpenPlan as refused:
        messages.error(request, str(refused))
    return redirect("plans:plan", plan.pk)
