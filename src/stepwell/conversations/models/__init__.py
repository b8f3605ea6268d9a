"""Tables of conversations. Who may read a table's words follows from which table it is, never from a flag on a row."""

from .actions import AgreedAction
from .cedar import ParkedPoint
from .conversations import AgendaItem, Conversation, Participation
from .growth import AdjustmentsCheck, FacilitatorChecklist, GrowthDraft
from .notes import NoteVersion, Preparation, PrivateNote, SharedNote
from .overdue import OverdueCount
from .reading import ReadingRequest, SharedConversation
from .reminders import Reminder
from .stages import ConversationStage, StageAnswer

__all__ = [
    "AdjustmentsCheck",
    "AgendaItem",
    "AgreedAction",
    "Conversation",
    "ConversationStage",
    "FacilitatorChecklist",
    "GrowthDraft",
    "NoteVersion",
    "OverdueCount",
    "ParkedPoint",
    "Participation",
    "Preparation",
    "PrivateNote",
    "ReadingRequest",
    "Reminder",
    "SharedConversation",
    "SharedNote",
    "StageAnswer",
]
