"""What coordinators fix about matching: limits on how many of whom are matched, and pairs kept together or apart."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.requests import HttpRequest

from .. import access
from ..forms.programmes import LimitForm
from ..models import MatchingQuota, MentoringProgramme, PairRule, ProgrammeOrganisation
from ..operations import programmes as operations
from ..operations.publishing import drop_rule as drop
from ..operations.refusals import Refused
from ..presenters.mine import limit_lines
from ..queries import programmes as queries

HOST, MATCH = Permission.MENTORING_HOST, Permission.MENTORING_MATCH


@require_http_methods(["GET", "HEAD", "POST"])
@requires(HOST, on=access.load_hosted)
def limits(request: HttpRequest, programme: MentoringProgramme) -> HttpResponse:
    """They stand on the public page; a run says which of them cannot be met."""
    organisations = [part.organisation for part in queries.organisations_in(programme)]
    form = LimitForm(organisations, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            operations.add_quota(programme, form.cleaned_data, by=request.person, at=timezone.now())
            messages.success(request, "Kept. The next run keeps to it.")
            return redirect("mentoring:limits", programme.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "programme": programme, "lines": limit_lines(programme)}
    return render(request, "mentoring/programmes/limits.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(HOST, on=access.load_quota)
def remove_limit(request: HttpRequest, found: tuple[MentoringProgramme, MatchingQuota]) -> HttpResponse:
    programme, quota = found
    operations.remove_quota(programme, quota, by=request.person, at=timezone.now())
    messages.success(request, "Removed. The next run does without it.")
    return redirect("mentoring:limits", programme.pk)


@require_POST
@requires(MATCH, on=access.load_rule)
def drop_rule(request: HttpRequest, found: tuple[PairRule, ProgrammeOrganisation]) -> HttpResponse:
    kept, part = found
    drop(kept, organisation=part.organisation, by=request.person, at=timezone.now())
    messages.success(request, "The match decides about these two again, from the next run on.")
    return redirect("mentoring:matching", part.programme_id)
