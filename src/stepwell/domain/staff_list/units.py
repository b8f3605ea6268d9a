"""The tree of units that a file describes."""

from .checking import circles
from .plans import Plan, PlannedUnit
from .rows import Fault, StaffList
from .stored import Stored, StoredUnit


def plan_units(staff_list: StaffList, stored: Stored, plan: Plan) -> None:
    """New and changed units, parents before children. A unit that is only named as a parent gets its code as its name."""
    names, parents, codes, first_row = described_units(staff_list)
    for key, code in codes.items():
        known = stored.units.get(key)
        if key not in first_row and known is None:
            plan.notices.append(
                f"Unit {code} is only named as a parent: its name is its code until a row gives another."
            )
        elif known is None and key not in names:
            plan.faults.append(
                Fault(first_row[key], "unit_name", f"unit {code} is new here: give its name in one of its rows")
            )
    units = {
        key: wanted(key, code, stored.units.get(key), names, parents, staff_list, key in first_row)
        for key, code in codes.items()
    }
    tree = {**{key: unit.parent_code.casefold() or None for key, unit in stored.units.items()}}
    tree |= {key: unit.parent_code.casefold() or None for key, unit in units.items()}
    for circle in circles(tree):
        row = min((first_row[key] for key in circle if key in first_row), default=0)
        called = " → ".join(units[key].code if key in units else stored.units[key].code for key in [*circle, circle[0]])
        plan.faults.append(Fault(row, "parent_unit_code", f"these units stand under each other in a circle: {called}"))
    for unit in in_order(units):
        known = stored.units.get(unit.code.casefold())
        if known is None:
            plan.new_units.append(unit)
            plan.note("unit_new", unit.code, unit.name, placed(unit, units))
        elif (known.name, known.parent_code.casefold()) != (unit.name, unit.parent_code.casefold()):
            plan.changed_units.append(unit)
            plan.note("unit_changed", unit.code, unit.name, differences(known, unit, units))


def placed(unit: PlannedUnit, units: dict[str, PlannedUnit]) -> str:
    above = units.get(unit.parent_code.casefold())
    return f"under {above.name if above else unit.parent_code}" if unit.parent_code else "on top"


def differences(known: StoredUnit, unit: PlannedUnit, units: dict[str, PlannedUnit]) -> str:
    """“called Registry until now, moves under Students”."""
    said = [f"called {known.name} until now"] if known.name != unit.name else []
    if known.parent_code.casefold() != unit.parent_code.casefold():
        said.append(f"moves {placed(unit, units)}" if unit.parent_code else "moves to the top")
    return ", ".join(said)


def described_units(staff_list: StaffList) -> tuple[dict[str, str], dict[str, str], dict[str, str], dict[str, int]]:
    """By code in lower case: name, parent, code as first written, and the first row of its own."""
    names: dict[str, str] = {}
    parents: dict[str, str] = {}
    codes: dict[str, str] = {}
    first_row: dict[str, int] = {}
    for row in staff_list.rows:
        if not row.unit_code:
            continue
        key = row.unit_code.casefold()
        codes.setdefault(key, row.unit_code)
        first_row.setdefault(key, row.row)
        if row.unit_name:
            names.setdefault(key, row.unit_name)
        if row.parent_unit_code:
            parents.setdefault(key, row.parent_unit_code)
            codes.setdefault(row.parent_unit_code.casefold(), row.parent_unit_code)
    return names, parents, codes, first_row


def wanted(
    key: str,
    code: str,
    known: StoredUnit | None,
    names: dict[str, str],
    parents: dict[str, str],
    staff_list: StaffList,
    has_rows: bool,
) -> PlannedUnit:
    name = names.get(key) or (known.name if known else code)
    says_parent = has_rows and "parent_unit_code" in staff_list.columns
    parent = parents.get(key, "") if says_parent else (known.parent_code if known else "")
    return PlannedUnit(known.code if known else code, name, parent)


def in_order(units: dict[str, PlannedUnit]) -> list[PlannedUnit]:
    """Parents first; the order of the file else. A circle is left as it comes: it is a fault anyway."""
    done: dict[str, PlannedUnit] = {}
    for start in units:
        path: list[str] = []
        key = start
        while key in units and key not in done and key not in path:
            path.append(key)
            key = units[key].parent_code.casefold()
        for node in reversed(path):
            done[node] = units[node]
    return list(done.values())
