"""What the page two people talk at does by itself: saves on every pause, and asks what the other has changed."""

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.requests import HttpRequest

from .. import access
from ..forms.talking import WordsForm
from ..models import Conversation
from ..operations import noting
from ..operations.refusals import ChangedElsewhere, Refused, SameParagraph
from ..presenters import talking
from .talking import panels, read

State = Conversation.State


@never_cache
@require_POST
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def save_record(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """A pause in typing: {saved, text, revision}; 409 where both changed one paragraph."""
    words = WordsForm(None, None, request.POST)
    words.is_valid()
    if "record" in words.errors or "base" in words.errors:
        return JsonResponse({"saved": False, "reason": "wrong", "errors": words.errors}, status=422)
    try:
        note = noting.save_record(
            conversation,
            words.cleaned_data["record"],
            base=words.cleaned_data["base"],
            revision=words.number("record_revision"),
            by=request.person,
            at=timezone.now(),
        )
    except SameParagraph:
        return JsonResponse({"saved": False, "reason": "clash"}, status=409)
    except Refused:
        return JsonResponse({"saved": False, "reason": "complete"}, status=409)
    return JsonResponse({"saved": True, "text": note.text if note else "", "revision": note.revision if note else 0})


@never_cache
@require_POST
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def save_notes(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    words = WordsForm(None, None, request.POST)
    words.is_valid()
    if "notes" in words.errors:
        return JsonResponse({"saved": False, "reason": "wrong", "errors": words.errors}, status=422)
    try:
        note = noting.save_private_note(
            conversation,
            words.cleaned_data["notes"],
            revision=words.number("notes_revision"),
            by=request.person,
            at=timezone.now(),
        )
    except ChangedElsewhere:
        return JsonResponse({"saved": False, "reason": "changed"}, status=409)
    except Refused:
        return JsonResponse({"saved": False, "reason": "complete"}, status=409)
    return JsonResponse({"saved": True, "revision": note.revision if note else 0})


@never_cache
@require_safe
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def news(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """What the other changed since this page's revision: nothing (204), or the panels and our record as they are now."""
    if request.GET.get("revision", "") == str(conversation.revision):
        return HttpResponse(status=204)
    if conversation.state != State.MET:
        return JsonResponse({"moved": reverse("conversations:conversation", args=[conversation.pk])})
    found = read(request, conversation)
    context, record = panels(request, found), found.record
    return JsonResponse(
        {
            "revision": conversation.revision,
            "agenda": render_to_string("conversations/parts/points.html", context, request),
            "actions": render_to_string("conversations/parts/actions.html", context, request),
            "record": {"text": record.text if record else "", "revision": record.revision if record else 0},
            "written": talking.written_words(found),
        }
    )
