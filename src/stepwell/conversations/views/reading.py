"""Asking to read a record, answering, and reading what was opened (W37)."""

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
from stepwell.journal.presenters.sharing import share_title
from stepwell.people.queries import colleagues_matching
from stepwell.people.requests import HttpRequest
from stepwell.sharing.operations import record_opening

from .. import access
from ..forms.reading import AnswerForm, AskForm, Page
from ..models import ReadingRequest, SharedConversation
from ..operations import reading as operations
from ..operations.refusals import Refused
from ..queries import sharing as queries
from ..queries.reading import actions_of, record_of

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@read_or_write
@requires(Permission.CONVERSATIONS_OWN)
def requests(request: HttpRequest) -> HttpResponse:
    """What others ask of me, and what I asked. POST takes one of mine back."""
    mine = queries.requests_by(request.person)
    if request.method == "POST":
        found = next((one for one in mine if str(one.pk) == request.POST.get("request")), None)
        try:
            if found:
                operations.take_back_request(found, by=request.person, at=timezone.now())
        except Refused as refusal:
            messages.warning(request, str(refusal))
        return redirect("conversations:requests")
    context = {"to_me": queries.requests_to(request.person), "mine": mine}
    return render(request, "conversations/requests.html", context)


@never_cache
@read_or_write
@requires(Permission.CONVERSATIONS_OWN)
def ask(request: HttpRequest) -> HttpResponse:
    searched = (request.POST.get("q") or request.GET.get("q") or "").replace("\x00", "").strip()[:100]
    found = []
    if searched and request.organisation:
        today = timezone.localdate()
        found = colleagues_matching(searched, request.organisation, today, besides=request.person)
    form = AskForm(found, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            operations.ask_to_read(**form.cleaned_data, by=request.person, at=timezone.now())
            messages.success(request, "Asked. They decide, and no is an answer.")
            return redirect("conversations:requests")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "searched": searched, "found": found}
    return render(request, "conversations/ask_to_read.html", context, status=422 if form.is_bound else 200)


@never_cache
@read_or_write
@requires(Permission.CONVERSATION_DECIDE, on=access.load_request)
def answer(request: HttpRequest, asked: ReadingRequest) -> HttpResponse:
    """Open one conversation, whole or in part, or one page of the journal; or say no."""
    if asked.state != ReadingRequest.State.ASKED:
        return redirect("conversations:requests")
    form = AnswerForm(
        queries.shareable(request.person),
        pages_of(request),
        timezone.localdate(),
        request.POST if request.POST.get("then") == "grant" else None,
    )
    try:
        if request.POST.get("then") == "refuse":
            operations.refuse_reading(asked, by=request.person, at=timezone.now())
            messages.success(request, "You said no. They learn that, and nothing else.")
            return redirect("conversations:requests")
        if form.is_bound and form.is_valid():
            grant(request, asked, form)
            messages.success(request, "They can read it now. You can withdraw it here at any time.")
            return redirect("sharing:given")
    except Refused as refusal:
        form.add_error(None, str(refusal)) if form.is_bound else messages.warning(request, str(refusal))
    context = {"asked": asked, "form": form}
    return render(request, "conversations/answer_request.html", context, status=422 if form.is_bound else 200)


def pages_of(request: HttpRequest) -> list[Page]:
    found = queries.pages_to_show(request.person, stored_packs(request.organisation))
    return [Page(leaf.page, share_title(opened, leaf)) for opened, leaf in found if leaf.page]


def grant(request: HttpRequest, asked: ReadingRequest, form: AnswerForm) -> None:
    thing = form.cleaned_data["thing"]
    moment: Any = {"by": request.person, "at": timezone.now(), "today": timezone.localdate()}
    if isinstance(thing, Page):
        until = form.cleaned_data["until"]
        operations.grant_journal_page(asked, thing.page, title=thing.title, until=until, **moment)
    else:
        operations.grant_reading(asked, thing, form.opening(asked.purpose), **moment)


@never_cache
@require_safe
@requires(Permission.CONVERSATION_READ_SHARED, on=access.load_shared)
def shared(request: HttpRequest, found: SharedConversation) -> HttpResponse:
    """What the person opened of it, and nothing else; they see that it was read."""
    record_opening(found.share, at=timezone.now())
    actions = actions_of(found.conversation) if found.with_actions else []
    context = {
        "found": found,
        "conversation": found.conversation,
        "record": record_of(found.conversation) if found.with_record else None,
        "actions": [one for one in actions if one.state in ("open", "done")],
    }
    return render(request, "conversations/shared.html", context)
