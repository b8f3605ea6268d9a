"""Looking at the plan again: the day, and what came of it. Late is no fault."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.requests import HttpRequest
from stepwell.plans import access
from stepwell.plans.forms.others import HeldForm, ReviewForm
from stepwell.plans.models import DevelopmentPlan, PlanReview
from stepwell.plans.operations import reviews as operations
from stepwell.plans.operations.refusals import PlanClosed
from stepwell.plans.presenters.plan import REVIEW_AFTER
from stepwell.plans.presenters.words import plan_title
from stepwell.plans.queries import plans as queries

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@read_or_write
@requires(Permission.PLAN_CHANGE, on=access.load_plan)
def set_day(request: HttpRequest, plan: DevelopmentPlan) -> HttpResponse:
    today = timezone.localdate()
    coming = next((one for one in queries.reviews_of(plan) if one.held_on is None), None)
    initial = {
        "due_on": coming.due_on if coming and coming.due_on >= today else today + REVIEW_AFTER,
        "with_name": coming.with_name if coming else "",
    }
    form = ReviewForm(today, request.POST if request.method == "POST" else None, initial)
    if form.is_bound and form.is_valid():
        try:
            operations.set_review(plan, **form.cleaned_data, by=request.person, at=timezone.now(), today=today)
        except PlanClosed as refused:
            messages.error(request, str(refused))
        return redirect("plans:plan", plan.pk)
    context = {"form": form, "plan": plan, "title": plan_title(plan), "coming": coming}
    return render(request, "plans/review.html", context, status=422 if form.is_bound else 200)


@never_cache
@read_or_write
@requires(Permission.PLAN_CHANGE, on=access.load_review)
def hold(request: HttpRequest, review: PlanReview) -> HttpResponse:
    """Note that one looked at it. One that was held already leads to the plan, where it is read."""
    if review.held_on:
        return redirect("plans:plan", review.plan_id)
    today = timezone.localdate()
    form = HeldForm(today, request.POST if request.method == "POST" else None, {"next_on": today + REVIEW_AFTER})
    if form.is_bound and form.is_valid():
        try:
            operations.hold_review(
                review,
                held_on=form.cleaned_data["held_on"],
                note=form.cleaned_data["note"],
                next_on=form.next_day(),
                by=request.person,
                at=timezone.now(),
                today=today,
            )
            messages.success(request, "Noted.")
        except PlanClosed as refused:
            messages.error(request, str(refused))
        return redirect("plans:plan", review.plan_id)
    context = {"form": form, "review": review, "plan": review.plan, "title": plan_title(review.plan)}
    return render(request, "plans/hold.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(Permission.PLAN_CHANGE, on=access.load_review)
def remove(request: HttpRequest, review: PlanReview) -> HttpResponse:
    try:
        operations.remove_review(review, by=request.person, at=timezone.now())
    except PlanClosed as refused:
        messages.error(request, str(refused))
    return redirect("plans:plan", review.plan_id)
