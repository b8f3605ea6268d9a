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
from ..queries.learning import GROUPS, GROWN, GROWTH, HOW, LOAD, PARTS, WISHES
from ..queries.programmes import wished_dimensions
from .words import seniority_words

SHARES = ("Nobody", "A quarter", "Half", "Three quarters", "Everybody")
WHOLE = "Whole programme"
MOST_SHORT = 5
SHORT = "Where more help is wanted than offered"
NOTHING = "–"
PEOPLE, WISHED = "People", "Wishes"  # how many a row counts, in the final column
WAITS = f"Fewer than {LEAST} people so far, or one organisation would be given away. It waits for the next report."
WISH_WORDS = dict(zip(WISHES, ("Yes", "Maybe", "No"), strict=True))
GROWTH_WORDS = dict(zip(GROWTH, ("Closer to the strong end", "Where they were", "Further from it"), strict=True))
HOW_WORDS = dict(zip(HOW, ("Very well", "Well", "Mixed", "Not well"), strict=True))
GROWN_WORDS = dict(zip(GROWN, ("A lot", "Somewhat", "A little", "Not really"), strict=True))
LOAD_WORDS = dict(zip(LOAD, ("Mentor nobody yet", "Have room for more", "Have no room left"), strict=True))
MATCH_WORDS = {"matched": "Had a mentor within 60 days", "waiting": "Waited longer"}
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
    numbers: list[tuple[str, str]]  # what to know first: the number, and what it counts


@dataclass(frozen=True)
class Seen:
    """One part as one organisation's coordinator reads it: figures by topic."""

    own: Mapping[str, Any]
    whole: Mapping[str, Any]
    waits: bool
    groups: Sequence[tuple[str, Mapping[str, Any]]] = ()  # by profession and stage: what it is called, and its figures

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
        numbers=numbers_of(seen),
    )


def numbers_of(seen: Mapping[str, Seen]) -> list[tuple[str, str]]:
    """Of the whole, or else of one's own organisation: each stands in a table further down, too."""
    found = [
        people_in(seen["needs"], "mentees whose wishes are counted"),
        people_in(seen["offers"], "mentors whose offers are counted"),
        of_how_many(seen["matched_in_time"], "match", "matched", "people had a mentor within 60 days"),
        of_how_many(seen["meeting"], "meeting", "meeting", "pairs have met lately"),
    ]
    return [one for one in found if one]


def people_in(seen: Seen, label: str) -> tuple[str, str] | None:
    figures = (seen.whole or seen.own).values()
    return (f"{max(figure['people'] for figure in figures):,}", label) if figures else None


def of_how_many(seen: Seen, topic: str, name: str, label: str) -> tuple[str, str] | None:
    figure = (seen.whole or seen.own).get(topic)
    return (said(figure, name), f"of {figure['people']:,} {label}") if figure else None


RULES = [
    f"A group is shown with at least {LEAST} people, and so is each number in it.",
    "Numbers stand in steps of three, fixed before anybody chose. Neither “nobody” nor “everybody” is ever told.",
    "Each choice is counted in one report, once. What too few chose waits, so two reports cannot be subtracted.",
    "By profession and stage of working life only where each group is large enough and from three organisations, or is your own.",
    "You see your own organisation and the whole. The whole is left out where it would give away one other organisation.",
]


def seen_of(found: Mapping[str, Any], part: ProgrammeOrganisation) -> Seen:
    released = found["released"]
    if not released:
        return Seen({}, {}, waits=True)
    axes, organisation = released.get("axes", ["organisation"]), str(part.organisation_id)
    if "organisation" not in axes and axes:
        whole = {total["topic"]: total for total in released["totals"]}
        return Seen({}, whole, waits=False, groups=groups_of(released["cells"], released["figures"], axes))
    own, whole = seen_from(released, organisation)
    mine = [cell for cell in released["cells"] if cell["values"] and organisation in cell["values"][0]]
    return Seen(own, whole, waits=False, groups=groups_of(mine, released["figures"], axes))


def groups_of(
    cells: Sequence[Mapping[str, Any]], figures: Sequence[Mapping[str, Any]], axes: Sequence[str]
) -> list[tuple[str, Mapping[str, Any]]]:
    """Cells that somebody may read, by what tells them apart: profession, stage of working life, or both."""
    told = [
        at for at, axis in enumerate(axes) if axis in GROUPS and len({tuple(cell["values"][at]) for cell in cells}) > 1
    ]
    found = {figure["cell"]: figure for figure in figures}
    return [
        (". ".join(GROUP_WORDS[axes[at]](cell["values"][at]) for at in told), found[cell["id"]])
        for cell in cells
        if told and cell["id"] in found
    ]


def period_of(report: ProgrammeReport) -> str:
    since = report.released["parts"]["needs"]["since"]
    until = report.made_at
    start = f"from {datetime.fromisoformat(since):%-d %B %Y} " if since else "from the beginning "
    return f"Choices made {start}to {until:%-d %B %Y}"


def needs_section(seen: Seen, pack: Pack, organisation: str, colour: str) -> Section:
    title, lead = "What mentees want to work on", "Would they like to address it with a mentor? By their own word."
    if seen.waits:
        return Section(title, lead, [], WAITS)
    sides = [
        [rows_table(f"{title}: {name}", one, pack, WISH_WORDS), *by_cluster(f"Wishes by cluster: {name}", one, pack)]
        for name, one in seen.sides(organisation)
    ]
    figure = wishes_figure(seen.whole or seen.own, pack, colour)
    return Section(
        title, lead, sides[0] if sides else [], "", figure, tuple(table for side in sides[1:] for table in side)
    )


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
    mentees, mentors = seen["quality_of_mentees"], seen["quality_of_mentors"]
    tables = [
        *beside("Mentees", "how", mentees, organisation, HOW_WORDS),
        *by_group("Mentees by profession and stage", mentees, HOW_WORDS),
        *beside("Mentors", "how", mentors, organisation, HOW_WORDS),
        *by_group("Mentors by profession and stage", mentors, HOW_WORDS),
    ]
    return Section(title, lead, tables, "" if tables else WAITS)


def state_section(seen: Mapping[str, Seen], organisation: str) -> Section:
    title = "Matched, meeting, and room"
    lead = "Who found a mentor is counted once, sixty days after asking. Meetings and room are as on the day of the report."
    asked = seen["matched_in_time"]
    tables = [
        *beside("Of those who asked", "match", asked, organisation, MATCH_WORDS),
        *by_group("Of those who asked, by profession and stage", asked, MATCH_WORDS),
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
    people = [PEOPLE, *(str(figure["people"]) for _, figure in sides)]
    return [Table(caption, ["Answer", *(name for name, _ in sides)], [*rows, people])]


def by_group(caption: str, seen: Seen, words: Mapping[str, str]) -> list[Table]:
    rows = [[name, *cells(figure, words), str(figure["people"])] for name, figure in seen.groups]
    return [Table(caption, ["Group", *words.values(), PEOPLE], rows)] if rows else []


def professions(values: Sequence[str]) -> str:
    """
    >>> professions(["Nursing", "Pharmacy", ""])
    'Nursing, Pharmacy or no profession named'
    """
    return either([value or "no profession named" for value in values])


def stages(values: Sequence[str]) -> str:
    """
    >>> stages(["1", "2"])
    'Starting out in my field or Experienced in my field'
    """
    return either([seniority_words(int(value)) if value else "no stage named" for value in values])


def either(words: Sequence[str]) -> str:
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


GROUP_WORDS = {"profession": professions, "stage": stages}


class Count(str):
    """How many of how many, in the words of its step. It reads as its words; paper draws `low` to `high` beside them."""

    low: int
    high: int
    people: int

    def __new__(cls, low: int, high: int, people: int) -> "Count":
        count = super().__new__(cls, words_of_count(low, high, people))
        count.low, count.high, count.people = low, high, people
        return count


def said(figure: Mapping[str, Any], name: str) -> Count:
    low, high = figure["counts"][name]
    return Count(low, high, figure["people"])


def cells(figure: Mapping[str, Any], words: Mapping[str, str]) -> list[str]:
    return [said(figure, name) for name in words]


def rows_table(caption: str, figures: Mapping[str, Any], pack: Pack, words: Mapping[str, str]) -> Table:
    """A row for each part of the framework; what too few chose on keeps its row."""
    rows = []
    for dimension in wished_dimensions(pack):
        figure = figures.get(dimension.id)
        shown = [*cells(figure, words), str(figure["people"])] if figure else [NOTHING] * (len(words) + 1)
        rows.append([dimension.name, *shown])
    return Table(caption, [pack.dimension_label.one.capitalize(), *words.values(), PEOPLE], rows)


def by_cluster(caption: str, figures: Mapping[str, Any], pack: Pack) -> list[Table]:
    """A line for each cluster. It counts wishes, not people: one person may have several in it."""
    rows = []
    for cluster in pack.clusters:
        inside = [figures[d.id] for d in wished_dimensions(pack) if d.cluster == cluster.id and d.id in figures]
        if inside:
            whole = added(inside)
            rows.append([cluster.name, *cells(whole, WISH_WORDS), str(whole["people"])])
    return [Table(caption, ["Cluster", *WISH_WORDS.values(), WISHED], rows)] if rows else []


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
    """Of those who chose, how many said yes: a bar over every number that it may stand for, most wanted first."""
    asked = [dimension for dimension in wished_dimensions(pack) if dimension.id in figures]
    asked.sort(key=lambda dimension: figures[dimension.id]["counts"]["yes"], reverse=True)
    rows = [BarRow(dimension.name, [wish_bar(figures[dimension.id])]) for dimension in asked]
    if not rows:
        return None
    said = " ".join(f"{row.label}: {row.bars[0].said}." for row in rows)
    return bars_figure(
        SHARES,
        rows,
        title="Who would like to work on it with a mentor",
        description=said,
        colour=colour,
        words=BarWords(bar="Said yes: anywhere on the bar", alone="Said yes"),
    )


def wish_bar(figure: Mapping[str, Any]) -> Bar:
    low, high = figure["counts"]["yes"]
    n, steps = figure["people"], len(SHARES) - 1
    return Bar("", f"{said(figure, 'yes')} of {n}", steps * low / n, steps * high / n)
