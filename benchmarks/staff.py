"""100,000 staff rows imported from the command line, on SQLite: time and peak memory."""

import csv
import os
import subprocess
import sys
import time
from pathlib import Path

from .figures import Figure

ROWS = 100_000


def measure(folder: Path) -> list[Figure]:
    data = folder / "staff"
    data.mkdir()
    environment = {**os.environ, "STEPWELL_DATA": str(data)}
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], check=True, env=environment)
    make = "from stepwell.people.models import Organisation; Organisation.objects.create(name='Large', slug='large', kind='council', mark='L')"
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", make], check=True, env=environment, stdout=subprocess.DEVNULL
    )
    file = data / "staff.csv"
    write_file(file)
    command = [sys.executable, "-m", "stepwell.config.cli", "staff", "import", str(file), "--organisation", "large"]
    seconds, first_peak = timed(command, environment)
    again, second_peak = timed(command, environment)
    file.write_text(file.read_text().replace("Person Number", "Human Number").replace("@large.", "@new."))
    changed, third_peak = timed(command, environment)
    peak = max(first_peak, second_peak, third_peak)
    return [
        Figure(f"{ROWS:,} staff rows imported", round(seconds, 1), "s", 60),
        Figure(f"{ROWS:,} staff rows again, nothing changed", round(again, 1), "s", 60),
        Figure(f"{ROWS:,} staff rows with another name and address each", round(changed, 1), "s", 60),
        Figure("largest process while importing", round(peak), "MB", 500),
    ]


def timed(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Seconds and the most memory, in MB, of this one process: other measurements of the run had children, too."""
    began = time.perf_counter()
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"the import ended with {child.returncode}")
    return time.perf_counter() - began, used.ru_maxrss / 1024


def write_file(file: Path) -> None:
    head = [
        "staff_number",
        "full_name",
        "email",
        "job_title",
        "grade",
        "unit_code",
        "unit_name",
        "manager_staff_number",
        "start_date",
    ]
    with file.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(head)
        for number in range(1, ROWS + 1):
            unit = number % 500
            manager = f"S{number // 10}" if number >= 10 else ""
            writer.writerow(
                [
                    f"S{number}",
                    f"Person Number {number}",
                    f"p{number}@large.example",
                    "Officer",
                    "5",
                    f"U{unit}",
                    f"Unit {unit}",
                    manager,
                    "2024-01-01",
                ]
            )
