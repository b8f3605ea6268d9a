"""Tests that need processes of their own: the tests' database is in memory and its connections do not wait for others."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

from django.db import connection

from stepwell.sealing import keys
from tests.schema import ROOT, at, create, fill, template_in


def database_of_its_own(run_folder: Path, folder: Path) -> str:
    """Of the kind that the tests run on, with every table and nothing in it."""
    if connection.vendor != "postgresql":
        file = sqlite3.connect(folder / "stepwell.sqlite3")
        fill(run_folder, file)
        file.close()
        return f"sqlite:///{folder / 'stepwell.sqlite3'}"
    server, name = os.environ["DATABASE_URL"], f"many_{uuid4().hex}"
    create(server, name, template_in(run_folder, server))
    return at(server, name)


def run_program(run_folder: Path, folder: Path, module: str, *arguments: str) -> dict:
    """What a program says on its last line."""
    keys.make_key_file(folder / "sealing-key")
    environment = {
        **os.environ,
        "STEPWELL_DATA": str(folder),
        "DATABASE_URL": database_of_its_own(run_folder, folder),
        "DJANGO_SETTINGS_MODULE": "stepwell.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])
