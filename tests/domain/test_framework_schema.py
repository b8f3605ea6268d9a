"""The published JSON Schema is the one that the models make, and accepts every pack that ships."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from stepwell.domain.framework import pack_schema
from stepwell.frameworks.files import pack_folders, read_folder

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = [*pack_folders(ROOT / "packs"), *pack_folders(ROOT / "tests" / "packs")]


def test_the_published_schema_is_current():
    """If this fails: `stepwell pack-schema > packs/schema.json`."""
    assert json.loads((ROOT / "packs" / "schema.json").read_text()) == json.loads(json.dumps(pack_schema()))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_schema_accepts_each_pack(folder):
    data, faults = read_folder(folder)
    assert not faults
    jsonschema_rs.validator_for(pack_schema()).validate(data)


def test_the_schema_refuses_an_unknown_key():
    data, _ = read_folder(FOLDERS[0])
    assert not jsonschema_rs.validator_for(pack_schema()).is_valid({**data, "verdict": "pass"})
