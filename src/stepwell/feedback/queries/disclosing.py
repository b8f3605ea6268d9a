"""What goes into the disclosure engine, and nothing else: the only reading of raw answers there is."""

from collections import Counter, defaultdict
from typing import Any

from stepwell.domain.disclosure import Policy, divide

from ..models import Cycle, FeedbackReport, FeedbackRound, Invitation
from ..models.ratings import Rating, Response, ResponseComment
from .asking import Asked, asked_of
from .rounds import pack_of_cycle

# A round of words alone has no scale; the contract asks for one, and nothing is ever placed on it.
NO_SCALE = ["lower", "higher"]


def round_as_input(round: FeedbackRound) -> dict[str, Any]:
    """The round as `domain.disclosure.disclose` reads it. Seven queries, whatever the number of answers."""
    asked = asked_of(round.cycle)
    before = releases_before(round)
    groups = list(round.cycle.groups.all())
    invited = Counter(
        Invitation.objects.filter(nomination__round=round).values_list("nomination__group__key", flat=True)
    )
    return {
        "policy": strictest(round.cycle, groups, before).model_dump(mode="json"),
        "levels": asked.levels if len(asked.levels) >= 2 else NO_SCALE,
        "groups": [{"id": g.key, "identifiable": g.is_identifiable, "invited": invited[g.key]} for g in groups],
        "items": items_of(asked),
        "questions": sorted(asked.comment_keys - asked.item_ids),
        "self": own_places(round),
        "responses": responses_of(round),
        "released_before": before,
        "round": str(round.pk),
    }


def items_of(asked: Asked) -> list[dict[str, Any]]:
    """A dimension that is itself an item has no second figure as a dimension."""
    return [
        {"id": item.id, "dimension": item.dimension_id if item.id != item.dimension_id else None}
        for item in asked.items
    ]


def own_places(round: FeedbackRound) -> dict[str, int]:
    rated = round.self_ratings.order_by("item_id").values_list("item_id", "level")
    return {item: level for item, level in rated if level is not None}


def releases_before(round: FeedbackRound) -> list[dict[str, Any]]:
    """Everything released about this person, oldest first, and what was prepared of this round: it binds, too."""
    reports = FeedbackReport.objects.filter(snapshot__round__subject=round.subject_id).order_by("prepared_at", "id")
    return [
        report.content
        for report in reports.select_related("snapshot")
        if report.released_at is not None or report.snapshot.round_id == round.pk
    ]


def strictest(cycle: Cycle, groups: list, before: list[dict[str, Any]]) -> Policy:
    """The cycle's thresholds, raised to those of earlier releases about the person: what was promised binds later ones."""
    parts = cycle.policy()
    for earlier in (release["certificate"]["policy"] for release in before):
        for key in ("minimum_group_size", "comment_threshold", "band_from"):
            parts[key] = max(parts[key], earlier[key])
        if earlier["protect_from"] == "rater":
            parts["protect_from"] = "rater"
    return Policy(**parts, merge_order=[[group.key, group.merge_into] for group in groups if group.merge_into])


def responses_of(round: FeedbackRound) -> list[dict[str, Any]]:
    places: dict[int, dict[str, int]] = defaultdict(dict)
    rated = Rating.objects.filter(response__round=round).values_list("response_id", "item_id", "level")
    for response_id, item, level in rated:
        if level is not None:
            places[response_id][item] = level
    texts: dict[int, list[dict[str, str]]] = defaultdict(list)
    written = ResponseComment.objects.filter(response__round=round)
    for response_id, about, text in written.values_list("response_id", "about", "text"):
        texts[response_id].append({"item": about, "text": text})
    return [
        {
            "group": response.group_key,
            "ratings": places[response.pk],
            "comments": texts[response.pk],
            "released": response.snapshot_id is not None,
        }
        for response in Response.objects.filter(round=round).order_by("id")
    ]


def has_something_to_release(round: FeedbackRound) -> bool:
    """Whether answers not released so far form a block of their own, or are an identifiable person's. Sizes decide."""
    groups = list(round.cycle.groups.all())
    waiting = Counter(Response.objects.filter(round=round, snapshot=None).values_list("group_key", flat=True))
    if any(waiting[group.key] for group in groups if group.is_identifiable):
        return True
    sizes = {group.key: waiting[group.key] for group in groups if not group.is_identifiable}
    invited = Invitation.objects.filter(nomination__round=round).values_list("nomination__group__key", flat=True)
    policy = strictest(round.cycle, groups, releases_before(round))
    return bool(divide(sizes, policy, set(invited) & set(sizes))[0])


def names_of(round: FeedbackRound) -> set[str]:
    """The dimensions that a focus may name."""
    return {dimension.id for dimension in pack_of_cycle(round.cycle).dimensions}
