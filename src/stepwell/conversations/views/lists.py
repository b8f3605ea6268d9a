"""My conversations: what comes next, what waits for me, what was."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.queries import has_team
from stepwell.people.requests import HttpRequest

from ..presenters import lists as presenters
from ..queries import conversations as queries

PAGE, REVIEWS = 20, 10


@never_cache
@require_safe
@requires(Permission.CONVERSATIONS_OWN)
def mine(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    coming = queries.coming(request.person, today)
    page = Paginator(queries.past(request.person, today), PAGE).get_page(request.GET.get("page"))
    reviews = queries.to_look_at_again(request.person, today, today, most=REVIEWS + 1)
    context = {
        "lines": presenters.coming_lines(coming, request.person, timezone.now()),
        "past": presenters.past_lines(page.object_list, request.person, queries.counts_of_actions(page.object_list)),
        "page": page,
        "follow_ups": queries.to_follow_up(request.person, today),
        "reviews": presenters.review_lines(reviews[:REVIEWS], request.person),
        "more_reviews": len(reviews) > REVIEWS,
        "has_team": has_team(request.person, today),
    }
    return render(request, "conversations/list.html", context)
