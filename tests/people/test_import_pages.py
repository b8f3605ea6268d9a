"""The staff import on pages: upload, preview, confirm, result."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from stepwell.alive import alive
from stepwell.people import staff_file_tasks, uploads
from stepwell.people.models import Duty, Person, StaffImport
from tests.cast import NOW, TODAY

from .test_import import HEAD, ROWS, UNA, everything, file

S = StaffImport.State


@pytest.fixture
def administrator(signed_in, cast):
    return signed_in(cast.pat)


@pytest.fixture
def send(administrator, django_capture_on_commit_callbacks):
    """Upload a file and see the page that follows."""

    def upload(data: bytes, name: str = "staff.csv", **more):
        with django_capture_on_commit_callbacks(execute=True):
            page = administrator.post("/people/imports/", {"file": SimpleUploadedFile(name, data), **more}, follow=True)
        if page.redirect_chain:
            page = administrator.get(page.redirect_chain[-1][0])
        return page

    return upload


@pytest.fixture
def confirm(administrator, django_capture_on_commit_callbacks):
    def click(**more):
        kept = StaffImport.objects.latest("uploaded_at")
        with django_capture_on_commit_callbacks(execute=True):
            administrator.post(f"/people/imports/{kept.pk}/confirm/", more)
        return administrator.get(f"/people/imports/{kept.pk}/")

    return click


def test_upload_preview_confirm_result(send, confirm, cast):
    before = everything()
    page = send(file(UNA, without="A6")).content.decode()
    assert "Check what would change" in page
    # Leavers first: a file that was cut off shows at once.
    assert page.index("Fran Rossi") < page.index("Enquiries") < page.index("Una Moss")
    assert everything() == before
    page = confirm().content.decode()
    assert "The staff list is up to date" in page and "1 new, 1 ended, 7 unchanged; units: 1 new" in page
    assert Person.objects.filter(full_name="Una Moss").exists()
    kept = StaffImport.objects.get()
    assert (kept.state, kept.content, kept.uploaded_by) == (S.DONE, None, cast.pat)


def test_faults_are_shown_with_row_and_column_and_can_be_downloaded(send, administrator, cast):
    before = everything()
    rows = [f"B{n},=Name{n},,bad,Clerk,,,REG,,,,,,," for n in range(60)]
    page = send("\n".join([HEAD, *rows]).encode(), keep_missing="on").content.decode()
    assert "Nothing was changed" in page and "60 faults" in page and "And 10 more" in page
    assert "60 faults: rows 2, 3, 4 and 57 more" in re.sub(r"\s+", " ", page)
    kept = StaffImport.objects.get()
    assert (kept.state, kept.content) == (S.REFUSED, None) and everything() == before
    answer = administrator.get(f"/people/imports/{kept.pk}/faults.csv")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(lines) == 61 and lines[1][:2] == ["2", "email"]


def test_what_a_spreadsheet_would_run_is_made_harmless(send, administrator, cast):
    send("\n".join([HEAD, *ROWS.values(), "=1+1,=cmd(),,,Clerk,,,REG,,,,,,,"]).encode())
    kept = StaffImport.objects.get()
    text = administrator.get(f"/people/imports/{kept.pk}/changes.csv").content.decode()
    assert "'=cmd()" in text and ",=cmd" not in text


def test_nothing_to_change_offers_nothing_to_confirm(send, cast):
    page = send(file()).content.decode()
    assert "Nothing would change" in page and "/confirm/" not in page


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "The file is empty"),
        (b"\x00\x01\x02\x03", "The first row must name the columns"),
        (b"PK\x03\x04", "This is a workbook"),
        (("x" * 100_000).encode(), "There are no columns|The first row must name the columns|A cell never ends"),
        ("staff_number;nome\n1;2".encode("utf-16"), "This is UTF-16 text"),
        (b"\xff\xff\xff", "The first row must name the columns"),
    ],
)
def test_a_file_that_is_none_says_what_to_do(send, cast, data, says):
    page = send(data).content.decode()
    assert any(one in page for one in says.split("|"))


def test_no_file_an_odd_name_and_too_large_a_file(administrator, send, settings, cast):
    page = administrator.post("/people/imports/", {})
    assert "Choose a staff list" in page.content.decode() and "There is a problem" in page.content.decode()
    assert "longer than 200" in send(file(), name="x" * 300).content.decode()
    settings.STAFF_FILE_MAX_BYTES = 100
    assert "or smaller" in send(file()).content.decode()
    assert not StaffImport.objects.exists()


def test_many_leavers_are_asked_about(send, confirm, administrator, cast, monkeypatch):
    monkeypatch.setattr("stepwell.domain.staff_list.planning.SAFE_SIZE", 5)
    page = send(file(without="A6").replace(ROWS["A7"].encode() + b"\n", b"")).content.decode()
    assert "Have so many people left?" in page and "2 of 8 people are not in this file" in page
    before = everything()
    kept = StaffImport.objects.get()
    answer = administrator.post(f"/people/imports/{kept.pk}/confirm/")
    assert "Tick the box if all of them have left" in answer.content.decode() and everything() == before
    assert "The staff list is up to date" in confirm(allow_many_leavers="on").content.decode()


def test_confirming_twice_runs_once(send, confirm, cast):
    send(file(UNA))
    confirm()
    after = everything()
    assert "The staff list is up to date" in confirm().content.decode()
    staff_file_tasks.import_staff_file.call(str(StaffImport.objects.get().pk))
    assert everything() == after


def test_what_changed_between_preview_and_run_is_checked_again(send, confirm, cast):
    send(file(UNA))
    Person.objects.create(full_name="Somebody Else", email="una.moss@example.org")
    page = confirm().content.decode()
    assert "Nothing was changed" in page and "una.moss@example.org" in page
    assert not Person.objects.filter(full_name="Una Moss").exists()


def test_a_second_import_says_that_another_one_runs(send, confirm, cast):
    send(file(UNA))
    kept = StaffImport.objects.get()
    cast.ashdown.staff_import_since = kept.uploaded_at
    cast.ashdown.save()
    with alive(f"staff-import-{cast.ashdown.pk}"):
        assert "Another import of this organisation began" in confirm().content.decode()


def test_a_run_that_was_killed_is_begun_anew(send, cast, monkeypatch):
    """Given a run killed while it wrote; when its task is put back; then the list is brought up to date after all."""

    class Killed(BaseException):
        pass

    def killed(*args, **kwargs):
        raise Killed

    send(file(UNA))
    before, kept = everything(), StaffImport.objects.get()
    assert uploads.confirm(kept)
    with monkeypatch.context() as patch:
        patch.setattr("stepwell.people.importing.write", killed)
        with pytest.raises(Killed):
            uploads.run(kept.pk, at=NOW, today=TODAY)
    # A process that is killed lets go of nothing.
    type(cast.ashdown).objects.filter(pk=cast.ashdown.pk).update(staff_import_since=NOW)
    kept.refresh_from_db()
    assert (kept.state, everything()) == (S.RUNNING, before)
    uploads.run(kept.pk, at=NOW, today=TODAY)
    kept.refresh_from_db()
    assert (kept.state, kept.faults) == (S.DONE, [])
    assert Person.objects.filter(full_name="Una Moss").exists()


def test_a_run_that_was_killed_does_not_bring_back_an_older_list(send, cast):
    send(file(UNA))
    StaffImport.objects.update(state=S.RUNNING)
    killed, before = StaffImport.objects.get(), everything()
    later = killed.uploaded_at + timedelta(minutes=1)
    StaffImport.objects.create(organisation=cast.ashdown, state=S.DONE, uploaded_at=later, uploaded_by=cast.pat)
    uploads.run(killed.pk, at=NOW, today=TODAY)
    killed.refresh_from_db()
    assert (killed.state, killed.content, everything()) == (S.REFUSED, None, before)
    assert "a later list was imported since" in killed.faults[0]["message"]


def test_while_it_waits_the_page_says_how_far_it_is(administrator, cast):
    kept = StaffImport.objects.create(
        organisation=cast.ashdown, file_name="staff.csv", state=S.RUNNING, rows=200, rows_done=50,
        uploaded_at="2026-11-16T09:00Z", uploaded_by=cast.pat,
    )  # fmt: skip
    page = administrator.get(f"/people/imports/{kept.pk}/").content.decode()
    assert "50 of 200 rows read (25 %)" in page and 'value="25"' in page and 'http-equiv="refresh"' in page


def test_an_import_belongs_to_its_organisation(send, signed_in, cast):
    send(file(UNA))
    kept = StaffImport.objects.get()
    Duty.objects.create(
        person=cast.olga, organisation=cast.marlow, name="people_administrator", granted_at=kept.uploaded_at
    )
    for who in (cast.olga, cast.ben, cast.dan):
        client = signed_in(who)
        for address in ["", "faults.csv", "changes.csv"]:
            assert client.get(f"/people/imports/{kept.pk}/{address}").status_code == 404
        assert client.post(f"/people/imports/{kept.pk}/confirm/").status_code == 404
    kept.refresh_from_db()
    assert kept.state == S.PREVIEW


def test_the_template_is_a_staff_list(administrator, cast):
    answer = administrator.get("/people/imports/template.csv")
    assert answer.content.decode("utf-8-sig").strip() == HEAD
    assert "attachment" in answer["Content-Disposition"]
