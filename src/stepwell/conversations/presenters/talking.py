"""The page two people talk at, in words: points with what may be done to them, actions with whose turn it is."""

from dataclasses import dataclass
from datetime import date

from stepwell.domain.agenda import Point
from stepwell.people.models import Person
from stepwell.ui.templatetags.ui import day

from ..models import AgendaItem, AgreedAction, Conversation
from ..queries.questions import Group
from ..queries.talking import Talk

LEADS = {"person": "", "other": "{other} begins.", "both": ""}


@dataclass(frozen=True)
class DrawnQuestion:
    """A question to draw from; `key` finds it again when it is put on the agenda."""

    key: str
    text: str
    follow_ups: tuple[str, ...]


@dataclass(frozen=True)
class DrawnGroup:
    name: str
    heading: str
    questions: list[DrawnQuestion]


@dataclass(frozen=True)
class PointLine:
    item: AgendaItem
    hint: str
    groups: list[DrawnGroup]
    by: str


@dataclass(frozen=True)
class ActionLine:
    """`may_settle`: it is the reader's own. `waits`: it was suggested to the reader, who has not answered."""

    action: AgreedAction
    who: str
    when: str
    is_late: bool
    may_settle: bool
    waits: bool
    may_take_back: bool
    note: str


@dataclass(frozen=True)
class TakenRole:
    name: str
    definition: str


def point_lines(talk: Talk) -> list[PointLine]:
    """Open ones in their order, then what is settled."""
    templates = {point.id: point for point in talk.agenda.points}
    lines = [point_line(item, templates.get(item.key), talk) for item in talk.items]
    return sorted(lines, key=lambda line: line.item.state != AgendaItem.State.OPEN)


def point_line(item: AgendaItem, template: Point | None, talk: Talk) -> PointLine:
    hint = hint_of(template, talk.conversation) if template else ""
    by = ""
    if item.origin == AgendaItem.Origin.ADDED and item.added_by:
        by = "from you" if item.added_by_id == talk.reader.pk else f"from {item.added_by.called}"
    elif item.origin == AgendaItem.Origin.CARRIED:
        by = "from last time"
    groups = drawn(template.id, talk.questions[template.id]) if template else []
    return PointLine(item, hint, groups, by)


def hint_of(point: Point, conversation: Conversation) -> str:
    lead = LEADS[point.lead].format(other=conversation.other.called)
    return point.hint or lead


def drawn(point_id: str, groups: list[Group]) -> list[DrawnGroup]:
    found, number = [], 0
    for group in groups:
        questions = []
        for question in group.questions:
            questions.append(DrawnQuestion(f"{point_id}.{number}", question.text, question.follow_ups))
            number += 1
        found.append(DrawnGroup(group.name, group.heading, questions))
    return found


def question_of(key: str, talk: Talk) -> str | None:
    """The text of a question that stood on the page; None where it is not there any more."""
    point_id = key.rpartition(".")[0]
    groups = drawn(point_id, talk.questions.get(point_id, []))
    return next((one.text for group in groups for one in group.questions if one.key == key), None)


def action_lines(actions: list[AgreedAction], reader: Person, today: date) -> list[ActionLine]:
    """What waits for an answer first, then by day; what is let go is not shown."""
    lines = [action_line(one, reader, today) for one in actions if one.state != AgreedAction.State.LET_GO]
    return sorted(lines, key=lambda line: (not line.waits, line.action.state == AgreedAction.State.DONE))


def action_line(action: AgreedAction, reader: Person, today: date) -> ActionLine:
    is_mine = action.owner_id == reader.pk
    is_open = action.state == AgreedAction.State.OPEN
    proposed = action.state == AgreedAction.State.PROPOSED
    return ActionLine(
        action=action,
        who="You" if is_mine else action.owner.called,
        when=f"by {day(action.by_when)}",
        is_late=is_open and action.by_when < today,
        may_settle=is_mine and not proposed,
        waits=is_mine and proposed,
        may_take_back=proposed and not is_mine and action.added_by_id == reader.pk,
        note=note_of(action, is_mine),
    )


def note_of(action: AgreedAction, is_mine: bool) -> str:
    if action.state != AgreedAction.State.PROPOSED:
        return ""
    if is_mine:
        return f"Suggested by {action.added_by.called}. It is yours only if you agree." if action.added_by else ""
    return f"Waits until {action.owner.called} agrees."


def taken_roles(talk: Talk, definitions: dict[str, str]) -> list[TakenRole]:
    """Roles the other takes, as named when they were taken."""
    conversation = talk.conversation
    own = talk.reader.pk == conversation.other_id
    support = (talk.preparations.mine if own else talk.preparations.other).support or {}
    return [TakenRole(name, definitions.get(id_, "")) for id_, name, _ in support.get("roles", [])]


def written_words(talk: Talk) -> str:
    """Who wrote last in our record."""
    if talk.record is None:
        return "Nothing written yet"
    by = talk.record.saved_by
    who = "You" if by and by.pk == talk.reader.pk else by.called if by else "Somebody"
    return f"{who} wrote last"
