"""One's own grade and role, and the roles that report to oneself."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.access.roles import Role
from stepwell.careers import access, operations
from stepwell.careers.forms import CompareForm, ExpectationForm, JobProfileForm, OutOfDateForm
from stepwell.careers.presenters import RoleView, notices_of, role_view
from stepwell.careers.queries import expectation_for, held_roles, shelf_of
from stepwell.people.models import Appointment
from stepwell.people.queries import appointments_of, team_of
from stepwell.people.requests import HttpRequest

from .grades import colour_of, grades_pack

FORM = ["GET", "HEAD", "POST"]


def own_roles(request: HttpRequest, today: date) -> list[RoleView]:
    return [role_view(role) for role in held_roles(appointments_of(request.person, today), today)]


@require_safe
@requires(Permission.OWN_CAREER)
def my_grade(request: HttpRequest) -> HttpResponse:
    """Each of my jobs: its job profile first (R26), then what its grade says."""
    today = timezone.localdate()
    roles = own_roles(request, today)
    shelf = roles[0].role.shelf if roles else shelf_of(request.organisation)
    stored = grades_pack(shelf, None)
    context = {
        "roles": [
            {
                "view": view,
                "figure": view.grade.stairs(colour_of(request)) if view.grade else None,
                "profile_form": JobProfileForm(auto_id=f"profile-{view.appointment.pk}-%s"),
                "compare_form": compare_form(view),
            }
            for view in roles
        ],
        "stored": stored,
        "team": team_of(request.person, today),
    }
    return render(request, "careers/my_grade.html", context)


def compare_form(view: RoleView) -> CompareForm | None:
    if view.grade is None:
        return None
    grades, own = view.grade.stored.pack.grades, {"one": view.grade.grade.id}
    return CompareForm(grades=grades, initial=own, auto_id=f"compare-{view.appointment.pk}-%s")


@require_safe
@requires(Permission.OWN_CAREER)
def expected(request: HttpRequest) -> HttpResponse:
    roles = own_roles(request, timezone.localdate())
    banks = roles[0].role.shelf.coaching_banks if roles else []
    return render(request, "careers/expected.html", {"roles": roles, "coaching_banks": banks})


@require_safe
@requires(Permission.EXPECTATION_READ, on=access.load_role)
def role(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """One role, for its holder and for its line manager."""
    view = role_view(held_roles([appointment], timezone.localdate())[0])
    context = {"view": view, "is_manager": Role.LINE_MANAGER in request.roles_here, "notices": view.notices}
    return render(request, "careers/role.html", context)


@require_safe
@requires(Permission.EXPECTATION_SET, on=access.load_role)
def expect(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """The manager chooses the framework: those of the grade and of the organisation come first."""
    view = role_view(held_roles([appointment], timezone.localdate())[0])
    shelf = view.role.shelf
    views = {each.pack.id: each for each in view.expected}
    frameworks = [(stored, views.get(stored.pack.id)) for stored in shelf.with_levels]
    first = [f for f in frameworks if f[1] or f[0].version.framework_id in shelf.used]
    context = {"view": view, "first": first, "others": [f for f in frameworks if f not in first]}
    return render(request, "careers/expect.html", context)


@require_http_methods(FORM)
@requires(Permission.EXPECTATION_SET, on=access.load_role_and_framework)
def expect_levels(request: HttpRequest, found: access.RoleAndFramework) -> HttpResponse:
    appointment, pack, today = found.appointment, found.stored.pack, timezone.localdate()
    form = ExpectationForm(
        request.POST if request.method == "POST" else None,
        pack=pack,
        suggested=found.shelf.suggestion(appointment, pack),
        expected=expectation_for(appointment, pack, pack.id, today, found.shelf),
        today=today,
    )
    if request.method == "POST" and form.is_valid():
        return save_levels(request, found, form)
    own = found.shelf.grade_of(appointment)
    context = {
        "form": form,
        "appointment": appointment,
        "pack": pack,
        "grade": own[1] if own else None,
        "suggested": form.suggested_words,
        "notices": notices_of(*found.shelf.grades_about([pack.id]), pack),
    }
    return render(request, "careers/expect_levels.html", context, status=422 if form.is_bound else 200)


def save_levels(request: HttpRequest, found: access.RoleAndFramework, form: ExpectationForm) -> HttpResponse:
    appointment, pack = found.appointment, found.stored.pack
    try:
        changed = operations.set_expected_levels(
            appointment,
            framework=found.stored.version.framework,
            levels=form.levels(),
            discussed_on=form.cleaned_data["discussed_on"],
            by=request.person,
            at=timezone.now(),
        )
    except operations.AppointmentOver:
        messages.warning(request, "This role no longer reports to you, so nothing was changed.")
        return redirect("careers:my_grade")
    if changed:
        messages.success(request, f"Saved. {appointment.person.called} can now read what is expected in {pack.called}.")
    else:
        messages.info(request, "Nothing was changed: these levels stood already.")
    return redirect("careers:role", appointment_id=appointment.pk)


@require_POST
@requires(Permission.EXPECTATION_READ, on=access.load_role)
def read(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """The holder has read what changed; from a manager this does nothing."""
    if Role.OWNER in request.roles_here:
        operations.mark_expectations_read(appointment, by=request.person, at=timezone.now())
    return redirect("careers:expected")


@require_http_methods(FORM)
@requires(Permission.JOB_PROFILE_UPDATE, on=access.load_role)
def job_profile(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    form = JobProfileForm(
        request.POST if request.method == "POST" else None, initial={"url": appointment.job_profile_url}
    )
    if request.method == "POST" and form.is_valid():
        url = form.cleaned_data["url"]
        operations.record_job_profile(appointment, url=url, by=request.person, at=timezone.now())
        messages.success(request, f"The job profile of {appointment.job_title} is linked.")
        return redirect(*back_to(request, appointment))
    context = {"form": form, "appointment": appointment, "back": resolve_url(*back_to(request, appointment))}
    return render(request, "careers/job_profile.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM)
@requires(Permission.JOB_PROFILE_UPDATE, on=access.load_role)
def job_profile_out_of_date(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    form = OutOfDateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        operations.mark_job_profile_out_of_date(appointment, note=note, by=request.person, at=timezone.now())
        messages.success(request, "Noted: the job profile needs updating.")
        return redirect(*back_to(request, appointment))
    context = {"form": form, "appointment": appointment, "back": resolve_url(*back_to(request, appointment))}
    return render(request, "careers/job_profile_out_of_date.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(Permission.JOB_PROFILE_UPDATE, on=access.load_role)
def job_profile_up_to_date(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    operations.mark_job_profile_up_to_date(appointment, by=request.person, at=timezone.now())
    messages.success(request, "Noted: the job profile describes the job again.")
    return redirect(*back_to(request, appointment))


def back_to(request: HttpRequest, appointment: Appointment) -> tuple:
    """The holder came from their grade, the manager from the role."""
    own = Role.OWNER in request.roles_here
    return ("careers:my_grade",) if own else ("careers:role", appointment.pk)
