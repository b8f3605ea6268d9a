"""What every page of feedback has in common."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from stepwell.people.requests import HttpRequest

from ..models import Conversation
from ..presenters import cedar as presenters
from ..queries.cedar import Feedback

State = Conversation.State


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def moment(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.person, "at": timezone.now()}


def away(feedback: Feedback) -> HttpResponse | None:
    """Before it is agreed, and when it was called off, there is nothing here."""
    if feedback.conversation.state in (State.PROPOSED, State.CALLED_OFF):
        return redirect("conversations:conversation", feedback.conversation.pk)
    return None


def to_stage(feedback: Feedback, page: str) -> HttpResponse:
    return redirect("conversations:cedar_stage", feedback.stages[page].stage.pk)


def context_of(feedback: Feedback, page: str, **more: Any) -> dict[str, Any]:
    conversation = feedback.conversation
    return {
        "feedback": feedback,
        "conversation": conversation,
        "partner": feedback.partner,
        "stage": feedback.stages[page],
        "steps": presenters.steps_of(feedback, page),
        "is_met": conversation.state == State.MET,
        "is_open": conversation.is_open,
        **more,
    }
