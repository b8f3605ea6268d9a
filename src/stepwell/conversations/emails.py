"""Mail about conversations: that something waits, never what. Subjects name nobody, because they are read on lock screens."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from stepwell.people.models import Person
from stepwell.people.tasks import send_mail

from .models import Conversation, ReadingRequest, Reminder
from .queries.calendar import CANCEL, REQUEST, meeting_file

WAITING = "Something about a conversation waits for you on Stepwell"
REMINDER = "A reminder from Stepwell"


def tell_proposed(conversation: Conversation, *, by: Person, at: datetime) -> None:
    sentence = f"{by.full_name} would like to talk with you. The page says what to expect. “Not now” is an answer."
    invite(conversation.partner_of(by), conversation, sentence, at)


def tell_planned(conversation: Conversation, *, by: Person, at: datetime) -> None:
    """Both, where the meeting has a day: each has their own calendar."""
    partner = conversation.partner_of(by)
    invite(partner, conversation, f"Your next conversation with {by.full_name} is there to prepare.", at)
    if conversation.starts_at:
        invite(by, conversation, f"Your next conversation with {partner.full_name} is planned.", at)


def tell_agreed(conversation: Conversation, *, by: Person, at: datetime) -> None:
    partner = conversation.partner_of(by)
    invite(partner, conversation, f"{by.full_name} has agreed to talk. You can both prepare now.", at)
    if conversation.starts_at:
        invite(by, conversation, f"You have agreed to talk with {partner.full_name}. You can both prepare now.", at)


def tell_suggested(conversation: Conversation, to: Person) -> None:
    tell(
        to, conversation, f"{conversation.partner_of(to).full_name} suggests another way to do it. See if it suits you."
    )


def tell_moved(conversation: Conversation, *, at: datetime) -> None:
    for to in conversation.both:
        name = conversation.partner_of(to).full_name
        if conversation.starts_at:
            sentence = f"The meeting with {name} has a day and time, or a new one."
        elif conversation.was_at:
            sentence = f"The meeting with {name} has no day for now."
        else:
            sentence = f"When and how you talk with {name} has changed. The page says how."
        invite(to, conversation, sentence, at)


def tell_called_off(conversation: Conversation, *, by: Person, at: datetime) -> None:
    """Whoever called it off has it in their calendar, too."""
    partner = conversation.partner_of(by)
    invite(partner, conversation, f"The meeting with {by.full_name} does not take place.", at)
    if conversation.starts_at:
        invite(by, conversation, f"You called off the meeting with {partner.full_name}.", at)


def tell_cleared(conversation: Conversation, *, at: datetime) -> None:
    """Only whoever has a day in their calendar."""
    for to in conversation.both if conversation.starts_at else ():
        invite(to, conversation, f"The meeting with {conversation.partner_of(to).full_name} does not take place.", at)


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


FILED = {
    REQUEST: " The entry for your calendar is attached.",
    CANCEL: " The file with this message takes it out of your calendar.",
}


def invite(to: Person, conversation: Conversation, sentence: str, at: datetime) -> None:
    """With the meeting's calendar file, where it has one."""
    calendar, method = meeting_file(conversation, at=at, to=to) if to.email else ("", "")
    tell(to, conversation, sentence + FILED.get(method, ""), calendar, method)


def tell(to: Person, conversation: Conversation, sentence: str, calendar: str = "", method: str = "") -> None:
    """Somebody without an address finds it on their pages."""
    if to.email:
        body = f"Hello {to.called}\n\n{sentence}\n\nSign in to see it:\n\n{address_of(conversation)}\n"
        send_mail.enqueue(WAITING, body, [to.email], calendar, method)


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
