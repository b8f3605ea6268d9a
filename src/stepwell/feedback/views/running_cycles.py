"""One cycle: its overview in dates and numbers, opening it, and what may still change once it is open."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.queries import colleagues_matching
from stepwell.people.requests import HttpRequest

from .. import access, tasks
from ..forms.cycles import AskForm, ClosingForm, ThresholdsForm
from ..models import Cycle
from ..operations import cycles as operations
from ..operations.refusals import BadDate, MayOnlyRise, Refused
from ..presenters import cycles as presenters
from ..queries import cycles as queries
from ..queries.rounds import pack_of_cycle

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Permission.FEEDBACK_CYCLE_RUN, on=access.load_cycle)
def cycle(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    facts = presenters.Facts(
        cycle=cycle,
        pack=pack_of_cycle(cycle),
        groups=list(cycle.groups.all()),
        questions=list(cycle.questions.all()),
        facilitators=[named.person for named in cycle.facilitators.select_related("person")],
        progress=queries.progress_of(cycle) if cycle.has_started else [],
        load=queries.load_on_raters(cycle) if cycle.has_started else [],
    )
    return render(request, "feedback/cycles/cycle.html", {"page": presenters.overview(facts), "cycle": cycle})


@read_or_write
@requires(Permission.FEEDBACK_CYCLE_RUN, on=access.load_cycle)
def open_(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    if cycle.has_started:
        return redirect("feedback:cycle", cycle.pk)
    if request.method != "POST":
        groups = list(cycle.groups.all())
        return render(request, "feedback/cycles/open.html", {"cycle": cycle, "groups": groups})
    operations.open_cycle(cycle, by=request.person, at=timezone.now())
    messages.success(request, "The cycle is open. People can join it, and you can ask them to.")
    return redirect("feedback:cycle", cycle.pk)


@read_or_write
@requires(Permission.FEEDBACK_CYCLE_RUN, on=access.load_cycle)
def thresholds(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    if cycle.state != Cycle.State.OPEN:
        return redirect("feedback:cycle", cycle.pk)
    form = ThresholdsForm(cycle, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            operations.raise_thresholds(cycle, by=request.person, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "The stricter promise holds from now on.")
            return redirect("feedback:cycle", cycle.pk)
        except MayOnlyRise as refusal:
            form.take([(presenters.loosened(cycle, form.cleaned_data), str(refusal))])
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "cycle": cycle}
    return render(request, "feedback/cycles/thresholds.html", context, status=422 if form.is_bound else 200)


@read_or_write
@requires(Permission.FEEDBACK_CYCLE_RUN, on=access.load_cycle)
def closing(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    if cycle.state != Cycle.State.OPEN:
        return redirect("feedback:cycle", cycle.pk)
    data = request.POST if request.method == "POST" else None
    form = ClosingForm(data, initial={"closes_on": cycle.closes_on})
    if form.is_bound and form.is_valid():
        try:
            operations.change_closing(
                cycle,
                closes_on=form.cleaned_data["closes_on"],
                by=request.person,
                at=timezone.now(),
                today=timezone.localdate(),
            )
            messages.success(request, "The last day has changed, also for rounds that collect answers.")
            return redirect("feedback:cycle", cycle.pk)
        except BadDate as refusal:
            form.add_error("closes_on", str(refusal))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "cycle": cycle}
    return render(request, "feedback/cycles/closing.html", context, status=422 if form.is_bound else 200)


@read_or_write
@requires(Permission.FEEDBACK_CYCLE_RUN, on=access.load_cycle)
def ask(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """Ask somebody to take part. It stays theirs to say yes or no (R40)."""
    if cycle.state != Cycle.State.OPEN:
        return redirect("feedback:cycle", cycle.pk)
    today = timezone.localdate()
    searched = (request.POST.get("q") or request.GET.get("q") or "").replace("\x00", "").strip()[:100]
    found = colleagues_matching(searched, request.organisation, today) if searched else []
    form = AskForm(found, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        person = form.cleaned_data["person"]
        try:
            operations.ask_to_take_part(cycle, subject=person, by=request.person, at=timezone.now(), today=today)
            messages.success(request, f"{person.full_name} gets an e-mail. Nothing begins until they agree.")
            return redirect("feedback:cycle", cycle.pk)
        except Refused as refusal:
            form.add_error("person", str(refusal))
    context = {"form": form, "cycle": cycle, "searched": searched, "found": found}
    return render(request, "feedback/cycles/ask.html", context, status=422 if form.is_bound else 200)


@read_or_write
@requires(Permission.FEEDBACK_CYCLE_RUN, on=access.load_cycle)
def close(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    if cycle.state != Cycle.State.OPEN:
        return redirect("feedback:cycle", cycle.pk)
    if request.method != "POST":
        return render(request, "feedback/cycles/close.html", {"cycle": cycle})
    operations.close_cycle(cycle, by=request.person, at=timezone.now())
    tasks.finish_rounds.enqueue(str(cycle.pk))
    messages.success(request, "The cycle is closed. Reports are prepared from what was sent until now.")
    return redirect("feedback:cycle", cycle.pk)
