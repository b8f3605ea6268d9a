"""Beginning: a round of one's own, a cycle one joins, and the answer to being asked. Only the person can (R40)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.frameworks.queries import StoredPack, stored_pack, stored_packs
from stepwell.people.queries import audience_of
from stepwell.people.requests import HttpRequest

from .. import access
from ..forms.rounds import RepeatForm, StartRoundForm
from ..models import Cycle, FeedbackRound
from ..operations import rounds as operations
from ..operations.refusals import BadCycle, Refused, TooSoon
from ..queries.asking import asked_of, item_kinds
from ..queries.cycles import settings_of
from .rounds import gone_on

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


def own_rounds_or_404(request: HttpRequest) -> None:
    """Where the organisation allows no rounds of one's own, there is no such page."""
    if request.organisation is None or not settings_of(request.organisation).allows_own_rounds:
        raise Http404


@require_safe
@requires(Permission.FEEDBACK_START)
def choose(request: HttpRequest) -> HttpResponse:
    own_rounds_or_404(request)
    audiences = audience_of(request.person, request.appointment, timezone.localdate())
    packs = [stored for stored in stored_packs(request.organisation) if stored.pack.dimensions]
    context = {
        "for_you": [stored for stored in packs if set(stored.pack.audience) & set(audiences)],
        "others": [stored for stored in packs if not set(stored.pack.audience) & set(audiences)],
    }
    return render(request, "feedback/rounds/choose.html", context)


def framework_or_404(slug: str, request: HttpRequest) -> StoredPack:
    stored = stored_pack(slug, request.organisation)
    if stored is None or not stored.pack.dimensions:
        raise Http404
    return stored


@never_cache
@read_or_write
@requires(Permission.FEEDBACK_START)
def start(request: HttpRequest, slug: str) -> HttpResponse:
    own_rounds_or_404(request)
    stored = framework_or_404(slug, request)
    today = timezone.localdate()
    form = StartRoundForm(item_kinds(stored.pack), today, request.POST if request.method == "POST" else None)
    too_soon = None
    if form.is_bound and form.is_valid():
        try:
            return redirect("feedback:round", begin(request, stored, form).pk)
        except BadCycle as refusal:
            for name, sentence in refusal.faults:
                form.add_error(name if name in form.fields else None, sentence)
        except TooSoon as refusal:
            too_soon = refusal.earlier
            form.add_error("reason_for_repeat", str(refusal))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    asks_why = too_soon or bool(form.is_bound and form.data.get("reason_for_repeat"))
    context = {"form": form, "pack": stored.pack, "asks_why": asks_why, "earlier": too_soon}
    return render(request, "feedback/rounds/start.html", context, status=422 if form.is_bound else 200)


def begin(request: HttpRequest, stored: StoredPack, form: StartRoundForm) -> FeedbackRound:
    today = timezone.localdate()
    return operations.start_own_round(
        subject=request.person,
        organisation=request.organisation,
        version=stored.version,
        overlay=stored.overlay,
        title=f"{stored.pack.called}, {today:%B %Y}",
        item_kind=form.cleaned_data["item_kind"],
        closes_on=form.cleaned_data["closes_on"],
        reason_for_repeat=form.cleaned_data["reason_for_repeat"],
        by=request.person,
        at=timezone.now(),
        today=today,
    )


@never_cache
@read_or_write
@requires(Permission.FEEDBACK_START, on=access.load_open_cycle)
def join(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    def join_it(reason: str) -> FeedbackRound:
        return operations.join_cycle(
            cycle,
            subject=request.person,
            reason_for_repeat=reason,
            by=request.person,
            at=timezone.now(),
            today=timezone.localdate(),
        )

    return decide(request, cycle, None, join_it)


@never_cache
@read_or_write
@requires(Permission.FEEDBACK_ROUND, on=access.load_round)
def consent(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    if round.state != FeedbackRound.State.ASKED:
        return redirect("feedback:round", round.pk)

    def agree(reason: str) -> FeedbackRound:
        return operations.consent(
            round, reason_for_repeat=reason, by=request.person, at=timezone.now(), today=timezone.localdate()
        )

    return decide(request, round.cycle, round, agree)


def decide(
    request: HttpRequest, cycle: Cycle, round: FeedbackRound | None, agree: Callable[[str], FeedbackRound]
) -> HttpResponse:
    """The same page for joining and for being asked: what happens, who sees what, and the choice."""
    form = RepeatForm(request.POST if request.method == "POST" else None)
    too_soon = None
    if form.is_bound and form.is_valid():
        try:
            return redirect("feedback:round", agree(form.cleaned_data["reason_for_repeat"]).pk)
        except TooSoon as refusal:
            too_soon = refusal.earlier
            form.add_error("reason_for_repeat", str(refusal))
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return redirect("feedback:list")
    context = {
        "form": form,
        "cycle": cycle,
        "round": round,
        "asked": asked_of(cycle),
        "groups": list(cycle.groups.all()),
        "asks_why": too_soon or bool(form.is_bound and form.data.get("reason_for_repeat")),
        "earlier": too_soon,
    }
    return render(request, "feedback/rounds/decide.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_POST
@requires(Permission.FEEDBACK_ROUND, on=access.load_round)
def refuse(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    try:
        operations.refuse(round, by=request.person, at=timezone.now())
    except Refused as refusal:
        return gone_on(request, round, refusal)
    messages.success(request, "You do not take part this time. Nobody asks why.")
    return redirect("feedback:list")
