"""Letting one person read a plan or some of it, and what they read."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.requests import HttpRequest
from stepwell.plans import access
from stepwell.plans.forms.others import PlanShareForm
from stepwell.plans.models import DevelopmentPlan, Objective, SharedPlan
from stepwell.plans.operations import sharing as operations
from stepwell.plans.presenters import paper, reading
from stepwell.plans.presenters.words import plan_title
from stepwell.plans.queries import plans as queries
from stepwell.plans.queries.positions import positions_of
from stepwell.plans.queries.sharing import objectives_shared
from stepwell.sharing.operations import record_opening
from stepwell.ui.files import download

from .finding import people_to_choose


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_SHARE, on=access.load_plan)
def share(request: HttpRequest, plan: DevelopmentPlan) -> HttpResponse:
    today = timezone.localdate()
    choice = people_to_choose(request, today)
    mine = [one for one in queries.objectives_of(plan) if one.status != Objective.Status.LET_GO]
    names = [(str(one.pk), one.title) for one in mine]
    form = PlanShareForm(choice.people, names, today, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        chosen = form.chosen
        recipient = form.cleaned_data["recipient"]
        operations.share_plan(
            plan,
            recipient=recipient,
            objectives=None if chosen is None else [one for one in mine if str(one.pk) in chosen],
            title=plan_title(plan),
            purpose=form.cleaned_data["purpose"],
            until=form.cleaned_data["until"],
            message=form.cleaned_data["message"],
            by=request.person,
            at=timezone.now(),
        )
        messages.success(request, f"{recipient.full_name} can now read it. You can withdraw it here at any time.")
        return redirect("sharing:given")
    context = {"form": form, "plan": plan, "title": plan_title(plan), "choice": choice}
    return render(request, "plans/share.html", context, status=422 if form.is_bound else 200)


def read_of(shared: SharedPlan) -> reading.ReadPlan:
    """What the recipient reads: the plan as it is now, as far as it is shared."""
    return reading.read_plan(
        shared.plan,
        objectives=objectives_shared(shared),
        positions=positions_of(shared.plan) if shared.is_whole else [],
        reviews=queries.reviews_of(shared.plan) if shared.is_whole else [],
        is_whole=shared.is_whole,
        is_own=False,
    )


@never_cache
@require_safe
@requires(Permission.PLAN_READ_SHARED, on=access.load_shared)
def shared(request: HttpRequest, shared: SharedPlan) -> HttpResponse:
    record_opening(shared.share, at=timezone.now())
    context = {"read": read_of(shared), "share": shared.share, "owner": shared.plan.person}
    return render(request, "plans/shared.html", context)


@never_cache
@require_safe
@requires(Permission.PLAN_READ_SHARED, on=access.load_shared)
def shared_pdf(request: HttpRequest, shared: SharedPlan) -> HttpResponse:
    """A copy says for whom it was made."""
    record_opening(shared.share, at=timezone.now())
    letterhead = paper.letterhead(request.organisation)
    content = paper.plan_pdf(read_of(shared), letterhead, timezone.localdate(), reader=request.person.full_name)
    return download(content, "pdf", plan_title(shared.plan))
