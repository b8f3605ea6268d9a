"""What the organisation learns from a closed cycle: the coordinator takes it once, and reads it."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.domain.disclosure.organisation import Limits
from stepwell.domain.framework import Pack
from stepwell.feedback import access
from stepwell.feedback.forms.organising import DivisionForm
from stepwell.feedback.models import Cycle, CycleReport
from stepwell.feedback.operations import organising, refusals
from stepwell.feedback.presenters import organisation_export as export
from stepwell.feedback.presenters.organisation import HOW_TO_READ, OrganisationReport, organisation_report, rules
from stepwell.feedback.queries import organisation, rounds
from stepwell.people.requests import HttpRequest
from stepwell.ui.files import named as named_file


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.FEEDBACK_CYCLE_RUN, on=access.load_cycle)
def cycle_report(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    if taken := organisation.cycle_report_of(cycle):
        made, _ = made_of(cycle, taken)
        context = {
            "cycle": cycle,
            "taken": taken,
            "report": made,
            "parts": export.parts(made),
            "how_to_read": HOW_TO_READ,
        }
        return render(request, "feedback/release/organisation.html", context)
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


def made_of(cycle: Cycle, taken: CycleReport) -> tuple[OrganisationReport, Pack]:
    pack = rounds.pack_of_cycle(cycle)
    return organisation_report(taken.content, pack, cycle.organisation.brand_colour), pack


def taken_or_404(cycle: Cycle) -> CycleReport:
    """There is nothing to save before it was made, and no page makes it by being asked."""
    taken = organisation.cycle_report_of(cycle)
    if taken is None:
        raise Http404
    return taken


@never_cache
@require_safe
@requires(Permission.FEEDBACK_CYCLE_RUN, on=access.load_cycle)
def cycle_report_pdf(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    taken = taken_or_404(cycle)
    made, pack = made_of(cycle, taken)
    return named(HttpResponse(export.as_pdf(cycle, taken, made, pack), content_type="application/pdf"), cycle, "pdf")


@never_cache
@require_safe
@requires(Permission.FEEDBACK_CYCLE_RUN, on=access.load_cycle)
def cycle_report_csv(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    made, _ = made_of(cycle, taken_or_404(cycle))
    return named(HttpResponse(export.as_csv(made), content_type="text/csv; charset=utf-8"), cycle, "csv")


@never_cache
@require_safe
@requires(Permission.FEEDBACK_CYCLE_RUN, on=access.load_cycle)
def cycle_report_json(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    taken = taken_or_404(cycle)
    made, pack = made_of(cycle, taken)
    data = export.as_data(made, taken, pack)
    return named(JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2}), cycle, "json")


def named(response: HttpResponse, cycle: Cycle, ending: str) -> HttpResponse:
    response["Content-Disposition"] = named_file(f"organisation {cycle.title}", ending, otherwise="organisation")
    return response
