"""What goes into the disclosure engine, and nothing else: the only reading of raw answers there is."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from stepwell.domain.disclosure import Policy, divide

from ..models import Cycle, CycleGroup, FeedbackReport, FeedbackRound, Invitation
from ..models.ratings import Rating, Response, ResponseComment, ResponseImportance
from .asking import Asked, asked_of
from .rounds import pack_of_cycle

# A round of words alone has no scale; the contract asks for one, and nothing is ever placed on it.
NO_SCALE = ["lower", "higher"]
Places = dict[int, dict[str, int]]


@dataclass(frozen=True)
class Frame:
    """What both parts of a round's answers have in common: the promise, the groups, and who answered."""

    round: FeedbackRound
    asked: Asked
    groups: list[CycleGroup]
    before: list[FeedbackReport]
    responses: list[Response]

    @property
    def name(self) -> str:
        """Of the round in its releases: no other has it, so answers that were shown before cannot be shown again."""
        return str(self.round.pk)

    @property
    def name_of_importance(self) -> str:
        return f"{self.round.pk}: importance"


def frame_of(round: FeedbackRound) -> Frame:
    return Frame(
        round=round,
        asked=asked_of(round.cycle),
        groups=list(round.cycle.groups.all()),
        before=reports_before(round),
        responses=list(Response.objects.filter(round=round).order_by("id")),
    )


def round_as_input(frame: Frame) -> dict[str, Any]:
    """Places and comments, as `domain.disclosure.disclose` reads them; the same queries whatever the number of answers."""
    asked, round = frame.asked, frame.round
    ratings = Rating.objects.filter(response__round=round).values_list("response_id", "item_id", "level")
    own = round.self_ratings.order_by("item_id").values_list("item_id", "level")
    return shared(frame) | {
        "levels": asked.levels if len(asked.levels) >= 2 else NO_SCALE,
        "items": items_of(asked),
        "questions": sorted(asked.comment_keys - asked.item_ids),
        "self": {item: level for item, level in own if level is not None},
        "responses": responses_of(frame, placed(ratings), comments_on(round)),
        "released_before": [report.content for report in frame.before],
    }


def importance_as_input(frame: Frame) -> dict[str, Any] | None:
    """How much each dimension matters, on its own scale: another release, under the same promise. None if not asked.

    Who answered is the same, so the blocks are. An importance enters one figure of this release and none of the other.
    What the subject finds important is left out: it is no placement that others could be higher or lower than.
    """
    round = frame.round
    if not frame.asked.importance:
        return None
    points = ResponseImportance.objects.filter(response__round=round).values_list(
        "response_id", "dimension_id", "point"
    )
    return shared(frame) | {
        "levels": frame.asked.importance,
        "items": [{"id": dimension.id} for dimension in frame.asked.dimensions],
        "responses": responses_of(frame, placed(points), {}),
        "released_before": [report.importance for report in frame.before if report.importance],
    }


def shared(frame: Frame) -> dict[str, Any]:
    links = Invitation.objects.filter(nomination__round=frame.round)
    invited = Counter(links.values_list("nomination__group__key", flat=True))
    return {
        "policy": strictest(frame.round.cycle, frame.groups, frame.before).model_dump(mode="json"),
        "groups": [{"id": g.key, "identifiable": g.is_identifiable, "invited": invited[g.key]} for g in frame.groups],
    }


def items_of(asked: Asked) -> list[dict[str, Any]]:
    """A dimension that is itself an item has no second figure as a dimension."""
    return [
        {"id": item.id, "dimension": item.dimension_id if item.id != item.dimension_id else None}
        for item in asked.items
    ]


def reports_before(round: FeedbackRound) -> list[FeedbackReport]:
    """Everything released about this person, oldest first, and what was prepared of this round: it binds, too."""
    reports = FeedbackReport.objects.filter(snapshot__round__subject=round.subject_id).order_by("prepared_at", "id")
    return [
        report
        for report in reports.select_related("snapshot")
        if report.released_at is not None or report.snapshot.round_id == round.pk
    ]


def strictest(cycle: Cycle, groups: list[CycleGroup], before: list[FeedbackReport]) -> Policy:
    """The cycle's thresholds, raised to those of earlier releases about the person: what was promised binds later ones."""
    parts = cycle.policy()
    for earlier in (report.certificate["policy"] for report in before):
        for key in ("minimum_group_size", "comment_threshold", "band_from"):
            parts[key] = max(parts[key], earlier[key])
        if earlier["protect_from"] == "rater":
            parts["protect_from"] = "rater"
    return Policy(**parts, merge_order=[[group.key, group.merge_into] for group in groups if group.merge_into])


def placed(rows: Iterable[tuple[int, str, int | None]]) -> Places:
    """By response, what has a place; "not observed" has none."""
    found: Places = defaultdict(dict)
    for response_id, about, place in rows:
        if place is not None:
            found[response_id][about] = place
    return found


def comments_on(round: FeedbackRound) -> dict[int, list[dict[str, str]]]:
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    written = ResponseComment.objects.filter(response__round=round)
    for comment in written:
        found[comment.response_id].append({"item": comment.about, "text": comment.text})
    return found


def responses_of(frame: Frame, places: Places, comments: dict[int, list[dict[str, str]]]) -> list[dict[str, Any]]:
    return [
        {
            "group": response.group_key,
            "ratings": places.get(response.pk, {}),
            "comments": comments.get(response.pk, []),
            "released": response.snapshot_id is not None,
        }
        for response in frame.responses
    ]


def has_something_to_release(round: FeedbackRound) -> bool:
    """Whether answers not released so far form a block of their own, or are an identifiable person's. Sizes decide."""
    groups = list(round.cycle.groups.all())
    waiting = Counter(Response.objects.filter(round=round, snapshot=None).values_list("group_key", flat=True))
    if any(waiting[group.key] for group in groups if group.is_identifiable):
        return True
    sizes = {group.key: waiting[group.key] for group in groups if not group.is_identifiable}
    invited = Invitation.objects.filter(nomination__round=round).values_list("nomination__group__key", flat=True)
    policy = strictest(round.cycle, groups, reports_before(round))
    return bool(divide(sizes, policy, set(invited) & set(sizes))[0])


def names_of(round: FeedbackRound) -> set[str]:
    """The dimensions that a focus may name."""
    return {dimension.id for dimension in pack_of_cycle(round.cycle).dimensions}
