"""The parts of `rounds` that run in processes of their own. Rows are made in bulk: how they came is not what is measured."""

import secrets
import subprocess
import sys
from datetime import timedelta
from random import Random

RATERS = {"line_manager": 1, "peers": 5, "direct_reports": 4, "others": 2}
COMMENTS = [
    "They ask before they decide.",
    "More time for questions would help.",
    "Keep the short notes after meetings.",
]


def make(rounds: int) -> None:
    for command in (["prepare"], ["demo", "--people", str(rounds + 200)]):
        subprocess.run([sys.executable, "-m", "stepwell.config.cli", *command], check=True, stdout=subprocess.DEVNULL)
    start()
    from django.utils import timezone

    from stepwell.feedback.models import Cycle, FeedbackRound, SelfRating
    from stepwell.feedback.operations import cycles
    from stepwell.feedback.queries.asking import asked_of, item_kinds
    from stepwell.frameworks.queries import latest_versions, pack_of
    from stepwell.people.models import DemonstrationRole, Person
    from stepwell.people.queries import main_appointment

    at, today, chance = timezone.now(), timezone.localdate(), Random(3)
    by = DemonstrationRole.objects.order_by("order")[0].person
    levelled = [one for one in latest_versions() if "dimensions" in item_kinds(pack_of(one))]
    cycle = cycles.create_cycle(
        organisation=main_appointment(by, today).organisation, overlay=None, title="Measured", opens_on=today,
        version=max(levelled, key=lambda one: len(pack_of(one).dimensions)), closes_on=today + timedelta(days=9),
        by=by, at=at,
    )  # fmt: skip
    cycles.open_cycle(cycle, by=by, at=at)
    cycle = Cycle.objects.get(pk=cycle.pk)
    asked = asked_of(cycle)
    made = FeedbackRound.objects.bulk_create(
        FeedbackRound(
            cycle=cycle, subject=subject, state="collecting", consented_at=at, collecting_at=at, self_rated_at=at,
            closes_on=cycle.closes_on, opens_on=today,
        )
        for subject in Person.objects.order_by("email")[:rounds]
    )  # fmt: skip
    SelfRating.objects.bulk_create(
        [SelfRating(round=one, item_id=item.id, level=2, importance=2) for one in made for item in asked.items], 5000
    )
    answer(cycle, made, asked, at, chance)


def answer(cycle, rounds, asked, at, chance: Random) -> None:
    """Everybody asked has answered, as sending leaves it."""
    from stepwell.feedback.models import Invitation, Nomination
    from stepwell.feedback.models.ratings import (
        Rating,
        Response,
        ResponseComment,
        ResponseImportance,
    )

    groups = {group.key: group for group in cycle.groups.all()}
    nominations = Nomination.objects.bulk_create(
        [
            Nomination(
                round=one, subject_id=one.subject_id, name="A rater", email=f"{secrets.token_hex(8)}@measured.example",
                group=groups[key], state="approved", nominated_at=at,
            )
            for one in rounds
            for key, count in RATERS.items()
            for _ in range(count)
        ],
        2000,
    )  # fmt: skip
    Invitation.objects.bulk_create(
        [Invitation(nomination=one, state="answered", created_at=at, expires_at=at) for one in nominations], 2000
    )
    responses = Response.objects.bulk_create(
        [Response(round=one, group_key=key) for one in rounds for key, count in RATERS.items() for _ in range(count)],
        2000,
    )
    top = len(asked.levels) - 1
    placed = [
        Rating(response=one, item_id=item.id, level=min(top, max(0, round(chance.gauss(0.6 * top, 1)))))
        for one in responses
        for item in asked.items
    ]
    Rating.objects.bulk_create(placed, 5000)
    points = [
        ResponseImportance(response=one, dimension_id=part.id, point=chance.randrange(len(asked.importance)))
        for one in responses
        for part in asked.dimensions
    ]
    ResponseImportance.objects.bulk_create(points, 5000)
    said = [
        ResponseComment(response=one, about=f"question_{place}", text=chance.choice(COMMENTS))
        for one in responses
        for place in (1, 2)
    ]
    ResponseComment.objects.bulk_create(said, 5000)


def close() -> None:
    """What the coordinator's button does, and the one task that hands out the others."""
    start()
    from django.utils import timezone

    from stepwell.feedback import tasks
    from stepwell.feedback.models import Cycle
    from stepwell.feedback.operations import cycles

    cycle = Cycle.objects.get(title="Measured")
    cycles.close_cycle(cycle, by=None, at=timezone.now())
    tasks.finish_rounds.call(str(cycle.pk))


def print_papers(place: int, of: int) -> None:
    """Every report whose turn it is, as its subject would save it."""
    start()
    from django.utils import timezone

    from stepwell.feedback.models import FeedbackRound
    from stepwell.feedback.presenters import report as presenting
    from stepwell.feedback.presenters.report_paper import report_pdf
    from stepwell.feedback.queries.reports import released_report
    from stepwell.feedback.queries.rounds import round_by_id
    from stepwell.feedback.views.reporting import facts_of

    found = FeedbackRound.objects.filter(cycle__title="Measured", state="released").order_by("id")
    for round_id in list(found.values_list("pk", flat=True))[place::of]:
        round = round_by_id(round_id)
        report = released_report(round)
        made = presenting.report_of(facts_of(round, report))
        if not report_pdf(round, made, timezone.localdate(report.released_at)).startswith(b"%PDF"):
            raise SystemExit("no PDF")


def left() -> None:
    start()
    from stepwell.feedback.models import FeedbackRound

    print(FeedbackRound.objects.filter(cycle__title="Measured").exclude(state="released").count())


def start() -> None:
    import django

    django.setup()
