"""Starting the solver's process takes longer than most of what tests ask of it: one that has answered is used again."""

from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import Popen

import pytest

from stepwell.domain.matching.solver import Solver


@contextmanager
def kept_solvers() -> Iterator[None]:
    """A process keeps nothing of a problem; one that something went wrong with ends, as it always does."""
    idle: list[Popen[bytes]] = []
    start, end = Solver.__enter__, Solver.__exit__

    def begin(self):
        while idle:
            self.child = idle.pop()
            if self.child.poll() is None:
                return self
        return start(self)

    def leave(self, kind, error, trace):
        if kind is None and not self.late:
            idle.append(self.child)
        else:
            end(self, kind, error, trace)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Solver, "__enter__", begin)
        patch.setattr(Solver, "__exit__", leave)
        yield
    for child in idle:
        child.kill()
        child.communicate()
