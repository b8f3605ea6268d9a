"""The plan as a file: one list of blocks, from which the PDF and the document are made."""

from collections.abc import Iterator
from datetime import date

from stepwell.people.models import Organisation
from stepwell.ui.colour import DEFAULT_BRAND
from stepwell.ui.paper import Block, Bullets, Facts, Heading, Label, Paper, Picture, Text, paper_docx, paper_pdf
from stepwell.ui.templatetags.ui import day

from .growing import Growing, PositionView
from .reading import ReadObjective, ReadPlan

OWN_WORDS = "This plan belongs to the person named above. Whoever has a copy keeps it to themselves."


def letterhead(organisation: Organisation | None) -> dict[str, str]:
    """Of the organisation where the file is made; a plan belongs to none."""
    if organisation is None:
        return {"organisation": "", "mark": "", "brand": DEFAULT_BRAND}
    return {"organisation": organisation.name, "mark": organisation.mark, "brand": organisation.brand_colour}


def plan_pdf(read: ReadPlan, head: dict[str, str], today: date, *, reader: str = "") -> bytes:
    return paper_pdf(paper_of(read, today, head, reader))


def plan_docx(read: ReadPlan, today: date) -> bytes:
    return paper_docx(paper_of(read, today, None, ""))


def paper_of(read: ReadPlan, today: date, head: dict[str, str] | None, reader: str) -> Paper:
    about = [("Name", read.plan.person.full_name), ("As of", day(today))]
    if reader:
        about.append(("Shared with", reader))
    if not read.is_whole:
        about.append(("What it holds", "Some of the objectives"))
    return Paper(
        title=read.title,
        caption=read.plan.framework.title if read.plan.framework else "",
        blocks=[Facts(about), *blocks_of(read)],
        letterhead=head,
        notices=[OWN_WORDS],
    )


def blocks_of(read: ReadPlan) -> Iterator[Block]:
    if read.growing:
        yield from growing_blocks(read.growing, read.views)
    for title, text in read.aspirations:
        yield Heading(title)
        yield Text(text)
    if not read.groups:
        yield Text("There is no objective in it yet.", is_quiet=True)
    for title, objectives in read.groups:
        yield Heading(title)
        for objective in objectives:
            yield from objective_blocks(objective)
    if read.reviews:
        yield Heading("Reviews")
        yield Facts([(when, note or "–") for when, note in read.reviews])


def growing_blocks(growing: Growing, views: list[tuple[str, PositionView]]) -> Iterator[Block]:
    yield Heading(growing.figure.title)
    alt = ". ".join(f"{label}: {view.where}" for label, view in views) or "Nothing is recorded yet"
    yield Picture(growing.figure, alt)
    for label, view in views:
        yield Heading(label, 3)
        yield Facts(position_facts(view))


def position_facts(view: PositionView) -> list[tuple[str, str]]:
    position = view.position
    said = [
        ("Where", view.where),
        ("The other view", view.other),
        ("How it was recorded", position.get_state_display()),
        ("Talked about with", view.who),
        ("By" if position.kind == "future" else "Since", day(position.from_date)),
        ("Why", position.words),
        ("Their reasons", view.other_reasons),
        ("What supports it", "\n".join(view.evidence)),
    ]
    return [(label, text) for label, text in said if text]


def objective_blocks(objective: ReadObjective) -> Iterator[Block]:
    yield Heading(objective.title, 3)
    if objective.facts:
        yield Facts([(row.key, row.value) for row in objective.facts])
    if objective.planned:
        yield Label("What I will do")
        yield Bullets(objective.planned)
    if objective.progress:
        yield Label("How it went")
        yield Facts(objective.progress)
