"""Two versions of one page: what is here, and what another page or device saved meanwhile."""

from dataclasses import dataclass
from datetime import datetime

from stepwell.domain.reflecting import Writing, writing_of
from stepwell.journal.models import JournalPage
from stepwell.journal.queries.entries import Leaf, Opened

from .pages import page_url


@dataclass(frozen=True)
class ConflictPage:
    name: str
    url: str
    saved_at: datetime
    here: Writing
    there: Writing


def conflict_page(opened: Opened, leaf: Leaf, mine: Writing, theirs: JournalPage) -> ConflictPage:
    return ConflictPage(
        name=leaf.section.name or "Your entry",
        url=page_url(opened.entry, leaf.number),
        saved_at=theirs.saved_at,
        here=mine,
        there=writing_of(theirs.content),
    )
