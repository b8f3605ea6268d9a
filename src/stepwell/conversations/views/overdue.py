"""Overdue reviews, as a people administrator may see them: counts, and no way from a count to anybody."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.requests import HttpRequest

from ..presenters.overdue import quarters
from ..queries.overdue import overdue_counts_of


@never_cache
@require_safe
@requires(Permission.REVIEWS_OVERDUE)
def overdue(request: HttpRequest) -> HttpResponse:
    counts = overdue_counts_of(request.organisation) if request.organisation else []
    return render(request, "conversations/overdue.html", {"quarters": quarters(counts)})
