"""What stands beside a conversation and is kept elsewhere: the person's job, before any grade or framework (R26, R27)."""

from django.urls import reverse
from django.utils import timezone

from stepwell.domain.agenda import Agenda
from stepwell.people.requests import HttpRequest

from ..models import Conversation
from ..queries.conversations import job_managed


def job_address(request: HttpRequest, conversation: Conversation, agenda: Agenda) -> str:
    """Where the reader finds the job profile, and the grade profile after it; empty for whoever may not read them."""
    if not agenda.shows_job:
        return ""
    if conversation.person_id == request.person.pk:
        return reverse("careers:my_grade")
    job = job_managed(request.person, conversation.person, timezone.localdate())
    return reverse("careers:role", args=[job.pk]) if job else ""
