"""What happens by itself: lost tasks come back, failed ones are tried again a few times, old files are emptied."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from stepwell.alive import alive
from stepwell.config import schedule
from stepwell.people.models import StaffImport
from tests.cast import NOW


def job(**fields) -> DBTaskResult:
    values = {
        "status": "RUNNING",
        "args_kwargs": {"args": [], "kwargs": {}},
        "task_path": "stepwell.people.tasks.send_mail",
        "backend_name": "default",
        "run_after": NOW,
        "exception_class_path": "",
        "traceback": "",
        "worker_ids": ["one"],
    }
    return DBTaskResult.objects.create(**{**values, **fields})


@pytest.mark.parametrize(
    ("fields", "after"),
    [
        ({"started_at": NOW - timedelta(hours=2)}, "READY"),
        ({"started_at": NOW - timedelta(minutes=5)}, "RUNNING"),
        ({"started_at": NOW - timedelta(hours=2), "worker_ids": list("abcde")}, "FAILED"),
        ({"status": "FAILED", "finished_at": NOW - timedelta(hours=1)}, "READY"),
        ({"status": "FAILED", "finished_at": NOW - timedelta(minutes=1)}, "FAILED"),
        ({"status": "FAILED", "finished_at": NOW - timedelta(hours=1), "worker_ids": list("abcde")}, "FAILED"),
        ({"status": "SUCCESSFUL", "finished_at": NOW - timedelta(hours=1)}, "SUCCESSFUL"),
    ],
)
def test_lost_and_failed_jobs_come_back(db, fields, after):
    made = job(**fields)
    schedule.tick(NOW)
    made.refresh_from_db()
    assert made.status == after


def test_what_a_killed_worker_left_is_put_back_at_once_and_what_a_living_one_does_stays(db):
    left, done = (job(started_at=NOW, worker_ids=[name]) for name in ("worker-7", "worker-8"))
    with alive("worker-8"):
        assert schedule.tick(NOW)["tasks put back"] == 1
    left.refresh_from_db()
    done.refresh_from_db()
    assert (left.status, done.status) == ("READY", "RUNNING")


def test_a_worker_begins_with_what_the_killed_one_of_its_name_left(db):
    with alive("worker-1"):
        left = job(started_at=NOW, worker_ids=["worker-2"])
        others = job(started_at=NOW, worker_ids=["worker-2", "worker-1"])
        with schedule.working() as name:
            assert name == "worker-2"
    left.refresh_from_db()
    others.refresh_from_db()
    assert (left.status, others.status) == ("READY", "RUNNING")


def test_a_task_that_kills_its_worker_each_time_is_given_up(db):
    deadly = job(started_at=NOW, worker_ids=["worker-7"] * schedule.MAX_TRIES)
    schedule.tick(NOW)
    deadly.refresh_from_db()
    assert deadly.status == "FAILED"


def test_old_results_and_sessions_go(db):
    job(status="SUCCESSFUL", finished_at=NOW - timedelta(days=30))
    kept = job(status="SUCCESSFUL", finished_at=NOW - timedelta(days=2))
    Session.objects.create(session_key="old", session_data="", expire_date=NOW - timedelta(days=1))
    Session.objects.create(session_key="new", session_data="", expire_date=NOW + timedelta(days=1))
    done = schedule.tick(NOW)
    assert list(DBTaskResult.objects.all()) == [kept]
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
    assert done["old task results removed"] == done["sessions removed"] == 1


def test_a_staff_file_is_emptied_of_names_and_keeps_its_counts(cast):
    fields = {
        "organisation": cast.ashdown,
        "file_name": "staff.csv",
        "content": b"Amira Hassan",
        "summary": {"counts": {"created": 3}, "changes": [["Amira Hassan"]]},
        "faults": [["Amira Hassan"]],
        "uploaded_by": cast.pat,
    }
    old = StaffImport.objects.create(**fields, uploaded_at=NOW - timedelta(days=8))
    new = StaffImport.objects.create(**fields, uploaded_at=NOW - timedelta(days=6))
    assert schedule.tick(NOW)["staff files emptied"] == 1
    assert schedule.tick(NOW)["staff files emptied"] == 0
    old.refresh_from_db()
    new.refresh_from_db()
    assert "Amira" not in f"{old.content}{old.summary}{old.faults}{old.notices}"
    assert old.summary["counts"] == {"created": 3}
    assert bytes(new.content) == b"Amira Hassan"


def test_doing_it_twice_changes_nothing(db):
    job(status="FAILED", finished_at=NOW - timedelta(hours=1))
    schedule.tick(NOW)
    assert not any(schedule.tick(NOW).values())
