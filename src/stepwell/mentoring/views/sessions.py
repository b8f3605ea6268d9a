"""Sessions of a relationship: the mentee sets a day; either says that they met, or did not."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.conversations.operations.refusals import Refused as TalkRefused
from stepwell.people.requests import HttpRequest

from .. import access
from ..forms.sessions import SessionForm
from ..models import MentoringRelationship, MentoringSession
from ..operations import relationships as operations
from ..operations.refusals import AgreementUnsigned, Refused
from ..operations.sessions import arrange
from ..presenters.pairing import topics_of

TWO = Permission.MENTORING_RELATIONSHIP


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(TWO, on=access.load_relationship)
def plan_session(request: HttpRequest, found: MentoringRelationship) -> HttpResponse:
    """Only the mentee plans: for the mentor there is no such page."""
    if found.mentee_id != request.person.pk:
        raise Http404
    topics = [(dimension.id, dimension.name) for dimension, _ in topics_of(found.request)]
    form = SessionForm(timezone.now(), topics, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            chosen = form.cleaned_data["topic"]
            session = arrange(found, form.plan(), dimension_id=chosen, by=request.person, at=timezone.now())
            return redirect("conversations:conversation", session.conversation_id)
        except AgreementUnsigned as refusal:
            messages.warning(request, str(refusal))
            return redirect("mentoring:agreement", found.pk)
        except (Refused, TalkRefused) as refusal:
            form.add_error(None, str(refusal))
    context: dict[str, Any] = {"form": form, "relationship": found}
    return render(request, "mentoring/plan_session.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(TWO, on=access.load_session)
def note_session(request: HttpRequest, session: MentoringSession) -> HttpResponse:
    """For a session that the two held without opening its page."""
    held_on = session.on_date if request.POST.get("met") == "yes" else None
    try:
        operations.note_session(
            session, held_on=held_on, by=request.person, at=timezone.now(), today=timezone.localdate()
        )
        messages.success(request, "Kept. The programme learns the day, and nothing else.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("mentoring:relationship", session.relationship_id)
