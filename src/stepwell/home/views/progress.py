"""A person's own way over time: for them alone, unless they hand somebody a copy."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.requests import HttpRequest
from stepwell.plans.presenters.paper import letterhead
from stepwell.ui.colour import DEFAULT_BRAND
from stepwell.ui.files import download
from stepwell.ui.paper import paper_pdf

from ..presenters import progress as presenters
from ..queries.progress import way_of


@never_cache
@require_safe
@requires(Permission.PROGRESS_OWN)
def progress(request: HttpRequest) -> HttpResponse:
    today, reach = timezone.localdate(), presenters.reach_of(request.GET.get("years", ""))
    way = way_of(request.person, reach.since(today))
    context = {
        "way": way,
        "reach": reach,
        "reaches": presenters.REACHES,
        "timeline": presenters.timeline_of(way, reach.since(today), today, colour_of(request)),
        "pictures": presenters.then_and_now(way, colour_of(request)),
    }
    return render(request, "home/progress.html", context)


@never_cache
@require_safe
@requires(Permission.PROGRESS_OWN)
def progress_pdf(request: HttpRequest) -> HttpResponse:
    today, reach = timezone.localdate(), presenters.reach_of(request.GET.get("years", ""))
    way = way_of(request.person, reach.since(today))
    paper = presenters.way_paper(
        request.person.full_name,
        presenters.timeline_of(way, reach.since(today), today, colour_of(request)),
        presenters.then_and_now(way, colour_of(request)),
        today=today,
        letterhead=letterhead(request.organisation),
    )
    return download(paper_pdf(paper), "pdf", presenters.TITLE)


def colour_of(request: HttpRequest) -> str:
    return request.organisation.brand_colour if request.organisation else DEFAULT_BRAND
