"""A journal taken along: everything that is one's own, nothing of anybody else's, in files that any program opens."""

import io
import zipfile
from datetime import date, timedelta

from django.urls import reverse

from stepwell.audit.models import AuditEvent
from stepwell.journal.presenters import archive as archives
from stepwell.journal.presenters import lines
from stepwell.journal.queries import entries
from tests.cast import NOW
from tests.journal import files
from tests.journal.conftest import SECRET, answer, begin_guided, write_note
from tests.journal.test_files import attach


def archive_of(client) -> dict[str, bytes]:
    answer_ = client.get(reverse("journal:archive"))
    assert answer_["Content-Type"] == "application/zip"
    assert answer_["Content-Disposition"].startswith("attachment; ")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer_.streaming_content))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_everything_is_in_it(cast, orchard, signed_in):
    note = write_note(cast.amira, SECRET, title="A hard day", day=date(2025, 3, 2))
    attach(note, "thanks.pdf", files.PDF)
    attach(note, "Thanks.pdf", files.PDF + b"2", at=NOW + timedelta(minutes=1))
    entry = begin_guided(cast.amira, orchard)
    answer(entry, "winter", winter__1="The old pear.")
    write_note(cast.ben, "Ben's own")
    found = archive_of(signed_in(cast.amira))
    assert set(found) == {
        "READ ME.txt",
        "2026/2026-11-16 The almanac.md",
        "2025/2025-03-02 A hard day.md",
        "2025/2025-03-02 A hard day/thanks.pdf",
        "2025/2025-03-02 A hard day/Thanks 2.pdf",
    }
    assert found["2025/2025-03-02 A hard day/thanks.pdf"] == files.PDF
    assert found["2025/2025-03-02 A hard day.md"].decode() == (
        f"# A hard day\n\n2 March 2025\n\n{SECRET}\n\nFile: thanks.pdf\n\nFile: Thanks.pdf\n"
    )
    assert "> winter__1?\n\nThe old pear." in found["2026/2026-11-16 The almanac.md"].decode()
    assert b"Ben" not in b"".join(found.values())


def test_entries_of_the_same_name_are_all_there(cast, signed_in):
    for _ in range(3):
        write_note(cast.amira, "Again.")
    names = [name for name in archive_of(signed_in(cast.amira)) if name.endswith(".md")]
    assert len(names) == len({name.lower() for name in names}) == 3


def test_hostile_names_stay_inside(cast, signed_in):
    write_note(cast.amira, "x", title="../../etc/passwd\\..\\x" + "y" * 150)
    note = write_note(cast.amira, "y", title="...")
    attach(note, "../up.txt", b"up")
    for name in archive_of(signed_in(cast.amira)):
        assert not name.startswith("/") and ".." not in name.split("/") and "\\" not in name
        assert len(name) < 200


def test_it_is_noted_that_somebody_took_it(cast, note, signed_in):
    archive_of(signed_in(cast.amira))
    assert AuditEvent.objects.filter(action="journal_saved_as_file", actor_id=cast.amira.pk).count() == 1


def test_nothing_to_take(cast, signed_in):
    ben = signed_in(cast.ben)
    assert ben.get(reverse("journal:archive")).url == reverse("journal:take")
    assert "nothing to take" in ben.get(reverse("journal:take")).content.decode()


def test_it_is_made_piece_by_piece(cast, signed_in):
    """What is given out comes before the last file is opened, so that a large journal never lies in memory whole."""
    for number in range(3):
        attach(write_note(cast.amira, f"{number}"), f"{number}.txt", bytes(f"{number}", "ascii") * 50_000)
    opened = []
    pieces = archives.archive(archive_lines(cast.amira), lambda file: opened.append(file.pk) or file.content, "read me")
    for _ in range(3):
        next(pieces)
    assert 0 < len(opened) < 3


def archive_lines(person):
    return [lines.line_of(one, [], 0) for one in entries.listed(entries.own_entries(person))]


def test_a_year_can_be_printed(cast, signed_in):
    amira = signed_in(cast.amira)
    write_note(cast.amira, "In the old year", day=date(2025, 3, 2))
    write_note(cast.amira, "In the new year", day=date(2026, 3, 2))
    assert reverse("journal:year", args=[2025]) in amira.get(reverse("journal:take")).content.decode()
    content = amira.get(reverse("journal:year", args=[2025])).content.decode()
    assert "In the old year" in content and "In the new year" not in content
    assert amira.get(reverse("journal:year", args=[0])).status_code == 404
    assert amira.get(reverse("journal:year", args=[99999])).status_code == 404
    assert "nothing in this year" in signed_in(cast.ben).get(reverse("journal:year", args=[2025])).content.decode()
