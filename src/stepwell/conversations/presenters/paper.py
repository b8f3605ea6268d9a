"""Our record as a file for the two: what they wrote together, agreed and settled on. Nobody's own notes are near it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from stepwell.domain.agenda import Stage
from stepwell.ui.paper import Block, Bullets, Facts, Heading, Paper, Text, paper_docx, paper_pdf
from stepwell.ui.templatetags.ui import day

from ..models import AgendaItem, AgreedAction, Conversation, SharedNote, StageAnswer
from ..queries.growth import Growth
from .paper_stages import growth_blocks, stage_blocks

State = AgreedAction.State
OURS = "This record belongs to the two people named here. Whoever has a copy keeps it to themselves."


def record_paper(
    conversation: Conversation,
    *,
    record: SharedNote | None,
    items: Sequence[AgendaItem],
    actions: Sequence[AgreedAction],
    answers: Sequence[tuple[Stage, StageAnswer]] = (),
    growth: Growth | None = None,
    today: date,
    letterhead: dict[str, str] | None,
) -> Paper:
    """The same for both of them, whoever saves it."""
    return Paper(
        title=conversation.title,
        caption=f"{conversation.person.full_name} and {conversation.other.full_name}",
        blocks=[
            Facts(list(about(conversation, today))),
            *action_blocks(actions, conversation),
            *looking_again(conversation),
            *stage_blocks(answers),
            *growth_blocks(growth),
            *written(record),
            *points(items),
        ],
        letterhead=letterhead,
        notices=[OURS],
    )


def record_pdf(paper: Paper) -> bytes:
    return paper_pdf(paper)


def record_docx(paper: Paper) -> bytes:
    return paper_docx(paper)


def file_title(conversation: Conversation) -> str:
    """Says neither with whom nor about what: files lie in folders that others open."""
    met = conversation.started_at or conversation.proposed_at
    return f"record {met:%Y-%m-%d}"


def about(conversation: Conversation, today: date) -> Iterator[tuple[str, str]]:
    yield "Whose conversation", conversation.person.full_name
    yield str(conversation.get_other_role_display()), conversation.other.full_name
    if conversation.started_at:
        yield "Met on", day(conversation.started_at)
    if conversation.ended_at:
        yield "Ended on", day(conversation.ended_at)
    yield "As of", day(today)


def action_blocks(actions: Sequence[AgreedAction], conversation: Conversation) -> Iterator[Block]:
    """What somebody let go is left out, and so is what its owner has not agreed to."""
    yield Heading("Agreed actions")
    kept = [one for one in actions if one.state in (State.OPEN, State.DONE)]
    if not kept:
        ended = conversation.ended_at and conversation.no_actions
        yield Text("You agreed that there was nothing to do for now." if ended else "None so far.", is_quiet=True)
    for action in kept:
        yield Heading(action.text, 3)
        yield Facts([(label, text) for label, text in facts_of(action) if text])


def facts_of(action: AgreedAction) -> Iterator[tuple[str, str]]:
    yield "Who", action.owner.full_name
    yield "By when", day(action.by_when)
    yield "How it stands", str(action.get_state_display())
    yield "What might get in the way", action.obstacle
    yield "What to do then", action.response
    yield "Help wanted", action.help_wanted
    yield "What came of it", action.outcome


def looking_again(conversation: Conversation) -> Iterator[Block]:
    if conversation.ended_at is None:
        return
    yield Heading("Looking again")
    if conversation.reviewed_at:
        yield Text(f"Looked at again on {day(conversation.reviewed_at)}.")
    elif conversation.review_date:
        yield Text(f"On {day(conversation.review_date)}.")
    else:
        yield Text("No day was set.")
        if conversation.no_review_reason:
            yield Text(conversation.no_review_reason)


def written(record: SharedNote | None) -> Iterator[Block]:
    yield Heading("Our record")
    paragraphs = [part.strip() for part in (record.text if record else "").replace("\r\n", "\n").split("\n\n")]
    paragraphs = [part for part in paragraphs if part]
    if not paragraphs:
        yield Text("Nothing was written down together.", is_quiet=True)
    yield from (Text(part) for part in paragraphs)


def points(items: Iterable[AgendaItem]) -> Iterator[Block]:
    """The agenda as it came out, by how each point stands."""
    settled: dict[str, list[str]] = {}
    for item in items:
        settled.setdefault(str(item.get_state_display()), []).append(item.text)
    if settled:
        yield Heading("Agenda")
    for state in (str(label) for _, label in reversed(AgendaItem.State.choices)):
        if state in settled:
            yield Heading(state, 3)
            yield Bullets(settled[state])
