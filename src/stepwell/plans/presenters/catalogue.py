"""Every initiative that a framework names, to choose from: by framework, and by growth position where it has them."""

from collections.abc import Sequence
from dataclasses import dataclass

from stepwell.domain.framework import Initiative, Pack
from stepwell.domain.growing import Cell, cell_words, cells_of, initiatives_at
from stepwell.domain.recommendation import CURRENT_ROLE, NEXT_MOVE
from stepwell.frameworks.queries import StoredPack
from stepwell.plans.models import Objective
from stepwell.plans.operations.objectives import Named

PURPOSES = {CURRENT_ROLE: "For the role I have", NEXT_MOVE: "For my next move"}


@dataclass(frozen=True)
class Entry:
    value: str
    text: str
    is_planned: bool


@dataclass(frozen=True)
class Group:
    title: str
    entries: list[Entry]


@dataclass(frozen=True)
class Shelf:
    """One framework's initiatives."""

    pack: Pack
    groups: list[Group]


def value_of(stored: StoredPack, initiative_id: str) -> str:
    return f"{stored.version.pk}:{initiative_id}"


def catalogue_of(objective: Objective, packs: Sequence[StoredPack], fits: str) -> list[Shelf]:
    """`fits` leaves only what serves the current role or the next move; an unknown word leaves everything."""
    there = {(one.version.framework_id, one.initiative_id) for one in objective.initiatives.all() if one.version}
    shelves = []
    for stored in packs:
        groups = [
            Group(title, [entry(stored, one, there) for one in found if fits not in PURPOSES or fits in one.fits])
            for title, found in parts_of(stored.pack)
        ]
        groups = [group for group in groups if group.entries]
        if groups:
            shelves.append(Shelf(stored.pack, groups))
    return shelves


def parts_of(pack: Pack) -> list[tuple[str, list[Initiative]]]:
    """By growth position, and without a title what has none."""
    cells = [(cell_words(pack, cell), initiatives_at(pack, cell)) for cell in cells_of(pack)]
    placed = {one.id for _, found in cells for one in found}
    return [*cells, ("", [one for one in pack.initiatives if one.id not in placed])]


def entry(stored: StoredPack, initiative: Initiative, there: set[tuple[int, str]]) -> Entry:
    is_planned = (stored.version.framework_id, initiative.id) in there
    return Entry(value_of(stored, initiative.id), initiative.text, is_planned)


def chosen_in(values: Sequence[str], packs: Sequence[StoredPack]) -> list[Named]:
    """What was ticked; a value that names nothing becomes an initiative without a text, which the operation refuses."""
    versions = {str(stored.version.pk): stored for stored in packs}
    found = []
    for value in values:
        version, _, wanted = value.partition(":")
        if version in versions:
            found.append(Named(versions[version].version, versions[version].overlay, wanted))
    return found


@dataclass(frozen=True)
class Suggested:
    """What leads to one position."""

    title: str
    is_aim: bool
    entries: list[Entry]


def suggested_at(stored: StoredPack, ways: Sequence[tuple[Cell, list[Initiative]]], aim: Cell) -> list[Suggested]:
    return [
        Suggested(
            cell_words(stored.pack, cell),
            cell == aim,
            [Entry(value_of(stored, one.id), one.text, False) for one in found],
        )
        for cell, found in ways
    ]
