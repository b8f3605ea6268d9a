"""Proposing a conversation: which kind, with whom, and how."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.domain.agenda import Agenda
from stepwell.people.models import Person
from stepwell.people.queries import appointments_of, colleagues_matching, team_of
from stepwell.people.requests import HttpRequest

from ..forms.terms import ProposalForm
from ..models import Conversation
from ..operations import proposing as operations
from ..operations.refusals import Refused
from ..queries import agendas
from ..queries.conversations import between, partners_of

RECENT = 5
MOST_SHOWN = 12  # of a team, in one list


@require_safe
@requires(Permission.CONVERSATIONS_OWN)
def choose(request: HttpRequest) -> HttpResponse:
    context = {"agendas": agendas.offered_to(request.organisation), "carried": carried(request)}
    return render(request, "conversations/choose.html", context)


def carried(request: HttpRequest) -> str:
    """Whom somebody came here for, kept from page to page."""
    kept = request.GET.copy()
    return f"?{kept.urlencode()}" if kept else ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONVERSATIONS_OWN)
def propose(request: HttpRequest, agenda_id: str) -> HttpResponse:
    agenda = agendas.agenda_by_id(agenda_id, request.organisation)
    if agenda is None or not agendas.is_offered(agenda, request.organisation):
        raise Http404
    searched = (request.POST.get("q") or request.GET.get("q") or "").replace("\x00", "").strip()[:100]
    people = partners_for(request, searched)
    form = ProposalForm(
        timezone.now(), people, list(agenda.others), request.POST or None, initial=beginning(request, agenda, people)
    )
    if form.is_bound and form.is_valid():
        done = attempt(request, agenda, form)
        if done:
            return done
    context = {"form": form, "agenda": agenda, "people": people, "searched": searched, "found": bool(people)}
    return render(request, "conversations/propose.html", context, status=422 if form.is_bound else 200)


def beginning(request: HttpRequest, agenda: Agenda, people: list[tuple[Person, str]]) -> dict[str, Any]:
    about = "theirs" if request.GET.get("about") == "theirs" else "mine"
    wanted = request.GET.get("with", "")
    known = {str(person.pk) for person, _ in people}
    return {
        "partner": wanted if wanted in known else None,
        "about": about,
        "other_role": agenda.others[0],
        "frequency": agenda.frequency,
        "setting": "separate",
        "minutes": agenda.minutes,
        "form": "",
    }


def partners_for(request: HttpRequest, searched: str) -> list[tuple[Person, str]]:
    """Managers, a team that is no long list, whoever was asked for or searched, and the latest partners; each with what
    they are to you."""
    today = timezone.localdate()
    jobs = appointments_of(request.person, today)
    found: dict[Any, tuple[Person, str]] = {}
    for job in jobs:
        if job.manager:
            found[job.manager.pk] = (job.manager, "Your line manager")
    wanted = request.POST.get("partner") or request.GET.get("with", "")
    team = team_of(request.person, today)
    for job in team:
        if str(job.person_id) == wanted or len(team) <= MOST_SHOWN:
            found.setdefault(job.person_id, (job.person, job.job_title))
    for person, _ in partners_of(request.person, today)[:RECENT]:
        found.setdefault(person.pk, (person, "You have talked before"))
    if searched and request.organisation:
        for person in colleagues_matching(searched, request.organisation, today, besides=request.person):
            found.setdefault(person.pk, (person, person.email or ""))
    found.pop(request.person.pk, None)
    return list(found.values())


def followed(request: HttpRequest, partner: Person) -> Conversation | None:
    """The conversation that this one follows, if the page before named one of these two."""
    try:
        key = UUID(request.GET.get("follows", ""))
    except ValueError:
        return None
    return between(request.person, partner, timezone.localdate()).filter(pk=key).first()


def attempt(request: HttpRequest, agenda: Agenda, form: ProposalForm) -> HttpResponse | None:
    """Propose it; what is refused stands in the form's summary."""
    partner: Person = form.cleaned_data["partner"]
    is_mine = form.cleaned_data["about"] == "mine"
    try:
        conversation = operations.propose(
            agenda=agenda,
            person=request.person if is_mine else partner,
            other=partner if is_mine else request.person,
            other_role=form.cleaned_data["other_role"],
            organisation=request.organisation,
            other_organisation=request.organisation,
            plan=form.plan(),
            follows=followed(request, partner),
            message=form.cleaned_data["message"],
            by=request.person,
            at=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, f"{partner.full_name} has been asked. They see what to expect, and may say “not now”.")
    return redirect("conversations:conversation", conversation.pk)
