"""Somebody who would like a mentor: their application, section by section, until it is sent."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.requests import HttpRequest

from .. import access
from ..forms.sections import REQUEST_FORMS, CodesForm
from ..models import MenteeRequest, MentoringProgramme
from ..operations import joining
from ..operations.refusals import NotReady, Refused
from ..presenters import applying as presenters
from ..presenters.sections import REQUEST_SECTIONS
from ..queries import participants, programmes
from ..tasks import follow
from . import sections

read_or_write = require_http_methods(["GET", "HEAD", "POST"])
OWN = Permission.MENTORING_REQUEST


@require_POST
@requires(Permission.MENTORING_JOIN, on=access.load_joinable)
def start(request: HttpRequest, programme: MentoringProgramme) -> HttpResponse:
    today = timezone.localdate()
    organisations = participants.organisations_for(programme, request.person, today)
    try:
        own = joining.start_request(
            programme, organisation=organisations[0], by=request.person, at=timezone.now(), today=today
        )
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("mentoring:public", programme.slug)
    return redirect("mentoring:request", own.pk)


@never_cache
@require_safe
@requires(OWN, on=access.load_request)
def overview(request: HttpRequest, own: MenteeRequest) -> HttpResponse:
    """What is done and what is left, and once it is sent, where it stands."""
    facts = presenters.facts_of(own, timezone.localdate())
    return render(request, "mentoring/request.html", {"page": presenters.application(facts), "own": own})


@read_or_write
@requires(OWN, on=access.load_request)
def codes(request: HttpRequest, own: MenteeRequest) -> HttpResponse:
    """What is collected and why, and the codes of conduct. Read again, it shows when they were acknowledged."""
    lines = programmes.codes_of(own.programme, request.person, "mentee")
    form = CodesForm(lines, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        joining.acknowledge(form.read(), by=request.person, at=timezone.now())
        return redirect("mentoring:request", own.pk)
    context = {
        "form": form,
        "lines": lines,
        "programme": own.programme,
        "back": reverse("mentoring:request", args=[own.pk]),
    }
    return render(request, "mentoring/codes.html", context, status=422 if form.is_bound else 200)


def place_of(request: HttpRequest, own: MenteeRequest, key: str) -> sections.Place:
    return sections.Place(
        row=own,
        section=sections.section_or_404(REQUEST_SECTIONS, key),
        made=REQUEST_FORMS[key],
        context={"programme": own.programme},
        save=partial(save, by=request.person),
        again=lambda: participants.request_by_id(own.pk),
        home=reverse("mentoring:request", args=[own.pk]),
        home_name=own.programme.title,
        address=reverse("mentoring:request_section", args=[own.pk, key]),
        autosave=reverse("mentoring:request_save", args=[own.pk, key]),
        counts=own.state == own.State.WAITING,
    )


def save(row: MenteeRequest, parts: dict[str, Any], revision: int, *, by: Any) -> MenteeRequest:
    return joining.save_request(row, parts, revision=revision, by=by, at=timezone.now())


@never_cache
@read_or_write
@requires(OWN, on=access.load_request_section)
def section(request: HttpRequest, found: tuple[MenteeRequest, str]) -> HttpResponse:
    own, key = found
    return sections.page(request, place_of(request, own, key))


@never_cache
@require_POST
@requires(OWN, on=access.load_request_section)
def autosave(request: HttpRequest, found: tuple[MenteeRequest, str]) -> JsonResponse:
    own, key = found
    return sections.autosave(request, place_of(request, own, key))


@require_POST
@requires(OWN, on=access.load_request)
def send(request: HttpRequest, own: MenteeRequest) -> HttpResponse:
    try:
        joining.send_request(own, by=request.person, at=timezone.now(), today=timezone.localdate())
        follow(own.programme)
        messages.success(request, "Your application is in. You hear from us when there is a pairing to answer.")
    except NotReady as refusal:
        for fault in refusal.faults:
            messages.warning(request, fault.sentence)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("mentoring:request", own.pk)


@require_POST
@requires(OWN, on=access.load_request)
def rest(request: HttpRequest, own: MenteeRequest) -> HttpResponse:
    return change(request, own, joining.rest, "You are not matched until you say that you are there again.")


@require_POST
@requires(OWN, on=access.load_request)
def resume(request: HttpRequest, own: MenteeRequest) -> HttpResponse:
    return change(request, own, joining.resume, "You are in line again.")


@require_POST
@requires(OWN, on=access.load_request)
def renew(request: HttpRequest, own: MenteeRequest) -> HttpResponse:
    return change(request, own, joining.renew_assessment, "Matches are made from your latest self-assessment now.")


@read_or_write
@requires(OWN, on=access.load_request)
def withdraw(request: HttpRequest, own: MenteeRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "mentoring/withdraw.html", {"own": own})
    return change(
        request, own, joining.withdraw, "Your application is withdrawn, and what you wrote in it is deleted.", "list"
    )


def change(request: HttpRequest, own: MenteeRequest, operation: Any, said: str, page: str = "") -> HttpResponse:
    try:
        operation(own, by=request.person, at=timezone.now())
        follow(own.programme)
        messages.success(request, said)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        page = ""
    return redirect(f"mentoring:{page}") if page else redirect("mentoring:request", own.pk)
