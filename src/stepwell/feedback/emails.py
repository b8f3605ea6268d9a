"""Mail about feedback rounds. Plain text; subjects name nobody, because subjects are read on lock screens.

A rater's link is a secret of which only the digest is kept: a message with one is made and sent by the same task, and
raises what the mail server raises. All other mail goes through the queue and says that something waits, never what; but
for the thank-you, which is sealed there.
"""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from stepwell.people.models import Person
from stepwell.people.tasks import queue_sealed, send_mail

from .models import FeedbackRound, Invitation

YOUR_VIEW = "Your view is asked for, by {day}"
REMINDER = "A reminder: your view is asked for, by {day}"
THANKS = "Thank you for your view"
WAITING = "Something about feedback waits for you on Stepwell"
KEEP = "The link is yours alone: whoever has it can answer in your place. Do not pass it on.\n"


# To raters, with a link


def send_invitation(invitation: Invitation, token: str, *, is_moved: bool = False) -> None:
    nomination = invitation.nomination
    why = moved_words(invitation) if is_moved else invited_words(invitation)
    body = f"Hello {nomination.name}\n\n{why}\n\n{link(token)}\n\n{FREE}\n\n{KEEP}"
    EmailMessage(YOUR_VIEW.format(day=day_of(invitation)), body, to=[nomination.email]).send()


FREE = (
    "The first page says how long it takes, and exactly what is shown to whom. Nothing is sent before you say so, and you "
    "can decline there, with or without a reason."
)


def invited_words(invitation: Invitation) -> str:
    name = invitation.nomination.round.subject.full_name
    return (
        f"{name} asks for your view of how they work and lead, to learn from it.\n\n"
        f"Answer by {day_of(invitation)}. You need no account:"
    )


def moved_words(invitation: Invitation) -> str:
    nomination = invitation.nomination
    return (
        f"{nomination.round.subject.full_name} has asked for your view, and the group in which you answer was corrected. "
        f"It is now: {nomination.group.name}.\n\n"
        "What is shown of your answers depends on the group. Read it before you go on. Use this link; the earlier one has "
        "ended:"
    )


def send_reminder(invitation: Invitation, token: str) -> None:
    nomination = invitation.nomination
    body = (
        f"Hello {nomination.name}\n\n"
        f"{nomination.round.subject.full_name} would like your view. There is time until {day_of(invitation)}:\n\n"
        f"{link(token)}\n\n"
        "What you have begun is kept there. To decline, open the same link.\n\n"
        "To get no more reminders:\n\n"
        f"{link(token, 'stop_reminders')}\n\n{KEEP}"
    )
    EmailMessage(REMINDER.format(day=day_of(invitation)), body, to=[nomination.email]).send()


def link(token: str, page: str = "answer") -> str:
    return f"{settings.ADDRESS}{reverse(f'feedback:{page}', kwargs={'token': token})}"


def day_of(invitation: Invitation) -> str:
    return f"{invitation.nomination.round.closes_on:%-d %B %Y}"


# To raters, without one


def send_thanks(round: FeedbackRound, text: str, raters: Iterable[tuple[str, str]]) -> None:
    """To everybody who was asked, whether they answered or not: nobody here knows who did. `raters`: (name, address)."""
    for name, address in raters:
        body = (
            f"Hello {name}\n\n{round.subject.full_name} writes to everybody who was asked for their view:\n\n{text}\n\n"
            "This goes to all who were asked, whether they answered or not.\n"
        )
        queue_sealed(THANKS, body, [address])


# To people who sign in


def ask_for_consent(round: FeedbackRound) -> None:
    tell(
        round.subject,
        round,
        f"You are asked to take part in “{round.cycle.title}”. It starts only if you agree, and you can say no.",
    )


def ask_for_approval(round: FeedbackRound, approvers: Iterable[Person]) -> None:
    for person in approvers:
        tell(
            person,
            round,
            f"{round.subject.full_name} has chosen whom to ask for feedback, and waits for your approval.",
            page="approve",
        )


def tell_approved(round: FeedbackRound) -> None:
    tell(round.subject, round, "Your choice of raters was approved. The invitations are on their way.")


def tell_returned(round: FeedbackRound) -> None:
    tell(round.subject, round, "Your choice of raters came back with a reason. Change it and send it again.")


def tell_facilitator(round: FeedbackRound) -> None:
    """The report waits for whoever opens it: the facilitator, else the subject."""
    if round.facilitator:
        tell(round.facilitator, round, f"The report of {round.subject.full_name} is ready for you.", page="facilitate")
    else:
        tell(round.subject, round, "Your report is ready for you to open.")


def tell_closed(round: FeedbackRound) -> None:
    """Their own view comes first: where it is missing, the report waits for it."""
    tell(round.subject, round, "Your round has closed. Place yourself, so that your report can be prepared.")


def tell_released(round: FeedbackRound) -> None:
    tell(round.subject, round, "Your report is open. It is yours: nobody else reads it unless you share it.")


def tell(person: Person, round: FeedbackRound, sentence: str, page: str = "round") -> None:
    """Somebody without an address finds it on their pages."""
    if not person.email:
        return
    address = f"{settings.ADDRESS}{reverse(f'feedback:{page}', kwargs={'round_id': round.pk})}"
    send_mail.enqueue(
        WAITING, f"Hello {person.called}\n\n{sentence}\n\nSign in to see it:\n\n{address}\n", [person.email]
    )
