"""Words for what two people agreed about how they talk."""

from datetime import date

from stepwell.people.models import Person
from stepwell.ui.components import SummaryRow
from stepwell.ui.templatetags.ui import day, moment

from ..models import Conversation


def terms_rows(conversation: Conversation) -> list[SummaryRow]:
    """When, how and how often; what is open is said to be open."""
    when = f"{moment(conversation.starts_at)}, {conversation.minutes} minutes" if conversation.starts_at else ""
    rows = [
        SummaryRow("When", when or "Not settled yet"),
        SummaryRow("How", " · ".join(filter(None, (form_of(conversation), conversation.place))) or "Not settled yet"),
        SummaryRow("How often", often(conversation)),
    ]
    return rows


def form_of(conversation: Conversation) -> str:
    return str(conversation.get_form_display()) if conversation.form else ""


def often(conversation: Conversation) -> str:
    frequency = str(conversation.get_frequency_display())
    if conversation.frequency and conversation.setting == Conversation.Setting.WITHIN_ONE_TO_ONES:
        return f"{frequency}, as a point of your one-to-ones"
    return frequency


def lead_words(conversation: Conversation, reader: Person) -> str:
    """Who leads, in one sentence."""
    role = str(conversation.get_other_role_display()).lower()
    if reader.pk == conversation.person_id:
        return f"It is your conversation, and you lead it. {conversation.other.called} is there as your {role}."
    return f"It is {conversation.person.called}’s conversation, and they lead it. You are there as their {role}."


def review_words(conversation: Conversation, today: date) -> str:
    """What the two said about looking again, and how it stands."""
    if conversation.review_date is None:
        return "No day was set to look again."
    if conversation.reviewed_at:
        return f"You looked at it again on {day(conversation.reviewed_at)}."
    if conversation.review_date < today:
        return f"You wanted to look again on {day(conversation.review_date)}."
    return f"You look again on {day(conversation.review_date)}. You are both reminded."


def ending_words(conversation: Conversation, reader: Person) -> str:
    """The person sums up (R43)."""
    if reader.pk == conversation.person_id:
        return "Say in your own words what you take with you. Then set the day on which you two look again."
    return f"Ask {conversation.person.called} to sum up. Then set the day on which you two look again."
