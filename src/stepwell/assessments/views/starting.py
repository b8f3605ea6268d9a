"""My self-assessments, choosing a framework, and what to read before the first answer."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.assessments import access, operations, queries
from stepwell.assessments.forms import StartForm
from stepwell.assessments.models import SelfAssessment
from stepwell.assessments.presenters import choosing, pages
from stepwell.domain.assessing import assessable
from stepwell.frameworks.queries import StoredPack, stored_pack, stored_packs
from stepwell.people.queries import audience_of
from stepwell.people.requests import HttpRequest

FEW = 3  # that are open; more are folded up, since somebody left them open on purpose
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Permission.ASSESSMENT_START)
def mine(request: HttpRequest) -> HttpResponse:
    found = queries.own_assessments(request.person, timezone.localdate())
    drafts = [line for line in found if not line.assessment.completed_at]
    return render(
        request,
        "assessments/list.html",
        {"drafts": drafts, "completed": [line for line in found if line.assessment.completed_at]},
    )


@require_safe
@requires(Permission.ASSESSMENT_START)
def choose(request: HttpRequest) -> HttpResponse:
    packs = stored_packs(request.organisation)
    lists = choosing.framework_lists(
        packs,
        queries.drafts_by_framework(request.person),
        audience_of(request.person, request.appointment, timezone.localdate()),
        [stored.pack.id for stored in packs if stored.is_used],
    )
    return render(request, "assessments/choose.html", {"lists": lists})


@read_or_write
@requires(Permission.ASSESSMENT_START)
def start(request: HttpRequest, slug: str) -> HttpResponse:
    stored = framework_or_404(slug, request)
    draft = queries.draft_of(request.person, stored.version.framework_id)
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_bound and (draft or form.is_valid()):
        assessment = operations.start_assessment(
            person=request.person,
            version=stored.version,
            overlay=stored.overlay,
            appointment=request.appointment,
            purpose=draft.purpose if draft else form.cleaned_data["purpose"],
            at=timezone.now(),
        )
        return redirect("assessments:resume", assessment.pk)
    newer = draft is not None and draft.version_id != stored.version.pk
    context = {"form": form, "stored": stored, "pack": stored.pack, "draft": draft, "newer": newer}
    # An application for a mentor has said what it is for.
    context["purpose"] = "mentoring" if request.GET.get("purpose") == "mentoring" else ""
    return render(request, "assessments/start.html", context, status=422 if form.is_bound else 200)


def framework_or_404(slug: str, request: HttpRequest) -> StoredPack:
    """Every framework may be used by everybody, so there is nothing to forbid: only to find."""
    stored = stored_pack(slug, request.organisation)
    if stored is None or not assessable(stored.pack):
        raise Http404
    return stored


@require_safe
@requires(Permission.ASSESSMENT_ANSWER, on=access.load_assessment)
def resume(request: HttpRequest, assessment: SelfAssessment) -> HttpResponse:
    """To where the person was: what to read first, the first open dimension, the check, or the report."""
    if assessment.completed_at:
        return redirect("assessments:report", assessment.pk)
    sheet = queries.sheet_of(assessment)
    if sheet.must_read_first:
        return redirect("assessments:before", assessment.pk)
    if sheet.open:
        return redirect("assessments:dimension", assessment.pk, sheet.open[0].number)
    return redirect("assessments:check", assessment.pk)


@read_or_write
@requires(Permission.ASSESSMENT_ANSWER, on=access.load_assessment)
def before(request: HttpRequest, assessment: SelfAssessment) -> HttpResponse:
    """Who learns what, and which end of the scale is which: read before the first answer."""
    if assessment.completed_at:
        return redirect("assessments:report", assessment.pk)
    if request.method == "POST":
        operations.acknowledge_notices(assessment, by=request.person, at=timezone.now())
        return redirect("assessments:resume", assessment.pk)
    return render(request, "assessments/before.html", {"sheet": queries.sheet_of(assessment), "assessment": assessment})


@read_or_write
@requires(Permission.ASSESSMENT_ANSWER, on=access.load_assessment)
def check(request: HttpRequest, assessment: SelfAssessment) -> HttpResponse:
    if assessment.completed_at:
        return redirect("assessments:report", assessment.pk)
    sheet = queries.sheet_of(assessment)
    if sheet.must_read_first:
        return redirect("assessments:before", assessment.pk)
    if request.method == "POST":
        return complete(request, assessment)
    expectations = queries.expectations_of(assessment, sheet.pack, timezone.localdate())
    groups, gaps = pages.check_rows(sheet, expectations), pages.gaps_of(sheet)
    limits = queries.limits_of(sheet.pack, stored_packs(request.organisation)) if expectations else []
    context = {
        "assessment": assessment,
        "sheet": sheet,
        "groups": groups,
        "gaps": gaps,
        "gaps_are_few": len(gaps) <= FEW,
        "limits": limits if any(pages.is_placed(answer) for answer in sheet.answers) else [],
    }
    return render(request, "assessments/check.html", context)


def complete(request: HttpRequest, assessment: SelfAssessment) -> HttpResponse:
    try:
        operations.complete_assessment(assessment, by=request.person, at=timezone.now())
    except operations.NothingAnswered:
        messages.error(request, "Answer at least one part first. “Not sure yet” is an answer too.")
        return redirect("assessments:check", assessment.pk)
    return redirect("assessments:report", assessment.pk)


@read_or_write
@requires(Permission.ASSESSMENT_ANSWER, on=access.load_assessment)
def delete(request: HttpRequest, assessment: SelfAssessment) -> HttpResponse:
    if assessment.completed_at:
        return redirect("assessments:report", assessment.pk)
    if request.method != "POST":
        return render(
            request, "assessments/delete.html", {"sheet": queries.sheet_of(assessment), "assessment": assessment}
        )
    operations.delete_draft(assessment, by=request.person, at=timezone.now())
    messages.success(request, "Your draft is deleted.")
    return redirect("assessments:list")
