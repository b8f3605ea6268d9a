"""What somebody can be guided by: every bank of every framework, and the values of those that have some."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from stepwell.domain.framework.parts import QuestionBank
from stepwell.domain.reflecting import values_of
from stepwell.frameworks.queries import StoredPack
from stepwell.journal.models import JournalEntry
from stepwell.journal.queries.entries import Opened

KIND = JournalEntry.Kind
# By the purpose a bank was made for, in the order of the page.
GROUPS = {
    "journal": ("For your journal", "Made to be thought through alone, often before a conversation."),
    "preparation": ("To prepare a conversation", "What to have thought about before you meet."),
    "values": ("Values", "For each value an example of yours, and a question to think it through with."),
    "coaching": ("Coaching questions", "Each fits any part of any framework."),
    "session": (
        "Made for a conversation",
        "Meant to be asked by somebody else. Nothing stops you from asking yourself.",
    ),
    "feedback": ("Before feedback", "Your own view first."),
}


@dataclass(frozen=True)
class GuideCard:
    name: str
    owner: str
    parts: str
    url: str


@dataclass(frozen=True)
class GuideGroup:
    title: str
    lead: str
    cards: list[GuideCard]


def address_about(packs: Sequence[StoredPack], about: str) -> str:
    """Where one begins to write about `about` ("pack/part"): with the first coaching questions at hand, or with none."""
    banks = ((stored.pack.id, bank) for stored in packs for bank in stored.pack.question_banks)
    found = next(((slug, bank.id) for slug, bank in banks if bank.for_dimensions and bank.purpose == "coaching"), None)
    return f"{reverse('journal:start', args=found)}?{urlencode({'about': about})}" if found else reverse("journal:list")


def guide_groups(packs: Sequence[StoredPack]) -> list[GuideGroup]:
    """In the order of the packs, which is the organisation's own."""
    cards: dict[str, list[GuideCard]] = {purpose: [] for purpose in GROUPS}
    for stored in packs:
        pack = stored.pack
        for bank in pack.question_banks:
            cards[bank.purpose].append(
                GuideCard(bank.name, pack.called, parts_of(bank), reverse("journal:start", args=[pack.id, bank.id]))
            )
        if values := values_of(pack):
            names = listed_names([value.name for value in values])
            cards["values"].append(
                GuideCard(pack.called, pack.owner, names, reverse("journal:start_values", args=[pack.id]))
            )
    return [GuideGroup(*GROUPS[purpose], found) for purpose, found in cards.items() if found]


def parts_of(bank: QuestionBank) -> str:
    names = [section.name for section in bank.sections]
    return "" if names == [bank.name] else listed_names(names)


def listed_names(names: Sequence[str], most: int = 6) -> str:
    """
    >>> listed_names(["Kind", "Brave"]), listed_names(["A", "B", "C"], most=2)
    ('Kind, Brave', 'A, B and more')
    """
    return ", ".join(names) if len(names) <= most else f"{', '.join(names[:most])} and more"


@dataclass(frozen=True)
class Draft:
    """A guided entry that somebody wrote on and has not said to be done with."""

    name: str
    part: str  # the first without a word
    url: str
    opened: Opened


def drafts(found: Iterable[Opened]) -> list[Draft]:
    return [draft_of(opened) for opened in found]


def draft_of(opened: Opened) -> Draft:
    leaf = opened.first_open
    url = reverse("journal:page", args=[opened.entry.pk, leaf.number])
    part = leaf.section.name if leaf.section.name != opened.guide.name else ""
    return Draft(opened.name, part, url, opened)


def ready_words(opened: Opened) -> tuple[str, str]:
    """The button, and what it says once pressed: for what prepares a conversation, and for everything else."""
    if opened.prepares:
        return "I am ready", "You said that you are ready."
    return "I am done with this for now", "You said that you are done with this for now."
