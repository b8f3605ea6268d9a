"""Mail about conversations: that something waits, never what. Subjects name nobody, because they are read on lock screens."""

from django.conf import settings
from django.urls import reverse

from stepwell.people.models import Person
from stepwell.people.tasks import send_mail

from .models import Conversation

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
