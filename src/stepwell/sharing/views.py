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
        {"open": [t for t in things if t.is_open], "ended": [t for t in things if not t.is_open]},
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
