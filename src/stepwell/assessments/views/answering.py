"""One dimension a page: read, choose, write; saved by the page's button, or on every pause by its script."""

from dataclasses import replace

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.assessments import access, operations, queries
from stepwell.assessments.forms import PlacementForm
from stepwell.assessments.models import Placement, SelfAssessment
from stepwell.assessments.presenters import conflict, pages
from stepwell.assessments.presenters.pages import DimensionPage
from stepwell.assessments.queries import Answer, Sheet
from stepwell.frameworks.queries import StoredPack, stored_packs
from stepwell.people.requests import HttpRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ASSESSMENT_ANSWER, on=access.load_assessment_part)
def dimension(request: HttpRequest, found: tuple[SelfAssessment, int]) -> HttpResponse:
    assessment, number = found
    if assessment.completed_at:
        return redirect("assessments:report", assessment.pk)
    sheet = queries.sheet_of(assessment)
    answer = answer_or_404(sheet, number)
    if sheet.must_read_first:
        return redirect("assessments:before", assessment.pk)
    packs = stored_packs(request.organisation)
    form = form_of(request, sheet, answer, packs)
    if not form.is_bound:
        return show(request, sheet, answer, form, packs)
    form.is_valid()
    try:
        placement = save(request, assessment, answer, form)
    except operations.ChangedElsewhere as clash:
        return show_both(request, sheet, answer, form, clash.placement, packs)
    except operations.AlreadyComplete:
        return redirect("assessments:report", assessment.pk)
    if form.errors:
        form.catch_up_with(placement)
        return show(request, sheet, answer, form, packs, status=422)
    return redirect(*where_next(request.POST.get("then", ""), sheet, number))


def answer_or_404(sheet: Sheet, number: int) -> Answer:
    answer = sheet.answer(number)
    if answer is None:
        raise Http404
    return answer


def form_of(request: HttpRequest, sheet: Sheet, answer: Answer, packs: list[StoredPack]) -> PlacementForm:
    prompts = queries.coaching_prompts(packs, sheet.pack, answer.dimension) if answer.offer.reflection else []
    return PlacementForm(answer, sheet.pack, prompts, request.POST if request.method == "POST" else None)


def save(request: HttpRequest, assessment: SelfAssessment, answer: Answer, form: PlacementForm) -> Placement | None:
    """Keep what is as it should be. A page on which nobody changed anything writes nothing, however old it is."""
    if form.is_untouched:
        return answer.placement
    return operations.save_answers(
        assessment,
        answer.dimension.id,
        form.answers(),
        revision=form.revision_given,
        by=request.person,
        at=timezone.now(),
    )


def where_next(then: str, sheet: Sheet, number: int) -> tuple:
    """The button that was pressed, else onwards: the next dimension, and the check after the last."""
    if then == "later":
        return ("assessments:list",)
    if then == "check" or number >= len(sheet.answers):
        return "assessments:check", sheet.assessment.pk
    if then.isascii() and then.isdigit() and len(then) < 4 and sheet.answer(int(then)):
        return "assessments:dimension", sheet.assessment.pk, int(then)
    return "assessments:dimension", sheet.assessment.pk, number + 1


def show(
    request: HttpRequest, sheet: Sheet, answer: Answer, form: PlacementForm, packs: list[StoredPack], status: int = 200
) -> HttpResponse:
    page = page_of(sheet, answer, packs)
    prompts = queries.coaching_prompts(packs, sheet.pack, answer.dimension)
    question = queries.opening_question(prompts, answer.number)
    context = {
        "page": page,
        "form": form,
        "question": question,
        "prompts": prompts,
        "assessment": sheet.assessment,
    }
    return render(request, "assessments/dimension.html", context, status=status)


def page_of(sheet: Sheet, answer: Answer, packs: list[StoredPack]) -> DimensionPage:
    expectations = (
        queries.expectations_of(sheet.assessment, sheet.pack, timezone.localdate()) if pages.is_placed(answer) else {}
    )
    return pages.dimension_page(
        sheet, answer, expectations.get(answer.dimension.id), queries.limits_of(sheet.pack, packs)
    )


def show_both(
    request: HttpRequest,
    sheet: Sheet,
    answer: Answer,
    form: PlacementForm,
    theirs: Placement,
    packs: list[StoredPack],
) -> HttpResponse:
    """Nothing is written and nothing is lost: the person sees both versions and keeps one."""
    page = conflict.conflict_page(sheet, answer, form.answers(), theirs)
    context = {"page": page, "form": form, "assessment": sheet.assessment, "revision": theirs.revision}
    context["then"] = request.POST.get("then", "")[:10]
    return render(request, "assessments/conflict.html", context, status=409)


@never_cache
@require_POST
@requires(Permission.ASSESSMENT_ANSWER, on=access.load_assessment_part)
def autosave(request: HttpRequest, found: tuple[SelfAssessment, int]) -> JsonResponse:
    """The same as the page's own save, answered in JSON: {saved, revision, errors}, once with what is `expected`."""
    assessment, number = found
    sheet = queries.sheet_of(assessment)
    answer = answer_or_404(sheet, number)
    packs = stored_packs(request.organisation)
    form = form_of(request, sheet, answer, packs)
    form.is_valid()
    try:
        placement = save(request, assessment, answer, form)
    except operations.ChangedElsewhere as clash:
        return JsonResponse({"saved": False, "reason": "changed", "revision": clash.placement.revision}, status=409)
    except operations.AlreadyComplete:
        return JsonResponse({"saved": False, "reason": "complete"}, status=409)
    except operations.NoticeUnread:
        return JsonResponse({"saved": False, "reason": "unread"}, status=409)
    errors = {name: [str(error) for error in found] for name, found in form.errors.items()}
    said = {"saved": True, "revision": placement.revision if placement else 0, "errors": errors}
    if not pages.is_placed(answer):
        said["expected"] = expected_now(sheet, replace(answer, placement=placement), packs)
    return JsonResponse(said)


def expected_now(sheet: Sheet, answer: Answer, packs: list[StoredPack]) -> str:
    """What is expected, as the page shows it to whoever has placed themselves; empty before, and where nothing is."""
    return render_to_string("assessments/parts/expected.html", {"page": page_of(sheet, answer, packs)}).strip()
