"""The audit trail. It is here because the audit capability stands below people and has no pages."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.audit.models import AuditEvent
from stepwell.people import trail
from stepwell.people.forms import AuditFilterForm
from stepwell.people.requests import HttpRequest

PAGE = 50


@require_safe
@requires(Permission.AUDIT_READ)
def audit(request: HttpRequest) -> HttpResponse:
    form = AuditFilterForm(request.GET, actions=trail.actions_in(request.organisation))
    valid = form.is_valid()
    events = trail.events_of(request.organisation, **form.cleaned_data) if valid else AuditEvent.objects.none()
    page = Paginator(events, PAGE).get_page(request.GET.get("page"))
    lines = trail.lines(page.object_list, request.organisation)
    searched = any(form.cleaned_data.values()) if valid else True
    return render(request, "people/audit.html", {"form": form, "page": page, "lines": lines, "searched": searched})
