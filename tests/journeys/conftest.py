"""A real installation with its demonstration, served as an operator would, and a real browser before it."""

import http.client
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.conftest import CHROMIUM
from tests.installation import ROOT, environment_of

from .site import Site


def pytest_collection_modifyitems(items):
    """Every journey is a browser test; without Chromium they are skipped, which the test script says loudly."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no chromium on this machine"))


@pytest.fixture(scope="session")
def site(demonstration, tmp_path_factory) -> Iterator[Site]:
    folder = shutil.copytree(demonstration, tmp_path_factory.mktemp("site") / "data")
    port = free_port()
    command = [sys.executable, "-m", "stepwell.config.cli", "serve", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(
        command, cwd=ROOT, env=environment_of(folder, STEPWELL_DEMONSTRATION="1"), stdout=subprocess.DEVNULL
    )
    try:
        wait_for(port, server)
        yield Site(f"http://localhost:{port}", folder)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, server: subprocess.Popen, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/help/", headers={"Host": "localhost"})
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the server did not answer (exit status {server.poll()})")


@pytest.fixture
def context(browser, site) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 900}, locale="en-GB")
    yield made
    made.close()


@pytest.fixture
def page(context) -> Page:
    """A desktop page that fails the test when the page logs an error, breaks its content-security policy, or asks another host."""
    return watched(context.new_page())


@pytest.fixture
def phone(browser, site) -> Iterator[Page]:
    made = browser.new_context(
        base_url=site.url, viewport={"width": 360, "height": 740}, locale="en-GB", has_touch=True, is_mobile=True
    )
    yield watched(made.new_page())
    made.close()


@pytest.fixture
def plain(browser, site) -> Iterator[Page]:
    """A phone whose browser runs no script."""
    made = browser.new_context(base_url=site.url, viewport={"width": 360, "height": 740}, java_script_enabled=False)
    yield made.new_page()
    made.close()


def watched(page: Page) -> Page:
    page.faults = []
    page.on(
        "request",
        lambda asked: (
            None
            if asked.url.startswith(("http://localhost:", "data:", "blob:"))
            else page.faults.append(f"asks another host: {asked.url}")
        ),
    )
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on(
        "console",
        lambda message: (
            page.faults.append(message.text)
            if message.type == "error" and "Failed to load resource" not in message.text
            else None
        ),
    )
    return page
