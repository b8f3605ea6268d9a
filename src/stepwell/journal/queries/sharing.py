"""What somebody shows of their journal, and to whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stepwell.domain.reflecting import Section, Writing, writing_of
from stepwell.journal.models import Attachment, JournalEntry, JournalPage, SharedPage
from stepwell.people.models import Person
from stepwell.sharing.models import Share

from .entries import about_of, guide_of
from .readiness import BankRef


def shared_page(share_id: UUID) -> SharedPage | None:
    found = SharedPage.objects.select_related(
        "share__owner", "share__recipient", "page__entry__version__framework", "page__entry__overlay",
        "page__entry__about_version__framework",
    )  # fmt: skip
    return found.defer(*HEAVY).filter(pk=share_id).first()


HEAVY = tuple(
    f"page__entry__{name}"
    for name in (
        "version__content",
        "version__changes",
        "overlay__wordings",
        "about_version__content",
        "about_version__changes",
    )
)


def file_shown(shared: SharedPage, file_id: UUID) -> Attachment | None:
    """One of the files that were beside the page when it was shown, and still are."""
    return shared.files.select_related("page__entry").defer("content").filter(pk=file_id).first()


def open_shares(pages: Iterable[JournalPage], today: date) -> dict[UUID, list[SharedPage]]:
    """By page: who can read it today. One query."""
    found = SharedPage.objects.filter(page__in=list(pages), share__in=Share.objects.open(today))
    found = found.select_related("share__recipient").order_by("share__granted_at")
    by_page: dict[UUID, list[SharedPage]] = {}
    for shared in found.defer("content"):
        by_page.setdefault(shared.page_id, []).append(shared)
    return by_page


@dataclass(frozen=True)
class PageShown:
    """One page that somebody shows to another person: where to read it, and what it is a page of."""

    share_id: UUID
    bank: BankRef | None
    section_id: str
    section: str


def pages_shared_with(recipient: Person, owner: Person, today: date) -> list[PageShown]:
    """What `owner` shows `recipient` of guided entries today, to be linked as `journal:shared`. No words are read here."""
    found = SharedPage.objects.filter(share__in=Share.objects.filter(owner=owner, recipient=recipient).open(today))
    found = found.select_related("page__entry__version__framework", "page__entry__overlay").defer("content", *HEAVY[:3])
    return [
        PageShown(shared.share_id, bank_ref(shared.page.entry), shared.page.section_id, section_name(shared.page))
        for shared in found.order_by("share__granted_at")
    ]


def bank_ref(entry: JournalEntry) -> BankRef | None:
    return BankRef(entry.version.framework.slug, entry.bank_id) if entry.version and entry.bank_id else None


def section_name(page: JournalPage) -> str:
    section = section_of(page)
    return section.name if section else ""


def section_of(page: JournalPage) -> Section | None:
    return next((one for one in guide_of(page.entry).sections if one.id == page.section_id), None)


@dataclass(frozen=True)
class Shown:
    """What one person reads of another's journal: the page as it was when it was shown."""

    shared: SharedPage
    section: Section
    guide: str
    about: str
    writing: Writing
    files: tuple[Attachment, ...]

    @property
    def is_behind(self) -> bool:
        """True if the page says something else by now; its owner may show that, or leave it."""
        page = self.shared.page
        return self.writing != writing_of(page.content) or {file.pk for file in self.files} != {
            file.pk for file in page.attachments.defer("content")
        }


def shown(shared: SharedPage) -> Shown:
    entry = shared.page.entry
    section = section_of(shared.page) or Section(shared.page.section_id, "")
    _, dimension, level = about_of(entry)
    return Shown(
        shared=shared,
        section=section,
        guide=guide_of(entry).name,
        about=f"{dimension} ({level})" if level else dimension,
        writing=writing_of(shared.content),
        files=tuple(shared.files.defer("content")),
    )
