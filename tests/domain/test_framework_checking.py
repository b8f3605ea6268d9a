"""Every fault of a pack is found, with its path and a reason that its author understands."""

import copy
from pathlib import Path

import pytest

from stepwell.domain.framework import faults_between, read_pack
from stepwell.domain.framework.checking import RESERVED
from stepwell.frameworks import urls
from stepwell.frameworks.files import read_folder

PACKS = Path(__file__).resolve().parents[1] / "packs"


@pytest.fixture
def lamplight():
    return read_folder(PACKS / "lamplight")[0]


@pytest.fixture
def tidewatch():
    return read_folder(PACKS / "tidewatch")[0]


def faults_of(data) -> dict[str, str]:
    return {fault.path: fault.reason for fault in read_pack(data)[1]}


def test_a_sound_pack_has_no_fault(lamplight, tidewatch):
    assert faults_of(lamplight) == {} and faults_of(tidewatch) == {}


def test_every_fault_of_shape_at_once(lamplight):
    del lamplight["owner"]
    lamplight["verdict"] = "pass"
    lamplight["levels"][1]["name"] = 3
    lamplight["dimensions"][0]["levels"][0]["indicators"][0]["self"] = ""
    lamplight["kind"] = "scored"
    assert faults_of(lamplight) == {
        "owner": "is missing",
        "verdict": "is not a key of the pack format",
        "levels[1].name": "must be a text: put it in quotes",
        "dimensions[0].levels[0].indicators[0].self": "is empty",
        "kind": "must be 'levelled', 'unlevelled', 'bipolar', 'grades', 'conversations', 'growth' or 'crosswalk', not “scored”",
    }


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        (lambda d: d["levels"].reverse(), "dimensions[0].levels", "order"),
        (lambda d: d["levels"][2].update(below_scale=True), "levels", "first"),
        (lambda d: d["dimensions"][0]["levels"].pop(), "dimensions[0].levels", "bright: missing"),
        (lambda d: d["dimensions"][1].update(id="trimming"), "dimensions[0].id", "2 times"),
        (lambda d: d["dimensions"][0].update(source="555:L1"), "dimensions[0].source", "no document"),
        (lambda d: d["dimensions"][0].update(cluster="none"), "dimensions[0].cluster", "no cluster"),
        (lambda d: d.update(importance=["a", "b"]), "importance", "3"),
        (lambda d: d.update(levels=[]), "levels", "needs it"),
        (lambda d: d.update(id="search"), "id", "page of Stepwell"),
        (lambda d: d["dimensions"][0].update(name="a\x00b"), "dimensions[0].name", "control character"),
        (lambda d: d.update(id="a/b"), "id", "form"),
        (
            lambda d: d.update(
                resources=[
                    {"id": "x", "name": "X", "type": "tool", "url": "javascript:alert(1)", "source": "900:L1"}
                ]
            ),
            "resources[0].url",
            "form",
        ),
        (
            lambda d: d["dimensions"][0].update(
                bipolar={
                    "positive": {"self": "a"},
                    "negative": {"self": "b"},
                    "points": 4,
                    "positive_end": 2,
                    "source": "900:L1",
                }
            ),
            "dimensions[0].bipolar.positive_end",
            "must be 1 or 4",
        ),
    ],
)  # fmt: skip
def test_each_fault_of_sense(lamplight, change, path, words):
    change(lamplight)
    assert words in faults_of(lamplight)[path]


def test_links_and_expectations_that_lead_nowhere(real_packs):
    packs = {name: pack for name, pack in real_packs.items() if name != "nhs-lqf"}
    found = faults_between(packs)
    assert found and all(slug == "crosswalk" and "nhs-lqf/" in fault.reason for slug, fault in found)
    without = {name: pack for name, pack in real_packs.items() if name != "qmul-leading-together"}
    assert ("qmul-grade-profiles", "expects") in {(slug, fault.path) for slug, fault in faults_between(without)}


def test_ids_that_pages_of_stepwell_have_are_reserved():
    first = {str(pattern.pattern).split("/")[0] for pattern in urls.urlpatterns}
    assert {name for name in first if name and not name.startswith("<")} == RESERVED


def test_reading_changes_nothing(lamplight):
    before = copy.deepcopy(lamplight)
    read_pack(lamplight)
    assert lamplight == before
