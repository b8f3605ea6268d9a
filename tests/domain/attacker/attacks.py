"""The attacks on one round. Each gives the breaks that it finds, in words; none means that the round held."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

from stepwell.domain.disclosure import audit_releases
from tests.domain.disclosing import disclosed

from .oracle import Kind, another, broken, table
from .playing import Cell, Engine, Turn, cells_behind, play
from .rounds import Person, Story, no_change

IDENTIFIABLE = "line_manager"


def breaks(story: Story, engine: Engine = disclosed, limit: int = 300) -> list[str]:
    """Every break of one round; `limit` is how many multisets of one figure are written down."""
    turns = play(story, engine)
    return [
        *certificates(turns),
        *memberships(story, turns),
        *guarantees(story, turns, limit),
        *comments(story, turns),
        *exchange(story, turns, engine, limit),
        *disorder(story, turns, engine),
        *renaming(story, turns, engine),
    ]


def kind_of(turn: Turn, n: int) -> Kind:
    policy = turn.given["policy"]
    band_from = policy["band_from"] if n >= policy["band_from"] else 99
    return Kind(n, len(turn.given["levels"]), policy["minimum_group_size"], policy["protect_from"], band_from)


def certificates(turns: list[Turn]) -> Iterator[str]:
    yield from (
        f"release {at}: does not hold" for at, turn in enumerate(turns) if not turn.output["certificate"]["holds"]
    )
    for fault in audit_releases([turn.output for turn in turns])["faults"]:
        yield f"audit: {fault}"


def memberships(story: Story, turns: list[Turn]) -> Iterator[str]:
    """Nobody is in two blocks, no answer in two figures, and nothing is smaller than was promised."""
    people: Counter[int] = Counter()
    used: Counter[Cell] = Counter()
    for at, turn in enumerate(turns):
        minimum = turn.given["policy"]["minimum_group_size"]
        for block in turn.output["blocks"]:
            members = turn.members[block["id"]]
            people.update(members)
            if block["n"] != len(members) or len(members) < minimum or IDENTIFIABLE in block["groups"]:
                yield f"release {at}: block {block['id']} counts {block['n']}, has {len(members)}"
        for figure in turn.output["figures"]:
            cells = cells_behind(story, turn, figure)
            used.update(cells)
            if figure["n"] != len(cells) or len(cells) < minimum:
                yield f"release {at}: {figure['item']} in {figure['block']} counts {figure['n']}, has {len(cells)}"
        yield from (f"release {at}: {fault}" for fault in strangers(turns[: at + 1]))
    yield from (f"person {who} is in {times} blocks" for who, times in people.items() if times > 1)
    yield from (f"{cell} is in {times} figures" for cell, times in used.items() if times > 1)


def strangers(turns: list[Turn]) -> Iterator[str]:
    """Derived values that say they come from something never released."""
    output = turns[-1].output
    figures = {(figure["item"], figure["block"]) for turn in turns for figure in turn.output["figures"]}
    for derived in output["derived"]:
        if not derived["from"] or not {(item, block) for item, block in derived["from"]} <= figures:
            yield f"{derived['what']} {derived['id']} is not from released figures"


def guarantees(story: Story, turns: list[Turn], limit: int) -> Iterator[str]:
    """G1 and G2 for each figure, over all ratings that would be shown alike.

    Together with `memberships` and `exchange` this is joint: no answer is in two figures and nothing else depends on
    the answers, so what is possible for all is every combination of what is possible for each.
    """
    for at, turn in enumerate(turns):
        for figure in turn.output["figures"]:
            ratings = tuple(sorted(story.people[c.person].ratings[c.item] for c in cells_behind(story, turn, figure)))
            kind = kind_of(turn, len(ratings))
            seen = (figure["sums"][0], figure["sums"][1], figure["band"])
            place = f"release {at}, {figure['item']} in {figure['block']}, {seen}"
            if not seen[0] <= sum(ratings) <= seen[1]:
                yield f"{place}: the sum is {sum(ratings)}"
            if kind.multisets <= limit and ratings not in table(kind).get(seen, []):
                yield f"{place}: shown otherwise when it is alone"
            yield from (f"{place}: {fault}" for fault in broken(kind, seen, limit))


def comments(story: Story, turns: list[Turn]) -> Iterator[str]:
    """A comment comes from a block, carries no other block's name, and comes once."""
    writers = {
        comment["text"]: who
        for who, person in enumerate(story.people)
        if IDENTIFIABLE not in person.groups
        for comment in person.comments
    }
    shown: Counter[str] = Counter()
    for at, turn in enumerate(turns):
        texts = [comment for comment in turn.output["comments"] if comment["text"] in writers]
        shown.update(comment["text"] for comment in texts)
        block_of = {who: block for block, members in turn.members.items() for who in members}
        for comment in texts:
            block = block_of.get(writers[comment["text"]])
            if block is None or comment["block"] not in (None, block):
                yield f"release {at}: comment {comment} of block {block}"
        yield from (f"release {at}: {fault}" for fault in few_writers(turn, texts, block_of, writers))
    yield from (f"comment {text} is shown {times} times" for text, times in shown.items() if times > 1)


def few_writers(
    turn: Turn, texts: list[dict[str, Any]], block_of: dict[int, str], writers: dict[str, int]
) -> Iterator[str]:
    """A label that fewer members could stand behind than the minimum, or that fewer wrote than its threshold."""
    policy = turn.given["policy"]
    for label in {comment["block"] for comment in texts}:
        wrote = {writers[comment["text"]] for comment in texts if comment["block"] == label}
        could = {who for who, block in block_of.items() if block in {block_of.get(writer) for writer in wrote}}
        if len(could) < policy["minimum_group_size"]:
            yield f"comments of {label} are by one of {len(could)}"
        if label is not None and len(could) < policy["comment_threshold"]:
            yield f"comments of {label} are named, by one of {len(could)}"
    named = {comment["block"] for comment in texts} - {None}
    rest = {who for who, block in block_of.items() if block not in named}
    if named and any(comment["block"] is None for comment in texts) and len(rest) < policy["comment_threshold"]:
        yield f"comments without a name are by one of {len(rest)}, for who leaves out {sorted(named)}"


def exchange(story: Story, turns: list[Turn], engine: Engine, limit: int) -> Iterator[str]:
    """Other answers that each figure shows alike, in other hands: not a letter of any output may change."""
    rng = Random(story.seed)
    ratings = [dict(person.ratings) for person in story.people]
    words = [person.comments for person in story.people]
    free_the_unreleased(story, turns, ratings, rng)
    for turn in turns:
        levels = len(turn.given["levels"])
        figures = {(figure["item"], figure["block"]) for figure in turn.output["figures"]}
        for block, members in turn.members.items():
            for who, comment in zip(members, rng.sample([words[who] for who in members], len(members)), strict=True):
                words[who] = comment
            for item in (item["id"] for item in turn.given["items"]):
                behind = [who for who in members if item in story.people[who].ratings]
                column = [rng.randrange(levels) for _ in behind]
                if (item, block) in figures:
                    given = tuple(sorted(story.people[who].ratings[item] for who in behind))
                    column = list(another(kind_of(turn, len(given)), given, rng, limit))
                rng.shuffle(column)
                for who, level in zip(behind, column, strict=True):
                    ratings[who][item] = level
    people = [replace(person, ratings=ratings[who], comments=words[who]) for who, person in enumerate(story.people)]
    yield from differences("other answers of the same classes", turns, play(replace(story, people=people), engine))


def free_the_unreleased(story: Story, turns: list[Turn], ratings: list[dict[str, int]], rng: Random) -> None:
    """Who is in no block may have answered anything."""
    released = {who for turn in turns for members in turn.members.values() for who in members}
    for who, person in enumerate(story.people):
        if who not in released and IDENTIFIABLE not in person.groups:
            ratings[who].update({item: rng.randrange(len(story.asked[0]["levels"])) for item in person.ratings})


def disorder(story: Story, turns: list[Turn], engine: Engine) -> Iterator[str]:
    """Another order, and other contents of what was released before: neither may show."""
    rng = Random(story.seed)
    top = len(story.asked[0]["levels"]) - 1

    def arrange(responses: list[dict[str, Any]]) -> list[dict[str, Any]]:
        mixed = [upside_down(response) for response in rng.sample(responses, len(responses))]
        for response in mixed:
            if response["released"]:
                response["ratings"] = {item: rng.randint(0, top) for item in response["ratings"]}
                response["comments"] = [{"item": None, "text": "Not what was released."}]
        return mixed

    yield from differences("another order", turns, play(story, engine, arrange))


def upside_down(response: dict[str, Any]) -> dict[str, Any]:
    return {
        "released": response["released"],
        "comments": response["comments"][::-1],
        "ratings": dict(reversed(response["ratings"].items())),
        "group": response["group"],
    }


def renaming(story: Story, turns: list[Turn], engine: Engine) -> Iterator[str]:
    """Other names of groups, items and rounds change the names (and the shuffle of comments), and nothing else."""
    names = {group["id"] for asked in story.asked for group in asked["groups"]}
    names |= {name for asked in story.asked for item in asked["items"] for name in item.values()}
    pattern = re.compile("|".join(rf"(?<=\"){name}(?=[\"+:])|(?<=\+){name}\b" for name in sorted(names, reverse=True)))

    def rename(value: Any) -> Any:
        return json.loads(pattern.sub(lambda match: f"x-{match[0]}", json.dumps(value)))

    people = [
        Person(p.round, tuple(f"x-{g}" for g in p.groups), p.arrives, rename(p.ratings), tuple(rename(p.comments)))
        for p in story.people
    ]
    renamed = play(Story(story.seed, [rename(asked) for asked in story.asked], people), engine, no_change)
    for at, (turn, other) in enumerate(zip(turns, renamed, strict=True)):
        if by_text(rename(turn.output)) != by_text(other.output):
            yield f"release {at}: other names change more than names"


def by_text(output: dict[str, Any]) -> dict[str, Any]:
    return {**output, "comments": sorted(output["comments"], key=lambda comment: comment["text"])}


def differences(what: str, turns: list[Turn], others: list[Turn]) -> Iterator[str]:
    """Whole outputs as written, order of keys and of comments included."""
    for at, (turn, other) in enumerate(zip(turns, others, strict=True)):
        if json.dumps(turn.output) != json.dumps(other.output):
            parts = [key for key in turn.output if turn.output[key] != other.output.get(key)]
            yield f"release {at}: {what} change {parts}"
