"""What the programme learns: making a report, reading it, taking it away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.requests import HttpRequest
from stepwell.ui.files import named

from .. import access
from ..models import MentoringProgramme, ProgrammeOrganisation, ProgrammeReport
from ..operations import learning as operations
from ..operations.refusals import Refused
from ..presenters import learning, learning_files
from ..queries import learning as queries
from ..queries.programmes import pack_of_programme

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@requires(Permission.MENTORING_PART, on=access.load_taking_part)
def reports(request: HttpRequest, part: ProgrammeOrganisation) -> HttpResponse:
    context = {"part": part, "reports": queries.reports_of(part.programme), "rules": learning.RULES}
    return render(request, "mentoring/programmes/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MENTORING_HOST, on=access.load_hosted)
def make(request: HttpRequest, programme: MentoringProgramme) -> HttpResponse:
    """Asked once more, since what is counted now is counted in no later report."""
    if request.method != "POST":
        return render(
            request, "mentoring/programmes/make_report.html", {"programme": programme, "rules": learning.RULES}
        )
    try:
        report = operations.take_report(programme, by=request.person, at=timezone.now())
        return redirect("mentoring:report", programme.pk, report.number)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("mentoring:reports", programme.pk)


def page_of(report: ProgrammeReport, part: ProgrammeOrganisation) -> learning.LearningPage:
    return learning.learning_page(report, part, pack_of_programme(part.programme), part.organisation.brand_colour)


@require_safe
@requires(Permission.MENTORING_PART, on=access.load_report)
def report(request: HttpRequest, found: tuple[ProgrammeReport, ProgrammeOrganisation]) -> HttpResponse:
    taken, part = found
    context = {"report": taken, "part": part, "page": page_of(taken, part)}
    return render(request, "mentoring/programmes/report.html", context)


@require_safe
@requires(Permission.MENTORING_PART, on=access.load_report)
def report_xlsx(request: HttpRequest, found: tuple[ProgrammeReport, ProgrammeOrganisation]) -> HttpResponse:
    taken, part = found
    return file(learning_files.report_xlsx(taken, part, page_of(taken, part)), taken, part, "xlsx", XLSX)


@require_safe
@requires(Permission.MENTORING_PART, on=access.load_report)
def report_pdf(request: HttpRequest, found: tuple[ProgrammeReport, ProgrammeOrganisation]) -> HttpResponse:
    taken, part = found
    language = pack_of_programme(part.programme).language
    content = learning_files.report_pdf(taken, part, page_of(taken, part), language)
    return file(content, taken, part, "pdf", "application/pdf")


def file(content: bytes, taken: ProgrammeReport, part: ProgrammeOrganisation, ending: str, kind: str) -> HttpResponse:
    title = slugify(part.programme.title, allow_unicode=True)[:60] or "programme"
    name = named(f"{title} {taken.number}", ending, otherwise=f"programme-{taken.number}")
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": name})
