"""What a people administrator sees of people: jobs, reporting lines and duties, of their own organisation only."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people import access, operations, presenters, queries
from stepwell.people.forms import DutyForm, StaffSearchForm
from stepwell.people.models import Duty, Person, Unit
from stepwell.people.requests import HttpRequest
from stepwell.people.units import units_page

PAGE = 50
LAST = "Give this duty to somebody else first: an organisation needs at least one people administrator."


@require_safe
@requires(Permission.PEOPLE_READ)
def people(request: HttpRequest) -> HttpResponse:
    form = StaffSearchForm(request.GET, organisation=request.organisation)
    form.is_valid()
    wanted = form.cleaned_data
    found = queries.staff_list(
        request.organisation,
        timezone.localdate(),
        words=wanted.get("q", ""),
        unit=wanted.get("unit"),
        left=wanted.get("left", False),
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    searched = any(wanted.values())
    return render(request, "people/people.html", {"form": form, "page": page, "searched": searched})


@require_safe
@requires(Permission.PEOPLE_READ, on=access.load_colleague)
def person(request: HttpRequest, colleague: Person) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "colleague": colleague,
        "coming": queries.coming_address(colleague),
        "jobs": queries.jobs_in(colleague, request.organisation),
        "reports": [a for a in queries.team_of(colleague, today) if a.organisation_id == request.organisation.pk],
        "duties": queries.open_duties(request.organisation).filter(person=colleague),
        "works_here": queries.works_in(colleague, request.organisation, today),
    }
    return render(request, "people/person.html", context)


@require_safe
@requires(Permission.PEOPLE_READ)
def units(request: HttpRequest) -> HttpResponse:
    return units_below(request, None)


@require_safe
@requires(Permission.PEOPLE_READ, on=access.load_unit)
def unit(request: HttpRequest, unit: Unit) -> HttpResponse:
    return units_below(request, unit)


def units_below(request: HttpRequest, unit: Unit | None) -> HttpResponse:
    working = queries.people_in_units(request.organisation, timezone.localdate())
    page = units_page(queries.units_of(request.organisation), working, unit)
    return render(request, "people/units.html", {"page": page, "trail": presenters.trail_of(page)})


@require_safe
@requires(Permission.ROLES_GRANT)
def duties(request: HttpRequest) -> HttpResponse:
    held = queries.open_duties(request.organisation)
    names = [(name, [duty for duty in held if duty.name == name.value]) for name in Duty.Name]
    return render(request, "people/duties.html", {"names": names})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLES_GRANT, on=access.load_colleague)
def grant(request: HttpRequest, colleague: Person) -> HttpResponse:
    """Only who works here now can be given a duty."""
    form = DutyForm(request.POST or None)
    if not queries.works_in(colleague, request.organisation, timezone.localdate()):
        messages.warning(request, f"{colleague.full_name} does not work here now, and cannot be given a duty.")
        return redirect("people:person", colleague.pk)
    if not form.is_valid():
        return render(request, "people/grant.html", {"form": form, "colleague": colleague})
    duty = operations.grant_duty(
        person=colleague,
        organisation=request.organisation,
        name=form.cleaned_data["duty"],
        by=request.person,
        at=timezone.now(),
    )
    messages.success(request, f"{colleague.full_name} is now {duty.get_name_display().lower()}.")
    return redirect("people:duties")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ROLES_GRANT, on=access.load_duty)
def end(request: HttpRequest, duty: Duty) -> HttpResponse:
    if request.method != "POST":
        return render(request, "people/end_duty.html", {"duty": duty})
    try:
        operations.end_duty(duty, by=request.person, at=timezone.now(), today=timezone.localdate())
    except operations.LastAdministrator:
        return render(request, "people/end_duty.html", {"duty": duty, "fault": LAST}, status=409)
    messages.success(request, f"{duty.person.full_name} is no longer {duty.get_name_display().lower()}.")
    return redirect("people:duties" if duty.person_id != request.person.pk else "home:home")
