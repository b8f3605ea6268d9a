"""Work on tables in blocks that fit a processor's cache, on two cores; and on many objects without looking for cycles."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

IN_CACHE = 300_000
THREADS = 2

Answer = TypeVar("Answer")
Span = tuple[int, int]


def spans(count: int, width: int, size: int) -> list[Span]:
    """Rows of a table in blocks of about `size` numbers.

    >>> spans(5, 10, 20), spans(5, 0, 20)
    ([(0, 2), (2, 4), (4, 5)], [])
    """
    step = max(1, size // max(1, width))
    return [(start, min(start + step, count)) for start in range(0, count if width else 0, step)]


def in_threads(work: Callable[[Span], Answer], todo: Sequence[Span]) -> list[Answer]:
    if len(todo) < 4:
        return [work(span) for span in todo]
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(work, todo))


@contextmanager
def without_collecting() -> Iterator[None]:
    """Reading a cohort makes a quarter of a million objects and no cycle: looking for one again and again takes a quarter
    of the time of an audit.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
