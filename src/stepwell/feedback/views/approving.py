"""The approver's one page: the choice of raters, to agree to or to return with a reason."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.requests import HttpRequest

from .. import access, tasks
from ..forms.rounds import ReturnForm
from ..models import FeedbackRound, Nomination
from ..operations import nominating
from ..operations.refusals import Refused
from ..presenters import rounds as presenters
from ..queries import choosing as queries
from ..queries.rounds import nominations_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.FEEDBACK_APPROVE, on=access.load_round)
def approve(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    proposed = [one for one in nominations_of(round) if one.state == Nomination.State.PROPOSED]
    returning = request.method == "POST" and request.POST.get("decision") != "approve"
    form = ReturnForm(proposed, request.POST if returning else None)
    if request.method == "POST" and (not returning or form.is_valid()):
        try:
            decide(request, round, form if returning else None)
        except Refused as refusal:
            messages.warning(request, str(refusal))
        return redirect("feedback:list")
    context = {
        "round": round,
        "form": form,
        "chosen": presenters.chosen(proposed),
        "number": len(proposed),
        "feasible": queries.feasibility(round),
        "is_first": round.state == FeedbackRound.State.APPROVAL,
    }
    return render(request, "feedback/rounds/approve.html", context, status=422 if returning else 200)


def decide(request: HttpRequest, round: FeedbackRound, form: ReturnForm | None) -> None:
    common: dict[str, Any] = {
        "coordinates": access.coordinated(request.organisation, request.roles),
        "by": request.person,
        "at": timezone.now(),
        "today": timezone.localdate(),
    }
    if form is None:
        nominating.approve(round, **common)
        tasks.send_waiting.enqueue()
        messages.success(request, "Agreed. The invitations are on their way.")
    else:
        said = form.cleaned_data
        nominating.return_nominations(round, reason=said["reason"], nominations=said["nominations"], **common)
        messages.success(request, f"Returned. {round.subject.called} reads your reason and changes the choice.")
