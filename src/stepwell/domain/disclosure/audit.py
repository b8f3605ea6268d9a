"""Releases of one subject, checked again without the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .again import TOGETHER, ambiguous, rounds_that_give_away
from .blocks import labelled
from .certificate import certify
from .contracts import Asked, Fault, InvalidInput, Release, held_by, lowered, read, snapshots_before
from .derived import derive, of_other_rounds
from .figures import may_carry_band, reason_to_withhold
from .partition import classes
from .words import label, value


def audit_releases(releases: list[dict[str, Any]]) -> dict[str, Any]:
    """Re-run the proof over every release about one subject, oldest first.

    What can be seen without the answers: that the classes are those of the policy, every figure stands in one with its
    own words, no block or figure is below the minimum, whatever is derived follows from the figures, nobody is counted
    twice, thresholds only rose, and each certificate is what it should be.

    Returns:
        `holds`, the number of `releases`, `figures` and `responses` looked at, `on_trust` (positions of releases that are
        taken for other rounds because they leave nothing out, without a name that says so), and `faults` as
        `path: what is wrong`.

    Raises:
        InvalidInput: if something is not a release at all.

    >>> audit_releases([])
    {'holds': True, 'releases': 0, 'figures': 0, 'responses': 0, 'on_trust': [], 'faults': []}
    """
    found = read_releases(releases)
    faults = [fault for index in range(len(found)) for fault in faults_of(found, index)]
    return {
        "holds": not faults,
        "releases": len(found),
        "figures": sum(len(release.figures) for release in found),
        "responses": sum(block.n for release in found for block in release.blocks),
        "on_trust": [at for at in range(len(found)) if is_on_trust(found, at)],
        "faults": [str(fault) for fault in faults],
    }


def read_releases(releases: Any) -> list[Release]:
    if not isinstance(releases, list):
        raise InvalidInput([Fault("(the whole input)", "must be a list of releases")])
    found, faults = [], []
    for index, release in enumerate(releases):
        try:
            found.append(read(Release, release, f"[{index}]"))
        except InvalidInput as error:
            faults += error.faults
    if faults:
        raise InvalidInput(faults)
    return found


def faults_of(releases: Sequence[Release], index: int) -> Iterator[Fault]:
    release, before = releases[index], releases[:index]
    at = f"[{index}]"
    if release.asked is None:
        yield Fault(f"{at}.asked", "is missing, so nothing can be recomputed")
        return
    yield from wrong_blocks(release, release.asked, at)
    yield from wrong_figures(release, release.asked, at)
    yield from wrong_withheld(release, release.asked, at)
    yield from wrong_derived(release, release.asked, before, at)
    yield from wrong_people(release, release.asked, at)
    yield from wrong_certificate(release, release.asked, at)
    yield from wrong_order(release, release.asked, before, at)


def is_on_trust(releases: Sequence[Release], at: int) -> bool:
    now, before = releases[at], releases[:at]
    name = now.asked.round if now.asked else None
    return bool(ambiguous(before, now, snapshots_before(before, name, now.certificate.earlier)))


def wrong_blocks(release: Release, asked: Asked, at: str) -> Iterator[Fault]:
    policy, seen = release.certificate.policy, set[str]()
    for number, block in enumerate(release.blocks):
        here = f"{at}.blocks[{number}]"
        if block.n < policy.minimum_group_size:
            yield Fault(f"{here}.n", f"is below the minimum of {policy.minimum_group_size}")
        if seen & set(block.groups) or not set(block.groups) <= set(asked.anonymous) or not block.groups:
            yield Fault(f"{here}.groups", "must be anonymous groups, each in one block")
        if block.id != "+".join(group for group in asked.anonymous if group in block.groups):
            yield Fault(f"{here}.id", "does not name its groups")
        if (block.reason is not None) != (len(block.groups) > 1):
            yield Fault(f"{here}.reason", "must stand with merged groups, and with no others")
        if not joined(block.groups, policy.merge_order):
            yield Fault(f"{here}.groups", "are not merged by the declared order")
        seen |= set(block.groups)


def joined(groups: Sequence[str], merge_order: Sequence[Sequence[str]]) -> bool:
    """Whether the declared pairs connect these groups.

    >>> joined(["a", "b", "c"], [["a", "b"], ["c", "b"]]), joined(["a", "c"], [["a", "b"], ["c", "b"]])
    (True, False)
    """
    reached = set(groups[:1])
    for _ in groups:
        reached |= {group for pair in merge_order if set(pair) <= set(groups) and reached & set(pair) for group in pair}
    return reached == set(groups)


def wrong_figures(release: Release, asked: Asked, at: str) -> Iterator[Fault]:
    policy, levels = release.certificate.policy, len(asked.levels)
    sizes = {block.id: block.n for block in release.blocks}
    for number, figure in enumerate(release.figures):
        here = f"{at}.figures[{number}]"
        if figure.n > sizes.get(figure.block, 0):
            yield Fault(f"{here}.n", "counts more people than its block holds")
            continue
        if reason := reason_to_withhold(figure.n, levels, policy):
            yield Fault(here, f"should be withheld: {reason}")
            continue
        tables = classes(figure.n, levels, policy.known)
        position = next((i for i, one in enumerate(tables) if [one.low, one.high] == figure.sums), None)
        if position is None:
            yield Fault(f"{here}.sums", f"is not a class of {figure.n} ratings on {levels} levels")
            continue
        place = tables[position].place
        if (figure.label, figure.value) != (label(place, asked.levels), value(place, levels)):
            yield Fault(f"{here}.label", "is not what its class says")
        if figure.band and not may_carry_band(figure.n, levels, policy)[position]:
            yield Fault(f"{here}.band", "does not belong to this class")


def wrong_withheld(release: Release, asked: Asked, at: str) -> Iterator[Fault]:
    """Each item stands once with each block and once with the groups in none: as a figure, or withheld with its reason."""
    shown = [(figure.item, figure.block) for figure in release.figures]
    kept = [(one.item, one.block) for one in release.withheld if one.block is not None]
    expected = {(item.id, block.id) for item in asked.items for block in release.blocks}
    if len(shown) + len(kept) != len(expected) or {*shown, *kept} != expected:
        yield Fault(f"{at}.figures", "do not give each item once in each block, as a figure or withheld")
    in_blocks = {group for block in release.blocks for group in block.groups}
    for number, one in enumerate(release.withheld):
        here = f"{at}.withheld[{number}]"
        if (one.block is None) != (one.reason == "below_minimum"):
            yield Fault(f"{here}.reason", "does not fit what is withheld")
        if one.block is None and in_blocks & set(one.groups):
            yield Fault(f"{here}.groups", "are in a block")


def wrong_derived(release: Release, asked: Asked, before: Sequence[Release], at: str) -> Iterator[Fault]:
    """Changes depend on which earlier releases were at hand, so each is compared with the one it names."""
    expected = derive(asked, release.figures, [])
    if [one for one in release.derived if one.what != "change"] != expected:
        yield Fault(f"{at}.derived", "does not follow from the figures")
    numbered = of_other_rounds(before, asked.round, release.certificate.earlier)
    for number, one in enumerate(release.derived):
        if one.what == "change":
            then = [(index, earlier) for index, earlier in numbered if index == one.before]
            if one not in derive(asked, release.figures, then):
                yield Fault(f"{at}.derived[{number}]", "does not follow from the two releases")


def wrong_people(release: Release, asked: Asked, at: str) -> Iterator[Fault]:
    named = labelled(release.blocks, release.certificate.policy.comment_threshold)
    for number, comment in enumerate(release.comments):
        if comment.block is not None and comment.block not in named:
            yield Fault(f"{at}.comments[{number}].block", "is too small to be named")
        if comment.group is not None and comment.group not in asked.identifiable:
            yield Fault(f"{at}.comments[{number}].group", "is not identifiable")
    for number, one in enumerate(release.identified):
        if one.group not in asked.identifiable:
            yield Fault(f"{at}.identified[{number}].group", "is not identifiable")


def wrong_certificate(release: Release, asked: Asked, at: str) -> Iterator[Fault]:
    given = release.certificate
    expected = certify(given.policy, len(asked.levels), release.figures, release.withheld, given.earlier)
    for key in ("classes", "g1", "g2", "withheld", "holds"):
        if getattr(given, key) != getattr(expected, key):
            yield Fault(f"{at}.certificate.{key}", "is not what the check gives")
    if not expected.holds:
        yield Fault(f"{at}.certificate", "the guarantees do not hold")


def wrong_order(release: Release, asked: Asked, before: Sequence[Release], at: str) -> Iterator[Fault]:
    for earlier in before:
        for key in lowered(earlier.certificate.policy, release.certificate.policy):
            yield Fault(f"{at}.certificate.policy.{key}", "is lower than in an earlier release")
    left_out = release.certificate.earlier
    same = snapshots_before(before, asked.round, left_out)
    held = held_by(before, same)
    if left_out < held:
        yield Fault(f"{at}.certificate.earlier", f"leaves out {left_out} answers, but {held} are released already")
    for positions in rounds_that_give_away(before, release, same):
        names = " and ".join(f"[{position}]" for position in positions)
        yield Fault(f"{at}.asked.round", f"is not told from that of {names}, and {TOGETHER}")
