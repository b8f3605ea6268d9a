"""Tests that need processes of their own: the tests' database is in memory and its connections do not wait for others."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def database_of_its_own(folder: Path) -> str:
    """Of the kind that the tests run on."""
    if connection.vendor != "postgresql":
        return f"sqlite:///{folder / 'stepwell.sqlite3'}"
    address, name = urlsplit(os.environ["DATABASE_URL"]), f"many_{uuid4().hex}"
    with psycopg.connect(address.geturl(), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    return address._replace(path=f"/{name}").geturl()


def run_program(folder: Path, module: str, *arguments: str) -> dict:
    """What a program says on its last line."""
    environment = {
        **os.environ,
        "STEPWELL_DATA": str(folder),
        "DATABASE_URL": database_of_its_own(folder),
        "DJANGO_SETTINGS_MODULE": "stepwell.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])
