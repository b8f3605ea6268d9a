"""The plan as a file to take along: PDF, and a document that other programs can change."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.requests import HttpRequest
from stepwell.plans import access
from stepwell.plans.models import DevelopmentPlan, Objective
from stepwell.plans.presenters import paper, reading
from stepwell.plans.presenters.words import plan_title
from stepwell.plans.queries import plans as queries
from stepwell.plans.queries.positions import positions_of
from stepwell.ui.files import download


def own_reading(plan: DevelopmentPlan) -> reading.ReadPlan:
    found = [one for one in queries.whole_objectives_of(plan) if one.status != Objective.Status.LET_GO]
    return reading.read_plan(
        plan,
        objectives=found,
        positions=positions_of(plan),
        reviews=queries.reviews_of(plan),
        is_whole=True,
        is_own=True,
    )


@never_cache
@require_safe
@requires(Permission.PLAN_READ, on=access.load_plan)
def pdf(request: HttpRequest, plan: DevelopmentPlan) -> HttpResponse:
    content = paper.plan_pdf(own_reading(plan), paper.letterhead(request.organisation), timezone.localdate())
    return download(content, "pdf", plan_title(plan))


@never_cache
@require_safe
@requires(Permission.PLAN_READ, on=access.load_plan)
def docx(request: HttpRequest, plan: DevelopmentPlan) -> HttpResponse:
    content = paper.plan_docx(own_reading(plan), timezone.localdate())
    return download(content, "docx", plan_title(plan))
