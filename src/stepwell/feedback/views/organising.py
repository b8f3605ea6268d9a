"""What the organisation learns from a closed cycle: the coordinator takes it once, and reads it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.domain.disclosure.organisation import Limits
from stepwell.feedback import access
from stepwell.feedback.forms.organising import DivisionForm
from stepwell.feedback.models import Cycle
from stepwell.feedback.operations import organising, refusals
from stepwell.feedback.presenters.organisation import organisation_report, rules
from stepwell.feedback.queries import organisation, rounds
from stepwell.people.requests import HttpRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.FEEDBACK_CYCLE_RUN, on=access.load_cycle)
def cycle_report(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    if taken := organisation.cycle_report_of(cycle):
        colour = cycle.organisation.brand_colour
        made = organisation_report(taken.content, rounds.pack_of_cycle(cycle), colour)
        return render(request, "feedback/release/organisation.html", {"cycle": cycle, "taken": taken, "report": made})
    form = DivisionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            organising.take_cycle_report(
                cycle,
                division=form.cleaned_data["division"],
                by=request.person,
                at=timezone.now(),
                today=timezone.localdate(),
            )
        except refusals.Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("feedback:cycle_report", cycle.pk)
    context = {
        "cycle": cycle,
        "form": form,
        "rules": rules(Limits()),
        "waiting": organisation.waiting_for_release(cycle),
    }
    return render(request, "feedback/release/take_organisation.html", context, status=422 if form.is_bound else 200)
