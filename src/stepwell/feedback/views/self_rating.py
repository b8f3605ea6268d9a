"""How the subject sees themselves, before they know what others say: from a self-assessment, or now, a page at a time."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.requests import HttpRequest

from .. import access
from ..forms.rounds import SelfDimensionForm
from ..models import FeedbackRound
from ..operations import rounds as operations
from ..operations.refusals import Refused
from ..presenters import rounds as presenters
from ..queries.asking import Asked, asked_of, self_ratings_of
from ..queries.self_rating import completed_on
from .rounds import gone_on


def is_open(round: FeedbackRound) -> bool:
    return round.state in (*presenters.BEFORE_CLOSING, FeedbackRound.State.CLOSED)


@never_cache
@require_safe
@requires(Permission.FEEDBACK_ROUND, on=access.load_round)
def overview(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    asked = asked_of(round.cycle)
    if not is_open(round) or not asked.items:
        return redirect("feedback:round", round.pk)
    said = self_ratings_of(round)
    steps = presenters.self_steps(asked, said)
    context = {
        "round": round,
        "asked": asked,
        "tasks": presenters.self_tasks(round, steps),
        "next": next((step for step in steps if not step.is_done), None),
        "is_begun": bool(said),
        "assessments": completed_on(round),
    }
    return render(request, "feedback/rounds/self.html", context)


@never_cache
@require_POST
@requires(Permission.FEEDBACK_ROUND, on=access.load_round)
def use(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    """Copy the placements of one's own completed self-assessment; it stays what it is."""
    wanted = request.POST.get("assessment", "")
    found = next((one for one in completed_on(round) if str(one.pk) == wanted), None)
    if found is None:
        raise Http404
    try:
        operations.use_self_assessment(round, assessment=found, by=request.person, at=timezone.now())
    except Refused as refusal:
        return gone_on(request, round, refusal)
    return redirect("feedback:self", round.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.FEEDBACK_ROUND, on=access.load_round_part)
def dimension(request: HttpRequest, found: tuple[FeedbackRound, int]) -> HttpResponse:
    round, number = found
    asked = asked_of(round.cycle)
    if not 1 <= number <= len(asked.dimensions):
        raise Http404
    if not is_open(round):
        return redirect("feedback:round", round.pk)
    said = self_ratings_of(round)
    here = asked.dimensions[number - 1]
    data = request.POST if request.method == "POST" else None
    form = SelfDimensionForm(asked, here, said, round.cycle.asks_importance, data)
    if form.is_bound and form.is_valid():
        try:
            save(request, round, form)
        except Refused as refusal:
            return gone_on(request, round, refusal)
        return redirect(*where_next(request.POST.get("then", ""), round, asked, number))
    context = {"form": form, "round": round, "asked": asked, "dimension": here, "number": number}
    return render(request, "feedback/rounds/self_dimension.html", context, status=422 if form.is_bound else 200)


def save(request: HttpRequest, round: FeedbackRound, form: SelfDimensionForm) -> None:
    """This page's answers beside those of the other pages: the operation takes all of them at once."""
    said = self_ratings_of(round)
    mine = {item.id for item in form.items} | {form.dimension.id}
    others = [rating for item_id, rating in said.items() if item_id not in mine]
    known = asked_of(round.cycle).item_ids
    levels = {one.item_id: one.level for one in others if one.item_id in known}
    importance = {one.item_id: one.importance for one in others if one.importance}
    operations.rate_self(
        round,
        levels=levels | form.levels(),
        importance=importance | form.importance(),
        by=request.person,
        at=timezone.now(),
    )


def where_next(then: str, round: FeedbackRound, asked: Asked, number: int) -> tuple[str, UUID] | tuple[str, UUID, int]:
    if then == "later" or number >= len(asked.dimensions):
        return "feedback:self", round.pk
    return "feedback:self_dimension", round.pk, number + 1
