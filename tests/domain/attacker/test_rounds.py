"""Random rounds under attack. STEPWELL_ATTACKS=10000 attacks so many; usually 300."""

import json
import os
import subprocess
import sys
from collections import Counter

import pytest

from tests.conftest import ROOT

from . import small
from .attacks import breaks
from .playing import play
from .rounds import make_story

ATTACKS = int(os.environ.get("STEPWELL_ATTACKS", "300"))
THOROUGH = ATTACKS >= 5_000


def test_random_rounds_hold():
    for seed in range(ATTACKS):
        found = breaks(make_story(seed), limit=2_000 if THOROUGH else 300)
        assert not found, f"seed {seed}: {found}\n{inputs(seed)}"


def inputs(seed):
    """What the engine was given, to run again."""
    return "\n".join(json.dumps(turn.given) for turn in play(make_story(seed)))


def test_the_rounds_are_of_every_kind():
    """An attacker that never meets a late block or a band proves nothing about them."""
    met = Counter()
    for seed in range(150):
        for at, turn in enumerate(play(make_story(seed))):
            output = turn.output
            met["late block"] += at > 0 and len(output["blocks"])
            met.update(f"band {figure['band']}" for figure in output["figures"])
            met.update(withheld["reason"] for withheld in output["withheld"])
            met.update(derived["what"] for derived in output["derived"])
            met.update(f"block {block['reason']}" for block in output["blocks"])
            met.update("named comment" if comment["block"] else "comment" for comment in output["comments"])
    for kind in (
        *("late block", "block None", "block merged_below_minimum", "comment", "named comment"),
        *("band None", "band close", "band mixed", "band wide"),
        *("below_minimum", "too_few_answered", "no_safe_class"),
        *("gap", "dimension", "total", "change"),
    ):
        assert met[kind] >= 5, (kind, met)


@pytest.mark.parametrize(
    ("engine", "said"),
    [
        (small.with_a_total, "other answers of the same classes change ['derived']"),
        (small.with_fine_ends, "G1: the sum of 1 ratings is known"),
        (small.with_everybody_again, "counts"),
        (small.with_small_groups, "counts"),
        (small.with_comments_in_order, "another order change ['comments']"),
        (small.with_comments_by_rating, "other answers of the same classes change ['comments']"),
        (small.with_names_on_comments, "comments without a name are by one of"),
        (small.with_a_telling_reason, "other answers of the same classes change ['withheld']"),
        (small.with_a_fine_certificate, "other answers of the same classes change ['certificate']"),
    ],
)
def test_the_attacker_finds_an_engine_that_leaks(engine, said):
    assert any(said in found for seed in range(120) for found in leaks(seed, engine))


def leaks(seed, engine):
    try:
        return breaks(make_story(seed), engine)
    except ValueError as refused:  # what leaked is no release that the engine would read again
        return [str(refused)]


def test_another_process_writes_the_same():
    """Sets and dictionaries are ordered by a seed of the process; outputs are not."""
    program = (
        "import json; from tests.domain.attacker.rounds import make_story; from tests.domain.attacker.playing import play;"
        "print(json.dumps([turn.output for seed in range(12) for turn in play(make_story(seed))]))"
    )
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    written = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(written) == 1 and len(written.pop()) > 10_000
