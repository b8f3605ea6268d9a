"""Where a mailed link leads: what is asked and what is shown to whom; declining, fewer mails, and the receipt."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.requests import HttpRequest

from .. import access
from ..forms.rating import DeclineForm
from ..models import Invitation
from ..operations import inviting
from ..operations.refusals import NotOpenAnyMore
from ..presenters import rating as pages
from ..presenters.rating_picture import example_of
from ..queries.asking import asked_of, draft_of
from ..queries.inviting import Visit
from .by_link import by_link, gone


@by_link("GET", "HEAD")
def answer(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    if visit.standing != "open":
        return gone(request, visit.standing, visit)
    asked = asked_of(visit.cycle)
    context = {
        "visit": visit,
        "page": pages.invited_page(visit, asked, draft_of(visit)),
        "promise": pages.split_promise(visit.group.promise),
        "picture": example_of(visit, asked),
        "was_kept": "kept" in request.GET,
        "organisation": visit.cycle.organisation,
    }
    return render(request, "feedback/rating/invited.html", context)


@never_cache
@require_POST
@requires(Permission.FEEDBACK_ANSWER, on=access.load_asked)
def asked(request: HttpRequest, invitation: Invitation) -> HttpResponseBase:
    """From the list of somebody who is signed in to the pages that their mail leads to."""
    return redirect("feedback:answer", inviting.open_for(invitation, by=request.person))


@by_link("GET", "HEAD", "POST")
def decline(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    if visit.standing != "open":
        return gone(request, visit.standing, visit)
    form = DeclineForm(visit.round.subject, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            inviting.decline(visit, reason=form.cleaned_data["reason"], at=timezone.now())
        except NotOpenAnyMore as refusal:
            return gone(request, refusal.standing, visit)
        return redirect("feedback:answer", visit.token)
    context = {"visit": visit, "form": form, "organisation": visit.cycle.organisation}
    return render(request, "feedback/rating/decline.html", context, status=422 if form.errors else 200)


@by_link("GET", "HEAD", "POST")
def stop_reminders(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Opening the page changes nothing: mail scanners open every link."""
    if visit.standing != "open":
        return gone(request, visit.standing, visit)
    if request.method == "POST":
        inviting.stop_reminders(visit, at=timezone.now())
        return redirect("feedback:stop_reminders", visit.token)
    context = {"visit": visit, "organisation": visit.cycle.organisation}
    return render(request, "feedback/rating/stop_reminders.html", context)


@by_link("GET", "HEAD")
def receipt(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """What was promised when the answers were sent: no name, no time, nothing of what was said."""
    if visit.standing != "answered":
        return redirect("feedback:answer", visit.token)
    context = {
        "visit": visit,
        "promise": pages.split_promise(visit.invitation.promise),
        "organisation": visit.cycle.organisation,
    }
    return render(request, "feedback/rating/receipt.html", context)
