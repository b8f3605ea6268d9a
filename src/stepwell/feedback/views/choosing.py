"""Choosing whom to ask: suggestions, a search, a name and an address; what that can show; then sending it off."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.models import Person
from stepwell.people.requests import HttpRequest

from .. import access, tasks
from ..forms.rounds import GroupForm, RaterForm, SuggestedForm
from ..models import CycleGroup, FeedbackRound, Nomination
from ..operations import inviting, nominating
from ..operations.refusals import CannotAsk, NobodyChosen, Refused
from ..presenters import rounds as presenters
from ..queries import choosing as queries
from ..queries.asking import asked_of
from ..queries.rounds import groups_of, nominations_of
from .rounds import found_colleagues, gone_on

read_or_write = require_http_methods(["GET", "HEAD", "POST"])
CHOOSING = (FeedbackRound.State.CHOOSING, FeedbackRound.State.COLLECTING)


def searched_words(request: HttpRequest) -> str:
    return (request.POST.get("q") or request.GET.get("q") or "").replace("\x00", "").strip()[:100]


@never_cache
@require_safe
@requires(Permission.FEEDBACK_ROUND, on=access.load_round)
def raters(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    if round.state not in presenters.BEFORE_CLOSING:
        return redirect("feedback:round", round.pk)
    return show(request, round)


def show(
    request: HttpRequest,
    round: FeedbackRound,
    *,
    suggested: SuggestedForm | None = None,
    found: SuggestedForm | None = None,
    by_address: RaterForm | None = None,
) -> HttpResponse:
    """The one page, with whichever of its three forms was not right."""
    wrong = suggested or found or by_address
    groups, chosen = groups_of(round.cycle), nominations_of(round)
    searched = searched_words(request)
    feasible = queries.feasibility(round)
    context = {
        "round": round,
        "can_choose": round.state in CHOOSING,
        "chosen": presenters.chosen(chosen),
        "number": len(chosen),
        "declined": queries.declined(round),
        "feasible": feasible,
        "blocks": [
            *presenters.blocks(feasible, chosen, round.cycle.minimum_group_size),
            *presenters.known_blocks(chosen),
        ],
        "suggested": suggested or suggested_form(round, groups),
        "searched": searched,
        "found": found or found_form(request, round, groups, chosen, searched),
        "by_address": by_address or RaterForm(groups),
        "form": wrong,
    }
    return render(request, "feedback/rounds/raters.html", context, status=422 if wrong else 200)


def suggested_form(round: FeedbackRound, groups: list[CycleGroup], data: Any = None) -> SuggestedForm:
    return SuggestedForm(queries.suggestions(round, timezone.localdate()), groups, data)


def found_form(
    request: HttpRequest,
    round: FeedbackRound,
    groups: list[CycleGroup],
    chosen: list[Nomination],
    searched: str,
    data: Any = None,
) -> SuggestedForm | None:
    """People a search found, in the group in which they are most likely; None where nobody was looked for."""
    taken = {one.person_id for one in chosen}
    people = [person for person in found_colleagues(request, searched) if person.pk not in taken and person.email]
    if not searched:
        return None
    likely = {one.person.pk: one.group for one in queries.suggestions(round, timezone.localdate())}
    last = [group for group in groups if not group.is_identifiable][-1:] or groups[-1:]
    rows = [queries.Suggestion(person, likely.get(person.pk, last[0]), "") for person in people if last]
    return SuggestedForm(rows, groups, data, prefix="found")


@never_cache
@require_POST
@requires(Permission.FEEDBACK_ROUND, on=access.load_round)
def add_suggested(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    """Those ticked among the suggestions, or among the people that a search found."""
    groups, searched = groups_of(round.cycle), searched_words(request)
    found = found_form(request, round, groups, nominations_of(round), searched, request.POST)
    form = found or suggested_form(round, groups, request.POST)
    if not form.is_valid():
        return show(request, round, suggested=None if found else form, found=found)
    refused = []
    for person, group in form.chosen():
        try:
            nominate(request, round, group, person=person)
        except CannotAsk as refusal:
            refused.append(f"{person.full_name}: {refusal}")
        except Refused as refusal:
            return gone_on(request, round, refusal)
    tasks.send_waiting.enqueue()
    if refused:
        messages.warning(request, " ".join(refused))
    return redirect("feedback:raters", round.pk)


def nominate(
    request: HttpRequest, round: FeedbackRound, group: CycleGroup, person: Person | None = None, **named: str
) -> None:
    nominating.nominate(
        round, group=group, person=person, **named, by=request.person, at=timezone.now(), today=timezone.localdate()
    )


@never_cache
@require_POST
@requires(Permission.FEEDBACK_ROUND, on=access.load_round)
def add(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    """Somebody by name and address, who need not work here."""
    form = RaterForm(groups_of(round.cycle), request.POST)
    if not form.is_valid():
        return show(request, round, by_address=form)
    try:
        nominate(
            request, round, form.cleaned_data["group"], name=form.cleaned_data["name"], email=form.cleaned_data["email"]
        )
    except CannotAsk as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else "email", str(refusal))
        return show(request, round, by_address=form)
    except Refused as refusal:
        return gone_on(request, round, refusal)
    tasks.send_waiting.enqueue()
    messages.success(request, f"{form.cleaned_data['name']} is on your list.")
    return redirect("feedback:raters", round.pk)


@never_cache
@read_or_write
@requires(Permission.FEEDBACK_ROUND, on=access.load_nomination)
def move(request: HttpRequest, nomination: Nomination) -> HttpResponse:
    """Into the right group. Whoever is invited learns of it; whether they have answered, nobody does."""
    round = nomination.round
    if round.state not in CHOOSING:
        return redirect("feedback:round", round.pk)
    data = request.POST if request.method == "POST" else None
    form = GroupForm(groups_of(round.cycle), data, {"group": nomination.group.key})
    if form.is_bound and form.is_valid():
        try:
            nominating.move_to_group(
                nomination,
                group=form.cleaned_data["group"],
                by=request.person,
                at=timezone.now(),
                today=timezone.localdate(),
            )
            tasks.send_waiting.enqueue()
            return redirect("feedback:raters", round.pk)
        except CannotAsk as refusal:
            form.add_error("group", str(refusal))
        except Refused as refusal:
            return gone_on(request, round, refusal)
    context = {"form": form, "nomination": nomination, "round": round}
    return render(request, "feedback/rounds/move.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_POST
@requires(Permission.FEEDBACK_ROUND, on=access.load_nomination)
def withdraw(request: HttpRequest, nomination: Nomination) -> HttpResponse:
    try:
        nominating.withdraw_nomination(nomination, by=request.person, at=timezone.now())
        messages.success(request, f"{nomination.name} is no longer on your list.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("feedback:raters", nomination.round_id)


@never_cache
@require_POST
@requires(Permission.FEEDBACK_ROUND, on=access.load_nomination)
def resend(request: HttpRequest, nomination: Nomination) -> HttpResponse:
    """For a mail gone astray. The page says the same whether or not they have answered."""
    try:
        inviting.resend(nomination, by=request.person, at=timezone.now())
    except Refused as refusal:
        return gone_on(request, nomination.round, refusal)
    tasks.send_waiting.enqueue()
    messages.success(
        request, f"If {nomination.name} can still answer, a new link is on its way. The earlier one has ended."
    )
    return redirect("feedback:raters", nomination.round_id)


@never_cache
@read_or_write
@requires(Permission.FEEDBACK_ROUND, on=access.load_round)
def send(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    """Once more whom, and what they will be told; then it goes to whoever agrees, or the invitations go."""
    if round.state != FeedbackRound.State.CHOOSING:
        return redirect("feedback:round", round.pk)
    chosen = nominations_of(round)
    if request.method != "POST" and chosen:
        context = {
            "round": round,
            "chosen": presenters.chosen(chosen),
            "number": len(chosen),
            "feasible": queries.feasibility(round),
            "is_unrated": round.self_rated_at is None and bool(asked_of(round.cycle).items),
        }
        return render(request, "feedback/rounds/send.html", context)
    try:
        after = nominating.submit_nominations(round, by=request.person, at=timezone.now(), today=timezone.localdate())
    except (NobodyChosen, CannotAsk) as refusal:
        messages.warning(request, str(refusal))
        return redirect("feedback:raters", round.pk)
    except Refused as refusal:
        return gone_on(request, round, refusal)
    tasks.send_waiting.enqueue()
    waits = after.state == FeedbackRound.State.APPROVAL
    messages.success(request, "Your choice waits to be agreed." if waits else "The invitations are on their way.")
    return redirect("feedback:round", round.pk)


@never_cache
@require_POST
@requires(Permission.FEEDBACK_ROUND, on=access.load_round)
def remind(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    """Everybody who may still answer; the page says the same whoever that is."""
    try:
        inviting.remind_all(round, by=request.person, at=timezone.now())
    except Refused as refusal:
        return gone_on(request, round, refusal)
    tasks.send_waiting.enqueue()
    messages.success(request, "Whoever may still answer is reminded: every three days at most, and three times in all.")
    return redirect("feedback:round", round.pk)
