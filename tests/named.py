"""Rules and workflows of the sources are kept by tests. A register names them, and fails if one is renamed or taken out."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

TEST = re.compile(r"^ *def (test_\w+)", re.M)


@cache
def known() -> frozenset[str]:
    files = Path(__file__).parent.rglob("test_*.py")
    return frozenset(name for file in files for name in TEST.findall(file.read_text(encoding="utf-8")))


def without_proof(register: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """What the register names and no file has, by rule; a rule without any test is in it too."""
    missing = {rule: [name for name in names if name not in known()] for rule, names in register.items()}
    return {rule: names for rule, names in missing.items() if names or not register[rule]}
