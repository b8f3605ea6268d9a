"""Reflecting in the journal, and the conversation about growth that follows it, with somebody who is no manager of theirs."""

from stepwell.conversations.models import Conversation
from stepwell.conversations.operations import staging
from stepwell.conversations.operations.growth import adjustments, checklist, drafting, planning, positions
from stepwell.conversations.operations.growth.drafting import Drafted
from stepwell.conversations.presenters.growth import checklist_groups, evidence_kinds
from stepwell.conversations.queries.agendas import growth_packs
from stepwell.conversations.queries.growth import HISTORY, REFLECTION, Growth, View, growth_of, stage_on
from stepwell.domain.framework import Pack
from stepwell.domain.growing import Cell, sorted_steps, two_years_after
from stepwell.domain.reflecting import Answered, Section, Writing
from stepwell.frameworks.queries import StoredPack, stored_packs
from stepwell.journal.models import JournalEntry, JournalPage
from stepwell.journal.operations import sharing, writing
from stepwell.journal.queries.entries import guide_of
from stepwell.people.models import Organisation, Person

from . import words
from .talks import Days, Pair, fresh

MET = 150
Kind = JournalEntry.Kind


def reflect(person: Person, organisation: Organisation, days: Days) -> None:
    """Both guided parts of the framework of growth, a part of another guide, and some notes of no kind."""
    answers = iter(words.JOURNAL)
    for stored in growth_packs(organisation):
        for bank in stored.pack.question_banks:
            if bank.purpose == "journal":
                entry = guided(person, stored, Kind.QUESTIONS, bank.id, days, MET + 22)
                for section in guide_of(entry).sections:
                    save(entry, section, next(answers, []), days, MET + 20)
                writing.set_ready(entry, True, by=person, at=days.at(MET + 8, 19))
    coached(person, organisation, days)
    for (title, text), ago in zip(words.FREE_NOTES, (32, 71, 204), strict=True):
        note = writing.start_note(person=person, today=days.on(ago), at=days.at(ago, 20))
        writing.save_page(note, "", Writing(title, (Answered("", "", text),)), revision=0, at=days.at(ago, 20, 10))


def guided(
    person: Person, stored: StoredPack, kind: str, bank_id: str, days: Days, ago: int, about=None
) -> JournalEntry:
    return writing.start_guided(
        person=person,
        kind=kind,
        version=stored.version,
        overlay=stored.overlay,
        bank_id=bank_id,
        about=about,
        language="",
        today=days.on(ago),
        at=days.at(ago, 19),
    )


def save(entry: JournalEntry, section: Section, texts: list[str], days: Days, ago: int) -> JournalPage | None:
    """These texts as answers to the section's first questions."""
    asked = [*section.questions, *section.pool]
    answers = tuple(Answered(one.id, one.text, text) for one, text in zip(asked, texts, strict=False))
    return writing.save_page(entry, section.id, Writing("", answers), revision=0, at=days.at(ago, 19, 20))


def coached(person: Person, organisation: Organisation, days: Days) -> None:
    """Coaching questions about a part of a framework in use."""
    packs = stored_packs(organisation)
    about = next((stored for stored in packs if stored.is_used and stored.pack.dimensions), None)
    coaching = ((stored, bank) for stored in packs for bank in stored.pack.question_banks if bank.for_dimensions)
    found = next(coaching, None)
    if about and found:
        stored, bank = found
        part = (about.version, about.pack.dimensions[-3].id, "")
        entry = guided(person, stored, Kind.COACHING, bank.id, days, 58, part)
        save(entry, guide_of(entry).sections[0], words.COACHED, days, 58)


def cell(pack: Pack, direction: int, step: int) -> Cell:
    """By their places, from 0."""
    categories = pack.growth.categories if pack.growth else []
    return Cell(categories[direction].id, sorted_steps(pack)[step].step)


def growth_conversation(pair: Pair) -> None:
    """From the invitation to the plan: views that differ, one position agreed on, and where to in two years."""
    person, facilitator, days = pair.person, pair.other, pair.days
    if not growth_packs(pair.organisation):
        return
    talk = pair.agree("growth", days=MET + 28, meets=MET, by=person, message=words.GROWTH_ASKED)
    if talk is None:
        return
    show_a_part(pair)
    get_ready(pair, talk)
    talk = pair.meet(talk, days=MET)
    adjustments.answer_adjustments(
        talk, answer="yes", words=words.ADJUSTMENTS, wants_words=True, revision=0, by=person, at=days.at(MET, 14, 5)
    )
    for page, minute in ((REFLECTION, 15), (HISTORY, 25)):
        stage = stage_on(talk, page)
        if stage:
            staging.mark_held(stage, by=facilitator, at=days.at(MET, 14, minute))
    agree_position(pair, talk)
    draft_plan(pair, talk)
    for text, writer in zip(words.GROWTH_RECORD, (person, facilitator), strict=True):
        pair.write(talk, pair.named(text), by=writer, days=MET)
    pair.note(talk, words.GROWTH_OTHERS_NOTE, by=facilitator, days=MET)
    planning.put_into_plan(talk, by=person, at=days.at(MET, 14, 58), today=days.on(MET))
    watch = pair.promise(talk, words.GROWTH_ACTION, owner=person, days=MET, until=MET - 45)
    pair.promise(talk, words.GROWTH_OTHERS_ACTION, owner=facilitator, days=MET, until=-21)
    pair.end(talk, days=MET, review=-32)
    pair.keep(watch, words.GROWTH_OUTCOME, days=MET - 38)


def growth(talk: Conversation, reader: Person) -> Growth:
    found = growth_of(fresh(talk), reader)
    if found is None:
        raise LookupError("there is a framework of growth, or there would be no conversation about it")
    return found


def show_a_part(pair: Pair) -> None:
    """One page of the journal is shown to the facilitator; the rest stays closed."""
    pages = JournalPage.objects.filter(entry__person=pair.person, entry__kind=Kind.QUESTIONS)
    page = pages.order_by("entry__bank_id", "section_id").first()
    if page:
        sharing.share_page(
            page,
            recipient=pair.other,
            title="A part of my journal",
            purpose="conversation",
            until=pair.days.on(-40),
            message="",
            by=pair.person,
            at=pair.days.at(MET + 6, 19),
        )


def get_ready(pair: Pair, talk: Conversation) -> None:
    person, facilitator = pair.person, pair.other
    pair.prepare(talk, person, words.GROWTH_PREPARED, days=MET + 6, goals=["long", "unsure"])
    pair.prepare(talk, facilitator, words.GROWTH_OTHER_PREPARED, days=MET + 4)
    items = [key for group in checklist_groups(growth(talk, facilitator)) for key, _, _ in group.items]
    checklist.save_checklist(
        talk,
        ticked=items[::2],
        notes=words.GROWTH_OTHER_PREPARED[0],
        revision=0,
        by=facilitator,
        at=pair.days.at(MET + 4, 18),
    )
    pack = growth(talk, person).stored.pack
    views = ((person, cell(pack, 0, 0), words.GROWTH_VIEW), (facilitator, cell(pack, 0, 1), words.GROWTH_OTHER_VIEW))
    for writer, where, why in views:
        positions.write_view(
            talk, View(where, why), give=True, revision=0, by=writer, at=pair.days.at(MET + 2, 18)
        )  # fmt: skip


def agree_position(pair: Pair, talk: Conversation) -> None:
    found = growth(talk, pair.person)
    kinds = [key for key, _ in evidence_kinds(found)] or ["other"]
    evidence = tuple(zip(kinds, words.GROWTH_EVIDENCE, strict=False))
    view = View(cell(found.stored.pack, 0, 1), words.GROWTH_TOGETHER, evidence)
    at, today = pair.days.at(MET, 14, 35), pair.days.on(MET)
    positions.put_position(talk, view, by=pair.person, at=at, today=today)


def draft_plan(pair: Pair, talk: Conversation) -> None:
    """Where to in two years, hopes, and objectives with initiatives that the framework names for that step."""
    at, today = pair.days.at(MET, 14, 50), pair.days.on(MET)
    pack = growth(talk, pair.person).stored.pack
    aim = cell(pack, 0, -1)
    drafting.draft_future(
        talk, aim, on=two_years_after(today), words=words.FUTURE_WORDS, revision=0, by=pair.person, at=at, today=today
    )
    drafting.draft_words(
        talk, aspirations=words.ASPIRATIONS, reflections=words.REFLECTIONS, revision=0, by=pair.person, at=at
    )
    leading = [one.id for one in pack.initiatives if one.category == aim.category and one.step == aim.step]
    ways: tuple[list[str], ...] = (leading[:2], leading[2:3], [])
    when = (("next", None), ("now", None), ("by_date", pair.days.on(-120)))
    for (title, own), chosen, (horizon, day) in zip(words.OBJECTIVES, ways, when, strict=True):
        drafting.draft_objective(
            talk, Drafted(title, horizon, day, chosen, own), by=pair.person, at=at, today=today
        )  # fmt: skip
