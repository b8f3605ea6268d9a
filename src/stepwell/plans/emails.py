"""Mail about plans and requests. It says that something waits, never what: mail is read on many screens."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from stepwell.people.tasks import send_mail

from .models import OpportunityRequest, PlanReview

ASKED = "Something waits for your answer on Stepwell"
ANSWERED = "You have an answer on Stepwell"
REMINDER = "A reminder from Stepwell"


def tell_asked(request: OpportunityRequest) -> None:
    tell(
        request.asked.email,
        ASKED,
        f"Hello {request.asked.called}\n\n{request.person.full_name} asks you for something.\n"
        "Sign in to Stepwell to read it and to answer. They see your answer there.\n",
    )


def tell_asker(request: OpportunityRequest) -> None:
    tell(
        request.person.email,
        ANSWERED,
        f"Hello {request.person.called}\n\n{request.asked.full_name} has answered you.\nSign in to Stepwell to read it.\n",
    )


def send_review_reminder(review: PlanReview, connection: Any) -> None:
    """Sent at once: the review itself is the queue. Its number is the message's own, so that one sent twice
    after a failure is one message to a mail system."""
    to, day = review.plan.person, f"{review.due_on:%-d %B %Y}"
    address = f"{settings.ADDRESS}{reverse('plans:plan', args=[review.plan_id])}"
    body = (
        f"Hello {to.called}\n\nYou wanted to look at your plan again on {day}. Days move: you can choose another.\n\n"
        f"Sign in to see it:\n\n{address}\n"
    )
    host = urlsplit(settings.ADDRESS).hostname or "stepwell"
    headers = {"Message-ID": f"<plan-review-{review.pk}-{review.times_moved}@{host}>"}
    EmailMessage(REMINDER, body, to=[str(to.email)], headers=headers, connection=connection).send()


def tell(address: str | None, subject: str, body: str) -> None:
    """Queued, so that a slow mail server holds nobody up: it stands on the recipient's page either way."""
    if address:
        send_mail.enqueue(subject=subject, body=body, to=[address])
