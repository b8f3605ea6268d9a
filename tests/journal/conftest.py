"""Somebody's journal: a note, and the beginning of what is guided; through the operations, as the pages use them."""

import pytest

from stepwell.domain.reflecting import Answered, Writing
from stepwell.frameworks.files import load_pack
from stepwell.frameworks.models import FrameworkVersion
from stepwell.frameworks.operations import publish
from stepwell.journal.models import JournalEntry, JournalPage
from stepwell.journal.operations import writing
from stepwell.people.models import Person
from tests.cast import NOW, TODAY
from tests.conftest import ROOT

SECRET = "Marguerite wept in the linen room and I stayed with her."


def write_note(person: Person, text: str = SECRET, *, title: str = "", day=TODAY, at=NOW) -> JournalEntry:
    entry = writing.start_note(person=person, today=day, at=at)
    writing.save_page(entry, "", Writing(title, (Answered("", "", text),)), entry_date=day, revision=0, at=at)
    entry.refresh_from_db()
    return entry


def answer(entry: JournalEntry, section_id: str, *, at=NOW, **answers: str) -> JournalPage | None:
    """`answers` by question id, with "__" for a dot."""
    said = tuple(Answered(key.replace("__", "."), f"{key}?", text) for key, text in answers.items())
    kept = entry.pages.filter(section_id=section_id).first()
    return writing.save_page(entry, section_id, Writing("", said), revision=kept.revision if kept else 0, at=at)


@pytest.fixture
def note(cast) -> JournalEntry:
    return write_note(cast.amira)


@pytest.fixture(scope="session")
def orchard_pack():
    return load_pack(ROOT / "tests" / "packs" / "orchard")


@pytest.fixture
def orchard(db, orchard_pack) -> FrameworkVersion:
    """The published version of a pack that no code has seen: a journal, a preparation, coaching questions, two values."""
    return publish(orchard_pack, by=None, at=NOW)


def begin_guided(person: Person, version: FrameworkVersion, bank_id: str = "almanac", *, at=NOW) -> JournalEntry:
    return writing.start_guided(
        person=person, kind="questions", version=version, overlay=None, bank_id=bank_id, language="", today=TODAY, at=at
    )
