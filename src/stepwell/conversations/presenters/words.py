"""Words for what two people agreed about how they talk."""

from stepwell.people.models import Person
from stepwell.ui.components import SummaryRow
from stepwell.ui.templatetags.ui import moment

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
