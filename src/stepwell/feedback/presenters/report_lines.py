"""A released report as lines: for each dimension one's own view, named people, and each block with its words.

Everything about raters comes from the content of the release; nothing here can ask for a rating.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from stepwell.domain.disclosure.partition import Place
from stepwell.domain.disclosure.reading import Key, places_in, reach
from stepwell.domain.disclosure.words import label, middle
from stepwell.domain.framework import Pack

TOGETHER = "All groups together"
CHANCE = 1.0


@dataclass(frozen=True)
class Said:
    """What one block says of one thing. Without a place it is withheld, and `words` is the reason."""

    block: str | None
    name: str
    words: str
    place: Place | None = None
    n: int = 0
    band: str = ""
    gap: float = 0.0
    gap_words: str = ""
    change: str = ""

    @property
    def notes(self) -> list[str]:
        """Whole sentences that stand with the words, the same on screen, on paper and in files."""
        if self.place is None:
            return []
        answered = f"{number(self.n).capitalize()} answered this." if self.n else ""
        change = f"Against your earlier report: {self.change}." if self.change else ""
        return [note for note in (answered, self.band, self.gap_words, change) if note]


@dataclass(frozen=True)
class Line:
    """One dimension or one behaviour. Places are counted in half-levels."""

    id: str
    name: str
    own: Place | None
    own_words: str
    named: list[tuple[str, Place, str]]
    blocks: list[Said]
    total: Said | None = None
    expected: int | None = None
    items: list["Line"] = field(default_factory=list)

    @property
    def overall(self) -> Said | None:
        """All groups together; where one block is all there is, that block."""
        shown = self.shown
        return self.total or (shown[0] if len(shown) == 1 else None)

    @property
    def shown(self) -> list[Said]:
        return [said for said in self.blocks if said.place is not None]


@dataclass(frozen=True)
class Reading:
    """A release with the names that its ids stand for."""

    content: Mapping[str, Any]
    pack: Pack
    groups: Mapping[str, str]

    @cached_property
    def levels(self) -> list[str]:
        return list(self.content["asked"]["levels"])

    @cached_property
    def minimum(self) -> int:
        return int(self.content["certificate"]["policy"]["minimum_group_size"])

    @cached_property
    def places(self) -> dict[Key, Place]:
        return places_in(self.content)

    @cached_property
    def figures(self) -> dict[Key, dict[str, Any]]:
        return {(figure["item"], figure["block"]): figure for figure in self.content["figures"]}

    @cached_property
    def derived(self) -> dict[tuple[str, str, str | None], dict[str, Any]]:
        return {(one["what"], one["id"], one["block"]): one for one in self.content["derived"]}

    @cached_property
    def items_by_dimension(self) -> dict[str, list[str]]:
        """In the order in which they were asked. A dimension that was placed as a whole is its own item."""
        found: dict[str, list[str]] = {}
        for item in self.content["asked"]["items"]:
            found.setdefault(item["dimension"] or item["id"], []).append(item["id"])
        return found

    @cached_property
    def texts(self) -> dict[str, str]:
        """What each item says, to an observer."""
        found = {dimension.id: dimension.name for dimension in self.pack.dimensions}
        for dimension in self.pack.dimensions:
            behaviours = [text for level in dimension.levels for text in level.indicators] + list(dimension.statements)
            found |= {text.id: text.observer for text in behaviours}
        return found

    def name_of(self, groups: list[str]) -> str:
        """The groups of a block in the order in which they were asked."""
        order = list(self.groups)
        ordered = sorted(groups, key=lambda key: order.index(key) if key in order else len(order))
        return listing([self.groups.get(key, key) for key in ordered])

    @cached_property
    def block_names(self) -> dict[str, str]:
        return {block["id"]: self.name_of(block["groups"]) for block in self.content["blocks"]}

    @cached_property
    def left_out(self) -> list[list[str]]:
        """Groups that are in no block, each set once."""
        return unique([gone["groups"] for gone in self.content["withheld"] if gone["block"] is None])


def lines_of(reading: Reading, expected: Mapping[str, int] | None = None) -> list[Line]:
    lines = []
    for dimension_id, items in reading.items_by_dimension.items():
        whole = items == [dimension_id]
        lines.append(
            line(
                reading,
                dimension_id,
                items,
                expected=(expected or {}).get(dimension_id),
                inner=[] if whole else [line(reading, item, [item]) for item in items],
            )
        )
    return lines


def line(
    reading: Reading,
    about: str,
    items: list[str],
    *,
    expected: int | None = None,
    inner: list[Line] | None = None,
) -> Line:
    own = own_place(reading, items)
    return Line(
        id=about,
        name=reading.texts.get(about, about),
        own=own,
        own_words=plain(own, reading.levels) if own else "",
        named=named_people(reading, items),
        blocks=[*blocks_of(reading, about, items), *nobody(reading)],
        total=total_of(reading, about),
        expected=expected,
        items=inner or [],
    )


def own_place(reading: Reading, items: list[str]) -> Place | None:
    ratings = reading.content["asked"]["self"]
    places = [Place(2 * ratings[item], 2 * ratings[item]) for item in items if item in ratings]
    return middle(places) if places else None


def named_people(reading: Reading, items: list[str]) -> list[tuple[str, Place, str]]:
    """What people said who knew that it would be shown as theirs: the middle of it, as for oneself."""
    found = []
    for group in reading.content["asked"]["identifiable"]:
        ratings = [
            one["rating"] for one in reading.content["identified"] if one["group"] == group and one["item"] in items
        ]
        if len(items) == 1:
            places = [Place(2 * rating, 2 * rating) for rating in ratings]
        else:
            places = [middle([Place(2 * rating, 2 * rating) for rating in ratings])] if ratings else []
        name = reading.groups.get(group, group)
        found += [(name, place, plain(place, reading.levels)) for place in places]
    return found


def blocks_of(reading: Reading, about: str, items: list[str]) -> list[Said]:
    return [said_by(reading, block, about, items) for block in reading.content["blocks"]]


def said_by(reading: Reading, block: Mapping[str, Any], about: str, items: list[str]) -> Said:
    place, name = reading.places.get((about, block["id"])), reading.block_names[block["id"]]
    if place is None:
        return Said(block["id"], name, why_not(reading, block["id"], items))
    figure = reading.figures.get((about, block["id"]), {})
    gap = reading.derived.get(("gap", about, block["id"]))
    change = reading.derived.get(("change", about, block["id"]))
    return Said(
        block["id"],
        name,
        label(place, reading.levels),
        place,
        n=figure.get("n", 0),
        band=BANDS.get(figure.get("band") or "", ""),
        gap=gap["value"] if gap else 0.0,
        gap_words=gap_sentence(gap) if gap else "",
        change=change["label"] if change else "",
    )


BANDS = {
    "close": "Their views are close together.",
    "mixed": "Their views are mixed.",
    "wide": "Their views are wide apart.",
}


def gap_sentence(gap: Mapping[str, Any]) -> str:
    """The distance that is certain, and what chance can do to it."""
    if not gap["value"]:
        return "No clear difference: your own view lies within what their answers may mean."
    start = f"{gap['label'][0].upper()}{gap['label'][1:]}"
    if abs(gap["value"]) < CHANCE:
        return f"{start}. Less than a whole level: it may be chance."
    return f"{start}, by a whole level or more: hardly chance alone."


def why_not(reading: Reading, block: str, items: list[str]) -> str:
    reasons = {
        gone["reason"] for gone in reading.content["withheld"] if gone["block"] == block and gone["item"] in items
    }
    if reasons == {"no_safe_class"}:
        return "Withheld: so few answers on so short a scale would give somebody away."
    return f"Withheld: fewer than {number(reading.minimum)} of them could answer this."


def nobody(reading: Reading) -> list[Said]:
    reason = f"Withheld: fewer than {number(reading.minimum)} answered, with no group to be shown with."
    return [Said(None, reading.name_of(groups), reason) for groups in reading.left_out]


def total_of(reading: Reading, about: str) -> Said | None:
    place = reading.places.get((about, None))
    return Said(None, TOGETHER, label(place, reading.levels), place) if place else None


def plain(place: Place, levels: list[str]) -> str:
    """What somebody said of themselves, or as themselves, is not "around" anything."""
    return levels[place.low // 2] if place.low == place.high and place.low % 2 == 0 else label(place, levels)


def said_places(line: Line) -> list[float]:
    return [(place.low + place.high) / 4 for _, place, _ in line.named]


def stretch(said: Said, reading: Reading) -> tuple[float, float] | tuple[None, None]:
    return reach(said.place, len(reading.levels)) if said.place else (None, None)


def listing(names: list[str]) -> str:
    return ", ".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} and {names[-1]}"


NUMBERS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def unique(things: list[list[str]]) -> list[list[str]]:
    found: list[list[str]] = []
    for thing in things:
        if thing not in found:
            found.append(thing)
    return found
