"""All my actions in one list; changing, settling, and putting one into the plan."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.requests import HttpRequest
from stepwell.plans.operations.refusals import Refused as PlanRefused

from .. import access
from ..forms.ending import OutcomeForm
from ..forms.talking import ActionForm, action_as_given
from ..models import AgreedAction
from ..operations import planning, promising
from ..operations.refusals import ChangedElsewhere, Refused
from ..presenters import promises as presenters
from ..queries import reading

State = AgreedAction.State
PAGE = 20


@never_cache
@require_safe
@requires(Permission.CONVERSATIONS_OWN)
def promises(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    page = Paginator(reading.promises_of(request.person), PAGE).get_page(request.GET.get("page"))
    settled = reading.settled_promises(request.person)[:PAGE]
    context = {
        "page": page,
        "lines": presenters.promise_lines(page.object_list, request.person, today),
        "settled": presenters.promise_lines(settled, request.person, today),
        "form": OutcomeForm(),
    }
    return render(request, "conversations/promises.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_action)
def action(request: HttpRequest, action: AgreedAction) -> HttpResponse:
    """Change it: its owner, or whoever suggested it while it waits."""
    may = action.owner_id == request.person.pk or (
        action.state == State.PROPOSED and action.added_by_id == request.person.pk
    )
    if not may or action.state not in (State.OPEN, State.PROPOSED):
        return redirect("conversations:conversation", action.conversation_id)
    form = form_of(request, action)
    if form.is_bound and form.is_valid():
        try:
            promising.change_action(
                action,
                form.promise(),
                revision=int(form.data.get("revision", "0")) if str(form.data.get("revision", "")).isdigit() else 0,
                by=request.person,
                at=timezone.now(),
                today=timezone.localdate(),
            )
            return redirect("conversations:conversation", action.conversation_id)
        except ChangedElsewhere as clash:
            action = clash.current
            form.add_error(None, "This was changed on another page meanwhile. It stands beside: look, then save again.")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context: dict[str, Any] = {"one": action, "form": form, "conversation": action.conversation}
    return render(request, "conversations/action.html", context, status=422 if form.is_bound else 200)


def form_of(request: HttpRequest, action: AgreedAction) -> ActionForm:
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None:
        data["owner"] = str(action.owner_id)  # whose it is does not change
    both = action.conversation.both
    return ActionForm(both, request.person, timezone.localdate(), data, initial=action_as_given(action))


@require_POST
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_action)
def settle(request: HttpRequest, action: AgreedAction) -> HttpResponse:
    """From the list or the record: agree, done, let go, open again."""
    form = OutcomeForm(request.POST)
    state = request.POST.get("state", "")
    if not form.is_valid():
        messages.warning(request, " ".join(str(error) for error in form.errors["outcome"]))
        return redirect(back_to(request, action))
    try:
        if state == "agree":
            promising.agree_to_action(action, by=request.person, at=timezone.now())
        else:
            promising.settle_action(
                action, state=state, outcome=form.cleaned_data["outcome"], by=request.person, at=timezone.now()
            )
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect(back_to(request, action))


def back_to(request: HttpRequest, action: AgreedAction) -> str:
    """To the page the button was on, if it is one of ours."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/"):
        return wanted
    return reverse("conversations:conversation", args=[action.conversation_id])


@require_POST
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_action)
def to_plan(request: HttpRequest, action: AgreedAction) -> HttpResponse:
    """One step: it becomes an objective of its owner's plan. Twice gives the one that is there."""
    try:
        planning.put_into_plan(action, by=request.person, at=timezone.now(), today=timezone.localdate())
        messages.success(request, "It is in your plan. It stays here as well.")
    except (Refused, PlanRefused) as refusal:
        messages.warning(request, str(refusal))
    return redirect(back_to(request, action))
