"""A staff list read, checked and planned, without a database."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from stepwell.domain.staff_list import (
    COLUMNS,
    Stored,
    StoredJob,
    StoredPerson,
    StoredUnit,
    make_plan,
    read_staff_list,
)

TODAY = date(2026, 11, 16)
HEAD = "staff_number,full_name,email,job_title,grade,unit_code,unit_name,parent_unit_code,manager_staff_number,start_date,end_date"
GOOD = [
    "A3,Amira Hassan,amira@example.org,Officer,5,REG,Registry,,A2,2024-01-01,",
    "A2,Tom Okafor,tom@example.org,Head,7,REG,Registry,,A1,01/02/2023,",
    "A1,Ruth Ellis,ruth@example.org,Registrar,8B,REG,Registry,,,2020-01-01,",
]


def csv(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *rows, ""]).encode()


def person(number: int, name: str, email: str = "", **more) -> StoredPerson:
    return StoredPerson(UUID(int=number), name, email, **more)


def job(pk: int, owner: int, number: str, title: str = "Officer", **more) -> StoredJob:
    values = {"unit_code": "REG", "start_date": date(2024, 1, 1), **more}
    return StoredJob(pk, UUID(int=owner), number, title, **values)


def stored(people: list[StoredPerson], jobs: list[StoredJob], **more) -> Stored:
    found = Stored(
        persons={p.id: p for p in people},
        emails={p.email: p.id for p in people if p.email},
        units={"reg": StoredUnit("REG", "Registry")},
        **more,
    )
    for one in jobs:
        found.jobs.setdefault(one.staff_number.casefold(), []).append(one)
    return found


def faults(data: bytes, known: Stored | None = None, **options) -> list[str]:
    return [str(fault) for fault in make_plan(read_staff_list(data), known or Stored(), today=TODAY, **options).faults]


def plan(data: bytes, known: Stored, **options):
    made = make_plan(read_staff_list(data), known, today=TODAY, **options)
    assert made.faults == []
    return made


def test_a_manager_may_come_later_in_the_file():
    made = plan(csv(*GOOD), Stored())
    by_name = {p.full_name: p.id for p in made.new_people}
    managers = {j.staff_number: j.manager for j in made.new_jobs}
    assert managers == {"A3": by_name["Tom Okafor"], "A2": by_name["Ruth Ellis"], "A1": None}
    assert made.counts["new"] == 3


@pytest.mark.parametrize(
    "data",
    [
        csv(*GOOD).replace(b",", b";"),
        csv(*GOOD).replace(b",", b"\t"),
        b"\xef\xbb\xbf" + csv(*GOOD),
        csv(*GOOD).replace(b"\n", b"\r\n"),
        csv(*GOOD).replace(b"\n", b"\r"),
        b"sep=;\r\n" + csv(*GOOD).replace(b",", b";"),
        csv(*GOOD, head=HEAD.replace("_", " ").upper()),
        csv(*[row + ",," for row in GOOD], head=HEAD + ",,"),
        csv(*GOOD, ",,,,,,,,,,", "", "   "),
        csv(*[row.replace("A", '="A', 1).replace(",", '",', 1) for row in GOOD]),
        csv(*[row.replace(" ", "\u00a0") for row in GOOD]),
    ],
    ids=[
        "semicolons",
        "tabs",
        "bom",
        "crlf",
        "cr",
        "sep",
        "headings",
        "unnamed",
        "blank-rows",
        "formulas",
        "no-break-spaces",
    ],
)
def test_what_spreadsheets_write_is_read_all_the_same(data):
    expected = plan(csv(*GOOD), Stored())
    made = plan(data, Stored())
    strip = [(p.full_name, p.email) for p in made.new_people]
    assert strip == [(p.full_name, p.email) for p in expected.new_people]
    assert [j.staff_number for j in made.new_jobs] == ["A3", "A2", "A1"]
    assert [j.start_date for j in made.new_jobs] == [date(2024, 1, 1), date(2023, 2, 1), date(2020, 1, 1)]


def test_windows_1252_is_read_with_a_notice():
    made = plan(csv(GOOD[2].replace("Ruth", "Zoë")).decode().encode("cp1252"), Stored())
    assert made.new_people[0].full_name == "Zoë Ellis"
    assert "Windows-1252" in made.notices[0]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"PK\x03\x04rest", "this is a workbook"),
        (HEAD.encode("utf-16"), "this is UTF-16 text"),
        (b"\x81\x8d\x8f", "this is not text in UTF-8"),
        (b"a,b,c\n1,2,3\n", "the first row must name the columns"),
        (csv(head=HEAD), "has a heading row and no people"),
        (csv(*GOOD, head=HEAD.replace("grade", "garde")), "“garde” is not a column"),
        (csv(*GOOD, head=HEAD.replace("grade", "email")), "the column email is there 2 times"),
        (csv("A1,Ruth", head="staff_number,full_name"), "the column job_title is missing"),
        (csv(GOOD[2].replace("Ruth", '"Ruth')) + b"x" * 20_000, "quotation mark"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data, says):
    [fault] = faults(data)
    assert says in fault


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (",Ruth Ellis,,Registrar,8B,REG,Registry,,,,", "row 2, column staff_number: must not be empty"),
        ("A1,,,Registrar,8B,REG,Registry,,,,", "row 2, column full_name: must not be empty"),
        ("A1,Ruth Ellis,,,8B,REG,Registry,,,,", "row 2, column job_title: must not be empty"),
        ("A1,Ruth Ellis,,Registrar,8B,,,,,,", "row 2, column unit_code: must not be empty"),
        ("A1,Ruth Ellis,,Registrar,8B,REG,,,,,", "row 2, column unit_name: unit REG is new here"),
        ("A1,Ruth Ellis,ruth at home,Registrar,8B,REG,Registry,,,,", "row 2, column email: “ruth at home” is not"),
        ("A1,Ruth Ellis,ruth@localhost,Registrar,8B,REG,Registry,,,,", "row 2, column email"),
        (
            "A1,Ruth Ellis,,Registrar,8B,REG,Registry,,,2026-02-30,",
            "column start_date: “2026-02-30” is not a real date",
        ),
        (
            "A1,Ruth Ellis,,Registrar,8B,REG,Registry,,,11/16/2026,",
            "column start_date: “11/16/2026” is not a real date",
        ),
        ("A1,Ruth Ellis,,Registrar,8B,REG,Registry,,,1/2/26,", "column start_date: “1/2/26” must be a date"),
        ("A1,Ruth Ellis,,Registrar,8B,REG,Registry,,,45231,", "column start_date: “45231” is a spreadsheet’s own"),
        ("A1,Ruth Ellis,,Registrar,8B,REG,Registry,,,2026-02-02,2026-01-01", "column end_date: must be the same day"),
        ("1.2E+05,Ruth Ellis,,Registrar,8B,REG,Registry,,,,", "column staff_number: “1.2E+05” is what a spreadsheet"),
        ("A1,Ruth Ellis,,#REF!,8B,REG,Registry,,,,", "column job_title: “#REF!” is a spreadsheet’s error"),
        ("A1,Ruth\x00Ellis,,Registrar,8B,REG,Registry,,,,", "column full_name: holds a character that is not text"),
        (
            f"A1,{'x' * 201},,Registrar,8B,REG,Registry,,,,",
            "column full_name: must be 200 characters or fewer: it has 201",
        ),
        (
            "A1,Ruth Ellis,,Registrar,8B,REG,Registry,,A1,,",
            "column manager_staff_number: Ruth Ellis cannot be their own",
        ),
        ("A1,Ruth Ellis,,Registrar,8B,REG,Registry,,A9,,", "column manager_staff_number: “A9” is nobody in this file"),
        ("A1,Ruth Ellis,,Registrar,8B,REG,Registry,,,,,more", "row 2: has 12 cells, and the heading row has 11"),
    ],
)
def test_each_fault_is_named_by_row_and_column(row, says):
    found = faults(csv(row))
    assert any(says in fault for fault in found), found


@pytest.mark.parametrize("address", ["javascript:alert(1)", "intranet/profile", "https://a b"])
def test_a_job_profile_is_a_web_address(address):
    head = "staff_number,full_name,job_title,unit_code,unit_name,job_profile_url"
    [fault] = faults(csv(f"A1,Ruth,Registrar,REG,Registry,{address}", head=head))
    assert fault.startswith("row 2, column job_profile_url: must be a web address")


def test_all_faults_are_found_at_once():
    found = faults(csv("A1,,bad,Registrar,8B,REG,Registry,,,x,", "A2,Tom,worse,,7,REG,Registry,,,,y"))
    assert [fault.split(":")[0] for fault in found] == [
        "row 2, column email",
        "row 2, column full_name",
        "row 2, column start_date",
        "row 3, column email",
        "row 3, column end_date",
        "row 3, column job_title",
    ]


def test_duplicates_name_both_rows():
    assert faults(csv(GOOD[2], GOOD[2].replace("A1", "a1").replace("ruth@", "other@"))) == [
        "row 3, column staff_number: “a1” is also in row 2: each row needs its own"
    ]
    assert faults(csv(GOOD[2], GOOD[2].replace("A1", "A7").replace("ruth@", "RUTH@"))) == [
        "row 3, column email: “ruth@example.org” is also in row 2: each row needs its own"
    ]


def test_a_circle_of_managers_is_shown_whole():
    rows = [GOOD[0], GOOD[1], GOOD[2].replace("Registry,,,", "Registry,,A3,")]
    [fault] = faults(csv(*rows))
    assert fault == (
        "row 2, column manager_staff_number: these people manage each other in a circle: "
        "A3 (row 2) → A2 (row 3) → A1 (row 4) → A3 (row 2). Correct one of them"
    )


def test_units_have_one_name_one_parent_and_no_circles():
    def rows(*units: str) -> bytes:
        return csv(*[f"A{n},Name {n},,Officer,5,{unit},,," for n, unit in enumerate(units)])

    assert faults(rows("REG,Registry,", "reg,Registrars,")) == [
        "row 3, column unit_name: unit reg is called “Registry” in row 2 and “Registrars” here"
    ]
    assert faults(rows("REG,Registry,TOP", "REG,Registry,OTHER")) == [
        "row 3, column parent_unit_code: unit REG is under “TOP” in row 2 and “OTHER” here"
    ]
    [fault] = faults(rows("A,One,B", "B,Two,C", "C,Three,A"))
    assert "circle: A → B → C → A" in fault
    made = plan(rows("REG,Registry,TOP"), Stored())
    assert [(u.code, u.name, u.parent_code) for u in made.new_units] == [("TOP", "TOP", ""), ("REG", "Registry", "TOP")]
    assert "only named as a parent" in made.notices[0]


RUTH = person(1, "Ruth Ellis", "ruth@example.org")
RUTHS = job(10, 1, "A1", "Registrar", grade="8B", start_date=date(2020, 1, 1))
TOM = person(2, "Tom Okafor", "tom@example.org")
TOMS = job(11, 2, "A2", "Head", grade="7", start_date=date(2023, 2, 1), manager=UUID(int=1))


def test_the_same_file_again_changes_nothing():
    made = plan(csv(GOOD[1], GOOD[2]), stored([RUTH, TOM], [RUTHS, TOMS]))
    assert made.changes_nothing and made.changes == [] and made.counts == {"unchanged": 2}


def test_another_job_title_is_another_job_and_the_history_stays():
    made = plan(csv(GOOD[2].replace("Registrar", "Provost")), stored([RUTH], [RUTHS]))
    [old], [new] = made.changed_jobs, made.new_jobs
    assert (old.id, old.job_title, old.end_date) == (10, "Registrar", date(2026, 11, 15))
    assert (new.job_title, new.start_date, new.end_date, new.person) == ("Provost", TODAY, None, RUTH.id)
    after = stored(
        [RUTH], [replace(RUTHS, end_date=old.end_date), job(12, 1, "A1", "Provost", grade="8B", start_date=TODAY)]
    )
    assert plan(csv(GOOD[2].replace("Registrar", "Provost")), after).changes_nothing


def test_another_job_begins_on_the_day_the_file_says():
    made = plan(csv(GOOD[2].replace("8B", "8A").replace("2020-01-01", "2026-12-01")), stored([RUTH], [RUTHS]))
    assert made.changed_jobs[0].end_date == date(2026, 11, 30) and made.new_jobs[0].start_date == date(2026, 12, 1)


def test_another_manager_changes_the_job_in_place():
    made = plan(csv(GOOD[1].replace(",A1,", ",,"), GOOD[2]), stored([RUTH, TOM], [RUTHS, TOMS]))
    assert [(j.id, j.manager) for j in made.changed_jobs] == [(11, None)] and made.new_jobs == []
    assert made.changes[0].what == "manager"


def test_who_is_not_in_the_file_ends_today_and_is_kept_on_request():
    made = plan(csv(GOOD[2]), stored([RUTH, TOM], [RUTHS, TOMS]))
    assert [(j.id, j.end_date) for j in made.changed_jobs] == [(11, TODAY)] and made.leavers == {TOM.id}
    kept = plan(csv(GOOD[2]), stored([RUTH, TOM], [RUTHS, TOMS]), keep_missing=True)
    assert kept.changes_nothing


def test_who_ended_today_and_is_back_in_the_file_goes_on():
    made = plan(csv(GOOD[1], GOOD[2]), stored([RUTH, TOM], [RUTHS, replace(TOMS, end_date=TODAY)]))
    assert [(j.id, j.end_date) for j in made.changed_jobs] == [(11, None)]


def test_who_comes_back_gets_a_new_job_and_stays_the_same_person():
    gone = replace(TOMS, end_date=date(2026, 3, 31))
    made = plan(csv(GOOD[1], GOOD[2]), stored([RUTH, TOM], [RUTHS, gone]))
    [new] = made.new_jobs
    assert (new.person, new.start_date) == (TOM.id, TODAY) and made.changed_jobs == [] and made.new_people == []
    assert made.counts["returned"] == 1


def test_an_end_date_in_the_file_is_the_end():
    made = plan(csv(GOOD[2] + "2026-12-31"), stored([RUTH], [RUTHS]))
    assert made.changed_jobs[0].end_date == date(2026, 12, 31) and made.leavers == set()


def test_a_number_or_an_address_never_passes_to_somebody_else():
    gone = replace(TOMS, end_date=date(2026, 3, 31))
    row = "A2,Una Moss,una@example.org,Head,7,REG,Registry,,A1,,"
    [fault] = faults(csv(row, GOOD[2]), stored([RUTH, TOM], [RUTHS, gone]))
    assert "A2 was the number of Tom Okafor, who left on 31/03/2026" in fault
    row = "A5,Una Moss,tom@example.org,Head,7,REG,Registry,,A1,,"
    [fault] = faults(csv(row, GOOD[2]), stored([RUTH, TOM], [RUTHS, gone]))
    assert "the address tom@example.org belongs to Tom Okafor" in fault


def test_a_new_number_with_the_same_name_and_address_is_the_same_person():
    gone = replace(TOMS, end_date=date(2026, 3, 31))
    made = plan(csv(GOOD[1].replace("A2", "B2"), GOOD[2]), stored([RUTH, TOM], [RUTHS, gone]))
    assert made.new_people == [] and made.new_jobs[0].person == TOM.id


def test_an_address_of_somebody_elsewhere_is_a_fault_that_names_nobody():
    olga = person(9, "Olga Petrova", "olga@example.org", works_elsewhere=True, known_here=False)
    [fault] = faults(csv("A5,Olga Petrova,olga@example.org,Head,7,REG,Registry,,,,"), stored([olga], []))
    assert "somebody outside your organisation" in fault and "Olga" not in fault


def test_two_people_may_swap_addresses_but_not_share_one():
    swap = [GOOD[1].replace("tom@", "ruth@"), GOOD[2].replace("ruth@", "tom@")]
    made = plan(csv(*swap), stored([RUTH, TOM], [RUTHS, TOMS]))
    assert {p.id: (p.old_email, p.email) for p in made.changed_people} == {
        TOM.id: ("tom@example.org", "ruth@example.org"),
        RUTH.id: ("ruth@example.org", "tom@example.org"),
    }
    share = [GOOD[1].replace("tom@", "ruth@"), GOOD[2].replace("ruth@example.org", "")]
    assert (
        "the address ruth@example.org belongs to Ruth Ellis"
        in faults(csv(*share), stored([RUTH, TOM], [RUTHS, TOMS]))[0]
    )


def many(count: int) -> Stored:
    people = [person(n, f"Name {n}") for n in range(1, count + 1)]
    return stored(people, [job(n, n, f"N{n}") for n in range(1, count + 1)])


def rows_of(count: int) -> bytes:
    return csv(*[f"N{n},Name {n},,Officer,,REG,Registry,,,," for n in range(1, count + 1)])


def test_a_file_that_was_cut_off_is_refused_unless_it_is_meant():
    assert plan(rows_of(80), many(100)).counts["ended"] == 20
    [fault] = faults(rows_of(79), many(100))
    assert "21 of 100 people are not in this file" in fault
    assert plan(rows_of(79), many(100), allow_many_leavers=True).counts["ended"] == 21
    assert plan(rows_of(1), many(20)).counts["ended"] == 19


def test_the_only_administrator_cannot_be_left_out():
    known = stored([RUTH, TOM], [RUTHS, TOMS], administrators=frozenset({TOM.id}))
    [fault] = faults(csv(GOOD[2]), known)
    assert "nobody who looks after the staff list would be left (Tom Okafor)" in fault


def test_a_column_that_is_not_there_leaves_what_is_stored():
    head = "staff_number,full_name,job_title,unit_code"
    made = plan(
        csv("A2,Tom Okafor,Head,REG", "A1,Ruth Ellis,Registrar,REG", head=head), stored([RUTH, TOM], [RUTHS, TOMS])
    )
    assert made.changes_nothing


def test_the_template_names_every_column_once():
    assert len(COLUMNS) == len(set(COLUMNS)) == 15
