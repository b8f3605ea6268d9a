"""What the mentee wants to reach, and the second look at the same items."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.assessments.operations import start_assessment
from stepwell.people.requests import HttpRequest

from .. import access
from ..forms.relating import GoalForm
from ..models import MentoringGoal, MentoringRelationship
from ..operations import goals as operations
from ..operations.refusals import Faulty, Refused
from ..presenters import relating as presenters
from ..queries import relationships as queries

TWO = Permission.MENTORING_RELATIONSHIP


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(TWO, on=access.load_relationship)
def goals(request: HttpRequest, found: MentoringRelationship) -> HttpResponse:
    """The mentee sets them; for the mentor there is no such page, since the goals stand on the relationship's own."""
    if found.mentee_id != request.person.pk:
        raise Http404
    form = GoalForm(presenters.choices_of_goals(found), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            operations.set_goal(found, **form.cleaned_data, by=request.person, at=timezone.now())
            messages.success(request, "Kept. Your mentor reads it, too.")
            return redirect("mentoring:relationship", found.pk)
        except Faulty as refusal:
            for fault in refusal.faults:
                form.add_error(fault.field, fault.sentence)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "relationship": found, "lines": presenters.goal_lines(found, queries.goals_of(found))}
    return render(request, "mentoring/goals.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(TWO, on=access.load_goal)
def close(request: HttpRequest, goal: MentoringGoal) -> HttpResponse:
    try:
        operations.close_goal(goal, state=request.POST.get("state", ""), by=request.person, at=timezone.now())
        messages.success(request, "Kept.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("mentoring:relationship", goal.relationship_id)


@require_POST
@requires(TWO, on=access.load_relationship)
def look_again(request: HttpRequest, found: MentoringRelationship) -> HttpResponse:
    """A self-assessment on the same items, in the wording of the first one."""
    first = found.request.assessment
    if found.mentee_id != request.person.pk or first is None:
        raise Http404
    assessment = start_assessment(
        person=request.person,
        version=first.version,
        overlay=first.overlay,
        appointment=request.appointment,
        purpose=first.Purpose.MENTORING,
        at=timezone.now(),
    )
    if assessment.version_id != first.version_id:
        messages.warning(request, "You have begun one on another version. Finish it or throw it away, then come back.")
    return redirect("assessments:resume", assessment.pk)
