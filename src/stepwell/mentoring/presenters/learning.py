"""What the programme learns, in words: what stands on the page is what the files hold, and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from stepwell.domain.disclosure.counts import LEAST, added, seen_from, words_of_count
from stepwell.domain.framework import Pack
from stepwell.ui.bars import Bar, BarRow, BarWords, bars_figure
from stepwell.ui.charts import Figure
from stepwell.ui.components import Table

from ..models import ProgrammeOrganisation, ProgrammeReport
from ..queries.learning import GROWN, GROWTH, HOW, LOAD, PARTS, WISHES
from ..queries.programmes import wished_dimensions

SHARES = ("Nobody", "A quarter", "Half", "Three quarters", "Everybody")
WHOLE = "Whole programme"
MOST_SHORT = 5
NOTHING = "–"
WAITS = f"Fewer than {LEAST} people so far. It waits for the next report."
WISH_WORDS = dict(zip(WISHES, ("Yes", "Maybe", "No"), strict=True))
GROWTH_WORDS = dict(zip(GROWTH, ("Closer to the strong end", "Where they were", "Further from it"), strict=True))
HOW_WORDS = dict(zip(HOW, ("Very well", "Well", "Mixed", "Not well"), strict=True))
GROWN_WORDS = dict(zip(GROWN, ("A lot", "Somewhat", "A little", "Not really"), strict=True))
LOAD_WORDS = dict(zip(LOAD, ("Mentor nobody yet", "Have room for more", "Have no room left"), strict=True))
MATCH_WORDS = {"matched": "Have or had a mentor", "waiting": "Wait for one"}
MEETING_WORDS = {"meeting": "Have met lately", "quiet": "Have not met for a while"}


@dataclass(frozen=True)
class Section:
    """One part of the report. `waits` stands in the place of what too few chose; `more` opens on the page."""

    title: str
    lead: str
    tables: list[Table]
    waits: str = ""
    figure: Figure | None = None
    more: tuple[Table, ...] = ()

    @property
    def all_tables(self) -> list[Table]:
        return [*self.tables, *self.more]


@dataclass(frozen=True)
class LearningPage:
    sections: list[Section]
    short: list[str]  # where more help is wanted than offered, the widest first: what to plan training for
    short_besides: int
    period: str
    rules: list[str]


@dataclass(frozen=True)
class Seen:
    """One part as one organisation's coordinator reads it: figures by topic."""

    own: Mapping[str, Any]
    whole: Mapping[str, Any]
    waits: bool

    def sides(self, organisation: str) -> list[tuple[str, Mapping[str, Any]]]:
        found = [(WHOLE, self.whole), (organisation, self.own)]
        return [(name, figures) for name, figures in found if figures]


def learning_page(report: ProgrammeReport, part: ProgrammeOrganisation, pack: Pack, colour: str) -> LearningPage:
    parts = report.released["parts"]
    seen = {name: seen_of(parts.get(name, {"released": None}), part) for name in PARTS}
    short = short_of(seen["needs"], seen["offers"], pack)
    organisation = part.organisation.name
    return LearningPage(
        sections=[
            needs_section(seen["needs"], pack, organisation, colour),
            offers_section(seen["offers"], pack, organisation),
            growth_section(seen["growth"], pack, organisation),
            growth_of_mentors_section(seen["growth_of_mentors"], organisation),
            quality_section(seen, organisation),
            state_section(seen, organisation),
        ],
        short=short[:MOST_SHORT],
        short_besides=max(0, len(short) - MOST_SHORT),
        period=period_of(report),
        rules=RULES,
    )


RULES = [
    f"A group is shown with at least {LEAST} people, and so is each number in it.",
    "Numbers stand in steps of three, fixed before anybody chose. Neither “nobody” nor “everybody” is ever told.",
    "Each choice is counted in one report, once. What too few chose waits, so two reports cannot be subtracted.",
    "You see your own organisation and the whole. The whole is left out where it would give away one other organisation.",
]


def seen_of(found: Mapping[str, Any], part: ProgrammeOrganisation) -> Seen:
    if not found["released"]:
        return Seen({}, {}, waits=True)
    own, whole = seen_from(found["released"], str(part.organisation_id))
    return Seen(own, whole, waits=False)


def period_of(report: ProgrammeReport) -> str:
    since = report.released["parts"]["needs"]["since"]
    until = report.made_at
    start = f"from {datetime.fromisoformat(since):%-d %B %Y} " if since else "from the beginning "
    return f"Choices made {start}to {until:%-d %B %Y}"


def needs_section(seen: Seen, pack: Pack, organisation: str, colour: str) -> Section:
    title, lead = "What mentees want to work on", "Would they like to address it with a mentor? By their own word."
    if seen.waits:
        return Section(title, lead, [], WAITS)
    tables = [clustered(f"{title}: {name}", one, pack, WISH_WORDS) for name, one in seen.sides(organisation)]
    return Section(title, lead, tables[:1], "", wishes_figure(seen.whole or seen.own, pack, colour), tuple(tables[1:]))


def offers_section(seen: Seen, pack: Pack, organisation: str) -> Section:
    lead = "How many mentors offer help with it. In which words is between the two who meet."
    return by_part("What mentors offer", lead, seen, pack, organisation, {"offered": "Offer it", "not": "Do not"})


def growth_section(seen: Seen, pack: Pack, organisation: str) -> Section:
    lead = (
        "On the same items, at the start and again later. It is how they see themselves, and says nothing of a mentor."
    )
    return by_part("How mentees see themselves since", lead, seen, pack, organisation, GROWTH_WORDS)


def by_part(title: str, lead: str, seen: Seen, pack: Pack, organisation: str, words: Mapping[str, str]) -> Section:
    tables = [rows_table(f"{title}: {name}", one, pack, words) for name, one in seen.sides(organisation)]
    return Section(title, lead, tables[:1], WAITS if seen.waits else "", more=tuple(tables[1:]))


def growth_of_mentors_section(seen: Seen, organisation: str) -> Section:
    title, lead = "Whether mentors have grown", "As each mentor said it at the end, or half a year later."
    tables = beside("Mentors", "grown", seen, organisation, GROWN_WORDS)
    return Section(title, lead, tables, "" if tables else WAITS)


def quality_section(seen: Mapping[str, Seen], organisation: str) -> Section:
    title, lead = "How it goes", "As each said it the latest time they were asked. Their words are theirs."
    tables = [
        *beside("Mentees", "how", seen["quality_of_mentees"], organisation, HOW_WORDS),
        *beside("Mentors", "how", seen["quality_of_mentors"], organisation, HOW_WORDS),
    ]
    return Section(title, lead, tables, "" if tables else WAITS)


def state_section(seen: Mapping[str, Seen], organisation: str) -> Section:
    title, lead = "Matched, meeting, and room", "States and dates, as they were on the day of the report."
    tables = [
        *beside("Of those who asked", "match", seen["match"], organisation, MATCH_WORDS),
        *beside("Of the pairs under way", "meeting", seen["meeting"], organisation, MEETING_WORDS),
        *beside("Of the mentors", "load", seen["load"], organisation, LOAD_WORDS),
    ]
    return Section(title, lead, tables, "" if tables else WAITS)


def beside(caption: str, topic: str, seen: Seen, organisation: str, words: Mapping[str, str]) -> list[Table]:
    """The whole and one's own organisation side by side, as far as either may be seen."""
    sides = [(name, figures[topic]) for name, figures in seen.sides(organisation)]
    if not sides:
        return []
    rows = [[words[name], *(said(figure, name) for _, figure in sides)] for name in words]
    people = ["People", *(str(figure["people"]) for _, figure in sides)]
    return [Table(caption, ["Answer", *(name for name, _ in sides)], [*rows, people])]


def said(figure: Mapping[str, Any], name: str) -> str:
    low, high = figure["counts"][name]
    return words_of_count(low, high, figure["people"])


def cells(figure: Mapping[str, Any], words: Mapping[str, str]) -> list[str]:
    return [said(figure, name) for name in words]


def rows_table(caption: str, figures: Mapping[str, Any], pack: Pack, words: Mapping[str, str]) -> Table:
    """A row for each part of the framework; what too few chose on keeps its row."""
    rows = []
    for dimension in wished_dimensions(pack):
        figure = figures.get(dimension.id)
        shown = [*cells(figure, words), str(figure["people"])] if figure else [NOTHING] * (len(words) + 1)
        rows.append([dimension.name, *shown])
    return Table(caption, [pack.dimension_label.one.capitalize(), *words.values(), "People"], rows)


def clustered(caption: str, figures: Mapping[str, Any], pack: Pack, words: Mapping[str, str]) -> Table:
    """The same with a line for each cluster, which counts wishes: one person may have several in it."""
    table = rows_table(caption, figures, pack, words)
    rows = list(table.rows)
    for cluster in pack.clusters:
        inside = [figures[d.id] for d in wished_dimensions(pack) if d.cluster == cluster.id and d.id in figures]
        if inside:
            whole = added(inside)
            rows.append([f"All of {cluster.name} (wishes)", *cells(whole, words), str(whole["people"])])
    return Table(table.caption, table.head, rows)


def short_of(needs: Seen, offers: Seen, pack: Pack) -> list[str]:
    """Where surely more mentees want help than there are mentors who offer it, the widest first: what to plan for."""
    found = []
    for dimension in wished_dimensions(pack):
        wanted, offered = needs.whole.get(dimension.id), offers.whole.get(dimension.id)
        if not wanted or not offered:
            continue
        gap = wanted["counts"]["yes"][0] - offered["counts"]["offered"][1]
        if gap > 0:
            found.append((gap, dimension.name, wanted, offered))
    return [
        f"{name}: {said(wanted, 'yes')} mentees say yes, {said(offered, 'offered')} mentors offer it."
        for _, name, wanted, offered in sorted(found, key=lambda one: (-one[0], one[1]))
    ]


def wishes_figure(figures: Mapping[str, Any], pack: Pack, colour: str) -> Figure | None:
    """Of those who chose, how many said yes: a bar over every number that it may stand for."""
    rows = [
        BarRow(dimension.name, [wish_bar(figures[dimension.id])])
        for dimension in wished_dimensions(pack)
        if dimension.id in figures
    ]
    if not rows:
        return None
    said = " ".join(f"{row.label}: {row.bars[0].said}." for row in rows)
    return bars_figure(
        SHARES,
        rows,
        title="Who would like to work on it with a mentor",
        description=said,
        colour=colour,
        words=BarWords(bar="Said yes: anywhere on the bar"),
    )


def wish_bar(figure: Mapping[str, Any]) -> Bar:
    low, high = figure["counts"]["yes"]
    n, steps = figure["people"], len(SHARES) - 1
    return Bar("Yes", f"{said(figure, 'yes')} of {n}", steps * low / n, steps * high / n)


def headed(tables: Sequence[Table]) -> list[dict[str, Any]]:
    """Tables as plain data, for files."""
    return [{"caption": one.caption, "head": list(one.head), "rows": [list(row) for row in one.rows]} for one in tables]
