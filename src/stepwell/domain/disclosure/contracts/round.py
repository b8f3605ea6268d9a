"""What `disclose` reads: the policy, what was asked, and every submitted response of one round."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Annotated, Any

from pydantic import Field, ValidationError

from .before import held_by, snapshots_before
from .faults import Exact, Fault, InvalidInput, faults_of_shape
from .policy import MOST_LEVELS, MOST_RESPONSES, Group, Item, Policy, Text, Word, lowered
from .release import Release

OFF_SCALE = "must be a place in levels"


class Comment(Exact):
    item: str | None = None
    text: Text


class Response(Exact):
    """Ratings are places in `levels`; an item without one was not observed."""

    group: str
    ratings: dict[str, int] = {}
    comments: list[Comment] = []
    released: bool = False


class Round(Exact):
    """`questions` are what is asked in words alone; `round` tells snapshots of one round from rounds of other years."""

    policy: Policy = Policy()
    levels: Annotated[list[Word], Field(min_length=2, max_length=MOST_LEVELS)]
    groups: Annotated[list[Group], Field(min_length=1)]
    items: list[Item]
    questions: list[Word] = []
    self_: dict[str, int] = Field(default={}, alias="self")
    responses: Annotated[list[Response], Field(max_length=MOST_RESPONSES)]
    released_before: list[Release] = []
    round: Text | None = None

    @property
    def anonymous(self) -> list[str]:
        return [group.id for group in self.groups if not group.identifiable]

    @property
    def left_out(self) -> int:
        """Anonymous answers that are in earlier releases."""
        return sum(response.released for response in self.responses if response.group in self.anonymous)

    @property
    def identifiable(self) -> list[str]:
        return [group.id for group in self.groups if group.identifiable]


def read_round(data: Any) -> Round:
    """
    Raises:
        InvalidInput: with every fault, of shape and of sense.
    """
    try:
        given = Round.model_validate(data)
    except ValidationError as error:
        raise InvalidInput([*faults_of_shape(error), *faults_beside(data, error)]) from None
    if faults := list(faults_of_sense(given)):
        raise InvalidInput(faults)
    return given


def faults_beside(data: Any, error: ValidationError) -> list[Fault]:
    """Of sense, in what has no fault of shape: whoever mends a file wants to know all of it at once.

    Nothing is said about what depends on a part that could not be read.
    """
    wrong = [one["loc"] for one in error.errors()]
    try:
        rest = Round.model_validate(without(data, error))
    except (ValidationError, LookupError, TypeError, ValueError, AttributeError):
        return []
    unread = {str(location[0]) for location in wrong}
    return [fault for fault in faults_of_sense(rest) if not depends_on(fault, unread)]


def depends_on(fault: Fault, unread: set[str]) -> bool:
    """Whether it might be none, if those parts of the input could be read.

    >>> depends_on(Fault("policy.band_from", "…"), {"policy"}), depends_on(Fault("responses", "…"), {"responses"})
    (True, True)
    >>> depends_on(Fault("responses[3].group", "…"), {"responses", "levels"})
    False
    """
    top = re.split(r"[.\[]", fault.path)[0]
    is_of_scale = "levels" in unread and fault.reason.startswith(OFF_SCALE)
    return is_of_scale or fault.path in unread or top in unread - {"responses"}


def without(data: Any, error: ValidationError) -> Any:
    """A copy in which each part with a fault of shape is left out, or stands for something harmless."""
    rest = deepcopy(data)
    for one in error.errors():
        *above, last = one["loc"]
        match one["loc"]:
            case _ if one["type"] == "extra_forbidden":
                inside(rest, above).pop(last)
            case ("levels", *_):
                rest["levels"] = [str(place) for place in range(MOST_LEVELS)]
            case ("responses", int(at), "ratings", _):
                rest["responses"][at]["ratings"].pop(last, None)
            case ("responses", int(at), "ratings" | "comments" | "released" as key, *_):
                rest["responses"][at].pop(key, None)
            case ("responses", int(at), *_):
                rest["responses"][at] = {"group": rest["groups"][0]["id"]}
            case (key, *_):
                rest.pop(key, None)
    return rest


def inside(data: Any, location: Iterable[str | int]) -> Any:
    for step in location:
        data = data[step]
    return data


def faults_of_sense(given: Round) -> Iterator[Fault]:
    yield from repeated("levels", given.levels)
    yield from repeated("groups", (group.id for group in given.groups))
    yield from repeated("items", (item.id for item in given.items))
    yield from repeated("questions", given.questions)
    yield from wrong_merges(given)
    yield from wrong_ratings(given, "self", given.self_)
    yield from wrong_responses(given)
    yield from fallen_thresholds(given)
    yield from miscounted(given)


def repeated(path: str, names: Iterable[str]) -> Iterator[Fault]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Fault(path, f"“{name}” stands {times} times")


def wrong_merges(given: Round) -> Iterator[Fault]:
    for index, pair in enumerate(given.policy.merge_order):
        at = f"policy.merge_order[{index}]"
        for group in pair:
            if group not in given.anonymous:
                yield Fault(at, f"“{group}” is not one of the anonymous groups")
        if pair[0] == pair[1]:
            yield Fault(at, "names one group twice")


def wrong_ratings(given: Round, at: str, ratings: dict[str, int]) -> Iterator[Fault]:
    known, top = {item.id for item in given.items}, len(given.levels) - 1
    for item, rating in ratings.items():
        if item not in known:
            yield Fault(f"{at}.{item}", "is not one of the items")
        if not 0 <= rating <= top:
            yield Fault(f"{at}.{item}", f"{OFF_SCALE}, from 0 to {top}")


def wrong_responses(given: Round) -> Iterator[Fault]:
    groups = {group.id for group in given.groups}
    questions = {None, *given.questions, *(item.id for item in given.items)}
    for index, response in enumerate(given.responses):
        at = f"responses[{index}]"
        if response.group not in groups:
            yield Fault(f"{at}.group", f"“{response.group}” is not one of the groups")
        yield from wrong_ratings(given, f"{at}.ratings", response.ratings)
        for number, comment in enumerate(response.comments):
            if comment.item not in questions:
                yield Fault(f"{at}.comments[{number}].item", "is not one of the items or questions")


def fallen_thresholds(given: Round) -> Iterator[Fault]:
    """What raters were promised in an earlier release binds every later one about the same person."""
    for earlier in given.released_before:
        for key in lowered(earlier.certificate.policy, given.policy):
            yield Fault(f"policy.{key}", "may only rise, and an earlier release was stricter")


def miscounted(given: Round) -> Iterator[Fault]:
    """At least as many answers are marked as released as the earlier releases of the round hold."""
    marked = given.left_out
    held = held_by(given.released_before, snapshots_before(given.released_before, given.round, marked))
    if marked < held:
        yield Fault("responses", f"{marked} are marked as released, but earlier releases of this round hold {held}")
