"""Mail about conversations: that something waits, never what. Subjects name nobody, because they are read on lock screens."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from stepwell.people.models import Person
from stepwell.people.tasks import send_mail

from .models import Conversation, ReadingRequest, Reminder

WAITING = "Something about a conversation waits for you on Stepwell"
REMINDER = "A reminder from Stepwell"


def tell_proposed(conversation: Conversation, to: Person) -> None:
    name = conversation.partner_of(to).full_name
    tell(to, conversation, f"{name} would like to talk with you. The page says what to expect. “Not now” is an answer.")


def tell_planned(conversation: Conversation, to: Person) -> None:
    tell(to, conversation, f"Your next conversation with {conversation.partner_of(to).full_name} is there to prepare.")


def tell_agreed(conversation: Conversation, to: Person) -> None:
    tell(to, conversation, f"{conversation.partner_of(to).full_name} has agreed to talk. You can both prepare now.")


def tell_suggested(conversation: Conversation, to: Person) -> None:
    tell(
        to, conversation, f"{conversation.partner_of(to).full_name} suggests another way to do it. See if it suits you."
    )


def tell_moved(conversation: Conversation) -> None:
    for to in conversation.both:
        name = conversation.partner_of(to).full_name
        tell(
            to,
            conversation,
            f"The meeting with {name} has a day and time, or a new one. The page has the calendar entry.",
        )


def tell_called_off(conversation: Conversation, to: Person) -> None:
    name = conversation.partner_of(to).full_name
    tell(to, conversation, f"The meeting with {name} does not take place. Take the entry out of your calendar.")


def tell_given(conversation: Conversation, to: Person) -> None:
    name = conversation.partner_of(to).full_name
    tell(to, conversation, f"{name} has given their part. Yours comes next, when it suits you.")


def tell_action_proposed(conversation: Conversation, to: Person) -> None:
    name = conversation.partner_of(to).full_name
    tell(to, conversation, f"{name} has suggested something for you to do. It is yours only if you agree.")


def tell_asked_to_read(request: ReadingRequest) -> None:
    tell_of_request(
        request.person,
        f"{request.requester.full_name} asks whether they may read a record of yours. You decide, and no is an answer.",
    )


def tell_request_answered(request: ReadingRequest) -> None:
    tell_of_request(request.requester, f"{request.person.full_name} has answered what you asked.")


def tell_of_request(to: Person, sentence: str) -> None:
    if to.email:
        address = f"{settings.ADDRESS}{reverse('conversations:requests')}"
        body = f"Hello {to.called}\n\n{sentence}\n\nSign in to see it:\n\n{address}\n"
        send_mail.enqueue(WAITING, body, [to.email])


def tell_not_now(to: Person, by: Person) -> None:
    """No reason, no mark, nothing to open: only that there is no need to wait."""
    if not to.email:
        return
    body = (
        f"Hello {to.called}\n\n{by.full_name} would rather not plan this conversation for now. That is all right, and "
        "nothing of it is kept. Either of you can begin whenever it suits.\n"
    )
    send_mail.enqueue(WAITING, body, [to.email])


def tell(to: Person, conversation: Conversation, sentence: str) -> None:
    """Somebody without an address finds it on their pages."""
    if to.email:
        body = f"Hello {to.called}\n\n{sentence}\n\nSign in to see it:\n\n{address_of(conversation)}\n"
        send_mail.enqueue(WAITING, body, [to.email])


def address_of(conversation: Conversation) -> str:
    return f"{settings.ADDRESS}{reverse('conversations:conversation', kwargs={'conversation_id': conversation.pk})}"


DUE = {
    Reminder.About.MEETING: "You meet {name} on {day}.",
    Reminder.About.REVIEW: "You and {name} wanted to look again at what you agreed, on {day}.",
    Reminder.About.ACTION: "You promised something by {day}, in a conversation with {name}.",
    Reminder.About.FOLLOW_UP: "You wanted to ask {name} how it went.",
}


def send_reminder(reminder: Reminder, connection: Any) -> None:
    """Sent at once, not queued again: the reminder itself is the queue. Its number is the message's own, so that one
    sent twice after a failure is one message to a mail system."""
    conversation, to = reminder.conversation, reminder.person
    sentence = DUE[Reminder.About(reminder.about)].format(
        name=conversation.partner_of(to).full_name, day=f"{reminder.due_date:%-d %B %Y}"
    )
    body = f"Hello {to.called}\n\n{sentence}\n\nSign in to see it:\n\n{address_of(conversation)}\n"
    host = urlsplit(settings.ADDRESS).hostname or "stepwell"
    headers = {"Message-ID": f"<reminder-{reminder.pk}@{host}>"}
    EmailMessage(REMINDER, body, to=[str(to.email)], headers=headers, connection=connection).send()
