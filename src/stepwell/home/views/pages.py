from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.access.roles import HELD_BECAUSE, POLICY, Role
from stepwell.feedback.access import coordinated
from stepwell.frameworks.queries import stored_packs
from stepwell.people.requests import HttpRequest
from stepwell.ui.colour import DEFAULT_BRAND

from ..presenters import now as presenters
from ..queries import now as queries


@require_safe
@requires(Permission.HOME)
def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    person, own, packs = request.person, queries.own_of(request.person), stored_packs(request.organisation)
    at_hand = queries.at_hand_of(person, today)
    standing = queries.standing_of(own, at_hand, request.organisation, packs, today)
    coordinates = coordinated(request.organisation, request.roles)
    at = timezone.now()
    now = queries.needs_now(person, request.appointment, own, at_hand, at, today, coordinates=coordinates)
    colour = request.organisation.brand_colour if request.organisation else DEFAULT_BRAND
    return render(
        request,
        "home/home.html",
        {
            "greeting": presenters.greeting(timezone.localtime(), request.person.called),
            "things": presenters.things_to_do(now, request.person, at, today),
            "last_time": presenters.last_time(now, request.person),
            "reflection": queries.reflection_of(person, at),
            "standing": standing,
            "picture": presenters.picture_of(standing, colour),
            "frameworks": queries.frameworks_for(person, request.appointment, packs, own.drafts, today),
        },
    )


@require_safe
@requires(Permission.PUBLIC_PAGE)
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "home/accessibility.html")


@require_safe
@requires(Permission.PUBLIC_PAGE)
def privacy(request: HttpRequest) -> HttpResponse:
    """The policy itself, as the code has it, so that the page cannot say anything else than what holds."""
    rules = [(rule.sentence, sorted(role.replace("_", " ") for role in rule.roles)) for rule in POLICY.values()]
    return render(
        request,
        "home/privacy.html",
        {"rules": rules, "roles": [(role.replace("_", " "), HELD_BECAUSE[role]) for role in Role]},
    )


@require_safe
@requires(Permission.PUBLIC_PAGE)
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "home/help.html")
