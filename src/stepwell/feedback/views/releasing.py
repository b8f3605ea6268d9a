"""From closing to opening: the facilitator prepares and releases; the subject predicts and says when it may open."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.feedback import access
from stepwell.feedback.forms.releasing import OpeningDateForm, PredictionForm
from stepwell.feedback.models import Cycle, FeedbackRound
from stepwell.feedback.operations import refusals, releasing
from stepwell.feedback.presenters import report as presenting
from stepwell.feedback.presenters.report_margin import margin_of
from stepwell.feedback.queries import asking, reports, rounds
from stepwell.frameworks.queries import stored_packs
from stepwell.people.requests import HttpRequest

from .reporting import facts_of

State = FeedbackRound.State


@never_cache
@require_safe
@requires(Permission.FEEDBACK_OWN)
def facilitating(request: HttpRequest) -> HttpResponse:
    found = rounds.rounds_to_facilitate(request.person)
    return render(request, "feedback/release/facilitating.html", {"rounds": found})


@never_cache
@require_safe
@requires(Permission.FEEDBACK_FACILITATE, on=access.load_round)
def facilitate(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    """Exactly what the subject will see, and hints that follow from it. What they keep for themselves is not here."""
    prepared = reports.latest_report(round)
    made = presenting.report_of(presenting.without_private(facts_of(round, prepared))) if prepared else None
    context = {
        "round": round,
        "report": made,
        "chosen": prepared,
        "margin": margin_of(made, stored_packs(round.cycle.organisation)) if made else None,
        "own": False,
    }
    return render(request, "feedback/release/facilitate.html", context)


@never_cache
@require_POST
@requires(Permission.FEEDBACK_FACILITATE, on=access.load_round)
def prepare(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    attempt(request, prepare_or_wait, round, by=request.person, at=timezone.now())
    return redirect("feedback:facilitate", round.pk)


def prepare_or_wait(round: FeedbackRound, **more: Any) -> str:
    if releasing.prepare_report(round, **more) is None:
        return "The late answers wait until there are enough of them to be shown."
    return "The report is prepared."


@never_cache
@require_POST
@requires(Permission.FEEDBACK_FACILITATE, on=access.load_round)
def release(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    now = timezone.now()
    attempt(request, release_and_say, round, by=request.person, at=now, today=timezone.localdate())
    return redirect("feedback:facilitate", round.pk)


def release_and_say(round: FeedbackRound, **more: Any) -> str:
    releasing.release_report(round, **more)
    return f"{round.subject.full_name} can read the report now."


def attempt(request: HttpRequest, act: Callable[..., str], round: FeedbackRound, **more: Any) -> bool:
    """Does it, and says what happened or why it could not be done."""
    try:
        messages.success(request, act(round, **more))
    except refusals.Refused as refused:
        messages.error(request, str(refused))
        return False
    return True


@never_cache
@require_safe
@requires(Permission.FEEDBACK_ROUND, on=access.load_round)
def before(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    """Where the report is, until it is open: how to get ready, and when it opens."""
    if reports.released_report(round):
        return redirect("feedback:report", round.pk)
    return show_before(request, round, OpeningDateForm(timezone.localdate(), opens_on=round.opens_on))


def show_before(request: HttpRequest, round: FeedbackRound, form: OpeningDateForm, status: int = 200) -> HttpResponse:
    context = {
        "round": round,
        "form": form,
        "prediction": reports.prediction_of(round),
        "asks_places": bool(asking.asked_of(round.cycle).items),
        "waits_for_self": waits_for_self(round),
        "may_set_date": round.state in (State.COLLECTING, State.CLOSED, State.PREPARED),
    }
    return render(request, "feedback/release/before.html", context, status=status)


def waits_for_self(round: FeedbackRound) -> bool:
    """One's own view comes first: without it no report is prepared."""
    return round.self_rated_at is None and round.cycle.item_kind != Cycle.ItemKind.COMMENTS_ONLY


@never_cache
@require_POST
@requires(Permission.FEEDBACK_ROUND, on=access.load_round)
def opening_date(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    today = timezone.localdate()
    form = OpeningDateForm(today, request.POST)
    if not form.is_valid():
        return show_before(request, round, form, status=422)
    try:
        releasing.set_opening_date(
            round, opens_on=form.cleaned_data["opens_on"], by=request.person, at=timezone.now(), today=today
        )
    except refusals.Refused as refused:
        form.add_error("opens_on", str(refused))
        return show_before(request, round, form, status=422)
    messages.success(request, "Saved.")
    return redirect("feedback:before_report", round.pk)


@never_cache
@require_POST
@requires(Permission.FEEDBACK_ROUND, on=access.load_round)
def open_own(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    """Where no facilitator is named, the subject opens the report."""
    today, done = timezone.localdate(), False
    if round.facilitator_id is None:
        done = attempt(request, open_and_say, round, by=request.person, at=timezone.now(), today=today)
    return redirect("feedback:report" if done else "feedback:before_report", round.pk)


def open_and_say(round: FeedbackRound, **more: Any) -> str:
    releasing.release_report(round, **more)
    return "Your report is open."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.FEEDBACK_ROUND, on=access.load_round)
def predict(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    asked = asking.asked_of(round.cycle)
    if not asked.items or reports.released_report(round):
        return redirect("feedback:before_report", round.pk)
    dimensions = [(dimension.id, dimension.name) for dimension in asked.dimensions]
    before = reports.prediction_of(round)
    data = request.POST if request.method == "POST" else None
    form = PredictionForm(dimensions, asked.levels, data, before.places if before else None)
    if form.is_bound and form.is_valid() and saved(form, request, round):
        messages.success(request, "Kept for you alone. You see it beside the report.")
        return redirect("feedback:before_report", round.pk)
    context = {"round": round, "form": form}
    return render(request, "feedback/release/predict.html", context, status=422 if form.is_bound else 200)


def saved(form: PredictionForm, request: HttpRequest, round: FeedbackRound) -> bool:
    try:
        releasing.predict(round, places=form.places, by=request.person, at=timezone.now())
    except refusals.Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True
