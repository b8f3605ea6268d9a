"""The staff import writes everything or nothing."""

import signal
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from stepwell.alive import alive
from stepwell.audit.models import AuditEvent
from stepwell.config import cli
from stepwell.people import importing
from stepwell.people.commands import staff
from stepwell.people.importing import FORGOTTEN_AFTER, ImportRunning, import_staff
from stepwell.people.models import Account, Appointment, Duty, Organisation, Person, Unit
from tests.cast import NOW, TODAY

HEAD = (
    "staff_number,full_name,preferred_name,email,job_title,profession,grade,unit_code,unit_name,parent_unit_code,"
    "manager_staff_number,job_profile_url,senior_leader,start_date,end_date"
)
ROWS = {
    "A1": "A1,Ruth Ellis,,ruth@example.org,Academic Registrar,,8B,REG,Registry,,,,yes,2024-01-01,",
    "A2": "A2,Tom Okafor,,tom@example.org,Head of Admissions,,7,REG,Registry,,A1,,no,2024-01-01,",
    "A3": "A3,Amira Hassan,,amira@example.org,Admissions Officer,,5,REG,Registry,,A2,"
    "https://example.org/profiles/admissions-officer,no,2024-01-01,",
    "A4": "A4,Ben Carter,,ben@example.org,Admissions Assistant,,4,REG,Registry,,A2,,no,2024-01-01,",
    "A5": "A5,Pat Singh,,pat@example.org,HR Systems Officer,,6,REG,Registry,,A1,,no,2024-01-01,",
    "A6": "A6,Fran Rossi,,fran@example.org,OD Partner,,6,REG,Registry,,A1,,no,2024-01-01,",
    "A7": "A7,Cora Lindqvist,,cora@example.org,OD Coordinator,,6,REG,Registry,,A1,,no,2024-01-01,",
    "A8": "A8,Dan Mensah,,dan@example.org,Data Protection Officer,,6,REG,Registry,,A1,,no,2024-01-01,",
}
UNA = "B1,Una Moss,,Una.Moss@example.org,Clerk,Administration,3,ENQ,Enquiries,REG,A2,,no,2026-11-01,"


def file(*extra: str, without: str = "", **changed: str) -> bytes:
    rows = [changed.get(number, row) for number, row in ROWS.items() if number != without]
    return "\n".join([HEAD, *rows, *extra, ""]).encode()


def bring_in(cast, data: bytes, **options):
    values = {"organisation": cast.ashdown, "by": cast.pat, "at": NOW, "today": TODAY, **options}
    return import_staff(data, **values)


def everything() -> list:
    models = [Account, Person, Unit, Appointment, Duty]
    return [sorted(model.objects.values_list(), key=str) for model in models]


def test_the_staff_list_as_it_is_changes_nothing(cast):
    before = everything()
    for _ in range(2):
        plan = bring_in(cast, file())
        assert plan.faults == [] and plan.changes_nothing
    assert everything() == before
    events = AuditEvent.objects.filter(action="staff_list_imported")
    assert [event.detail for event in events] == [{"count": "nothing changed"}] * 2


def test_a_new_person_gets_a_unit_a_job_and_an_account_without_a_password(cast):
    bring_in(cast, file(UNA))
    una = Person.objects.get(full_name="Una Moss")
    [job] = una.appointments.all()
    assert (job.job_title, job.profession, job.grade) == ("Clerk", "Administration", "3")
    assert (job.unit.name, job.unit.parent.code, job.manager) == ("Enquiries", "REG", cast.tom)
    assert una.account.email == una.email == "una.moss@example.org"
    assert una.account.is_active and not una.account.has_usable_password()
    assert bring_in(cast, file(UNA)).changes_nothing


def test_somebody_without_an_address_has_no_account(cast):
    bring_in(cast, file(UNA.replace("Una.Moss@example.org", "")))
    una = Person.objects.get(full_name="Una Moss")
    assert una.account is None and una.email is None
    bring_in(cast, file(UNA))
    una.refresh_from_db()
    assert una.account.email == "una.moss@example.org"


def test_one_fault_and_nothing_is_written(cast):
    before = everything()
    plan = bring_in(cast, file(UNA, UNA.replace("B1", "B2").replace("Una.Moss", "no one")))
    assert [fault.row for fault in plan.faults] == [11]
    assert everything() == before
    assert not AuditEvent.objects.filter(action="staff_list_imported").exists()


def test_leavers_end_today_lose_duties_and_keep_everything_else(cast):
    plan = bring_in(cast, file(without="A6"))
    assert plan.counts["ended"] == 1
    job = cast.fran.appointments.get()
    assert job.end_date == TODAY
    assert not Duty.objects.filter(person=cast.fran, ended_at__isnull=True).exists()
    cast.fran.refresh_from_db()
    assert cast.fran.account.is_active
    assert bring_in(cast, file(without="A6")).changes_nothing


def test_a_promotion_keeps_the_history(cast):
    bring_in(cast, file(A3=ROWS["A3"].replace("Admissions Officer", "Senior Admissions Officer").replace(",5,", ",6,")))
    jobs = list(
        cast.amira.appointments.order_by("start_date").values_list("job_title", "grade", "start_date", "end_date")
    )
    assert jobs == [
        ("Admissions Officer", "5", date(2024, 1, 1), TODAY - timedelta(days=1)),
        ("Senior Admissions Officer", "6", TODAY, None),
    ]


def test_lena_comes_back_as_the_same_person(cast):
    lena = "A9,Lena Novak,,lena@example.org,Admissions Officer,,5,REG,Registry,,A2,,no,,"
    bring_in(cast, file(lena))
    assert cast.lena.appointments.count() == 2
    assert cast.lena.appointments.get(end_date__isnull=True).start_date == TODAY
    assert bring_in(cast, file(lena)).changes_nothing


def test_two_people_swap_addresses(cast):
    bring_in(cast, file(A3=ROWS["A3"].replace("amira@", "ben@"), A4=ROWS["A4"].replace("ben@", "amira@")))
    cast.amira.refresh_from_db()
    cast.ben.refresh_from_db()
    assert (cast.amira.account.email, cast.ben.account.email) == ("ben@example.org", "amira@example.org")


def test_olga_cannot_be_taken_over_by_another_organisation(cast):
    row = "B1,Olga Petrova,,olga@example.org,Clerk,,3,REG,Registry,,A2,,no,,"
    plan = bring_in(cast, file(row))
    assert [str(fault)[:22] for fault in plan.faults] == ["row 10, column email: "]
    assert "outside your organisation" in plan.faults[0].message and "Marlow" not in plan.faults[0].message
    assert cast.olga.appointments.count() == 1


def test_what_people_said_themselves_is_not_overwritten(cast):
    Person.objects.filter(pk=cast.amira.pk).update(preferred_name="Mimi", aspiring_manager_since=TODAY)
    bring_in(cast, file(A3=ROWS["A3"].replace("Amira Hassan,,", "Amira Hassan,Amy,")))
    cast.amira.refresh_from_db()
    assert (cast.amira.preferred_name, cast.amira.aspiring_manager_since) == ("Mimi", TODAY)


def test_marlow_is_untouched_by_an_import_of_ashdown(cast):
    before = list(Appointment.objects.filter(organisation=cast.marlow).values_list())
    bring_in(cast, file(UNA, without="A6"))
    assert list(Appointment.objects.filter(organisation=cast.marlow).values_list()) == before


def test_a_second_import_is_refused_while_one_runs_and_not_for_ever(cast):
    Organisation.objects.filter(pk=cast.ashdown.pk).update(staff_import_since=NOW - timedelta(minutes=1))
    with alive(f"staff-import-{cast.ashdown.pk}"):
        with pytest.raises(ImportRunning, match="began at"):
            bring_in(cast, file())
        bring_in(cast, file(), at=NOW + FORGOTTEN_AFTER)
    assert Organisation.objects.get(pk=cast.ashdown.pk).staff_import_since is None


def test_an_import_that_was_killed_holds_nobody_up(cast):
    """It leaves behind when it began, and nothing else."""
    Organisation.objects.filter(pk=cast.ashdown.pk).update(staff_import_since=NOW - timedelta(seconds=1))
    assert not bring_in(cast, file()).faults
    assert Organisation.objects.get(pk=cast.ashdown.pk).staff_import_since is None


def test_an_import_that_fails_lets_go_of_its_organisation(cast, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("stepwell.people.importing.write", broken)
    with pytest.raises(RuntimeError):
        bring_in(cast, file(UNA))
    assert Organisation.objects.get(pk=cast.ashdown.pk).staff_import_since is None


def test_a_command_that_is_told_to_end_takes_everything_back(cast, monkeypatch):
    """As when the machine is shut down in the middle of an import."""
    before, write = everything(), importing.write

    def told_to_end(*args, **kwargs):
        write(*args, **kwargs)
        signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(importing, "write", told_to_end)
    usual = signal.signal(signal.SIGTERM, cli.stop)
    try:
        with pytest.raises(SystemExit, match="143"):
            bring_in(cast, file(UNA))
    finally:
        signal.signal(signal.SIGTERM, usual)
    assert everything() == before
    assert Organisation.objects.get(pk=cast.ashdown.pk).staff_import_since is None


def run(*arguments: str, data: bytes = b""):
    return CliRunner().invoke(staff, list(arguments), input=data)


def test_the_command_imports_and_says_what_it_did(cast, tmp_path):
    path = tmp_path / "staff.csv"
    path.write_bytes(file(UNA))
    done = run("import", str(path), "--organisation", "ashdown", "--today", "2026-11-16")
    assert (done.exit_code, done.stdout) == (0, "Ashdown University: 1 new, 8 unchanged; units: 1 new\n")
    again = run("import", "-", "--organisation", "ashdown", "--today", "2026-11-16", data=file(UNA))
    assert again.stdout == "Ashdown University: nothing changed\n"
    dry = run("import", "-", "--organisation", "ashdown", "--today", "2026-11-16", "--dry-run", data=file(UNA))
    assert dry.stdout == "Ashdown University: nothing would change\n"


def test_a_dry_run_writes_nothing(cast):
    before = everything()
    done = run("import", "-", "--organisation", "ashdown", "--today", "2026-11-16", "--dry-run", data=file(UNA))
    assert done.stdout == "Ashdown University: would be 1 new, 8 unchanged; units: 1 new\n"
    assert everything() == before and not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "data", "says"),
    [
        ([], file(), "--organisation: say which one of: ashdown, marlow"),
        (["--organisation", "nowhere"], file(), "there is no organisation “nowhere”"),
        (["--organisation", "ashdown"], b"", "file: the file is empty"),
        (["--organisation", "ashdown"], b"\x00\x00\x00", "file: the first row must name the columns"),
        (["--organisation", "ashdown"], file("B1,,,,,,,,,,,,,,"), "row 10, column full_name: must not be empty"),
    ],
)
def test_faults_end_the_command_with_status_2(cast, arguments, data, says):
    before = everything()
    done = run("import", "-", *arguments, data=data)
    assert done.exit_code == 2 and says in done.stderr and "Traceback" not in done.stderr
    assert done.stdout == "" and everything() == before


def test_a_file_that_is_too_large_is_refused(cast, settings):
    settings.STAFF_FILE_MAX_BYTES = 100
    done = run("import", "-", "--organisation", "ashdown", data=file())
    assert done.exit_code == 2 and "larger than" in done.stderr


def test_an_organisation_needs_only_a_slug_and_a_name(db):
    assert run("add-organisation", "hill", "Hill Trust").exit_code == 0
    assert Organisation.objects.get().kind == "other"


def test_a_new_installation_gets_its_organisation_and_first_administrator(db):
    assert run("add-organisation", "new-town", "New Town Council", "--kind", "council").exit_code == 0
    assert Organisation.objects.get().mark == "NTC"
    again = run("add-organisation", "new-town", "Again")
    assert again.exit_code == 2 and "slug: Organisation with this Slug already exists" in again.stderr
    wrong = run("add-organisation", "x y", "", "--colour", "red")
    assert wrong.exit_code == 2 and {line.split(":")[0] for line in wrong.stderr.splitlines()} == {
        "slug",
        "name",
        "brand_colour",
    }
    assert run("import", "-", data="\n".join([HEAD, ROWS["A1"]]).encode()).exit_code == 0
    assert run("give-duty", "nobody@example.org", "people_administrator").exit_code == 2
    assert run("give-duty", "RUTH@example.org", "people_administrator").exit_code == 0
    assert Duty.objects.get().person.full_name == "Ruth Ellis"
