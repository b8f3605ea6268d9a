"""The position: one's own view, then settling it together."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.requests import HttpRequest

from .. import access
from ..forms.growth import SettleForm, ViewForm, beginning_of
from ..operations.growth import positions as operations
from ..operations.refusals import ChangedElsewhere, Refused
from ..presenters import growth as presenters
from ..queries.growth import POSITION, Growth, view_in
from .growth_stages import CLASH, away, colour_of, context_of, posted, read_or_write, to_stage


@never_cache
@read_or_write
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_growth)
def view(request: HttpRequest, growth: Growth) -> HttpResponse:
    """Where the reader sees it. The other reads it when both have given theirs; then neither changes."""
    if (sent := away(growth)) or growth.both_gave or not growth.conversation.is_open:
        return sent or to_stage(growth, POSITION)
    kinds, answer = presenters.evidence_kinds(growth), growth.position_stage.own
    initial = beginning_of(growth.own, kinds, answer.revision if answer else 0)
    form = ViewForm(growth.stored.pack, kinds, posted(request), initial=initial)
    if form.is_bound and form.is_valid():
        try:
            keep(request, growth, form)
        except ChangedElsewhere as clash:
            form.add_error(None, CLASH)
            form.catch_up_with(clash.current.revision)
            return show_view(request, growth, form, 409, clash.current.content)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return to_stage(growth, POSITION)
    return show_view(request, growth, form, 422 if form.is_bound else 200)


def keep(request: HttpRequest, growth: Growth, form: ViewForm) -> None:
    operations.write_view(
        growth.conversation,
        form.view(),
        give=request.POST.get("then") == "give",
        revision=form.revision_given,
        by=request.person,
        at=timezone.now(),
    )


def show_view(
    request: HttpRequest, growth: Growth, form: ViewForm, status: int, current: dict[str, Any] | None = None
) -> HttpResponse:
    saved = view_in(current)
    context = context_of(
        growth,
        POSITION,
        form=form,
        figure=presenters.figure_of(growth, colour_of(request)),
        saved=presenters.view_words(growth, saved, "As it is saved") if saved else None,
        waits=growth.position_stage.waits_for_theirs,
        is_given=bool(growth.position_stage.own and growth.position_stage.own.given_at),
    )
    return render(request, "conversations/growth/view.html", context, status=status)


@never_cache
@read_or_write
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_growth)
def settle(request: HttpRequest, growth: Growth) -> HttpResponse:
    """Put a position to the other; or by a button of the stage's page agree, take back, or keep both views."""
    if (sent := away(growth)) or not growth.both_gave:
        return sent or to_stage(growth, POSITION)
    if request.method == "POST" and request.POST.get("do"):
        return press(request, growth, request.POST["do"])
    kinds = presenters.evidence_kinds(growth)
    begin = view_in(growth.offer) or presenters.meeting_view(growth)
    form = SettleForm(growth.stored.pack, kinds, posted(request), initial=beginning_of(begin, kinds, 0))
    if form.is_bound and form.is_valid():
        try:
            draft = operations.put_position(growth.conversation, form.view(), **moment(request))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            told(request, growth, bool(draft.offer))
            return to_stage(growth, POSITION)
    context = context_of(
        growth, POSITION, form=form, figure=presenters.figure_of(growth, colour_of(request)),
        views=presenters.views_of(growth),
    )  # fmt: skip
    return render(request, "conversations/growth/settle.html", context, status=422 if form.is_bound else 200)


def told(request: HttpRequest, growth: Growth, waits: bool) -> None:
    if waits:
        messages.success(request, f"{growth.partner.called} sees it now, and agrees or says that it does not fit.")
    else:
        messages.success(request, "Agreed. The plan follows from it.")


def moment(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.person, "at": timezone.now(), "today": timezone.localdate()}


def press(request: HttpRequest, growth: Growth, do: str) -> HttpResponse:
    shown = request.POST.get("revision", "")
    revision = int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 10 else 0
    conversation = growth.conversation
    try:
        if do == "accept":
            operations.accept_position(conversation, revision=revision, **moment(request))
            messages.success(request, "Agreed. The plan follows from it.")
        elif do == "both":
            operations.keep_both_views(conversation, **moment(request))
            messages.success(request, "Both views are kept. The plan can follow all the same.")
        elif do == "drop":
            operations.drop_offer(conversation, by=request.person, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return to_stage(growth, POSITION)
