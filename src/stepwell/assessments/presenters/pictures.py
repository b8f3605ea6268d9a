"""The pictures of a report: placements on their scale, and importance against placement."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from stepwell.assessments.queries import Answer
from stepwell.domain.scoring import place_of_rating
from stepwell.ui.charts import (
    Figure,
    ImportancePoint,
    PlacementRow,
    Words,
    importance_figure,
    placement_chart,
    placement_figure,
)

from . import words
from .pages import cluster_name
from .showing import Picture


def placement_figures(picture: Picture, colour: str) -> list[Figure]:
    """One picture for the levels; one for each cluster and each scale of bipolar items. None where nobody is placed."""
    figures = []
    levelled = on_levels(picture)
    if levelled:
        title = f"{picture.sheet.pack.called}: where I am"
        figures.append(figure(picture, levelled, level_names(picture), title, colour))
    for (cluster, points, positive_end), answers in scales(picture).items():
        names = point_names(points, positive_end)
        figures.append(figure(picture, answers, names, cluster or f"{picture.sheet.pack.called}: where I am", colour))
    return figures


def small_picture(picture: Picture, title: str, colour: str) -> SafeString | None:
    """The same placements for a narrow column beside something else; None for a framework without levels."""
    answers = on_levels(picture)
    if not answers:
        return None
    rows, said = drawn(picture, answers)
    return placement_chart(level_names(picture), rows, narrow=True, title=title, description=said, colour=colour)


def on_levels(picture: Picture) -> list[Answer]:
    return [answer for answer in picture.sheet.answers if answer.offer.level]


def level_names(picture: Picture) -> list[str]:
    return [level.name for level in picture.sheet.pack.levels]


def drawn(picture: Picture, answers: Sequence[Answer]) -> tuple[list[PlacementRow], str]:
    """What is drawn of these answers, and the same in one paragraph for whoever does not see it."""
    return [row(picture, answer) for answer in answers], " ".join(described(picture, answer) for answer in answers)


def scales(picture: Picture) -> dict[tuple[str, int, int], list[Answer]]:
    """Bipolar answers that can share a picture: of one cluster, and on one scale."""
    found: dict[tuple[str, int, int], list[Answer]] = {}
    for answer in picture.sheet.answers:
        item = answer.dimension.bipolar
        if item and answer.offer.rating:
            key = (cluster_name(picture.sheet.pack, answer.dimension), item.points, item.positive_end)
            found.setdefault(key, []).append(answer)
    return found


def point_names(points: int, positive_end: int) -> list[str]:
    """The names of the points, the weak end first, as a picture reads from left to right."""
    by_place = {
        place_of_rating(point, points, positive_end): end_name(point, points, positive_end)
        for point in range(1, points + 1)
    }
    return [by_place[place] for place in sorted(by_place)]


def end_name(point: int, points: int, positive_end: int) -> str:
    """Ends by name and number, the points between by number alone, as on the paper."""
    if point == positive_end:
        return f"{point} strong end"
    return f"{point} other end" if point in (1, points) else str(point)


def figure(picture: Picture, answers: Sequence[Answer], levels: list[str], title: str, colour: str) -> Figure:
    rows, said = drawn(picture, answers)
    label, me = picture.sheet.pack.dimension_label.one.capitalize(), Words(you="Me")
    return placement_figure(levels, rows, title=title, description=said, colour=colour, label=label, words=me)


def row(picture: Picture, answer: Answer) -> PlacementRow:
    standing = picture.by_id[answer.dimension.id]
    state = "" if standing.place is not None else words.placement_words(answer, picture.sheet.pack)
    return PlacementRow(
        answer.dimension.name,
        placed=standing.place,
        expected=standing.expected,
        earlier=standing.earlier,
        state=state,
    )


def described(picture: Picture, answer: Answer) -> str:
    pack = picture.sheet.pack
    expected = picture.expectations.get(answer.dimension.id)
    beside = f", expected {words.expected_words(expected, pack)}" if expected and expected.shown else ""
    return f"{answer.dimension.name}: {words.placement_words(answer, pack)}{beside}."


def importance_picture(picture: Picture, colour: str) -> Figure | None:
    """Only where somebody said how important things are, which only levelled dimensions ask."""
    answers = [answer for answer in picture.sheet.answers if answer.offer.importance]
    points = [
        ImportancePoint(answer.dimension.name, standing.place, standing.importance - 1)
        for answer in answers
        if (standing := picture.by_id[answer.dimension.id]).importance and standing.place is not None
    ]
    if not points:
        return None
    return importance_figure(
        [level.name for level in picture.sheet.pack.levels],
        answers[0].offer.importance,
        points,
        title="How much it matters to my role, and where I am",
        description="The most important stand on top.",
        colour=colour,
        label=picture.sheet.pack.dimension_label.one.capitalize(),
    )
