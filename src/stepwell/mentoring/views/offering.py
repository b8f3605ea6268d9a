"""A mentor's own pages: one profile for every programme, what they offer in each, their records, pauses and log."""

import csv
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.models import Person
from stepwell.people.requests import HttpRequest

from .. import access
from ..forms.offering import LogForm, OffersForm, PauseForm, RecordForm
from ..forms.sections import PROFILE_FORMS, CodesForm
from ..models import MentorEnrolment, MentoringProgramme, MentorProfile
from ..operations import joining, offering, relationships
from ..operations.refusals import NotReady, Refused
from ..presenters import offering as presenters
from ..presenters.sections import PROFILE_SECTIONS
from ..queries import participants, programmes
from ..queries.relationships import mentored_by
from ..tasks import follow, follow_mentor
from . import sections

read_or_write = require_http_methods(["GET", "HEAD", "POST"])
OWN = Permission.MENTORING_OWN
A_PAGE = 20
JOINING = "joining"  # names the programme that somebody is about to join, so that each part leads back there


def profile_or_404(person: Person) -> MentorProfile:
    profile = participants.profile_of(person)
    if profile is None:
        raise Http404
    return profile


@require_POST
@requires(OWN)
def start(request: HttpRequest) -> HttpResponse:
    offering.start_profile(by=request.person, at=timezone.now())
    return redirect(joining_address(request, request.POST.get(JOINING, "")) or "mentoring:mentor")


def joining_address(request: HttpRequest, programme_id: str) -> str:
    """Of the page on which a mentor joins a programme, if they may: where they came from and go back to."""
    try:
        found = access.load_joinable(request.person, UUID(programme_id))
    except ValueError:
        return ""
    return reverse("mentoring:join_as_mentor", args=[found.thing.pk]) if found else ""


@never_cache
@require_safe
@requires(OWN)
def mentor(request: HttpRequest) -> HttpResponse:
    profile = participants.profile_of(request.person)
    if profile is None:
        return render(request, "mentoring/mentor_start.html")
    facts = presenters.facts_of(profile, timezone.localdate())
    return render(request, "mentoring/mentor.html", {"page": presenters.mentor_page(facts), "profile": profile})


def place_of(request: HttpRequest, key: str) -> sections.Place:
    profile = profile_or_404(request.person)
    back = joining_address(request, request.GET.get(JOINING, ""))
    return sections.Place(
        row=profile,
        section=sections.section_or_404(PROFILE_SECTIONS, key),
        made=PROFILE_FORMS[key],
        context=presenters.choices_for(profile, timezone.localdate()),
        save=save,
        again=lambda: profile_or_404(request.person),
        home=back or reverse("mentoring:mentor"),
        home_name="Offer to be a mentor" if back else "Being a mentor",
        address=reverse("mentoring:mentor_section", args=[key]),
        autosave=reverse("mentoring:mentor_save", args=[key]),
        counts=True,
    )


def save(row: MentorProfile, parts: dict[str, Any], revision: int) -> MentorProfile:
    return offering.save_profile(row, parts, revision=revision, at=timezone.now())


@never_cache
@read_or_write
@requires(OWN)
def section(request: HttpRequest, section: str) -> HttpResponse:
    answer = sections.page(request, place_of(request, section))
    if answer.status_code == 302:
        follow_mentor(profile_or_404(request.person))
    return answer


@never_cache
@require_POST
@requires(OWN)
def autosave(request: HttpRequest, section: str) -> JsonResponse:
    return sections.autosave(request, place_of(request, section))


@read_or_write
@requires(Permission.MENTORING_JOIN, on=access.load_joinable)
def offers(request: HttpRequest, programme: MentoringProgramme) -> HttpResponse:
    """Help with which part of the programme's framework. The texts are there to read; none asks about the mentor."""
    profile = profile_or_404(request.person)
    pack = programmes.pack_of_programme(programme)
    stored = participants.offers_of(profile, programme.version.framework_id)
    form = OffersForm(programmes.wished_dimensions(pack), stored, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        offering.set_offers(profile, programme.version.framework, form.plans(), by=request.person, at=timezone.now())
        follow(programme)
        messages.success(request, "Your offers are kept.")
        return redirect("mentoring:join_as_mentor", programme.pk)
    context = {"form": form, "programme": programme, "pack": pack}
    return render(request, "mentoring/offers.html", context, status=422 if form.is_bound else 200)


@read_or_write
@requires(Permission.MENTORING_JOIN, on=access.load_joinable)
def join(request: HttpRequest, programme: MentoringProgramme) -> HttpResponse:
    """What is missing, the codes of conduct, and the button."""
    profile = participants.profile_of(request.person)
    if profile is None:
        return render(request, "mentoring/mentor_start.html", {"joining": programme})
    lines = programmes.codes_of(programme, request.person, "mentor")
    form = CodesForm(lines, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        joining.acknowledge(form.read(), by=request.person, at=timezone.now())
        if enrol(request, programme, profile):
            return redirect("mentoring:mentor")
        return redirect("mentoring:join_as_mentor", programme.pk)
    page = presenters.joining_page(programme, profile, lines)
    context = {"form": form, "page": page, "programme": programme}
    return render(request, "mentoring/join_as_mentor.html", context, status=422 if form.is_bound else 200)


def enrol(request: HttpRequest, programme: MentoringProgramme, profile: MentorProfile) -> bool:
    today = timezone.localdate()
    organisation = participants.organisations_for(programme, request.person, today)[0]
    try:
        offering.join_as_mentor(
            programme, profile, organisation=organisation, by=request.person, at=timezone.now(), today=today
        )
    except NotReady as refusal:
        for fault in refusal.faults:
            messages.warning(request, fault.sentence)
        return False
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return False
    follow(programme)
    messages.success(request, "You are in. You hear from us when there is a pairing to answer.")
    return True


@read_or_write
@requires(Permission.MENTORING_ENROLMENT, on=access.load_enrolment)
def leave(request: HttpRequest, enrolment: MentorEnrolment) -> HttpResponse:
    if request.method != "POST":
        going_on = enrolment.relationships.exclude(state="ended").count()
        return render(request, "mentoring/leave.html", {"enrolment": enrolment, "going_on": going_on})
    relationships.leave_as_mentor(enrolment, by=request.person, at=timezone.now())
    follow(enrolment.programme)
    messages.success(request, "You have left the programme. Your profile stays yours.")
    return redirect("mentoring:mentor")


@read_or_write
@requires(OWN)
def records(request: HttpRequest) -> HttpResponse:
    """Training, qualifications, supervision, checks: added and removed by their owner."""
    profile = profile_or_404(request.person)
    form = RecordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        offering.add_record(profile, by=request.person, at=timezone.now(), **form.cleaned_data)
        return redirect("mentoring:records")
    lines = presenters.record_lines(list(profile.records.all()), timezone.localdate())
    context = {"form": form, "lines": lines}
    return render(request, "mentoring/records.html", context, status=422 if form.is_bound else 200)


@read_or_write
@requires(OWN)
def pauses(request: HttpRequest) -> HttpResponse:
    profile = profile_or_404(request.person)
    form = PauseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        offering.pause(profile, by=request.person, at=timezone.now(), **form.cleaned_data)
        follow_mentor(profile)
        return redirect("mentoring:pauses")
    context = {
        "form": form,
        "pauses": list(profile.pauses.all()),
        "going_on": mentored_by(request.person),
    }
    return render(request, "mentoring/pauses.html", context, status=422 if form.is_bound else 200)


@read_or_write
@requires(OWN)
def log(request: HttpRequest) -> HttpResponse:
    profile = profile_or_404(request.person)
    today = timezone.localdate()
    mentees = participants.known_of_mentees(profile)
    form = LogForm(today, request.POST if request.method == "POST" else None, mentees=mentees)
    if form.is_bound and form.is_valid():
        offering.log_time(profile, by=request.person, at=timezone.now(), **form.cleaned_data)
        return redirect("mentoring:log")
    listed = Paginator(profile.hours.all(), A_PAGE).get_page(request.GET.get("page"))
    totals = presenters.log_page(participants.minutes_since(profile, presenters.a_year_before(today)))
    lines = presenters.log_lines(listed, mentees)
    context = {"form": form, "page": totals, "listed": listed, "lines": lines}
    return render(request, "mentoring/log.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_safe
@requires(OWN)
def log_csv(request: HttpRequest) -> HttpResponse:
    """For a supervisor or an accrediting body. It points at no mentee; notes that name one are left out."""
    profile = profile_or_404(request.person)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="mentoring-log.csv"'
    writer = csv.writer(answer)
    writer.writerow(["Day", "What", "Minutes", "Note"])
    writer.writerows(presenters.log_rows(profile.hours.all(), participants.known_of_mentees(profile)))
    return answer


def remove(request: HttpRequest, rows: Any, key: Any, operation: Any, page: str) -> HttpResponse:
    """One of somebody's own rows; another's is no row at all."""
    row = rows.filter(pk=key).first()
    if row is None:
        raise Http404
    operation(row, by=request.person, at=timezone.now())
    return redirect(page)


@require_POST
@requires(OWN)
def remove_record(request: HttpRequest, record_id: Any) -> HttpResponse:
    profile = profile_or_404(request.person)
    return remove(request, profile.records, record_id, offering.remove_record, "mentoring:records")


@require_POST
@requires(OWN)
def end_pause(request: HttpRequest, pk: int) -> HttpResponse:
    profile = profile_or_404(request.person)
    answer = remove(request, profile.pauses, pk, offering.end_pause, "mentoring:pauses")
    follow_mentor(profile)
    return answer


@require_POST
@requires(OWN)
def remove_time(request: HttpRequest, hour_id: Any) -> HttpResponse:
    profile = profile_or_404(request.person)
    return remove(request, profile.hours, hour_id, offering.remove_time, "mentoring:log")
