"""A conversation about growth on the page: the grid with its marks, stages with what they wait for, what is ready."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from stepwell.domain.framework import Pack
from stepwell.domain.framework.parts import Initiative, QuestionBank
from stepwell.domain.growing import Cell, cell_words, initiatives_between, sorted_steps
from stepwell.journal.queries.readiness import BankRef, Readiness
from stepwell.journal.queries.sharing import PageShown
from stepwell.people.models import Person
from stepwell.plans.models import Objective
from stepwell.ui.charts import Figure, GrowthMark, growth_figure
from stepwell.ui.templatetags.ui import day, month

from ..models import Conversation
from ..queries.growth import HISTORY, PLAN, POSITION, REFLECTION, Growth, View, banks_for, passages_for, view_in

State = Conversation.State


@dataclass(frozen=True)
class ChecklistGroup:
    name: str
    introduction: str
    items: list[tuple[str, str, str]]


@dataclass(frozen=True)
class StageLine:
    """One of the stages beside the page: `current` is the one that is open on it."""

    name: str
    href: str
    status: str
    current: bool
    done: bool


@dataclass(frozen=True)
class Bank:
    """Questions of one part of the journal: whether it is ready, and what of it the person shows."""

    name: str
    sections: list[tuple[str, list[str]]]
    ready: bool
    href: str
    shown: list[PageShown]


@dataclass(frozen=True)
class ViewWords:
    """A view in words. `evidence`: (kind, text)."""

    who: str
    where: str
    words: str
    evidence: list[tuple[str, str]]


@dataclass(frozen=True)
class DraftedLine:
    id: str
    title: str
    when: str
    ways: list[str]
    planned: bool


def checklist_groups(growth: Growth) -> list[ChecklistGroup]:
    """Whatever the framework wants reviewed beforehand; nothing where it asks for nothing."""
    passages = [
        one for purpose in ("resource", "evidence", "indicator") for one in passages_for(growth.stored, purpose)
    ]
    return [
        ChecklistGroup(
            passage.name,
            passage.introduction or "",
            [(item.id, item.name or item.text, item.text if item.name else "") for item in passage.items],
        )
        for passage in passages
    ]


def evidence_kinds(growth: Growth) -> list[tuple[str, str]]:
    """Kinds of evidence as the framework names them: (id, name)."""
    return [
        (item.id, item.name or item.text)
        for passage in passages_for(growth.stored, "evidence")
        for item in passage.items
    ]


def called(growth: Growth, person: Person) -> str:
    return "You" if person.pk == growth.reader.pk else person.called


def stage_lines(growth: Growth, page: str = "") -> list[StageLine]:
    lines = []
    for key in (REFLECTION, HISTORY, POSITION, PLAN):
        stage = growth.stages.get(key)
        if stage is None:
            continue
        href = reverse("conversations:growth_stage", args=[stage.stage.pk])
        lines.append(
            StageLine(stage.template.name, href, status_of(growth, key), key == page, bool(stage.stage.held_at))
        )
    return lines


def status_of(growth: Growth, page: str) -> str:
    """In a few words how far a stage is."""
    stage = growth.stages[page]
    if page == POSITION:
        return position_status(growth)
    if page == PLAN and not growth.outcome:
        return "Opens when the position is settled"
    if stage.stage.held_at:
        return "In the plan" if page == PLAN else "Talked about"
    return "Begun" if page == PLAN and growth.plan else "Not yet"


def position_status(growth: Growth) -> str:
    if growth.outcome:
        return "Agreed" if growth.outcome["state"] == "agreed" else "Both views kept"
    if growth.offer:
        mine = growth.offer["by"] == str(growth.reader.pk)
        return f"Waiting for {growth.partner.called}" if mine else "Waits for your answer"
    stage = growth.position_stage
    given = bool(stage.own and stage.own.given_at)
    if growth.both_gave:
        return "To settle"
    if given:
        return f"Waiting for {growth.partner.called}’s view"
    return f"{growth.partner.called} has given a view" if stage.waits_for_theirs else "Give your view"


def bank_of(growth: Growth, bank: QuestionBank, states: dict[Any, Readiness], shown: Sequence[PageShown]) -> Bank:
    """ "Not started" is "not ready" for the other: how somebody gets ready is theirs."""
    ref = BankRef(growth.stored.version.framework.slug, bank.id)
    return Bank(
        name=bank.name,
        sections=[(section.name, [prompt.text for prompt in section.prompts]) for section in bank.sections],
        ready=states.get((growth.conversation.person_id, ref)) == Readiness.READY,
        href=reverse("journal:start", args=[ref.framework, bank.id]),
        shown=[one for one in shown if one.bank == ref],
    )


def banks_of(growth: Growth, page: str, states: dict[Any, Readiness], shown: Sequence[PageShown]) -> list[Bank]:
    return [bank_of(growth, bank, states, shown) for bank in banks_for(growth.stored, growth.stages[page])]


def adjustment_texts(growth: Growth) -> list[str]:
    """What the framework says about asking for adjustments."""
    return [item.text for passage in passages_for(growth.stored, "adjustments") for item in passage.items]


def bank_refs(growth: Growth, page: str) -> list[BankRef]:
    slug = growth.stored.version.framework.slug
    return [BankRef(slug, bank.id) for bank in banks_for(growth.stored, growth.stages[page])]


# The grid


def figure_of(growth: Growth, colour: str) -> Figure:
    """What the reader may see on it: views as outlines until the position is settled, then the position and the aim."""
    pack = growth.stored.pack
    categories = list(pack.growth.categories) if pack.growth else []
    steps = sorted_steps(pack)
    places = {category.id: number for number, category in enumerate(categories)}
    rows = {step.step: number for number, step in enumerate(steps)}
    marks = [
        GrowthMark(places[cell.category], rows[cell.step], kind, label, words)
        for cell, kind, label, words in marks_of(growth)
        if cell.category in places and cell.step in rows
    ]
    names = [f"Step {step.step}: {step.name}" if step.name else f"Step {step.step}" for step in steps]
    title = "Where things stand" if growth.outcome else "The growth grid"
    return growth_figure([one.name for one in categories], names, marks, title=title, colour=colour)


def marks_of(growth: Growth) -> list[tuple[Cell, Any, str, str]]:
    outcome, there = growth.outcome, growth.there
    if outcome:
        found = outcome_marks(growth, outcome)
    else:
        own, theirs = growth.own, growth.theirs
        found = [(own.cell, "view", "Your view", "Your view")] if own else []
        name = growth.partner.called
        found += [(theirs.cell, "view", f"{name}’s view", f"{name}’s view")] if theirs else []
    if there:
        on = date.fromisoformat(growth.plan["future"]["on"])
        found.append((there, "future", month(on), f"Where to, by {day(on)}"))
    return found


def outcome_marks(growth: Growth, outcome: dict[str, Any]) -> list[tuple[Cell, Any, str, str]]:
    own, other = view_in(outcome), view_in(outcome.get("other"))
    if own is None:
        return []
    if other is None:
        return [(own.cell, "now", "Now", "Where things stand now, agreed")]
    person, partner = growth.conversation.person, growth.conversation.other
    return [
        (view.cell, "view", possessive(growth, who), possessive(growth, who))
        for who, view in ((person, own), (partner, other))
    ]


def possessive(growth: Growth, person: Person) -> str:
    return "Your view" if person.pk == growth.reader.pk else f"{person.called}’s view"


# Views and the outcome in words


def view_words(growth: Growth, view: View, who: str) -> ViewWords:
    kinds = dict(evidence_kinds(growth))
    evidence = [(kinds.get(kind, "Something else"), text) for kind, text in view.evidence]
    return ViewWords(who, cell_words(growth.stored.pack, view.cell), view.words, evidence)


def views_of(growth: Growth) -> list[ViewWords]:
    """The reader's own, and the other's where it is open."""
    found = []
    if growth.own:
        found.append(view_words(growth, growth.own, "Your view"))
    if growth.theirs:
        found.append(view_words(growth, growth.theirs, f"{growth.partner.called}’s view"))
    return found


def outcome_views(growth: Growth) -> list[ViewWords]:
    outcome = growth.outcome
    own = view_in(outcome)
    if outcome is None or own is None:
        return []
    other = view_in(outcome.get("other"))
    if other is None:
        return [view_words(growth, own, "Agreed")]
    conversation = growth.conversation
    return [
        view_words(growth, own, possessive(growth, conversation.person)),
        view_words(growth, other, possessive(growth, conversation.other)),
    ]


def offer_words(growth: Growth) -> ViewWords | None:
    view = view_in(growth.offer)
    return view_words(growth, view, "") if view else None


def meeting_view(growth: Growth) -> View | None:
    """What the form to settle begins with: the position where both see the same, and what either brought along."""
    own, theirs = growth.own, growth.theirs
    if own is None or theirs is None:
        return None
    evidence = tuple(dict.fromkeys([*own.evidence, *theirs.evidence]))
    return View(own.cell if own.cell == theirs.cell else Cell("", 0), "", evidence)


# The plan in the making


def way_groups(growth: Growth) -> list[tuple[str, list[Initiative]]]:
    """Suggestions from where they stand to where they want to be; to where they stand if no aim is set."""
    pack: Pack = growth.stored.pack
    aim = growth.there or growth.here
    if aim is None:
        return []
    return [(cell_words(pack, cell), found) for cell, found in initiatives_between(pack, growth.here, aim)]


def drafted_lines(growth: Growth) -> list[DraftedLine]:
    texts = {one.id: one.text for one in growth.stored.pack.initiatives}
    return [
        DraftedLine(
            id=item["id"],
            title=item["title"],
            when=when_of(item),
            ways=[*(texts[key] for key in item["initiatives"] if key in texts), *filter(None, [item["own"]])],
            planned=bool(item.get("planned")),
        )
        for item in growth.plan.get("objectives", ())
    ]


def when_of(item: dict[str, Any]) -> str:
    if item["target_date"]:
        return f"By {day(date.fromisoformat(item['target_date']))}"
    return str(Objective.Horizon(item["horizon"]).label)


def future_words(growth: Growth) -> tuple[str, str, str] | None:
    """(where, by when, why)."""
    future = growth.plan.get("future")
    there = growth.there
    if not future or there is None:
        return None
    return cell_words(growth.stored.pack, there), day(date.fromisoformat(future["on"])), future["words"]
