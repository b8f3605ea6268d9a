from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.requests import HttpRequest

from . import access, operations, queries
from .models import Share


@require_safe
@requires(Permission.OWN_SHARES)
def given(request: HttpRequest) -> HttpResponse:
    things = queries.given_by(request.person, timezone.localdate())
    return render(
        request,
        "sharing/given.html",
        {
            "open": [one for one in things if one.is_open],
            "resting": [one for one in things if one.rests],
            "ended": [one for one in things if not one.is_open and not one.rests],
        },
    )


@require_safe
@requires(Permission.SHARED_WITH_ME)
def received(request: HttpRequest) -> HttpResponse:
    return render(
        request, "sharing/received.html", {"things": queries.received_by(request.person, timezone.localdate())}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SHARE_WITHDRAW, on=access.load_share)
def withdraw(request: HttpRequest, share: Share) -> HttpResponse:
    """POST withdraws at once, from the list's own button; GET asks first, for whoever follows a link."""
    if request.method != "POST":
        return render(request, "sharing/withdraw.html", {"share": share})
    operations.withdraw(share, by=request.person, at=timezone.now())
    messages.success(request, f"You no longer share “{share.title}” with {share.recipient.full_name}.")
    return redirect("sharing:given")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SHARE_KEEP, on=access.load_resting)
def keep(request: HttpRequest, share: Share) -> HttpResponse:
    """A former line manager reads on: from the list's own button, or after a question for whoever follows a link."""
    if request.method != "POST":
        return render(request, "sharing/keep.html", {"share": share})
    operations.keep(share, by=request.person, at=timezone.now())
    messages.success(request, f"{share.recipient.full_name} can read “{share.title}” again.")
    return redirect("sharing:given")
