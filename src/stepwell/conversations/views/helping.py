"""What helps while two people talk: supporter roles, questions on any part of any framework, what-if cards, guidance."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.frameworks.queries import stored_packs
from stepwell.people.requests import HttpRequest

from .. import access
from ..models import Conversation
from ..operations import meeting
from ..operations.refusals import Refused
from ..presenters import helping as presenters
from ..queries import support
from ..queries.conversations import participations_of
from ..queries.questions import coaching_groups

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@read_or_write
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def roles(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Which role helps now? Ticking suggests, with the reason; taking one is a second step, and any may be taken."""
    if not conversation.is_open or conversation.other_id != request.person.pk:
        return redirect("conversations:conversation", conversation.pk)
    packs = stored_packs(conversation.organisation)
    page = presenters.roles_page(
        support.conditions_of(packs),
        support.roles_of(packs),
        taken=participations_of(conversation)[request.person.pk].support or {},
        ticked=request.POST.getlist("condition") if request.method == "POST" else None,
        chosen=request.POST.getlist("role") if request.POST.get("then") == "take" else None,
    )
    if request.POST.get("then") == "take":
        try:
            meeting.take_roles(
                conversation, roles=page.taken, conditions=page.conditions_ticked, by=request.person, at=timezone.now()
            )
        except Refused as refusal:
            messages.warning(request, str(refusal))
        return redirect("conversations:conversation", conversation.pk)
    context = {"conversation": conversation, "partner": conversation.person, "page": page, "packs": packs}
    return render(request, "conversations/roles.html", context)


@never_cache
@read_or_write
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def questions(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Any coaching question about any part, and any level of it (R33); one press puts it on the agenda."""
    if not conversation.is_open:
        return redirect("conversations:conversation", conversation.pk)
    packs = stored_packs(conversation.organisation)
    choice = presenters.chosen_part(packs, text_of(request, "about"), text_of(request, "level"))
    groups = coaching_groups(packs, choice.about)
    if request.method == "POST":
        return draw(request, conversation, groups, choice)
    context: dict[str, Any] = {
        "conversation": conversation,
        "choice": choice,
        "groups": groups,
        "parts": presenters.parts_of(packs),
    }
    return render(request, "conversations/questions.html", context)


def text_of(request: HttpRequest, name: str) -> str:
    return (request.GET.get(name) or "").replace("\x00", "")[:250]


def draw(request: HttpRequest, conversation: Conversation, groups: list, choice: presenters.Choice) -> HttpResponse:
    wanted = request.POST.get("question", "")
    text = next((one.text for group in groups for one in group.questions if one.id == wanted), None)
    if text:
        try:
            meeting.add_point(
                conversation, text=text[: meeting.MOST_POINT], is_question=True, by=request.person, at=timezone.now()
            )
            messages.success(request, "It is on your agenda.")
        except Refused as refusal:
            messages.warning(request, str(refusal))
    return redirect(f"{request.path}?{choice.query}")


@require_safe
@requires(Permission.CONVERSATIONS_OWN)
def guidance(request: HttpRequest) -> HttpResponse:
    """What-if cards and guidance of every framework at hand: to read before a conversation, or in the middle of one."""
    return show_guidance(request, None)


@require_safe
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def guidance_beside(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """The same from the page two people talk at: what somebody read there leads on to an action the two agree (W04)."""
    if conversation.state != Conversation.State.MET:
        return redirect("conversations:conversation", conversation.pk)
    return show_guidance(request, conversation)


def show_guidance(request: HttpRequest, conversation: Conversation | None) -> HttpResponse:
    page = presenters.guidance_page(stored_packs(request.organisation))
    return render(request, "conversations/guidance.html", {"page": page, "conversation": conversation})
