"""A name is held by one, and by nobody any more when its process is killed."""

import os
import signal
import time

import pytest

from stepwell.alive import alive


@pytest.fixture
def other(db):
    """Another process that holds the name; killed at the end."""
    told, tell = os.pipe()
    process = os.fork()
    if not process:
        try:
            with alive("a-lamp") as mine:
                os.write(tell, b"y" if mine else b"n")
                signal.pause()
        finally:
            os._exit(1)
    assert os.read(told, 1) == b"y"
    yield process
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def held(name: str) -> bool:
    with alive(name) as mine:
        return not mine


def test_a_name_is_held_by_one_and_the_next_one_is_free(db):
    with alive("a-lamp") as mine:
        assert mine and held("a-lamp") and not held("another-lamp")
    assert not held("a-lamp")


def test_whoever_is_killed_holds_nothing_any_more(other):
    assert held("a-lamp")
    os.kill(other, signal.SIGKILL)
    deadline = time.monotonic() + 5
    while held("a-lamp"):
        assert time.monotonic() < deadline
        time.sleep(0.02)
