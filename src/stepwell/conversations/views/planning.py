"""One conversation before it begins: answering a proposal, terms, calling off. Mail leads everybody to one address."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.requests import HttpRequest
from stepwell.ui.calendar import CONTENT_TYPE

from .. import access
from ..forms.talking import PointForm
from ..forms.terms import TermsForm, terms_of
from ..models import Conversation
from ..operations import ending, meeting
from ..operations import proposing as operations
from ..operations.refusals import Refused
from ..presenters import talking, words
from ..queries.agendas import agenda_of
from ..queries.calendar import meeting_file
from ..queries.conversations import other_is_gone, previous_of
from ..queries.reading import actions_of, items_of, preparations_for
from ..queries.stages import stages_for
from .beside import job_address
from .ending import record_page

State = Conversation.State
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def conversation(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Wherever it is by now: to answer, to prepare, to talk, or to read."""
    if conversation.state == State.MET:
        return redirect("conversations:talk", conversation.pk)
    if conversation.state == State.ENDED:
        return record_page(request, conversation)
    if conversation.state == State.PROPOSED:
        return render(request, "conversations/proposal.html", context_of(request, conversation))
    previous = previous_of(conversation)
    before = talking.action_lines(actions_of(previous), request.person, timezone.localdate()) if previous else []
    context = {**context_of(request, conversation), "previous": previous, "previous_lines": before}
    context["items"] = items_of(conversation)
    context["stages"] = stages_for(conversation, request.person) if conversation.is_open else []
    return render(request, "conversations/agreed.html", context)


def context_of(request: HttpRequest, conversation: Conversation) -> dict:
    agenda = agenda_of(conversation)
    return {
        "conversation": conversation,
        "agenda": agenda,
        "job_url": job_address(request, conversation, agenda),
        "partner": conversation.partner_of(request.person),
        "is_own": conversation.person_id == request.person.pk,
        "is_alone": other_is_gone(conversation, timezone.localdate()),
        "is_asked": conversation.proposed_by_id != request.person.pk,
        "terms": words.terms_rows(conversation),
        "lead": words.lead_words(conversation, request.person),
        "preparations": preparations_for(conversation, request.person),
    }


@require_POST
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def agree(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    try:
        operations.agree(conversation, by=request.person, at=timezone.now())
        messages.success(request, "Agreed. You can both prepare now, as much or as little as you like.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("conversations:conversation", conversation.pk)


@never_cache
@read_or_write
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def terms(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Suggest other terms while it is proposed; set or move the meeting once it is agreed."""
    if conversation.state not in (State.PROPOSED, State.AGREED, State.MET):
        return redirect("conversations:conversation", conversation.pk)
    form = TermsForm(timezone.now(), request.POST or None, initial=terms_of(conversation))
    if form.is_bound and form.is_valid():
        write = operations.suggest if conversation.state == State.PROPOSED else operations.plan_meeting
        try:
            write(conversation, form.plan(), by=request.person, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("conversations:conversation", conversation.pk)
    context = {**context_of(request, conversation), "form": form}
    return render(request, "conversations/terms.html", context, status=422 if form.is_bound else 200)


@read_or_write
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def not_now(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    if conversation.state != State.PROPOSED:
        return redirect("conversations:conversation", conversation.pk)
    if request.method != "POST":
        return render(request, "conversations/not_now.html", context_of(request, conversation))
    try:
        operations.not_now(conversation, by=request.person, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("conversations:conversation", conversation.pk)
    messages.success(request, "That is settled, and nothing of it is kept. You can begin whenever it suits you.")
    return redirect("conversations:list")


@read_or_write
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def call_off(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """One that repeats may be left out, so that the next one takes its points; any may be called off."""
    if conversation.state not in (State.AGREED, State.MET):
        return redirect("conversations:conversation", conversation.pk)
    if request.method != "POST":
        return render(request, "conversations/call_off.html", context_of(request, conversation))
    try:
        if request.POST.get("then") == "next":
            ending.skip(conversation, by=request.person, at=timezone.now(), today=timezone.localdate())
            messages.success(request, "Left out. Its points wait in the next one.")
        else:
            operations.call_off(conversation, by=request.person, at=timezone.now())
            messages.success(request, called_off_words(conversation))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("conversations:list")


def called_off_words(conversation: Conversation) -> str:
    if conversation.starts_at is None:
        return "Called off."
    return "Called off. You both get a message that takes it out of your calendars."


@require_POST
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def add_point(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """To the agenda, before the meeting."""
    form = PointForm(request.POST)
    try:
        if not form.is_valid():
            messages.warning(request, " ".join(str(error) for error in form.errors["point"]))
        elif form.cleaned_data["point"]:
            meeting.add_point(conversation, text=form.cleaned_data["point"], by=request.person, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("conversations:conversation", conversation.pk)


@never_cache
@require_safe
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def calendar_entry(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """The meeting for one's calendar, or what takes it out: no name, no kind, no place, for others see calendars."""
    content, _ = meeting_file(conversation, at=timezone.now())
    if not content:
        return redirect("conversations:conversation", conversation.pk)
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="conversation.ics"'
    return response
