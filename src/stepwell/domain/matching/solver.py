"""The parent's side of the solver's process: started once for a run, watched, and killed when it takes too long."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import IO

import numpy as np

CHILD = Path(__file__).with_name("child.py")
USUAL_SECONDS = 600.0
GREATEST, CHEAPEST_GREATEST, CHEAPEST = 0, 1, 2
SOLVED, INFEASIBLE = 0, 1
MOST_SCALED = 2**60  # cost × nodes; OR-Tools refuses somewhat larger products


class SolverFault(RuntimeError):
    """The solver gave no answer; the message says what happened and what to do. Nothing that it said was used."""


class Infeasible(Exception):
    """No flow has what was asked: lower bounds that cannot be met."""


class Solver:
    """Min-cost flow in a process of its own. Whole numbers alone are sent; an answer is read only after its status.

    >>> with Solver() as solver:
    ...     flow = solver.greatest(4, [0, 1, 2], [1, 2, 3], [2, 1, 5], 0, 3)
    >>> flow.tolist()
    [1, 1, 1]
    """

    def __init__(self, seconds: float = USUAL_SECONDS) -> None:
        self.seconds = seconds
        self.child: subprocess.Popen[bytes] | None = None
        self.late = False

    def __enter__(self) -> Solver:
        self.child = subprocess.Popen(
            [sys.executable, "-I", str(CHILD)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.child is not None:
            self.child.kill()
            self.child.communicate()

    def greatest(self, nodes: int, tail, head, capacity, first: int, last: int) -> np.ndarray:
        """The flow of each arc in a greatest flow from `first` to `last`."""
        return self.ask(GREATEST, nodes, first, last, [tail, head, capacity])

    def cheapest_greatest(self, nodes: int, tail, head, capacity, cost, first: int, last: int, most: int) -> np.ndarray:
        """A flow of least cost among the greatest flows from `first` to `last`, which carry `most` at most."""
        supply = np.zeros(nodes, np.int64)
        supply[first], supply[last] = most, -most
        return self.ask(CHEAPEST_GREATEST, nodes, first, last, [tail, head, capacity, checked(cost, nodes), supply])

    def cheapest(self, nodes: int, tail, head, capacity, cost, supply) -> np.ndarray:
        """A flow of least cost with these supplies.

        Raises:
            Infeasible: there is none.
        """
        return self.ask(CHEAPEST, nodes, 0, 0, [tail, head, capacity, checked(cost, nodes), supply])

    def ask(self, kind: int, nodes: int, first: int, last: int, columns: list) -> np.ndarray:
        if self.child is None or self.child.stdin is None or self.child.stdout is None:
            raise SolverFault("The solver was not started.")
        arrays = [whole(column) for column in columns]
        head = np.array([kind, nodes, arrays[0].size, first, last], np.int64)
        watch = threading.Timer(self.seconds, self.give_up)
        watch.start()
        try:
            for array in (head, *arrays):
                self.child.stdin.write(array.tobytes())
            self.child.stdin.flush()
            status, count = np.frombuffer(read(self.child.stdout, 16), np.int64).tolist()
            flow = np.frombuffer(read(self.child.stdout, 8 * count), np.int64)
        except (OSError, EOFError) as error:
            raise SolverFault(self.what_happened()) from error
        finally:
            watch.cancel()
        if status == INFEASIBLE:
            raise Infeasible
        if status != SOLVED:
            raise SolverFault("The solver refused the problem. Nothing was matched; this is a fault of the program.")
        return flow

    def give_up(self) -> None:
        self.late = True
        if self.child is not None:
            self.child.kill()

    def what_happened(self) -> str:
        if self.late:
            return f"The solver took longer than {self.seconds:g} seconds and was stopped. Nothing was matched. Allow more time, or match in smaller groups."
        code = self.child.wait(10) if self.child is not None else None
        how = f"killed ({signal.Signals(-code).name})" if code is not None and code < 0 else f"ended (status {code})"
        return f"The solver's process was {how} before it had answered. Nothing was matched. Run it again; if this happens again, free some memory first."


def whole(column) -> np.ndarray:
    """
    Raises:
        TypeError: anything but whole numbers, which the solver would truncate.
    """
    array = np.asarray(column)
    if array.size and array.dtype.kind != "i":
        raise TypeError("only whole numbers may be sent to the solver")
    return np.ascontiguousarray(array, np.int64)


def checked(cost, nodes: int) -> np.ndarray:
    """
    Raises:
        SolverFault: the solver multiplies costs by the number of nodes, and the product must stay a 64-bit number.
    """
    array = whole(cost)
    if array.size and int(np.abs(array).max()) * (nodes + 2) > MOST_SCALED:
        raise SolverFault("The costs of this cohort are too large for the solver. Nothing was matched.")
    return array


def read(stream: IO[bytes], count: int) -> bytes:
    """
    Raises:
        EOFError: the other side has gone.
    """
    parts = []
    while count:
        part = stream.read(count)
        if not part:
            raise EOFError
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
