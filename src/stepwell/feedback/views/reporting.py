"""The report for its subject: on screen, on paper, as a file, with its certificate. Never a query for a rating."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.assessments.forms import FocusForm
from stepwell.feedback import access
from stepwell.feedback.models import FeedbackReport, FeedbackRound
from stepwell.feedback.operations import refusals, releasing
from stepwell.feedback.presenters import report as presenting
from stepwell.feedback.presenters import report_certificate, report_export, report_paper
from stepwell.feedback.queries import asking, reports, rounds
from stepwell.people.requests import HttpRequest
from stepwell.ui.files import named as named_file


def released_of(request: HttpRequest, round: FeedbackRound) -> tuple[FeedbackReport, list[FeedbackReport]]:
    """The report asked for (`?report=2` is that of late answers), and all that are released."""
    released = reports.released_reports(round)
    wanted = request.GET.get("report", "")
    found = next((one for one in released if str(one.snapshot.number) == wanted), None)
    if not released or (wanted and found is None):
        raise Http404
    return found or released[0], released


def facts_of(round: FeedbackRound, report: FeedbackReport) -> presenting.Facts:
    """The content as it was released, and beside it only what the subject entered."""
    prediction = reports.prediction_of(round)
    own = asking.self_ratings_of(round)
    return presenting.Facts(
        content=report.content,
        pack=rounds.pack_of_cycle(round.cycle),
        groups={group.key: group.name for group in rounds.groups_of(round.cycle)},
        questions={question.key: question.text for question in round.cycle.questions.all()},
        importance_content=report.importance,
        importance={key: rating.importance for key, rating in own.items() if rating.importance},
        expected=prediction.places if prediction else {},
        focuses=[(focus.dimension_id, focus.note) for focus in reports.focuses_of(round)],
        colour=round.cycle.organisation.brand_colour,
    )


def focus_form(facts: presenting.Facts, made: presenting.Report, data=None) -> FocusForm:
    return FocusForm(made.choices, data, [dimension_id for dimension_id, _ in facts.focuses])


@never_cache
@require_safe
@requires(Permission.FEEDBACK_REPORT_READ, on=access.load_released_report)
def report(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    return show(request, round)


def show(request: HttpRequest, round: FeedbackRound, form: FocusForm | None = None, status: int = 200) -> HttpResponse:
    chosen, released = released_of(request, round)
    facts = facts_of(round, chosen)
    made = presenting.report_of(facts)
    context = {
        "round": round,
        "report": made,
        "chosen": chosen,
        "released": released,
        "query": f"?report={chosen.snapshot.number}" if "report" in request.GET else "",
        "form": form or focus_form(facts, made),
        "thanks": reports.thank_you_of(round),
        "pulse": reports.pulse_of(round),
        "own": True,
    }
    return render(request, "feedback/release/report.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.FEEDBACK_REPORT_READ, on=access.load_released_report)
def focuses(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    if request.method != "POST":
        return redirect("feedback:report", round.pk)
    facts = facts_of(round, released_of(request, round)[0])
    form = focus_form(facts, presenting.report_of(facts), request.POST)
    if not form.is_valid():
        return show(request, round, form, status=422)
    try:
        releasing.choose_focuses(
            round, dimension_ids=form.cleaned_data["focuses"], notes={}, by=request.person, at=timezone.now()
        )
    except refusals.Refused as refused:
        form.add_error(None, str(refused))
        return show(request, round, form, status=422)
    return redirect(f"{request.path.removesuffix('focuses/')}#focuses")


@never_cache
@require_safe
@requires(Permission.FEEDBACK_REPORT_READ, on=access.load_released_report)
def report_pdf(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    chosen, _ = released_of(request, round)
    made = presenting.report_of(facts_of(round, chosen))
    content = report_paper.report_pdf(round, made, timezone.localtime(chosen.released_at).date())
    return download(content, "application/pdf", round, "pdf")


@never_cache
@require_safe
@requires(Permission.FEEDBACK_REPORT_READ, on=access.load_released_report)
def report_csv(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    made = presenting.report_of(facts_of(round, released_of(request, round)[0]))
    return download(report_export.as_csv(made).encode(), "text/csv; charset=utf-8", round, "csv")


@never_cache
@require_safe
@requires(Permission.FEEDBACK_REPORT_READ, on=access.load_released_report)
def report_json(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    made = presenting.report_of(facts_of(round, released_of(request, round)[0]))
    response = JsonResponse(report_export.as_data(made), json_dumps_params={"ensure_ascii": False, "indent": 2})
    return named(response, round, "json")


def download(content: bytes, kind: str, round: FeedbackRound, ending: str) -> HttpResponse:
    return named(HttpResponse(content, content_type=kind), round, ending)


def named(response: HttpResponse, round: FeedbackRound, ending: str, what: str = "feedback") -> HttpResponse:
    response["Content-Disposition"] = named_file(f"{what} {round.cycle.title}", ending, otherwise=what)
    return response


@never_cache
@require_safe
@requires(Permission.FEEDBACK_REPORT_READ, on=access.load_released_report)
def certificate(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    chosen, _ = released_of(request, round)
    facts = facts_of(round, chosen)
    made = report_certificate.certificate_of(presenting.report_of(facts).reading)
    query = f"?report={chosen.snapshot.number}" if "report" in request.GET else ""
    context = {"round": round, "certificate": made, "chosen": chosen, "query": query}
    return render(request, "feedback/release/certificate.html", context)


@never_cache
@require_safe
@requires(Permission.FEEDBACK_REPORT_READ, on=access.load_released_report)
def release_json(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    """The release itself with its certificate, for `stepwell audit-release`."""
    chosen, _ = released_of(request, round)
    response = JsonResponse(chosen.content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    return named(response, round, "json", "release")


@never_cache
@require_safe
@requires(Permission.FEEDBACK_REPORT_READ, on=access.load_released_report)
def importance_json(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    """The release of how much each dimension matters, with its own certificate."""
    chosen, _ = released_of(request, round)
    if chosen.importance is None:
        raise Http404
    response = JsonResponse(chosen.importance, json_dumps_params={"ensure_ascii": False, "indent": 2})
    return named(response, round, "json", "release importance")
