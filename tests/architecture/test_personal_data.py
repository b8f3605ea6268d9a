"""docs/personal-data.md names every field that we store: a new one without a line there fails."""

import re
from pathlib import Path

from django.apps import apps

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "personal-data.md"
KINDS = {"identity", "work", "content", "act", "secret", "none"}


def declared() -> dict[str, str]:
    rows = re.findall(r"^\| `([a-z]+\.[A-Za-z]+\.[a-z_]+)` \| (\w+) \|", DOCUMENT.read_text(), re.M)
    assert len(rows) == len({name for name, _ in rows}), "a field is declared twice"
    return dict(rows)


def stored() -> set[str]:
    return {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("stepwell.")
        for field in model._meta.concrete_fields
    }


def test_each_stored_field_is_declared():
    assert stored() - set(declared()) == set()


def test_nothing_is_declared_that_is_not_stored():
    assert set(declared()) - stored() == set()


def test_each_kind_is_known():
    assert set(declared().values()) <= KINDS
