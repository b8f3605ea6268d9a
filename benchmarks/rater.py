"""What a rater's page costs a slow line: bytes that a browser with nothing in its cache receives, headers included."""

import shutil
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from .figures import Figure
from .load import free_port, wait_for
from .world import ready

LIMIT = 60.0
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]  # fmt: skip
PAGES = [("the link", ""), ("a page of answers", "1/"), ("the check", "check/")]


def measure(folder: Path) -> list[Figure]:
    ready(folder)
    token = link()
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "stepwell.config.cli", "serve", "--port", str(port), "--workers", "1", "--no-worker"],
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        address = f"http://localhost:{port}/feedback/answer/{token}/"
        received = {name: kilobytes(address + rest) for name, rest in PAGES}
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)
    return [
        Figure(f"a rater opens {name} first: received", round(size, 1), "KB", LIMIT) for name, size in received.items()
    ]


def link() -> str:
    """The secret of a link to a round on the framework with most to read at its levels."""
    from django.utils import timezone

    from stepwell.feedback.models import Invitation
    from stepwell.feedback.operations import cycles, inviting, nominating, rounds
    from stepwell.feedback.operations.plans import STANDARD_GROUPS, STANDARD_QUESTIONS
    from stepwell.feedback.queries.asking import item_kinds
    from stepwell.frameworks.queries import latest_versions, pack_of
    from stepwell.people.models import DemonstrationRole
    from stepwell.people.queries import main_appointment

    at, today = timezone.now(), timezone.localdate()
    subject = DemonstrationRole.objects.order_by("order")[0].person
    by_level = [one for one in latest_versions() if "dimensions" in item_kinds(pack_of(one))]
    cycle = cycles.create_cycle(
        organisation=main_appointment(subject, today).organisation,
        version=max(by_level, key=lambda one: behaviours_in(pack_of(one))),
        overlay=None, title="Measured", item_kind="dimensions", scale=[], asks_importance=False,
        opens_on=today, closes_on=today + timedelta(days=21), minimum_group_size=4, comment_threshold=5,
        protect_from="rater", approval="none", request_cap=50, repeat_months=0, groups=STANDARD_GROUPS,
        questions=STANDARD_QUESTIONS, facilitators=[], by=subject, at=at,
    )  # fmt: skip
    cycles.open_cycle(cycle, by=subject, at=at)
    round = rounds.join_cycle(cycle, subject=subject, reason_for_repeat="Measuring", by=subject, at=at, today=today)
    rater = {"group": cycle.groups.get(key="peers"), "name": "A rater", "email": "rater@measured.example"}
    nominating.nominate(round, **rater, by=subject, at=at, today=today)
    nominating.submit_nominations(round, by=subject, at=at, today=today)
    return inviting.issue_link(Invitation.objects.get(nomination__round=round), at)


def behaviours_in(pack) -> int:
    return sum(len(level.indicators) for dimension in pack.dimensions for level in dimension.levels)


def kilobytes(address: str) -> float:
    """Everything that a browser with an empty cache receives until the page is quiet."""
    from playwright.sync_api import sync_playwright

    received = 0.0

    def count(event: dict) -> None:
        nonlocal received
        received += event["encodedDataLength"]

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=FLAGS
        )
        page = browser.new_page(viewport={"width": 375, "height": 740})
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", count)
        answer = page.goto(address, wait_until="networkidle")
        if answer is None or answer.status != 200:
            raise SystemExit(f"{address} answered {answer and answer.status}")
        browser.close()
    return received / 1000
