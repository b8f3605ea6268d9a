"""My feedback: my rounds, one round, and what its subject decides about it as a whole."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.access.roles import Role
from stepwell.people.models import Person
from stepwell.people.queries import colleagues_matching
from stepwell.people.requests import HttpRequest

from .. import access, tasks
from ..forms.rounds import PersonForm
from ..models import FeedbackRound
from ..operations import releasing
from ..operations import rounds as operations
from ..operations.refusals import BadFacilitator, Refused
from ..presenters import rounds as presenters
from ..queries import choosing, cycles, inviting
from ..queries import rounds as queries
from ..queries.asking import asked_of, self_ratings_of

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
@requires(Permission.FEEDBACK_OWN)
def mine(request: HttpRequest) -> HttpResponse:
    """My own rounds, what waits for me in others', and what I may join or start."""
    today = timezone.localdate()
    own = queries.rounds_of(request.person)
    coordinates = access.coordinated(request.organisation, request.roles)
    in_already = {round.cycle_id for round in own if round.state != FeedbackRound.State.ENDED}
    open_now = [cycle for cycle in cycles.open_cycles(request.organisation) if cycle.closes_on >= today]
    context = {
        "lines": presenters.round_lines(own),
        "coordinates": coordinates is not None,
        "asked": inviting.asked_of_person(request.person, timezone.now()),
        "to_approve": queries.rounds_to_approve(request.person, today, coordinates=coordinates),
        "to_facilitate": queries.rounds_to_facilitate(request.person),
        "to_join": [cycle for cycle in open_now if cycle.pk not in in_already],
        "may_start": bool(request.organisation and cycles.settings_of(request.organisation).allows_own_rounds),
    }
    return render(request, "feedback/rounds/list.html", context)


@never_cache
@require_safe
@requires(Permission.FEEDBACK_OWN, on=access.load_door)
def round_(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    """Mail leads everybody here: the subject stays, the approver and the facilitator go on to their own pages."""
    if Role.OWNER in request.roles_here:
        return own_round(request, round)
    if Role.APPROVER in request.roles_here:
        return redirect("feedback:approve", round.pk)
    return redirect("feedback:facilitate", round.pk)


def own_round(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    if round.state == FeedbackRound.State.ASKED:
        return redirect("feedback:consent", round.pk)
    facts = presenters.Facts(
        round=round,
        asked=asked_of(round.cycle),
        said=self_ratings_of(round),
        nominations=queries.nominations_of(round),
        progress=choosing.progress(round),
    )
    context = {"page": presenters.round_page(facts), "round": round, "pack": facts.asked.pack}
    return render(request, "feedback/rounds/round.html", context)


@never_cache
@read_or_write
@requires(Permission.FEEDBACK_ROUND, on=access.load_round)
def facilitator(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    """One of those the cycle names; where it names nobody, any colleague."""
    if round.state not in presenters.BEFORE_CLOSING:
        return redirect("feedback:round", round.pk)
    named = [one.person for one in round.cycle.facilitators.select_related("person")]
    searched = (request.POST.get("q") or request.GET.get("q") or "").replace("\x00", "").strip()[:100]
    found = named or found_colleagues(request, searched)
    people = [person for person in with_present(found, round.facilitator) if person.pk != request.person.pk]
    form = PersonForm(people, request.POST if request.method == "POST" else None, round.facilitator)
    if form.is_bound and form.is_valid():
        try:
            operations.choose_facilitator(
                round, facilitator=form.cleaned_data["person"], by=request.person, at=timezone.now()
            )
            return redirect("feedback:round", round.pk)
        except BadFacilitator as refusal:
            form.add_error("person", str(refusal))
        except Refused as refusal:
            return gone_on(request, round, refusal)
    context = {"form": form, "round": round, "named": named, "searched": searched, "found": found}
    return render(request, "feedback/rounds/facilitator.html", context, status=422 if form.is_bound else 200)


def found_colleagues(request: HttpRequest, searched: str) -> list[Person]:
    if not searched or request.organisation is None:
        return []
    return colleagues_matching(searched, request.organisation, timezone.localdate(), besides=request.person)


def with_present(people: list[Person], present: Person | None) -> list[Person]:
    return people if present is None or present in people else [present, *people]


def gone_on(request: HttpRequest, round: FeedbackRound, refusal: Refused) -> HttpResponse:
    """The round changed under the page: say so, and show where it is now."""
    messages.warning(request, str(refusal))
    return redirect("feedback:round", round.pk)


@never_cache
@read_or_write
@requires(Permission.FEEDBACK_ROUND, on=access.load_round)
def end(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    if request.method != "POST":
        return render(request, "feedback/rounds/end.html", {"round": round})
    try:
        operations.end_round(round, by=request.person, at=timezone.now())
    except Refused as refusal:
        return gone_on(request, round, refusal)
    messages.success(request, "Your round has ended. Answers, drafts and links are deleted.")
    return redirect("feedback:list")


@never_cache
@read_or_write
@requires(Permission.FEEDBACK_ROUND, on=access.load_round)
def close(request: HttpRequest, round: FeedbackRound) -> HttpResponse:
    """Before its day. What was sent so far is what the report is made from."""
    if round.state != FeedbackRound.State.COLLECTING:
        return redirect("feedback:round", round.pk)
    if request.method != "POST":
        context = {"round": round, "answered": presenters.answered_words(choosing.progress(round))}
        return render(request, "feedback/rounds/close.html", context)
    try:
        releasing.close_round(round, by=request.person, at=timezone.now())
    except Refused as refusal:
        return gone_on(request, round, refusal)
    tasks.finish_round.enqueue(str(round.pk))
    return redirect("feedback:round", round.pk)
