"""The report, choosing focuses, sharing, and the blank copy: on screen and as PDF."""

from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.assessments import access, operations, queries
from stepwell.assessments.forms import FocusForm, ShareForm
from stepwell.assessments.models import SelfAssessment, SharedAssessment
from stepwell.assessments.onward import onward_from
from stepwell.assessments.presenters import choosing, paper, showing
from stepwell.assessments.presenters import report as reports
from stepwell.assessments.queries import Sheet
from stepwell.frameworks.queries import stored_packs
from stepwell.people.models import Organisation
from stepwell.people.queries import colleagues_matching
from stepwell.people.requests import HttpRequest
from stepwell.sharing.operations import record_opening
from stepwell.sharing.presenters import people_to_share_with
from stepwell.ui.colour import DEFAULT_BRAND
from stepwell.ui.files import download

from .starting import framework_or_404


def facts_of(assessment: SelfAssessment, today: date) -> reports.Facts:
    """Everything a report needs, as its owner sees it, whoever reads it now."""
    job = assessment.appointment
    organisation: Organisation | None = job.organisation if job else None
    sheet = queries.sheet_of(assessment)
    packs = stored_packs(organisation)
    then = queries.expected_then(assessment)
    return reports.Facts(
        sheet=sheet,
        earlier=queries.earlier_sheet(assessment),
        expectations=queries.expectations_of(assessment, sheet.pack, today, packs) if then is None else then,
        expected_now=queries.expected_now(assessment, sheet.pack, today, packs) if then is not None else {},
        limits=queries.limits_of(sheet.pack, packs),
        packs=packs,
        adopted={stored.pack.id for stored in packs if stored.is_used},
        focuses=queries.focuses_of(assessment),
        colour=organisation.brand_colour if organisation else DEFAULT_BRAND,
    )


@never_cache
@require_safe
@requires(Permission.REPORT_READ_OWN, on=access.load_assessment)
def report(request: HttpRequest, assessment: SelfAssessment) -> HttpResponse:
    if not assessment.completed_at:
        return redirect("assessments:check", assessment.pk)
    facts = facts_of(assessment, timezone.localdate())
    form = focus_form(facts)
    return show_report(request, facts, form)


def show_report(request: HttpRequest, facts: reports.Facts, form: FocusForm, status: int = 200) -> HttpResponse:
    own = facts.sheet.assessment
    context = {"report": reports.report_of(facts), "form": form, "assessment": own, "own": True}
    context["onward"] = onward_from(own)
    return render(request, "assessments/report.html", context, status=status)


def focus_form(facts: reports.Facts, data=None) -> FocusForm:
    picture = showing.Picture(facts.sheet, facts.earlier, facts.expectations)
    return FocusForm(choosing.focus_choices(facts.sheet, picture.strengths), data, facts.focuses)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REPORT_READ_OWN, on=access.load_assessment)
def focuses(request: HttpRequest, assessment: SelfAssessment) -> HttpResponse:
    if request.method != "POST" or not assessment.completed_at:
        return redirect("assessments:report", assessment.pk)
    facts = facts_of(assessment, timezone.localdate())
    form = focus_form(facts, request.POST)
    if not form.is_valid():
        return show_report(request, facts, form, status=422)
    operations.choose_focuses(assessment, form.cleaned_data["focuses"], by=request.person, at=timezone.now())
    return redirect(f"{request.path.removesuffix('focuses/')}report/#focuses")


@never_cache
@require_safe
@requires(Permission.REPORT_READ_OWN, on=access.load_assessment)
def report_pdf(request: HttpRequest, assessment: SelfAssessment) -> HttpResponse:
    if not assessment.completed_at:
        return redirect("assessments:check", assessment.pk)
    return pdf_of(assessment)


def pdf_of(assessment: SelfAssessment, reader: str = "") -> HttpResponse:
    """For either reader: the manager's words about the role are not in it, since a copy travels."""
    facts = facts_of(assessment, timezone.localdate())
    content = paper.report_pdf(reports.report_of(facts), reader=reader)
    return download(content, "pdf", f"{facts.sheet.pack.called} {assessment.completed_at:%Y-%m-%d}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ASSESSMENT_SHARE, on=access.load_assessment)
def share(request: HttpRequest, assessment: SelfAssessment) -> HttpResponse:
    if not assessment.completed_at:
        return redirect("assessments:check", assessment.pk)
    today = timezone.localdate()
    searched = (request.POST.get("q") or request.GET.get("q") or "").replace("\x00", "").strip()[:100]
    found = (
        colleagues_matching(searched, request.organisation, today, besides=request.person)
        if searched and request.organisation
        else []
    )
    people = people_to_share_with(request.appointment, found, request.person)
    form = ShareForm(people, today, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return grant(request, assessment, form)
    sheet = queries.sheet_of(assessment)
    context = {
        "form": form,
        "assessment": assessment,
        "pack": sheet.pack,
        "searched": searched,
        "people": people,
        "found": found,
    }
    return render(request, "assessments/share.html", context, status=422 if form.is_bound else 200)


def grant(request: HttpRequest, assessment: SelfAssessment, form: ShareForm) -> HttpResponse:
    recipient = form.cleaned_data["recipient"]
    operations.share_assessment(
        assessment,
        recipient=recipient,
        title=share_title(queries.sheet_of(assessment)),
        purpose=form.cleaned_data["purpose"],
        until=form.cleaned_data["until"],
        message=form.cleaned_data["message"],
        by=request.person,
        at=timezone.now(),
    )
    messages.success(request, f"{recipient.full_name} can now read it. You can withdraw it here at any time.")
    return redirect("sharing:given")


def share_title(sheet: Sheet) -> str:
    return f"{sheet.pack.called}, {sheet.assessment.completed_at:%B %Y}"


@never_cache
@require_safe
@requires(Permission.REPORT_READ_SHARED, on=access.load_shared)
def shared(request: HttpRequest, found: SharedAssessment) -> HttpResponse:
    """The report for whoever the owner chose, and for nobody else; the owner sees that it was opened."""
    record_opening(found.share, at=timezone.now())
    made = without_reasons(facts_of(found.assessment, timezone.localdate()))
    context = {
        "report": reports.report_of(made),
        "share": found.share,
        "assessment": found.assessment,
        "own": False,
    }
    return render(request, "assessments/report.html", context)


@never_cache
@require_safe
@requires(Permission.REPORT_READ_SHARED, on=access.load_shared)
def shared_pdf(request: HttpRequest, found: SharedAssessment) -> HttpResponse:
    record_opening(found.share, at=timezone.now())
    return pdf_of(found.assessment, reader=found.share.recipient.full_name)


def without_reasons(facts: reports.Facts) -> reports.Facts:
    """What a manager wrote to the person about the role is for those two, whatever else is shared."""
    return replace(
        facts,
        expectations={key: replace(value, said="") for key, value in facts.expectations.items()},
        expected_now={key: replace(value, said="") for key, value in facts.expected_now.items()},
    )


@require_safe
@requires(Permission.ASSESSMENT_START)
def blank(request: HttpRequest, slug: str) -> HttpResponse:
    """A copy to fill in by hand, of any framework, without beginning one here."""
    stored = framework_or_404(slug, request)
    parts = paper.blank_form(stored.pack, stored_packs(request.organisation))
    return render(request, "assessments/blank.html", {"parts": parts, "pack": stored.pack})


@require_safe
@requires(Permission.ASSESSMENT_START)
def blank_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    stored = framework_or_404(slug, request)
    content = paper.blank_pdf(stored.pack, stored_packs(request.organisation), request.organisation)
    return download(content, "pdf", f"{stored.pack.called} blank")
