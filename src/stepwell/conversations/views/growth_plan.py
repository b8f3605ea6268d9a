"""The plan in the making: where to, what for, objectives; and putting it into one's plan."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.requests import HttpRequest
from stepwell.plans.operations.refusals import Refused as PlanRefused

from .. import access
from ..forms.growth import FutureForm, ObjectiveForm, Revised, WordsForm
from ..models import Conversation
from ..operations.growth import drafting, planning
from ..operations.growth.refusals import NotSettledYet
from ..operations.refusals import BadAnswer, ChangedElsewhere, Refused
from ..presenters import growth as presenters
from ..queries.growth import PLAN, Growth
from .growth_position import moment
from .growth_stages import CLASH, away, colour_of, context_of, posted, read_or_write, to_stage

State = Conversation.State


def closed(request: HttpRequest, growth: Growth) -> HttpResponse | None:
    """Drafting is for while the two talk, once they have settled where things stand."""
    if sent := away(growth):
        return sent
    if growth.conversation.state != State.MET:
        return to_stage(growth, PLAN)
    if not growth.outcome:
        messages.warning(request, str(NotSettledYet()))
        return to_stage(growth, PLAN)
    return None


def attempt(request: HttpRequest, growth: Growth, form: Revised, page: str, write: Any, **more: Any) -> HttpResponse:
    """Write what the form says; what is refused stands on the page, with everything typed."""
    status, current = 200, None
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                write()
                return to_stage(growth, PLAN)
            except ChangedElsewhere as clash:
                form.add_error(None, CLASH)
                form.catch_up_with(clash.current.get("revision", 0))
                status, current = 409, clash.current
            except BadAnswer as refusal:
                for field, sentence in refusal.faults:
                    form.add_error(field, sentence)
            except Refused as refusal:
                form.add_error(None, str(refusal))
    context = context_of(growth, PLAN, form=form, current=current, **more)
    return render(request, f"conversations/growth/{page}.html", context, status=status)


@never_cache
@read_or_write
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_growth)
def future(request: HttpRequest, growth: Growth) -> HttpResponse:
    if sent := closed(request, growth):
        return sent
    form = FutureForm(
        growth.stored.pack,
        timezone.localdate(),
        growth.plan.get("future") or {},
        growth.here,
        posted(request),
    )

    def write() -> None:
        drafting.draft_future(
            growth.conversation,
            form.cell_given,
            on=form.cleaned_data["on"],
            words=form.cleaned_data["words"],
            revision=form.revision_given,
            **moment(request),
        )

    figure = presenters.figure_of(growth, colour_of(request))
    return attempt(request, growth, form, "future", write, figure=figure)


@never_cache
@read_or_write
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_growth)
def words(request: HttpRequest, growth: Growth) -> HttpResponse:
    if sent := closed(request, growth):
        return sent
    form = WordsForm(growth.plan.get("words") or {}, growth.is_persons, posted(request))

    def write() -> None:
        drafting.draft_words(
            growth.conversation,
            aspirations=form.cleaned_data["aspirations"],
            reflections=form.cleaned_data["reflections"],
            revision=form.revision_given,
            by=request.person,
            at=timezone.now(),
        )

    return attempt(request, growth, form, "words", write)


@never_cache
@read_or_write
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_growth)
def objective(request: HttpRequest, growth: Growth) -> HttpResponse:
    if sent := closed(request, growth):
        return sent
    form = objective_form(request, growth, {})

    def write() -> None:
        drafting.draft_objective(growth.conversation, form.drafted(), **moment(request))

    return attempt(request, growth, form, "objective", write, item=None)


@never_cache
@read_or_write
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_drafted)
def change(request: HttpRequest, found: tuple[Growth, dict[str, Any]]) -> HttpResponse:
    growth, item = found
    if sent := closed(request, growth):
        return sent
    if request.method == "POST" and request.POST.get("then") == "remove":
        return remove(request, growth, item)
    form = objective_form(request, growth, item)

    def write() -> None:
        drafting.change_drafted(
            growth.conversation, item["id"], form.drafted(), revision=form.revision_given, **moment(request)
        )

    return attempt(request, growth, form, "objective", write, item=item)


def remove(request: HttpRequest, growth: Growth, item: dict[str, Any]) -> HttpResponse:
    try:
        drafting.remove_drafted(growth.conversation, item["id"], by=request.person, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return to_stage(growth, PLAN)


def objective_form(request: HttpRequest, growth: Growth, item: dict[str, Any]) -> ObjectiveForm:
    return ObjectiveForm(presenters.way_groups(growth), growth.is_persons, item, posted(request))


@require_POST
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_growth)
def put(request: HttpRequest, growth: Growth) -> HttpResponse:
    """Into the person's own plan, by the person alone."""
    try:
        planning.put_into_plan(growth.conversation, **moment(request))
    except (Refused, PlanRefused) as refusal:
        messages.warning(request, str(refusal))
        return to_stage(growth, PLAN)
    messages.success(request, "It is in your plan. From here on it is yours alone; you share it with whom you like.")
    return to_stage(growth, PLAN)
