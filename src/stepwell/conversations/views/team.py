"""A manager's team, and the time line with one person: from one's own conversations, never from anybody else's."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.models import Person
from stepwell.people.queries import team_of
from stepwell.people.requests import HttpRequest

from .. import access
from ..presenters import lists
from ..presenters import team as presenters
from ..queries import conversations as queries
from ..queries.team import standings

PAGE = 20


@never_cache
@require_safe
@requires(Permission.CONVERSATIONS_OWN)
def team(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    jobs = {job.person_id: job for job in team_of(request.person, today)}
    found = standings(request.person, [job.person for job in jobs.values()], today)
    lines = [presenters.team_line(one, jobs[one.person.pk], today) for one in found]
    context = {"lines": sorted(lines, key=lambda line: not line.is_due), "due": sum(line.is_due for line in lines)}
    return render(request, "conversations/team.html", context)


@never_cache
@require_safe
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_partner)
def with_person(request: HttpRequest, partner: Person) -> HttpResponse:
    """Every conversation of these two, the latest first."""
    today = timezone.localdate()
    page = Paginator(queries.between(request.person, partner, today), PAGE).get_page(request.GET.get("page"))
    context = {
        "partner": partner,
        "page": page,
        "lines": lists.between_lines(
            page.object_list, request.person, timezone.now(), queries.counts_of_actions(page.object_list)
        ),
    }
    return render(request, "conversations/with_person.html", context)
