"""The programme's public page, and what somebody has to do with mentoring."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.requests import HttpRequest

from .. import access
from ..models import MentoringProgramme
from ..operations.joining import acknowledge
from ..presenters import mine as presenters
from ..queries import participants
from ..queries.codes import unread_codes


@require_safe
@requires(Permission.PUBLIC_PAGE, on=access.load_public)
def public(request: HttpRequest, programme: MentoringProgramme) -> HttpResponse:
    """Anybody, signed in or not: what the scheme is, what is collected and why, who sees what, rules and weights."""
    today = timezone.localdate()
    can_join = bool(request.person and participants.organisations_for(programme, request.person, today))
    own = participants.open_request(programme, request.person) if request.person else None
    page = presenters.public_page(programme, today)
    context = {"programme": programme, "page": page, "can_join": can_join, "own": own}
    return render(request, "mentoring/public.html", context)


@require_POST
@requires(Permission.MENTORING_OWN)
def acknowledge_codes(request: HttpRequest) -> HttpResponse:
    """The versions that the page showed, of what somebody was asked to read; another version waits for the next visit."""
    shown = set(request.POST.getlist("code"))
    codes = [code for one in unread_codes(request.person) for code in one.codes if str(code.pk) in shown]
    acknowledge(codes, by=request.person, at=timezone.now())
    if codes:
        messages.success(request, "Thank you. It is noted that you have read it.")
    try:
        return redirect("mentoring:pairing", UUID(request.POST.get("pairing", "")))
    except ValueError:
        return redirect("mentoring:list")


@require_safe
@requires(Permission.MENTORING_OWN)
def mine(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    own = participants.own(request.person, participants.joinable_by(request.person, today))
    waiting = presenters.waiting(request.person, today)
    context = {"own": own, "page": presenters.my_page(own, waiting, request.person, today)}
    return render(request, "mentoring/mine.html", context)
