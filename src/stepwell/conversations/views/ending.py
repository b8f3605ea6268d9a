"""Ending a conversation, its record, how our record came about, and looking again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.requests import HttpRequest

from .. import access
from ..forms.ending import EndForm, ReviewForm
from ..forms.talking import NoteForm
from ..models import Conversation, PrivateNote
from ..operations import ending as operations
from ..operations import noting, promising, proposing
from ..operations.refusals import ChangedElsewhere, Refused
from ..presenters import history as histories
from ..presenters import talking, words
from ..presenters.preparing import prepared_lines
from ..queries.conversations import other_is_gone
from ..queries.reading import actions_of, preparations_for, private_note_of, record_of, versions_of
from ..queries.stages import stages_for
from ..queries.talking import default_review

State = Conversation.State
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@read_or_write
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def end(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    if conversation.state != State.MET:
        return redirect("conversations:conversation", conversation.pk)
    today = timezone.localdate()
    actions = talking.action_lines(actions_of(conversation), request.person, today)
    suggested = default_review(conversation, today)
    form = EndForm(bool(actions), today, suggested, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            operations.end_conversation(
                conversation, **form.answers(), by=request.person, at=timezone.now(), today=today
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Ended. Both of you keep the record.")
            return redirect("conversations:conversation", conversation.pk)
    context = {
        "conversation": conversation,
        "partner": conversation.partner_of(request.person),
        "is_own": conversation.person_id == request.person.pk,
        "actions": actions,
        "lead": words.ending_words(conversation, request.person),
        "form": form,
    }
    return render(request, "conversations/end.html", context, status=422 if form.is_bound else 200)


def record_page(request: HttpRequest, conversation: Conversation, review: ReviewForm | None = None) -> HttpResponse:
    """A conversation that has ended, as one of the two reads it."""
    preparations = preparations_for(conversation, request.person)
    follow_up = preparations.mine.follow_up_due
    context = {
        "conversation": conversation,
        "partner": conversation.partner_of(request.person),
        "is_own": conversation.person_id == request.person.pk,
        "is_alone": other_is_gone(conversation, timezone.localdate()),
        "record": record_of(conversation),
        "note": private_note_of(conversation, request.person),
        "actions": talking.action_lines(actions_of(conversation), request.person, timezone.localdate()),
        "lead": words.lead_words(conversation, request.person),
        "prepared": prepared_lines(preparations, conversation.partner_of(request.person).called),
        "outcome": words.review_words(conversation, timezone.localdate()),
        "asks_follow_up": bool(follow_up and not preparations.mine.followed_up_at),
        "review": review or ReviewForm(timezone.localdate()),
        "stages": stages_for(conversation, request.person),
        "following": conversation.followed_by.order_by("-proposed_at").first(),
    }
    return render(request, "conversations/record.html", context, status=422 if review else 200)


@never_cache
@require_safe
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def history(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Who changed what in our record, and what was there before."""
    record = record_of(conversation)
    changes = histories.changes_of(versions_of(record)) if record else []
    context: dict[str, Any] = {
        "conversation": conversation,
        "partner": conversation.partner_of(request.person),
        "changes": changes,
    }
    return render(request, "conversations/history.html", context)


@require_POST
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def look_again(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Done, or on another day."""
    form = ReviewForm(timezone.localdate(), request.POST)
    try:
        if request.POST.get("then") == "done":
            operations.look_again(conversation, by=request.person, at=timezone.now())
            messages.success(request, "Noted that you looked at it again.")
        elif form.is_valid():
            operations.move_review(
                conversation,
                review_date=form.cleaned_data["review_date"],
                by=request.person,
                at=timezone.now(),
                today=timezone.localdate(),
            )
            messages.success(request, "Moved. You are both reminded on that day.")
        elif conversation.state == State.ENDED:
            return record_page(request, conversation, form)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("conversations:conversation", conversation.pk)


@require_POST
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def follow_up(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    promising.follow_up(conversation, by=request.person, at=timezone.now())
    messages.success(request, "Noted that you asked how it went.")
    return redirect("conversations:conversation", conversation.pk)


@require_POST
@requires(Permission.CONVERSATION_DECIDE, on=access.load_conversation)
def keep_for_other(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    keeps = request.POST.get("then") == "keep"
    proposing.keep_for_other(conversation, keeps=keeps, by=request.person, at=timezone.now())
    partner = conversation.other.called
    messages.success(
        request, f"{partner} keeps it after leaving." if keeps else f"{partner} keeps nothing of it after leaving."
    )
    return redirect("conversations:conversation", conversation.pk)


@require_POST
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def write_note(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """My notes on a conversation that has ended: thoughts come later, too."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show_note(request, conversation, form, 422)
    revision = form.cleaned_data["notes_revision"] or 0
    try:
        noting.save_private_note(
            conversation, form.cleaned_data["notes"], revision=revision, by=request.person, at=timezone.now()
        )
    except ChangedElsewhere as clash:
        form.catch_up_with(clash.current.revision)
        return show_note(request, conversation, form, 409, clash.current)
    messages.success(request, "Saved. Only you can read it.")
    return redirect("conversations:conversation", conversation.pk)


def show_note(
    request: HttpRequest, conversation: Conversation, form: NoteForm, status: int, stored: PrivateNote | None = None
) -> HttpResponse:
    context = {"conversation": conversation, "form": form, "stored": stored}
    return render(request, "conversations/note_later.html", context, status=status)
