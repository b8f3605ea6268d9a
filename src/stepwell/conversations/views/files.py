"""Our record to take along, for the two of a conversation: PDF, and a document that other programs can change."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people.requests import HttpRequest
from stepwell.plans.presenters.paper import letterhead
from stepwell.ui.files import download
from stepwell.ui.paper import Paper

from .. import access
from ..models import Conversation
from ..presenters.paper import file_title, record_docx, record_paper, record_pdf
from ..queries.growth import growth_of, is_growth
from ..queries.reading import actions_of, items_of, record_of
from ..queries.stages import read_by_both

State = Conversation.State


@never_cache
@require_safe
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def pdf(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    return record_file(request, conversation, "pdf", record_pdf)


@never_cache
@require_safe
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def docx(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    return record_file(request, conversation, "docx", record_docx)


def record_file(
    request: HttpRequest, conversation: Conversation, kind: str, made: Callable[[Paper], bytes]
) -> HttpResponse:
    """There is a record from the moment they met."""
    if conversation.state not in (State.MET, State.ENDED):
        return redirect("conversations:conversation", conversation.pk)
    paper = record_paper(
        conversation,
        record=record_of(conversation),
        items=items_of(conversation),
        actions=actions_of(conversation),
        answers=read_by_both(conversation),
        growth=growth_of(conversation, conversation.person) if is_growth(conversation) else None,
        today=timezone.localdate(),
        letterhead=letterhead(request.organisation) if kind == "pdf" else None,
    )
    return download(made(paper), kind, file_title(conversation))
