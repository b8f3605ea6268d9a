"""What pages hand to the component tags."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Action:
    """A link beside a row. `about` is read out after it, so that no two links sound the same."""

    text: str
    href: str
    about: str = ""


@dataclass(frozen=True)
class SummaryRow:
    key: str
    value: str
    actions: Sequence[Action] = ()


@dataclass(frozen=True)
class Table:
    """The first cell of each row is its heading; `numeric` holds the columns (from 0) to set to the right."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: Sequence[int] = field(default=())

    def labelled_rows(self) -> list[list[tuple[str, str]]]:
        """Each cell with the heading of its column, for a table that folds into a list on a phone."""
        return [list(zip(self.head, row, strict=False)) for row in self.rows]


@dataclass(frozen=True)
class Task:
    title: str
    href: str
    status: str
    hint: str = ""
    done: bool = False
    optional: bool = False
