"""100,000 staff rows imported from the command line, on SQLite: time and peak memory."""

import csv
import os
import resource
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
    began = time.perf_counter()
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    again = time.perf_counter() - began
    file.write_text(file.read_text().replace("Person Number", "Human Number").replace("@large.", "@new."))
    began = time.perf_counter()
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    changed = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return [
        Figure(f"{ROWS:,} staff rows imported", round(seconds, 1), "s", 60),
        Figure(f"{ROWS:,} staff rows again, nothing changed", round(again, 1), "s", 60),
        Figure(f"{ROWS:,} staff rows with another name and address each", round(changed, 1), "s", 60),
        Figure("largest process while importing", round(peak), "MB", 500),
    ]


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
