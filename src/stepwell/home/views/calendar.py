"""A person's own calendar: the page of its secret address, and what the address gives."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest as PlainRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.models import Person
from stepwell.people.requests import HttpRequest
from stepwell.plans.operations import feed as operations
from stepwell.plans.queries.feed import feed_of
from stepwell.ui.calendar import CONTENT_TYPE, calendar_file

from .. import access
from ..queries.calendar import calendar_of

AGAIN_AFTER = timedelta(hours=4)


@never_cache
@require_safe
@requires(Permission.CALENDAR_OWN)
def calendar(request: HttpRequest) -> HttpResponse:
    feed = feed_of(request.person)
    address = f"{settings.ADDRESS}{reverse('home:fetch_calendar', args=[feed.secret])}" if feed and feed.secret else ""
    context = {"feed": feed, "address": address, "subscribe": f"webcal:{address.partition(':')[2]}"}
    return render(request, "home/calendar.html", context)


@require_POST
@requires(Permission.CALENDAR_OWN)
def make(request: HttpRequest) -> HttpResponse:
    is_new = feed_of(request.person) is None
    operations.make_feed(person=request.person, by=request.person, at=timezone.now())
    messages.success(
        request,
        "Your calendar has an address now."
        if is_new
        else "This is the new address. The earlier one opens nothing now.",
    )
    return redirect("home:calendar")


@require_POST
@requires(Permission.CALENDAR_OWN)
def end(request: HttpRequest) -> HttpResponse:
    operations.remove_feed(person=request.person, by=request.person, at=timezone.now())
    messages.success(request, "The address opens nothing now.")
    return redirect("home:calendar")


@csrf_exempt  # nothing is changed here; a refused token would be written to the log with the address
@never_cache
@require_safe
@requires(Permission.CALENDAR_FETCH, on=access.load_calendar, by_link=True)
def fetch(_request: PlainRequest, owner: Person) -> HttpResponse:
    """What a calendar program fetches. It sends no cookie: the address is all there is."""
    entries = calendar_of(owner, timezone.localdate(), at=timezone.now())
    host = urlsplit(settings.ADDRESS).hostname or "stepwell"
    response = HttpResponse(
        calendar_file(entries, name="Stepwell", host=host, again_after=AGAIN_AFTER), content_type=CONTENT_TYPE
    )
    response["Content-Disposition"] = 'inline; filename="stepwell.ics"'
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
