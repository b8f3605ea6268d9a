"""Pages of somebody with ten years behind them: 500 conversations and 3,000 notes; and of a manager of forty people."""

import os
import statistics
from pathlib import Path

from .figures import Figure
from .pages import timed
from .world import ready
from .years import CONVERSATIONS, NOTES, TEAM, long_serving, team_of_forty

TIMES = 25


def measure(folder: Path) -> list[Figure]:
    ready(folder)
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    person, manager = long_serving()
    team_of_forty(manager)
    os.sched_setaffinity(0, {0})
    rows = []
    for reader, pages in ((person, pages_of(person, manager)), (manager, pages_of_manager(person))):
        client = Client()
        client.force_login(reader.account)
        for name, path in pages:
            rows += figures(client, name, path)
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    return rows


def figures(client, name: str, path: str) -> list[Figure]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    asked = len(queries)  # now: the next request forgets them
    if answer.status_code != 200:
        raise SystemExit(f"{name}: {path} answered {answer.status_code}")
    taken = statistics.median(timed(client, path) for _ in range(TIMES))
    return [
        Figure(f"{name}: server time, median", round(taken, 1), "ms", 40),
        Figure(f"{name}: queries", asked, "queries", 25),
    ]


def pages_of(person, manager) -> list[tuple[str, str]]:
    """(name, path); each answers the person."""
    from django.urls import reverse

    from stepwell.conversations.models import Conversation
    from stepwell.journal.models import JournalEntry

    ended = Conversation.objects.filter(person=person, other=manager, state="ended").order_by("-ended_at")[0]
    note = JournalEntry.objects.filter(person=person, kind="free", saved_at__isnull=False)[0]
    of_years = f"{CONVERSATIONS} conversations, {NOTES:,} notes"
    return [
        (f"home, {of_years}", reverse("home:home")),
        (f"conversations, {of_years}", reverse("conversations:list")),
        ("conversations, page 20", reverse("conversations:list") + "?page=20"),
        ("time line of two", reverse("conversations:with_person", args=[manager.pk])),
        ("record of a conversation", reverse("conversations:conversation", args=[ended.pk])),
        ("what changed in our record", reverse("conversations:history", args=[ended.pk])),
        ("everything promised", reverse("conversations:promises")),
        ("requests to read", reverse("conversations:requests")),
        ("talking", reverse("conversations:talk", args=[under_way(person, manager).pk])),
        ("preparing", reverse("conversations:prepare", args=[under_way(person, manager).pk])),
        ("plans", reverse("plans:mine")),
        (f"journal, {of_years}", reverse("journal:list")),
        ("journal, page 100", reverse("journal:list") + "?page=100"),
        ("journal, an entry", reverse("journal:entry", args=[note.pk])),
        ("journal, writing", reverse("journal:page", args=[note.pk, 1])),
        ("calendar address", reverse("home:calendar")),
    ]


def pages_of_manager(person) -> list[tuple[str, str]]:
    from django.urls import reverse

    return [
        (f"home of a manager of {TEAM}", reverse("home:home")),
        (f"conversations with a team of {TEAM}", reverse("conversations:team")),
        (f"conversations of a manager of {TEAM}", reverse("conversations:list")),
        ("time line of two, as the manager", reverse("conversations:with_person", args=[person.pk])),
    ]


def under_way(person, manager):
    """A career conversation of today that both have come in to."""
    from django.utils import timezone

    from stepwell.conversations.models import Conversation
    from stepwell.conversations.operations import meeting, proposing
    from stepwell.conversations.queries.agendas import agenda_by_id
    from stepwell.people.queries import main_appointment

    found = Conversation.objects.filter(person=person, other=manager, kind="career", state="met").first()
    if found:
        return found
    at, job = timezone.now(), main_appointment(person, timezone.localdate())
    made = proposing.propose(
        agenda=agenda_by_id("career", job.organisation), person=person, other=manager, other_role="manager",
        organisation=job.organisation, other_organisation=job.organisation, plan=proposing.Plan(), is_agreed=True,
        by=person, at=at,
    )  # fmt: skip
    for one in (person, manager):
        made = meeting.come_in(made, by=one, at=at)
    return made
