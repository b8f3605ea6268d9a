"""Preparing, being ready, and coming in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.domain.agenda import Preparation as Template
from stepwell.frameworks.queries import stored_packs
from stepwell.people.requests import HttpRequest

from .. import access
from ..forms.preparing import PreparationForm
from ..models import Conversation, Preparation
from ..operations import meeting
from ..operations import preparing as operations
from ..operations.refusals import ChangedElsewhere, Refused
from ..presenters import preparing as presenters
from ..queries.agendas import agenda_of
from ..queries.questions import groups_of
from ..queries.reading import preparations_for

State = Conversation.State
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


def template_for(request: HttpRequest, conversation: Conversation) -> Template:
    """What the agenda gives this one of the two to think about."""
    side = "person" if conversation.person_id == request.person.pk else "other"
    return agenda_of(conversation).prepare.get(side, Template())  # type: ignore[call-overload]  # a literal, of two


def form_for(request: HttpRequest, conversation: Conversation, stored: Preparation | None) -> PreparationForm:
    template = template_for(request, conversation)
    groups = groups_of(template.questions, stored_packs(conversation.organisation))
    return PreparationForm(groups, template.asks_goals, stored, request.POST if request.method == "POST" else None)


@never_cache
@read_or_write
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def prepare(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    if conversation.state not in (State.AGREED, State.MET):
        return redirect("conversations:conversation", conversation.pk)
    found = preparations_for(conversation, request.person)
    form = form_for(request, conversation, found.own)
    if not form.is_bound:
        return show(request, conversation, form)
    if not form.is_valid():
        return show(request, conversation, form, status=422)
    try:
        keep(request, conversation, form)
        operations.say_ready(
            conversation, is_ready=request.POST.get("then") == "ready", by=request.person, at=timezone.now()
        )
    except ChangedElsewhere as clash:
        return show_both(request, conversation, form, clash.current)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return show(request, conversation, form, status=422)
    if request.POST.get("then") == "ready":
        messages.success(request, ready_words(conversation, request))
    return redirect("conversations:conversation", conversation.pk)


def keep(request: HttpRequest, conversation: Conversation, form: PreparationForm) -> Preparation:
    return operations.save_preparation(
        conversation, form.answers(), revision=form.revision_given, by=request.person, at=timezone.now()
    )


def ready_words(conversation: Conversation, request: HttpRequest) -> str:
    partner = conversation.partner_of(request.person).called
    return f"You are ready. When {partner} is too, you each read what the other prepared."


def show(request: HttpRequest, conversation: Conversation, form: PreparationForm, status: int = 200) -> HttpResponse:
    found = preparations_for(conversation, request.person)
    context = {
        "conversation": conversation,
        "partner": conversation.partner_of(request.person),
        "template": template_for(request, conversation),
        "form": form,
        "found": found,
        "theirs": presenters.answers_of(found.theirs),
    }
    return render(request, "conversations/prepare.html", context, status=status)


def show_both(
    request: HttpRequest, conversation: Conversation, form: PreparationForm, stored: Preparation
) -> HttpResponse:
    """Nothing is written and nothing is lost: both versions stand there, and the next save keeps what is on the page."""
    context: dict[str, Any] = {
        "conversation": conversation,
        "form": form,
        "stored": presenters.answers_of(stored),
        "mine": presenters.lines_of(form.answers()),
        "revision": stored.revision,
    }
    return render(request, "conversations/prepare_conflict.html", context, status=409)


@never_cache
@require_POST
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def autosave(request: HttpRequest, conversation: Conversation) -> JsonResponse:
    """The same as the page's own save, in JSON: {saved, revision, seen, errors}."""
    form = form_for(request, conversation, preparations_for(conversation, request.person).own)
    if not form.is_valid():
        errors = {name: [str(error) for error in found] for name, found in form.errors.items()}
        return JsonResponse({"saved": False, "errors": errors}, status=422)
    try:
        stored = keep(request, conversation, form)
    except ChangedElsewhere as clash:
        return JsonResponse({"saved": False, "reason": "changed", "revision": clash.current.revision}, status=409)
    except Refused:
        return JsonResponse({"saved": False, "reason": "complete"}, status=409)
    return JsonResponse({"saved": True, "revision": stored.revision, "seen": str(stored.revision), "errors": {}})


@never_cache
@read_or_write
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def come_in(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """What stays confidential and what it is about, read before the first word is written together (R08)."""
    if conversation.state not in (State.AGREED, State.MET):
        return redirect("conversations:conversation", conversation.pk)
    if request.method != "POST":
        context = {
            "conversation": conversation,
            "agenda": agenda_of(conversation),
            "partner": conversation.partner_of(request.person),
            "is_own": conversation.person_id == request.person.pk,
            "found": preparations_for(conversation, request.person),
        }
        return render(request, "conversations/come_in.html", context)
    try:
        meeting.come_in(conversation, by=request.person, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("conversations:conversation", conversation.pk)
    return redirect("conversations:talk", conversation.pk)
