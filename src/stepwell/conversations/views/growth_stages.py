"""Stages of a conversation about growth, and getting ready: the checklist, whether adjustments are needed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.journal.queries.readiness import readiness_of_many
from stepwell.journal.queries.sharing import pages_shared_with
from stepwell.people.requests import HttpRequest
from stepwell.ui.colour import DEFAULT_BRAND

from .. import access
from ..forms.growth import AdjustmentsForm, ChecklistForm
from ..models import AdjustmentsCheck, Conversation
from ..operations import staging
from ..operations.growth import adjustments as asking
from ..operations.growth import checklist as preparing
from ..operations.refusals import ChangedElsewhere, Refused
from ..presenters import growth as presenters
from ..queries.growth import HISTORY, PLAN, POSITION, REFLECTION, Growth, waits_for_plan

State = Conversation.State
CLASH = "This was changed meanwhile. What is saved stands below: look, then save again."
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


def colour_of(request: HttpRequest) -> str:
    return request.organisation.brand_colour if request.organisation else DEFAULT_BRAND


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def context_of(growth: Growth, page: str = "", **more: Any) -> dict[str, Any]:
    """What stands on every page of it."""
    return {
        "growth": growth,
        "conversation": growth.conversation,
        "partner": growth.partner,
        "pack": growth.stored.pack,
        "lines": presenters.stage_lines(growth, page),
        "is_met": growth.conversation.state == State.MET,
        "is_open": growth.conversation.is_open,
        **more,
    }


def away(growth: Growth) -> HttpResponse | None:
    """Before it is agreed, and when it was called off, there is nothing here."""
    if growth.conversation.state in (State.PROPOSED, State.CALLED_OFF):
        return redirect("conversations:conversation", growth.conversation.pk)
    return None


def to_stage(growth: Growth, page: str) -> HttpResponse:
    stage = growth.stages.get(page)
    if stage is None:
        return redirect("conversations:conversation", growth.conversation.pk)
    return redirect("conversations:growth_stage", stage.stage.pk)


@never_cache
@read_or_write
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_growth_stage)
def stage(request: HttpRequest, found: tuple[Growth, str]) -> HttpResponse:
    growth, page = found
    if sent := away(growth):
        return sent
    if page in (REFLECTION, HISTORY):
        return talk_about(request, growth, page)
    if request.method == "POST":
        return to_stage(growth, page)
    return show_position(request, growth) if page == POSITION else show_plan(request, growth)


def talk_about(request: HttpRequest, growth: Growth, page: str) -> HttpResponse:
    """The first two stages: what the journal asked, whether it is ready, and that the two have talked about it."""
    if request.method == "POST":
        return mark_held(request, growth, page)
    refs = presenters.bank_refs(growth, page)
    states = readiness_of_many([growth.conversation.person], refs)
    shown = (
        [] if growth.is_persons else pages_shared_with(request.person, growth.conversation.person, timezone.localdate())
    )
    banks = presenters.banks_of(growth, page, states, shown)
    context = context_of(
        growth, page, stage=growth.stages[page], banks=banks, asks=growth.stages[page].template.asks_adjustments
    )
    return render(request, "conversations/growth/talk_about.html", context)


def mark_held(request: HttpRequest, growth: Growth, page: str) -> HttpResponse:
    try:
        staging.mark_held(growth.stages[page].stage, by=request.person, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return to_stage(growth, page)
    return to_stage(growth, {REFLECTION: HISTORY, HISTORY: POSITION}[page])


def show_position(request: HttpRequest, growth: Growth) -> HttpResponse:
    context = context_of(
        growth,
        POSITION,
        stage=growth.position_stage,
        figure=presenters.figure_of(growth, colour_of(request)),
        views=presenters.views_of(growth),
        outcome=presenters.outcome_views(growth),
        offer=presenters.offer_words(growth),
        offer_is_mine=bool(growth.offer and growth.offer["by"] == str(request.person.pk)),
        own_is_given=bool(growth.position_stage.own and growth.position_stage.own.given_at),
        ready_to_settle=growth.both_gave and growth.held_before(POSITION),
        same=bool(growth.own and growth.theirs and growth.own.cell == growth.theirs.cell),
    )
    return render(request, "conversations/growth/position.html", context)


def show_plan(request: HttpRequest, growth: Growth) -> HttpResponse:
    drafted = presenters.drafted_lines(growth)
    words = growth.plan.get("words") or {}
    context = context_of(
        growth,
        PLAN,
        stage=growth.stages[PLAN],
        figure=presenters.figure_of(growth, colour_of(request)),
        future=presenters.future_words(growth),
        future_is_planned=(growth.plan.get("future") or {}).get("planned"),
        words=words,
        drafted=drafted,
        waits=waits_for_plan(growth.plan),
    )
    return render(request, "conversations/growth/plan.html", context)


@never_cache
@read_or_write
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_growth_checklist)
def checklist(request: HttpRequest, growth: Growth) -> HttpResponse:
    if sent := away(growth):
        return sent
    groups = presenters.checklist_groups(growth)
    form = ChecklistForm(groups, growth.checklist, posted(request))
    if form.is_bound and form.is_valid():
        try:
            preparing.save_checklist(
                growth.conversation,
                ticked=form.ticked(),
                notes=form.cleaned_data["notes"],
                revision=form.revision_given,
                by=request.person,
                at=timezone.now(),
            )
        except ChangedElsewhere as clash:
            return show_checklist(request, growth, form, clash.current)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved. Only you can read it.")
            return redirect("conversations:growth_checklist", growth.conversation.pk)
    return show_checklist(request, growth, form)


def show_checklist(request: HttpRequest, growth: Growth, form: ChecklistForm, clash: Any = None) -> HttpResponse:
    status = 422 if form.is_bound else 200
    if clash:
        form.add_error(None, CLASH)
        form.catch_up_with(clash.revision)
        status = 409
    notes = (clash.content or {}).get("notes", "") if clash else ""
    context = context_of(growth, form=form, saved_notes=notes, clash=clash)
    return render(request, "conversations/growth/checklist.html", context, status=status)


@never_cache
@read_or_write
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_growth)
def adjustments(request: HttpRequest, growth: Growth) -> HttpResponse:
    """Read and written by the two alone, on this page alone."""
    if sent := away(growth):
        return sent
    called = growth.conversation.person.called
    form = AdjustmentsForm(growth.adjustments, growth.is_persons, called, posted(request))
    if form.is_bound and form.is_valid():
        try:
            answer(request, growth, form)
        except ChangedElsewhere as clash:
            form.add_error(None, CLASH)
            form.catch_up_with(clash.current.revision)
            return show_adjustments(request, growth, form, clash.current, 409)
        except asking.NotTheirWords as refusal:
            form.add_error("words", str(refusal))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return to_stage(growth, REFLECTION)
    return show_adjustments(request, growth, form, growth.adjustments, 422 if form.is_bound else 200)


def answer(request: HttpRequest, growth: Growth, form: AdjustmentsForm) -> None:
    data = form.cleaned_data
    asking.answer_adjustments(
        growth.conversation,
        answer=data["answer"],
        words=data["words"],
        wants_words=data.get("wants_words", False),
        revision=form.revision_given,
        by=request.person,
        at=timezone.now(),
    )


def show_adjustments(
    request: HttpRequest, growth: Growth, form: AdjustmentsForm, check: Any, status: int
) -> HttpResponse:
    may_write = growth.is_persons or growth.conversation.is_open
    texts = presenters.adjustment_texts(growth)
    answer = AdjustmentsCheck.Answer((check.content or {})["answer"]).label if check else ""
    context = context_of(
        growth, form=form, check=check, may_write=may_write, texts=texts, clash=status == 409, saved_answer=answer
    )
    return render(request, "conversations/growth/adjustments.html", context, status=status)
