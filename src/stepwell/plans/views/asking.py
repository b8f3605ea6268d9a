"""Asking for an opportunity, and answering. Whoever is asked sees the request alone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.access.roles import Role
from stepwell.people.requests import HttpRequest
from stepwell.plans import access
from stepwell.plans.forms.others import AnswerForm, AskForm
from stepwell.plans.models import Objective, OpportunityRequest
from stepwell.plans.operations import asking as operations
from stepwell.plans.operations.refusals import AlreadyAnswered, BadValue, CannotAsk
from stepwell.plans.queries import asking as queries

from .finding import people_to_choose

read_or_write = require_http_methods(["GET", "HEAD", "POST"])
State = OpportunityRequest.State


@never_cache
@require_safe
@requires(Permission.OPPORTUNITIES)
def requests(request: HttpRequest) -> HttpResponse:
    to_me = queries.requests_to(request.person)
    context = {
        "mine": queries.requests_of(request.person),
        "waiting": [one for one in to_me if one.state == State.ASKED],
        "answered": [one for one in to_me if one.state != State.ASKED],
    }
    return render(request, "plans/requests.html", context)


@never_cache
@read_or_write
@requires(Permission.OPPORTUNITIES)
def ask(request: HttpRequest) -> HttpResponse:
    """Of the line manager, or of a colleague whom one finds by name. An objective of one's own may be named with it."""
    today = timezone.localdate()
    objective = own_objective(request)
    choice = people_to_choose(request, today)
    form = AskForm(choice.people, today, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            operations.ask_for_opportunity(
                person=request.person,
                **form.cleaned_data,
                objective=objective,
                by=request.person,
                at=timezone.now(),
                today=today,
            )
            messages.success(request, "Asked. You find the answer here, and a mail tells you when there is one.")
            return redirect("plans:requests")
        except (BadValue, CannotAsk) as refused:
            form.add_error("asked" if isinstance(refused, CannotAsk) else None, str(refused))
    context = {"form": form, "choice": choice, "objective": objective}
    return render(request, "plans/ask.html", context, status=422 if form.is_bound else 200)


def own_objective(request: HttpRequest) -> Objective | None:
    return queries.objective_named(request.person, request.POST.get("objective") or request.GET.get("objective") or "")


@never_cache
@require_safe
@requires(Permission.OPPORTUNITY_READ, on=access.load_request)
def request(request: HttpRequest, opportunity: OpportunityRequest) -> HttpResponse:
    if Role.OWNER in request.roles_here:
        operations.note_answer_read(opportunity, by=request.person, at=timezone.now())
        return render(request, "plans/request.html", {"opportunity": opportunity})
    return show_to_asked(request, opportunity, AnswerForm())


def show_to_asked(request: HttpRequest, opportunity: OpportunityRequest, form: AnswerForm) -> HttpResponse:
    context = {"opportunity": opportunity, "form": form}
    return render(request, "plans/answer.html", context, status=422 if form.is_bound else 200)


@never_cache
@read_or_write
@requires(Permission.OPPORTUNITY_ANSWER, on=access.load_request)
def answer(request: HttpRequest, opportunity: OpportunityRequest) -> HttpResponse:
    if request.method != "POST" or opportunity.state != State.ASKED:
        return redirect("plans:request", opportunity.pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return show_to_asked(request, opportunity, form)
    give = operations.agree_to_opportunity if form.is_yes else operations.decline_opportunity
    try:
        give(opportunity, answer=form.answer, by=request.person, at=timezone.now())
        messages.success(request, f"{opportunity.person.called} can read your answer now.")
    except AlreadyAnswered as refused:
        messages.error(request, str(refused))
        return redirect("plans:requests")
    return redirect("plans:request", opportunity.pk)


@require_POST
@requires(Permission.OPPORTUNITY_WITHDRAW, on=access.load_request)
def withdraw(request: HttpRequest, opportunity: OpportunityRequest) -> HttpResponse:
    try:
        operations.withdraw_opportunity(opportunity, by=request.person, at=timezone.now())
        messages.success(request, f"Taken back. {opportunity.asked.called} no longer sees it.")
    except AlreadyAnswered as refused:
        messages.error(request, str(refused))
    return redirect("plans:requests")
