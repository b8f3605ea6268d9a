"""Stages of a conversation. One with a page of its own is handed on there; the others are plain forms."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.frameworks.queries import stored_packs
from stepwell.people.requests import HttpRequest

from .. import access
from ..forms.staging import StageForm
from ..models import Conversation, ConversationStage
from ..operations import staging as operations
from ..operations.refusals import ChangedElsewhere, Refused
from ..presenters import staging as presenters
from ..queries.questions import groups_of
from ..queries.stages import StageFor, stages_for

State = Conversation.State
# The agenda's name of a page made for one stage → the address that shows it.
PAGES = {
    "growth-reflection": "conversations:growth_stage",
    "growth-history": "conversations:growth_stage",
    "growth-position": "conversations:growth_stage",
    "growth-plan": "conversations:growth_stage",
    "feedback-reflection": "conversations:cedar_stage",
    "feedback-context": "conversations:cedar_stage",
    "feedback-example": "conversations:cedar_stage",
    "feedback-discuss": "conversations:cedar_stage",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_stage)
def stage(request: HttpRequest, stage: ConversationStage) -> HttpResponse:
    conversation = stage.conversation
    if conversation.state in (State.PROPOSED, State.CALLED_OFF):
        return redirect("conversations:conversation", conversation.pk)
    found = next((one for one in stages_for(conversation, request.person) if one.stage.pk == stage.pk), None)
    if found is None:
        return redirect("conversations:conversation", conversation.pk)
    if found.template.page in PAGES:
        return redirect(PAGES[found.template.page], stage.pk)
    form = form_of(request, found)
    if request.method != "POST":
        return show(request, found, form)
    if request.POST.get("then") == "orally":
        return attempt(request, found, form, lambda: operations.mark_given_orally(stage, **written(request)))
    if not form.is_valid():
        return show(request, found, form, status=422)
    return attempt(request, found, form, lambda: keep(request, stage, form))


def written(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.person, "at": timezone.now()}


def form_of(request: HttpRequest, found: StageFor) -> StageForm:
    content, revision = (found.own.content, found.own.revision) if found.own else (None, 0)
    parts = presenters.parts_of(stored_packs(found.stage.conversation.organisation)) if names_parts(found) else []
    return StageForm(found.template, content, revision, request.POST if request.method == "POST" else None, parts)


def names_parts(found: StageFor) -> bool:
    return any(field.kind == "parts" for field in found.template.fields)


def keep(request: HttpRequest, stage: ConversationStage, form: StageForm) -> None:
    revision = form.cleaned_data.get("revision") or 0
    operations.save_answer(stage, form.content(), revision=revision, **written(request))
    if request.POST.get("then") == "give":
        operations.give_answer(stage, **written(request))


def attempt(request: HttpRequest, found: StageFor, form: StageForm, write: Any) -> HttpResponse:
    try:
        write()
    except ChangedElsewhere as clash:
        form.is_valid()
        form.add_error(None, "This was changed meanwhile. What is saved stands beside: look, then save again.")
        return show(request, found, form, status=409, current=clash.current)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("conversations:conversation", found.stage.conversation_id)


def show(
    request: HttpRequest, found: StageFor, form: StageForm, status: int = 200, current: Any = None
) -> HttpResponse:
    conversation = found.stage.conversation
    if current is not None:
        form.data = {**request.POST.dict(), "revision": current.revision}
    context = {
        "conversation": conversation,
        "partner": conversation.partner_of(request.person),
        "found": found,
        "form": form,
        "groups": groups_of(found.template.questions, stored_packs(conversation.organisation)),
        "writes": found.may_write and conversation.is_open and not found.is_settled,
        "own": presenters.lines_of(found.template, found.own),
        "theirs": presenters.lines_of(found.template, found.theirs),
        "current": presenters.lines_of(found.template, current),
        "may_mark": presenters.may_mark(found, conversation, request.person),
    }
    return render(request, "conversations/stage.html", context, status=status)
