"""Evidence beside a page: kept sealed, given back as a download only, refused when it is not what it says."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from stepwell.journal.models import Attachment, JournalEntry
from stepwell.journal.operations import attaching
from tests.cast import NOW
from tests.journal import files
from tests.journal.conftest import write_note
from tests.journal.test_sharing import show
from tests.journal.test_writing import page_of


def attach(entry, name="thanks.pdf", data=files.PDF, section_id="", **more):
    facts = {"size": len(data), "by": entry.person, "at": NOW} | more
    return attaching.attach_file(entry, section_id, name=name, data=data, **facts)


def upload(client, entry, name, data, number=1):
    url = reverse("journal:files", args=[entry.pk, number])
    return client.post(url, {"file": SimpleUploadedFile(name, data)})


def test_a_file_is_added_and_comes_back_as_it_was(cast, note, signed_in):
    amira = signed_in(cast.amira)
    assert upload(amira, note, "Thank you – Ŵyn.pdf", files.PDF).status_code == 302
    kept = Attachment.objects.get()
    for url in (reverse("journal:entry", args=[note.pk]), page_of(note), reverse("journal:files", args=[note.pk, 1])):
        assert "Thank you – Ŵyn.pdf" in amira.get(url).content.decode()
    answer = amira.get(reverse("journal:file", args=[kept.pk]))
    assert answer.content == files.PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert "no-store" in answer["Cache-Control"]


def test_it_lies_sealed_in_the_database(note):
    attach(note, "Marguerite.txt", b"She said thank you twice.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, content FROM journal_attachment")
        name, content = (bytes(value) for value in cursor.fetchone())
    assert b"Marguerite" not in name and b"twice" not in content
    kept = Attachment.objects.get()
    assert (kept.name, kept.content) == ("Marguerite.txt", b"She said thank you twice.")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("letter.pdf", files.PROGRAM, "is not a PDF"),
        ("letter.docx", files.MACROS, "is not a Word document"),
        ("page.html", files.HTML, "Choose a PDF"),
        ("empty.txt", b"", "The file is empty"),
        ("big.txt", b"a" * (attaching.LARGEST_FILE + 1), "must be 10 MB or smaller: this one has 10.1 MB"),
    ],
)
def test_a_wrong_file_is_refused_at_the_field(cast, note, signed_in, name, data, said):
    refused = upload(signed_in(cast.amira), note, name, data)
    content = refused.content.decode()
    assert refused.status_code == 422
    assert content.count(said) == 2, "in the summary and at the field"
    assert not Attachment.objects.exists()


def test_no_file_at_all(cast, note, signed_in):
    refused = signed_in(cast.amira).post(reverse("journal:files", args=[note.pk, 1]), {})
    assert refused.status_code == 422 and "Choose a file" in refused.content.decode()


def test_the_room_of_a_person_ends_and_says_so(cast, note, signed_in, monkeypatch):
    monkeypatch.setattr(attaching, "ROOM", 300_000)
    other = write_note(cast.ben)
    attach(note, "a.txt", b"a" * 200_000)
    refused = upload(signed_in(cast.amira), note, "b.txt", b"b" * 200_000)
    assert "100 KB are left" in refused.content.decode()
    attach(other, "c.txt", b"c" * 200_000)
    assert Attachment.objects.count() == 2, "somebody else's files take none of one's own room"


def test_there_is_an_end_to_the_files_beside_one_page(note, monkeypatch):
    monkeypatch.setattr(attaching, "MOST_FILES", 1)
    attach(note)
    with pytest.raises(attaching.Refused, match="Remove one first"):
        attach(note)


def test_hostile_names_are_harmless(cast, note, signed_in):
    amira = signed_in(cast.amira)
    name = 'x";\r\nSet-Cookie: a=b <script>alert(1)</script>\u202efdp.txt'
    kept = attach(note, name, b"words")
    answer = amira.get(reverse("journal:file", args=[kept.pk]))
    assert "Set-Cookie" not in answer.headers and "\n" not in answer["Content-Disposition"]
    assert "<script>alert" not in amira.get(reverse("journal:files", args=[note.pk, 1])).content.decode()


def test_words_written_meanwhile_in_another_tab_are_no_conflict_with_a_file(cast, signed_in):
    amira = signed_in(cast.amira)
    entry = JournalEntry.objects.get(pk=amira.post(reverse("journal:new")).url.split("/")[2])
    upload(amira, entry, "thanks.pdf", files.PDF)
    kept = amira.post(page_of(entry), {"q-": "From the other tab", "revision": "0"})
    assert kept.status_code == 302
    assert "From the other tab" in amira.get(kept.url).content.decode()


def test_removing_asks_first_and_is_for_good(cast, note, signed_in):
    kept, amira = attach(note), signed_in(cast.amira)
    url = reverse("journal:remove_file", args=[kept.pk])
    assert "for good" in amira.get(url).content.decode()
    assert Attachment.objects.exists()
    amira.post(url)
    assert not Attachment.objects.exists()
    assert amira.get(reverse("journal:file", args=[kept.pk])).status_code == 404


def test_others_get_nothing(cast, note, signed_in):
    kept = attach(note)
    for name in ("ben", "tom", "pat", "dan", "olga"):
        for where in ("file", "remove_file"):
            assert signed_in(getattr(cast, name)).get(reverse(f"journal:{where}", args=[kept.pk])).status_code == 404


def test_what_is_shown_includes_its_files_and_no_later_one(cast, note, signed_in):
    first = attach(note, "first.txt", b"one")
    share = show(note.pages.get(), cast.tom)
    later = attach(note, "later.txt", b"two")
    tom = signed_in(cast.tom)
    content = tom.get(reverse("journal:shared", args=[share.pk])).content.decode()
    assert "first.txt" in content and "later.txt" not in content
    answer = tom.get(reverse("journal:shared_file", args=[share.pk, first.pk]))
    assert answer.content == b"one" and answer["Content-Disposition"].startswith("attachment")
    assert tom.get(reverse("journal:shared_file", args=[share.pk, later.pk])).status_code == 404
    assert tom.get(reverse("journal:file", args=[first.pk])).status_code == 404
    assert signed_in(cast.ben).get(reverse("journal:shared_file", args=[share.pk, first.pk])).status_code == 404
    signed_in(cast.amira).post(reverse("sharing:withdraw", args=[share.pk]))
    assert tom.get(reverse("journal:shared_file", args=[share.pk, first.pk])).status_code == 404


def test_a_removed_file_goes_from_what_was_shown(cast, note, signed_in):
    kept = attach(note, "first.txt", b"one")
    share = show(note.pages.get(), cast.tom)
    attaching.remove_file(kept, by=cast.amira, at=NOW)
    content = signed_in(cast.tom).get(reverse("journal:shared", args=[share.pk])).content.decode()
    assert "first.txt" not in content


def test_an_entry_may_be_a_file_alone(cast, signed_in):
    amira = signed_in(cast.amira)
    entry = JournalEntry.objects.get(pk=amira.post(reverse("journal:new")).url.split("/")[2])
    upload(amira, entry, "thanks.pdf", files.PDF)
    content = amira.get(reverse("journal:list")).content.decode()
    assert "1 file" in content
    assert "thanks.pdf" in amira.get(reverse("journal:entry", args=[entry.pk])).content.decode()
