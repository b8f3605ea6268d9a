"""What a report says in sentences: strong, hidden, different, to look at. Each follows from places that are shown.

Nothing is ranked against other people, and nothing is said that could be chance alone without saying so.
"""

from dataclasses import dataclass

from stepwell.domain.disclosure.partition import Place
from stepwell.domain.disclosure.words import RELIABLE, distance

from .report_lines import CHANCE, Line, Said, listing

MOST = 4
MOST_LOWEST = 3


@dataclass(frozen=True)
class Finding:
    """A dimension, and why it is named."""

    id: str
    name: str
    why: str


def strong(lines: list[Line]) -> list[Finding]:
    """Placed highest by others: the first three places, and fewer where many share the third."""
    placed = sorted(placed_in(lines), key=lambda one: -one[1].low)
    lows = [place.low for _, place in placed]
    if not lows or lows[0] == lows[-1]:
        return []
    least = max(lows[min(2, len(lows) - 1)], lows[-1] + 1)
    found = [line for line, place in placed if place.low >= least]
    above = [line for line, place in placed if place.low > least]
    chosen = above if above and len(found) > MOST else found[:MOST]
    return [Finding(line.id, line.name, said_in_words(line)) for line in chosen]


def placed_in(lines: list[Line]) -> list[tuple[Line, Place]]:
    """Those that others together have placed, each with its place."""
    return [(line, line.overall.place) for line in lines if line.overall and line.overall.place]


def all_alike(lines: list[Line]) -> bool:
    return len({place.low for _, place in placed_in(lines)}) == 1


def said_in_words(line: Line) -> str:
    parts = [f"{name}: {words}" for name, _, words in line.named]
    return "; ".join([*parts, *(f"{said.name}: {said.words}" for said in line.shown)]) + "."


def hidden(lines: list[Line]) -> list[Finding]:
    """Others place the person certainly higher than they do themselves, and nobody lower."""
    gaps = [(line, [said for said in line.shown if said.gap < 0]) for line in lines]
    return clearest([(line, said) for line, said in gaps if said and not any(one.gap > 0 for one in line.shown)])


def to_look_at(lines: list[Line]) -> list[Finding]:
    """The person places themselves certainly higher than others do; and what others place lowest.

    Where bars are long, the same may be among the highest and the lowest: then it is no lowest.
    """
    gaps = [(line, [said for said in line.shown if said.gap > 0]) for line in lines]
    found = clearest([(line, said) for line, said in gaps if said])
    named = {finding.id for finding in [*found, *strong(lines)]}
    return found + [finding for finding in lowest(lines) if finding.id not in named]


def clearest(gaps: list[tuple[Line, list[Said]]]) -> list[Finding]:
    """Few points: where some gaps are hardly chance, those that may be chance stand with their dimension only."""
    sure = [(line, said) for line, said in gaps if any(abs(one.gap) >= CHANCE for one in said)]
    return [Finding(line.id, line.name, against_self(line, said)) for line, said in (sure or gaps)[:MOST]]


def lowest(lines: list[Line]) -> list[Finding]:
    """None where so many share the lowest place that nothing stands out."""
    placed = placed_in(lines)
    highs = sorted(place.high for _, place in placed)
    if not highs or highs[0] == highs[-1] or highs.count(highs[0]) > MOST_LOWEST:
        return []
    found = [line for line, place in placed if place.high == highs[0]]
    return [Finding(line.id, line.name, f"Placed lowest. {said_in_words(line)}") for line in found]


def against_self(line: Line, blocks: list[Said]) -> str:
    """One's own view beside what those groups say, and whether it may be chance."""
    theirs = "; ".join(f"{said.name}: {said.words}" for said in blocks)
    sure = any(abs(said.gap) >= CHANCE for said in blocks)
    chance = "A whole level or more: hardly chance alone." if sure else "Less than a whole level: it may be chance."
    return f"You: {line.own_words}. {theirs}. {chance}"


def differing(lines: list[Line]) -> list[Finding]:
    """Two groups (or a group and a named person) a whole level apart for certain, or one group wide apart in itself.

    Few points, the clearest first: between groups before between a group and one person, whose view is one view.
    """
    found = [(line, differences_in(line)) for line in lines]
    told = [(line, parts, clear) for line, (parts, clear) in found if parts]
    told.sort(key=lambda one: one[2], reverse=True)
    return [Finding(line.id, line.name, "; ".join(parts) + ".") for line, parts, _ in told[:MOST]]


def differences_in(line: Line) -> tuple[list[str], tuple[int, int]]:
    """In words; and how far groups stand apart, and anybody, to tell what is clearest."""
    named = [(name, place, words) for name, place, words in line.named]
    groups = [(said.name, said.place, said.words) for said in line.shown if said.place]
    places = named + groups
    pairs = [(at, after) for after in range(len(places)) for at in range(after)]
    far = {(at, after): abs(distance(places[at][1], places[after][1])) for at, after in pairs}
    apart = [(halves, *pair) for pair, halves in far.items() if halves >= RELIABLE]
    told = sorted({at for _, *pair in apart for at in pair})
    wide = [said.name for said in line.shown if "wide" in said.band]
    parts = [f"{places[at][0]}: {places[at][2]}" for at in told]
    parts += [f"Within {name}, views are wide apart" for name in wide]
    between = max([halves for halves, at, _ in apart if at >= len(named)], default=RELIABLE if wide else 0)
    return parts, (between, max([halves for halves, *_ in apart], default=0))


def surprises(lines: list[Line]) -> list[Finding]:
    """Where what was expected lies certainly outside what others say."""
    found = []
    for line in lines:
        if line.expected is None or line.overall is None or line.overall.place is None:
            continue
        low, high = line.overall.place
        if not low <= 2 * line.expected <= high:
            how = "higher" if low > 2 * line.expected else "lower"
            found.append(Finding(line.id, line.name, f"Placed {how} than you expected. {said_in_words(line)}"))
    return found


def changed(lines: list[Line]) -> list[Finding]:
    """Only where the release itself compares, and the change is a whole level or more."""
    found = []
    for line in lines:
        moved = [said for said in line.shown if said.change and said.change != "no clear change"]
        if moved:
            told = listing([f"{said.name}: {said.change}" for said in moved])
            found.append(Finding(line.id, line.name, f"{told}."))
    return found
