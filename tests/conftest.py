"""Fixtures that every test may use."""

import gc
import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client, override_settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, sync_playwright

from stepwell.domain.framework import Pack
from stepwell.frameworks.files import load_pack, load_packs, pack_folders
from stepwell.frameworks.models import FrameworkVersion
from stepwell.frameworks.operations import publish
from stepwell.sealing import keys
from tests.balance import HeaviestFirst, turn
from tests.cast import NOW, TODAY, Cast, make_cast
from tests.installation import demonstration_in
from tests.schema import ROOT, drop_template, fill, template_in
from tests.solvers import kept_solvers

# Playwright runs an event loop in the test's own thread, which Django takes for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
# Looking for garbage among all that Django and the tests have loaded costs a twentieth of a run; seldom is enough.
gc.set_threshold(100_000, 20, 20)
# A busy machine is no fault of what is tested.
hypothesis_settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("patient")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


# What gives a test the database; a test with neither these nor one of its own kind asks nothing of it.
DATABASE = {"db", "transactional_db"}


def pytest_xdist_make_scheduler(config, log):
    # Files are given out in the order of their tests, not by how many they hold.
    config.option.loadscopereorder = False
    return HeaviestFirst(config, log)


def pytest_collection_modifyitems(items):
    """Tests that ask the database under test nothing are marked `once`: they run on one kind of database only."""
    items.sort(key=lambda item: turn(item.nodeid))
    for item in items:
        asks = item.get_closest_marker("django_db") or item.get_closest_marker("both")
        if not asks and not DATABASE & set(item.fixturenames):
            item.add_marker(pytest.mark.once)


def pytest_sessionfinish(session):
    """The process that started the others ends last."""
    if "PYTEST_XDIST_WORKER" not in os.environ and connection.vendor == "postgresql":
        drop_template(session.config._tmp_path_factory.getbasetemp(), os.environ["DATABASE_URL"])


@pytest.fixture(scope="session", autouse=True)
def plain_settings(tmp_path_factory) -> Iterator[None]:
    """Tests keep nothing on disk, run tasks at once, and hash passwords fast."""
    plain = override_settings(
        STORAGES={
            **django_settings.STORAGES,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}},
        MIDDLEWARE=[name for name in django_settings.MIDDLEWARE if "whitenoise" not in name],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        EMAIL_FILE_PATH=tmp_path_factory.mktemp("plain") / "mail",
    )
    with plain:
        yield


@pytest.fixture(scope="session", autouse=True)
def sealing_key(tmp_path_factory) -> Path:
    """A key for the whole session, as `stepwell prepare` makes one."""
    file = tmp_path_factory.mktemp("key") / "sealing-key"
    django_settings.SEALING_KEY_FILE = file
    keys.make_key_file(file)
    return file


@pytest.fixture(scope="session", autouse=True)
def solvers() -> Iterator[None]:
    with kept_solvers():
        yield


@pytest.fixture
def key_file(settings, tmp_path):
    """A key of this test's own, to be lost, spoilt and changed."""
    settings.SEALING_KEY_FILE = tmp_path / "sealing-key"
    keys.make_key_file(settings.SEALING_KEY_FILE)
    keys.keyring.cache_clear()
    yield settings.SEALING_KEY_FILE
    keys.keyring.cache_clear()


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory) -> Path:
    """Where the processes of a run keep what they share."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, run_folder) -> Iterator[None]:
    """The tests' database begins as a copy of the one of this run that all migrations made; then none is left to do."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = template_in(run_folder, os.environ["DATABASE_URL"])
        yield
    else:
        held = sqlite3.connect(connection.creation._get_test_db_name(), uri=True)
        fill(run_folder, held)
        yield
        held.close()


@pytest.fixture(scope="session")
def demonstration(run_folder) -> Path:
    """An installation with its demonstration, which all processes of a run share: copy it, then use it."""
    return demonstration_in(run_folder)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for each process: a second one beside it would not start."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def cast(db) -> Cast:
    return make_cast()


@pytest.fixture
def signed_in():
    """A function: a test client signed in as somebody of the cast."""

    def client_of(person) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person.account)
        return client

    return client_of


@pytest.fixture(scope="session")
def lamplight_pack() -> Pack:
    return load_pack(ROOT / "tests" / "packs" / "lamplight")


@pytest.fixture
def lamplight(db, lamplight_pack) -> FrameworkVersion:
    """The published version of a framework that is unlike those of the seeds."""
    return publish(lamplight_pack, by=None, at=NOW)


@pytest.fixture(scope="session")
def real_packs() -> dict[str, Pack]:

    return load_packs(pack_folders(ROOT / "packs"))


@pytest.fixture
def published(db, real_packs) -> dict[str, FrameworkVersion]:
    """All packs that ship, published, by id."""
    return {pack_id: publish(pack, by=None, at=NOW) for pack_id, pack in real_packs.items()}
