"""Pages of mentoring with 10,000 applications, 4,500 mentors and a run over all of them: server time and queries.

The rows are written in bulk; how long the run itself takes is measured elsewhere.
"""

import os
import statistics
from datetime import timedelta
from pathlib import Path
from typing import Any

from .figures import Figure
from .pages import TIMES, timed
from .world import ready

MENTEES, MENTORS, PAIRS, UNDER_WAY = 10_000, 4_500, 4_500, 3_000
TITLE = "Everybody"
REASONS = {"all": ["They work in different organisations", "The mentor offers about half of what the mentee asked for"]}


def measure(folder: Path) -> list[Figure]:
    ready(folder)
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    found = large_programme()
    os.sched_setaffinity(0, {0})
    rows = []
    for name, path, person in pages(found):
        client = Client()
        client.force_login(person.account)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        asked = len(queries)
        if answer.status_code != 200:
            raise SystemExit(f"{name}: {path} answered {answer.status_code}")
        taken = statistics.median(timed(client, path) for _ in range(TIMES))
        rows.append(Figure(f"mentoring: {name}, {MENTEES:,} applications: median", round(taken, 1), "ms", 40))
        rows.append(Figure(f"mentoring: {name}: queries", asked, "queries", 25))
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    return rows


def large_programme() -> dict[str, Any]:
    """A second programme of the demonstration's three organisations, in which nearly everybody takes part."""
    from django.db import transaction
    from django.utils import timezone

    from stepwell.mentoring.models import MentoringProgramme
    from stepwell.mentoring.operations import programmes
    from stepwell.people.models import Appointment, DemonstrationRole, Duty

    now = timezone.now()
    earlier = MentoringProgramme.objects.filter(title=TITLE).order_by("-created_at").first()
    coordinator = DemonstrationRole.objects.select_related("person__account").get(order=5).person
    if earlier is not None:  # of an earlier measurement in the same data folder
        return {"programme": earlier, "run": earlier.runs.order_by("-number").first(), "coordinator": coordinator}
    first = MentoringProgramme.objects.order_by("created_at").first()
    assert first is not None
    with transaction.atomic():
        programme = programmes.create_programme(
            host=first.host, version=first.version, overlay=None, title=TITLE, summary="Everybody.",
            codes=[programmes.CodePlan("What we agree to", "It stays between the two.")], by=coordinator, at=now,
        )  # fmt: skip
        for part in first.organisations.exclude(organisation=first.host):
            asked = programmes.ask_organisation(programme, organisation=part.organisation, by=coordinator, at=now)
            duty = Duty.objects.filter(organisation=part.organisation, name="coordinator").first()
            programmes.decide_part(asked, agrees=True, by=duty.person if duty else coordinator, at=now)
        programmes.open_programme(programme, by=coordinator, at=now)
        programme.refresh_from_db()
        jobs = list(Appointment.objects.current(now.date()).order_by("id").values_list("person_id", "organisation_id"))
        where = dict(jobs)
        requests = make_requests(programme, where, now)
        enrolments = make_mentors(programme, where, now)
        run = make_run(programme, requests, enrolments, coordinator, now)
        make_relationships(programme, requests, enrolments, now)
    return {"programme": programme, "run": run, "coordinator": coordinator}


def make_requests(programme, where, now):
    from stepwell.assessments.models import SelfAssessment
    from stepwell.mentoring.models import MenteeRequest

    assessment = SelfAssessment.objects.filter(version=programme.version, completed_at__isnull=False).first()
    made = [
        MenteeRequest(
            programme=programme, person_id=person, organisation_id=organisation, assessment=assessment, seniority=2,
            state="matched" if number < UNDER_WAY else "waiting", started_at=now, saved_at=now, sent_at=now,
        )
        for number, (person, organisation) in enumerate(list(where.items())[:MENTEES])
    ]  # fmt: skip
    return MenteeRequest.objects.bulk_create(made, batch_size=500)


def make_mentors(programme, where, now):
    from stepwell.mentoring.models import MentorEnrolment, MentorProfile

    have = set(MentorProfile.objects.values_list("person_id", flat=True))
    people = [person for person in reversed(where) if person not in have][:MENTORS]
    profiles = [MentorProfile(person_id=one, capacity=3, seniority=4, started_at=now, saved_at=now) for one in people]
    profiles = MentorProfile.objects.bulk_create(profiles, batch_size=500)
    made = [
        MentorEnrolment(programme=programme, profile=profile, organisation_id=where[profile.person_id], joined_at=now)
        for profile in profiles
    ]
    return MentorEnrolment.objects.bulk_create(made, batch_size=500)


def make_run(programme, requests, enrolments, coordinator, now):
    from stepwell.mentoring.models import MatchingRun, ProposedPairing
    from stepwell.mentoring.queries.left import Left, written

    waiting = requests[UNDER_WAY:]
    left: dict[str, list[Left]] = {}
    for at, request in enumerate(waiting[PAIRS:]):
        many = 2 + at % 200
        line = Left(str(request.pk), f"All places with the {many} mentors who could be proposed are taken",
                    [f"One more place with one of these mentors: {many}"], "Waiting counts", "Look")  # fmt: skip
        left.setdefault(str(request.organisation_id), []).append(line)
    before = None
    for number in (1, 2):
        totals = {"matched": PAIRS, "mentees": len(waiting), "worst": 300, "crossing": PAIRS // 2, "loads": [[1, PAIRS]],
                  "mentors": MENTORS, "places": MENTORS * 3, "stands": [], "squared_shortfall": 10**9}  # fmt: skip
        before = MatchingRun.objects.create(
            programme=programme, number=number, state="done", weight_need=60, weight_preferences=30, weight_crossing=10,
            started_at=now, started_by=coordinator, finished_at=now, left=written(left), totals=totals, runner_up=before,
        )  # fmt: skip
        pairs = zip(waiting, enrolments[number - 1 :] + enrolments[: number - 1], strict=False)
        ProposedPairing.objects.bulk_create(
            [
                ProposedPairing.of(before, request, enrolment, score=300 + place * 7 % 700, reasons=REASONS)
                for place, (request, enrolment) in enumerate(pairs)
            ],
            batch_size=500,
        )  # fmt: skip
    return before


def make_relationships(programme, requests, enrolments, now):
    from stepwell.mentoring.models import MentoringRelationship, MentoringSession, ProposedPairing

    run = programme.runs.get(number=1)
    pairings = ProposedPairing.objects.bulk_create(
        [
            ProposedPairing.of(
                run, request, enrolment, score=600, state="accepted", mentee_accepted_at=now, mentor_accepted_at=now
            )
            for request, enrolment in zip(requests[:UNDER_WAY], reversed(enrolments), strict=False)
            if request.person_id != enrolment.profile.person_id
        ],
        batch_size=500,
    )  # fmt: skip
    made = MentoringRelationship.objects.bulk_create(
        [
            MentoringRelationship.of(
                one, began_on=now.date() - timedelta(days=100), ends_on=now.date() + timedelta(days=265)
            )
            for one in pairings
        ],
        batch_size=500,
    )  # fmt: skip
    MentoringSession.objects.bulk_create(
        [
            MentoringSession(
                relationship=one, number=number, on_date=now.date() - timedelta(days=30 * number), state="held", planned_at=now
            )
            for one in made
            for number in (1, 2, 3)
        ],
        batch_size=500,
    )  # fmt: skip


def pages(found: dict[str, Any]) -> list[tuple[str, str, Any]]:
    from django.urls import reverse

    programme, run, coordinator = found["programme"], found["run"], found["coordinator"]
    relationship = programme.relationships.select_related("mentee__account", "mentor__account").first()
    request = programme.requests.filter(state="waiting").select_related("person__account").first()
    people = reverse("mentoring:people", args=[programme.pk])
    return [
        ("programmes", reverse("mentoring:programmes"), coordinator),
        ("programme", reverse("mentoring:programme", args=[programme.pk]), coordinator),
        ("mentees", people, coordinator),
        ("mentors", f"{people}?side=mentors", coordinator),
        ("pairs", f"{people}?side=pairs", coordinator),
        ("runs", reverse("mentoring:matching", args=[programme.pk]), coordinator),
        ("run", reverse("mentoring:run", args=[run.pk]), coordinator),
        ("left", reverse("mentoring:run_left", args=[run.pk]), coordinator),
        ("before publishing", reverse("mentoring:publish_run", args=[run.pk]), coordinator),
        ("own mentoring", reverse("mentoring:list"), relationship.mentee),
        ("relationship, mentee", reverse("mentoring:relationship", args=[relationship.pk]), relationship.mentee),
        ("relationship, mentor", reverse("mentoring:relationship", args=[relationship.pk]), relationship.mentor),
        ("application", reverse("mentoring:request", args=[request.pk]), request.person),
        ("being a mentor", reverse("mentoring:mentor"), relationship.mentor),
        ("public page", reverse("mentoring:public", args=[programme.slug]), request.person),
    ]
