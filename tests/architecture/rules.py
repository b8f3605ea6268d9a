"""The page of rules: each rule, workflow and scenario stands there once, with a place and tests that exist."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE, TESTS, PAGE = ROOT / "src" / "stepwell", ROOT / "tests", ROOT / "docs" / "rules.md"
NUMBERS = [*(f"R{n:02}" for n in range(1, 102)), *(f"W{n:02}" for n in range(1, 41)), *(str(n) for n in range(1, 61))]
OPEN = "## What is not built"


@cache
def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def defines(file: Path, name: str) -> bool:
    return re.search(rf"^ *(?:def|class) {name}\b", text_of(file), re.M) is not None if name else file.is_file()


def rows_in(page: str) -> list[list[str]]:
    rows = re.findall(r"^\| ((?:R|W)?\d+ \|.*) \|$", page, re.M)
    return [[cell.strip() for cell in row.split(" | ")] for row in rows]


def faults_in(page: str) -> Iterator[str]:
    built, _, waiting = page.partition(OPEN)
    numbers = [row[0] for row in rows_in(page)]
    yield from (f"{number} is there {numbers.count(number)} times" for number in NUMBERS if numbers.count(number) != 1)
    yield from (f"nobody knows {number}" for number in numbers if number not in NUMBERS)
    yield from (f"{row[0]} says too little" for row in rows_in(waiting) if len(row) != 3 or not all(row))
    for number, _, *places in rows_in(built):
        for folder, cell in zip((SOURCE, TESTS), places, strict=True):
            named = [place.partition(":") for place in re.findall(r"`([^`]+)`", cell)]
            if not named:
                yield f"{number} names nothing in {folder.name}"
            yield from (f"{number}: {path}:{name}" for path, _, name in named if not defines(folder / path, name))
            yield from (f"{number}: {path} alone is no test" for path, _, name in named if folder is TESTS and not name)


def numbers_used() -> set[str]:
    """Every rule, workflow and scenario that code and tests call by its number."""
    files = [file for folder in (SOURCE, TESTS) for kind in ("py", "html") for file in folder.rglob(f"*.{kind}")]
    rules = {number for file in files for number in re.findall(r"\b[RW]\d{2,3}\b", text_of(file))}
    return rules | {str(int(n)) for file in files for n in re.findall(r"[Ss]cenario (\d+)", text_of(file))}
