"""After the report: thanking those who were asked, and asking them again some months later."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.feedback import access, tasks
from stepwell.feedback.forms.releasing import PulseForm, ThanksForm
from stepwell.feedback.models import FeedbackRound
from stepwell.feedback.operations import pulsing, refusals, releasing
from stepwell.feedback.queries import asking, reports
from stepwell.people.requests import HttpRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.FEEDBACK_REPORT_READ, on=access.load_released_report)
def thanks(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    form = ThanksForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            releasing.thank_raters(round, text=form.cleaned_data["text"], by=request.person, at=timezone.now())
        except refusals.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Your note is on its way to everybody whom you asked.")
            return redirect("feedback:report", round.pk)
    context = {"round": round, "form": form, "sent": reports.thank_you_of(round)}
    return render(request, "feedback/release/thanks.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.FEEDBACK_REPORT_READ, on=access.load_released_report)
def pulse(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    """The same raters, three questions at most, under the same promise."""
    today = timezone.localdate()
    choices = items_to_ask(round)
    if not choices or reports.pulse_of(round):
        return redirect("feedback:report", round.pk)
    form = PulseForm(choices, today, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            pulsing.start_pulse(
                round,
                item_ids=form.cleaned_data["items"],
                closes_on=form.cleaned_data["closes_on"],
                by=request.person,
                at=timezone.now(),
                today=today,
            )
        except refusals.Refused as refused:
            form.add_error(None, str(refused))
        else:
            tasks.send_waiting.enqueue()
            messages.success(request, "The same people are being asked.")
            return redirect("feedback:report", round.pk)
    context = {"round": round, "form": form}
    return render(request, "feedback/release/pulse.html", context, status=422 if form.is_bound else 200)


def items_to_ask(round: FeedbackRound) -> list[tuple[str, str]]:
    """What belongs to the focuses; without focuses, everything that was asked."""
    asked = asking.asked_of(round.cycle)
    focused = {focus.dimension_id for focus in reports.focuses_of(round)}
    chosen = [item for item in asked.items if item.dimension_id in focused] or asked.items
    return [(item.id, item.text) for item in chosen]
