"""What somebody sees and says about themselves."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people import addresses, operations, presenters, queries
from stepwell.people.forms import AddressForm, AspirationForm, NameForm
from stepwell.people.models import AddressChange
from stepwell.people.requests import HttpRequest


@require_safe
@requires(Permission.OWN_ACCOUNT)
def me(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    jobs = queries.all_jobs(request.person)
    context = presenters.me(request.person, jobs, today)
    return render(request, "people/me.html", {**context, "coming": queries.coming_address(request.person)})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.OWN_ACCOUNT)
def address(request: HttpRequest) -> HttpResponse:
    """Whether the new address on the staff list is theirs. Without one there is nothing to say."""
    coming = queries.coming_address(request.person)
    if coming is None:
        messages.info(request, "No new address waits for you.")
        return redirect("people:me")
    form = AddressForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(
            request, "people/address.html", {"form": form, "coming": coming}, status=422 if form.is_bound else 200
        )
    settle(request, coming, is_mine=form.cleaned_data["answer"] == "yes")
    return redirect("people:me")


def settle(request: HttpRequest, coming: AddressChange, *, is_mine: bool) -> None:
    now = timezone.now()
    if not is_mine:
        addresses.refuse(coming, by=request.person, at=now)
        messages.success(request, f"Your address stays {request.person.email}. Your data protection officer is told.")
    elif addresses.confirm(coming, by=request.person, at=now, today=timezone.localdate()):
        messages.success(request, f"From now on you sign in with {coming.address}.")
    else:
        messages.success(request, f"{coming.address} is somebody else’s still. You sign in with it once it is free.")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.OWN_ACCOUNT)
def name(request: HttpRequest) -> HttpResponse:
    form = NameForm(request.POST or None, initial={"preferred_name": request.person.preferred_name})
    if not form.is_valid():
        return render(request, "people/name.html", {"form": form})
    name = form.cleaned_data["preferred_name"]
    operations.change_preferred_name(request.person, name=name, by=request.person, at=timezone.now())
    messages.success(request, f"We will call you {request.person.called}.")
    return redirect("people:me")


@require_POST
@requires(Permission.OWN_ACCOUNT)
def aspiring(request: HttpRequest) -> HttpResponse:
    form = AspirationForm(request.POST)
    if not form.is_valid():
        return redirect("people:me")
    wish = form.cleaned_data["aspiring"] == "yes"
    operations.say_aspiring_manager(
        request.person, aspiring=wish, by=request.person, at=timezone.now(), today=timezone.localdate()
    )
    messages.success(
        request, "What is written for managers now comes first for you." if wish else "You have taken this back."
    )
    return redirect("people:me")


@require_safe
@requires(Permission.TEAM_READ)
def team(request: HttpRequest) -> HttpResponse:
    reports = queries.team_of(request.person, timezone.localdate())
    return render(request, "people/team.html", {"team": presenters.team(reports)})
