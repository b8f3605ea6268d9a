"""kill -9 while raters send, a cycle closes, and reports are prepared and opened: nothing leaks, nothing is lost."""

import pytest

from .programs import run_program


@pytest.mark.both
def test_processes_killed_at_any_moment_leave_whole_things(run_folder, tmp_path):
    found = run_program(run_folder, tmp_path, "tests.feedback.killed")
    assert found["faults"] == []
    assert min(found["kills"].values()) >= 5, "each kind of work was killed while it went on"
    assert (found["responses"], found["ratings"]) == (40, 80), "each rater counts once, whole"
    assert (found["reports"], found["released"], found["holding"]) == (5, 5, 5)
    assert found["events"] == {
        "feedback_cycle_closed": 1,
        "feedback_report_prepared": 5,
        "feedback_report_released": 5,
        "feedback_round_closed": 5,
    }
    assert found["mails"] == 10, "each is told once that the report waits, and once that it is open"
