"""Mail to raters. Plain text; the subject names nobody, because subjects are read on lock screens.

Each function makes one message, and `send` hands it to the mail server. A link is a secret of which only the digest is
kept, so a message with one is made and sent by the same task, and never waits in a queue where it could be read.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from .models import Invitation

SUBJECT = "Your view is asked for, by {day}"
REMINDER = "A reminder: your view is asked for, by {day}"
THANKS = "Thank you for your view"
KEEP = "The link is yours alone: whoever has it can answer in your place. Do not pass it on.\n"


def send(message: EmailMessage) -> None:
    """Raises what the mail server raises: the task that sends tries again."""
    message.send()


def link(token: str, page: str = "answer") -> str:
    return f"{settings.ADDRESS}{reverse(f'feedback:{page}', kwargs={'token': token})}"


def invitation(invited: Invitation, token: str) -> EmailMessage:
    name = invited.nomination.round.subject.full_name
    return EmailMessage(
        SUBJECT.format(day=day_of(invited)),
        f"Hello {invited.nomination.name}\n\n"
        f"{name} asks for your view of how they work and lead, to learn from it.\n\n"
        f"Answer by {day_of(invited)}. You need no account:\n\n"
        f"{link(token)}\n\n"
        "The first page says how long it takes, and exactly what is shown to whom. Nothing is sent before you say so, "
        "and you can decline there, with or without a reason.\n\n"
        f"{KEEP}",
        to=[invited.nomination.email],
    )


def reminder(invited: Invitation, token: str) -> EmailMessage:
    name = invited.nomination.round.subject.full_name
    return EmailMessage(
        REMINDER.format(day=day_of(invited)),
        f"Hello {invited.nomination.name}\n\n"
        f"{name} would still like your view. There is time until {day_of(invited)}:\n\n"
        f"{link(token)}\n\n"
        "What you have begun is kept there. To decline, open the same link.\n"
        "To get no more reminders:\n\n"
        f"{link(token, 'stop_reminders')}\n\n"
        f"{KEEP}",
        to=[invited.nomination.email],
    )


def moved(invited: Invitation, token: str) -> EmailMessage:
    """They answer in another group now, and what is shown of them follows from the group."""
    nomination = invited.nomination
    return EmailMessage(
        SUBJECT.format(day=day_of(invited)),
        f"Hello {nomination.name}\n\n"
        f"{nomination.round.subject.full_name} has corrected the group in which you answer. It is now: "
        f"{nomination.group.name}.\n\n"
        "What is shown of your answers depends on the group. Read it before you go on; the earlier link has ended:\n\n"
        f"{link(token)}\n\n"
        f"{KEEP}",
        to=[nomination.email],
    )


def thank_you(invited: Invitation, text: str) -> EmailMessage:
    """To everybody who was asked, whether they answered or not: nobody here knows who did."""
    nomination = invited.nomination
    name = nomination.round.subject.full_name
    return EmailMessage(
        THANKS,
        f"Hello {nomination.name}\n\n"
        f"{name} writes to everybody who was asked:\n\n"
        f"{text.strip()}\n\n"
        "This goes to all who were asked, because nobody here can see who answered.\n",
        to=[nomination.email],
    )


def day_of(invited: Invitation) -> str:
    return f"{invited.nomination.round.closes_on:%-d %B %Y}"
