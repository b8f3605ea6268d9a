"""Matching as a coordinator does it: start a run, look at it, keep pairs together or apart, publish, check the proof."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.domain.matching import audit
from stepwell.people.requests import HttpRequest

from .. import access
from ..models import MatchingRun, PairRule, ProgrammeOrganisation
from ..operations import placing, publishing, running
from ..operations.refusals import Refused, WrongState
from ..presenters import matching as presenters
from ..queries import runs as queries
from ..queries.left import left_in
from ..tasks import follow, work_out

read_or_write = require_http_methods(["GET", "HEAD", "POST"])
MATCH = Permission.MENTORING_MATCH
A_PAGE, PAIRS_A_PAGE = 50, 25
Found = tuple[MatchingRun, ProgrammeOrganisation]
OfRun = Callable[[HttpRequest, Found], HttpResponse]


def once_done(view: OfRun) -> OfRun:
    """Until a run is done, its own page says how far it is, and is the only one."""

    @wraps(view)
    def shown(request: HttpRequest, found: Found) -> HttpResponse:
        run, _ = found
        return view(request, found) if run.state == MatchingRun.State.DONE else redirect("mentoring:run", run.pk)

    return shown


@never_cache
@require_safe
@requires(MATCH, on=access.load_taking_part)
def matching(request: HttpRequest, part: ProgrammeOrganisation) -> HttpResponse:
    found = queries.runs_of(part.programme)
    page = presenters.matching_page(part, found)
    return render(request, "mentoring/matching/runs.html", {"page": page, "part": part})


@require_POST
@requires(MATCH, on=access.load_taking_part)
def start(request: HttpRequest, part: ProgrammeOrganisation) -> HttpResponse:
    try:
        fairness = fairness_in(request.POST.get("fairness", ""))
        run = running.start_run(part.programme, fairness=fairness, by=request.person, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("mentoring:matching", part.programme_id)
    work_out.enqueue(str(run.pk))
    return redirect("mentoring:run", run.pk)


def fairness_in(text: str) -> int:
    """Where the slider stands; anything else is the published objective."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 and int(text) <= 10 else 10


@never_cache
@require_safe
@requires(MATCH, on=access.load_run)
def run(request: HttpRequest, found: Found) -> HttpResponse:
    run, part = found
    if run.state != MatchingRun.State.DONE:
        return render(request, "mentoring/matching/waiting.html", {"run": run, "part": part})
    page = presenters.run_page(run, part, request.organisation.brand_colour)
    listed = Paginator(queries.pairings_of(run, part.organisation), PAIRS_A_PAGE).get_page(request.GET.get("page"))
    pairings = list(listed.object_list)
    lines = presenters.pair_lines(run, pairings, queries.rules_for(pairings), part)
    context = {"run": run, "part": part, "page": page, "listed": listed, "lines": lines}
    return render(request, "mentoring/matching/run.html", context)


@never_cache
@require_safe
@requires(MATCH, on=access.load_run)
def left(request: HttpRequest, found: Found) -> HttpResponse:
    """All of one's own people who found nobody, a page at a time."""
    run, part = found
    told = left_in(run, part.organisation)
    listed = Paginator(told, A_PAGE).get_page(request.GET.get("page"))
    lines = presenters.left_lines(list(listed.object_list), part.organisation)
    context = {"run": run, "part": part, "listed": listed, "lines": lines, "number": len(told)}
    return render(request, "mentoring/matching/left.html", context)


@never_cache
@require_safe
@requires(MATCH, on=access.load_run)
@once_done
def stand(request: HttpRequest, found: Found) -> HttpResponse:
    """The slider, worked out now: numbers of the whole, where they tell of no other organisation, and nothing else."""
    run, part = found
    fairness, crossing = fairness_in(request.GET.get("fairness", "")), crossing_in(request.GET.get("crossing", ""))
    page = presenters.stand_page(run, part, fairness, crossing)
    return render(request, "mentoring/matching/stand.html", {"run": run, "part": part, "page": page})


def crossing_in(text: str) -> int:
    """How far crossing organisations comes before other wishes; anything else is not at all."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 and int(text) <= 10 else 0


@require_POST
@requires(MATCH, on=access.load_run_pairing)
def rule(request: HttpRequest, found: tuple[MatchingRun, ProgrammeOrganisation, UUID]) -> HttpResponse:
    """Keep these two together, or apart, in the runs to come; or let the match decide again."""
    run, part, pairing_id = found
    pairing = queries.pairing_of(run, part.organisation, pairing_id)
    kind = request.POST.get("kind", "")
    if pairing is None or kind not in ("", *PairRule.Kind.values):
        raise Http404
    publishing.set_rule(
        run.programme,
        pairing.request,
        pairing.enrolment,
        kind=kind,
        organisation=part.organisation,
        by=request.person,
        at=timezone.now(),
    )
    if pairing.placed_at and kind == PairRule.Kind.EXCLUDED:
        follow(run.programme)
        messages.success(
            request, "Kept apart. Somebody else is looked for; if there is nobody, they wait for the next run."
        )
        return redirect("mentoring:matching", run.programme_id)
    messages.success(request, "Kept for the next run. Start one to see what changes.")
    return redirect("mentoring:run", run.pk)


@require_POST
@requires(MATCH, on=access.load_run_pairing)
def offer_placed(request: HttpRequest, found: tuple[MatchingRun, ProgrammeOrganisation, UUID]) -> HttpResponse:
    """One click for what was found since the run: it was looked at, and both are asked."""
    run, part, pairing_id = found
    pairing = queries.placed_in(run, part.organisation).filter(pk=pairing_id).first()
    if pairing is None:
        messages.warning(request, str(WrongState()))
        return redirect("mentoring:matching", run.programme_id)
    try:
        today = timezone.localdate()
        offered = placing.offer_placed(
            pairing, organisation=part.organisation, by=request.person, at=timezone.now(), today=today
        )
        if offered:
            messages.success(request, f"Offered. Both sides have {run.programme.accept_days} days.")
        else:
            follow(run.programme)
            messages.warning(request, "This mentor has no room left. Somebody else is looked for.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("mentoring:matching", run.programme_id)


@read_or_write
@requires(MATCH, on=access.load_run)
@once_done
def publish(request: HttpRequest, found: Found) -> HttpResponse:
    """Looked at once more, then offered to all of one's own mentees and their mentors at once."""
    run, part = found
    if request.method != "POST":
        number = queries.to_publish(run, part.organisation).count()
        return render(request, "mentoring/matching/publish.html", {"run": run, "part": part, "number": number})
    try:
        today = timezone.localdate()
        number = publishing.publish(
            run, organisation=part.organisation, by=request.person, at=timezone.now(), today=today
        )
        follow(run.programme)
        messages.success(request, f"{number} pairings are offered. Both sides have {run.programme.accept_days} days.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("mentoring:run", run.pk)


@never_cache
@read_or_write
@requires(MATCH, on=access.load_run)
@once_done
def certificate(request: HttpRequest, found: Found) -> HttpResponse:
    """What the proof is, and the check, which needs no solver and believes none."""
    run, part = found
    checked = presenters.audit_words(audit(*queries.proof_of(run))) if request.method == "POST" else ""
    return render(request, "mentoring/matching/certificate.html", {"run": run, "part": part, "checked": checked})
