"""One dimension a page, then the questions in words, then a look at everything before it is sent."""

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from stepwell.frameworks.queries import stored_packs

from ..forms.rating import RatingForm, SendForm, digest_of
from ..models import Draft
from ..operations import answering
from ..operations.refusals import ChangedElsewhere, MovedMeanwhile, NothingAnswered, NotOpenAnyMore
from ..presenters import rating as pages
from ..presenters import rating_review as review
from ..queries.asking import Asked, asked_of, draft_of
from ..queries.inviting import Visit
from ..queries.rating import names_around
from .by_link import by_link, gone, load_page


@by_link("GET", "HEAD", "POST", on=load_page)
def page(request: HttpRequest, found: tuple[Visit, int]) -> HttpResponseBase:
    visit, number = found
    if visit.standing != "open":
        return gone(request, visit.standing, visit)
    asked = asked_of(visit.cycle)
    part = part_or_404(asked, number)
    draft = draft_of(visit)
    form = RatingForm(asked, part, draft, visit.round.subject, request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return show(request, visit, asked, part, draft, form)
    form.is_valid()
    try:
        draft = save(visit, form, draft)
    except ChangedElsewhere as clash:
        return show_both(request, visit, asked, part, form, clash.draft)
    except NotOpenAnyMore as refusal:
        return gone(request, refusal.standing, visit)
    if form.errors:
        form.catch_up_with(draft)
        return show(request, visit, asked, part, draft, form, status=422)
    return redirect(where_next(request.POST.get("then", ""), visit, asked, number))


def part_or_404(asked: Asked, number: int) -> pages.Part:
    parts = pages.parts_of(asked)
    if not 1 <= number <= len(parts):
        raise Http404
    return parts[number - 1]


def save(visit: Visit, form: RatingForm, draft: Draft | None) -> Draft | None:
    """Keep what is as it should be. A page on which nobody changed anything writes nothing, however old it is.

    Another page may have saved since this one was made. If it left this page's answers as they were, nothing clashes.
    """
    if form.is_untouched:
        return draft
    try:
        return keep(visit, form, form.revision_given)
    except ChangedElsewhere as clash:
        if form.seen_given != digest_of(form.answers_stored_in(clash.draft)):
            raise
        return keep(visit, form, clash.draft.revision)


def keep(visit: Visit, form: RatingForm, revision: int) -> Draft:
    return answering.save_draft(visit, **form.answers()._asdict(), revision=revision, at=timezone.now())


def where_next(then: str, visit: Visit, asked: Asked, number: int) -> str:
    """The button that was pressed, else onwards: the next page, and the check after the last."""
    if then == "later":
        return f"{reverse('feedback:answer', args=[visit.token])}?kept"
    if then == "hints":
        return f"{reverse('feedback:answer_page', args=[visit.token, number])}?hints"
    if then == "check" or number >= len(pages.parts_of(asked)):
        return reverse("feedback:answer_check", args=[visit.token])
    step = -1 if then == "back" and number > 1 else 1
    return reverse("feedback:answer_page", args=[visit.token, number + step])


def show(
    request: HttpRequest,
    visit: Visit,
    asked: Asked,
    part: pages.Part,
    draft: Draft | None,
    form: RatingForm,
    status: int = 200,
) -> HttpResponseBase:
    known = review.Known(names_around(visit, timezone.localdate()), visit, asked)
    context = {
        "visit": visit,
        "page": pages.answer_page(visit, asked, part, draft),
        "form": form,
        "hints": [] if form.errors else review.hints_of(part, draft, known),  # of what stands there, no earlier text
        "asked_for_hints": "hints" in request.GET,
        "advice": review.advice_of(stored_packs(visit.cycle.organisation)),
        "organisation": visit.cycle.organisation,
    }
    return render(request, "feedback/rating/page.html", context, status=status)


def show_both(
    request: HttpRequest, visit: Visit, asked: Asked, part: pages.Part, form: RatingForm, theirs: Draft
) -> HttpResponseBase:
    """Nothing is written and nothing is lost: the rater sees both versions and keeps one."""
    context = {
        "visit": visit,
        "page": review.conflict_page(visit, asked, part, form.answers(), theirs),
        "form": form,
        "organisation": visit.cycle.organisation,
    }
    return render(request, "feedback/rating/conflict.html", context, status=409)


@by_link("POST", on=load_page)
def autosave(request: HttpRequest, found: tuple[Visit, int]) -> HttpResponseBase:
    """The same as the page's own save, answered in JSON: {saved, revision, seen, errors}."""
    visit, number = found
    asked = asked_of(visit.cycle)
    draft = draft_of(visit)
    form = RatingForm(asked, part_or_404(asked, number), draft, visit.round.subject, request.POST)
    form.is_valid()
    try:
        draft = save(visit, form, draft)
    except ChangedElsewhere as clash:
        return JsonResponse({"saved": False, "reason": "changed", "revision": clash.draft.revision}, status=409)
    except NotOpenAnyMore:
        return JsonResponse({"saved": False, "reason": "complete"}, status=409)
    errors = {name: [str(error) for error in found] for name, found in form.errors.items()}
    seen = digest_of(form.answers_stored_in(draft))
    return JsonResponse({"saved": True, "revision": draft.revision if draft else 0, "seen": seen, "errors": errors})


@by_link("GET", "HEAD", "POST")
def check(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    if visit.standing != "open":
        return gone(request, visit.standing, visit)
    form = SendForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            answering.submit_answers(visit, group_key=form.cleaned_data["group"], at=timezone.now())
        except NotOpenAnyMore as refusal:
            return gone(request, refusal.standing, visit)
        except (NothingAnswered, MovedMeanwhile) as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("feedback:receipt", visit.token)
    return show_check(request, visit, form)


def show_check(request: HttpRequest, visit: Visit, form: SendForm) -> HttpResponseBase:
    asked = asked_of(visit.cycle)
    known = review.Known(names_around(visit, timezone.localdate()), visit, asked)
    context = {
        "visit": visit,
        "page": review.review_page(visit, asked, draft_of(visit), known),
        "promise": pages.split_promise(visit.group.promise),
        "form": form,
        "advice": review.advice_of(stored_packs(visit.cycle.organisation)),
        "organisation": visit.cycle.organisation,
    }
    return render(request, "feedback/rating/check.html", context, status=422 if form.errors else 200)
