"""Ten years of one person, for pages to be measured on: 500 conversations with what was written in them, 3,000 notes.

Made once a run, in the installation of `world`; every word is sealed as it would be.
"""

from datetime import date, datetime, time, timedelta
from random import Random

CONVERSATIONS, NOTES, YEARS, TEAM = 500, 3000, 10, 40
WORDS = [
    "ward",
    "rota",
    "visit",
    "budget",
    "strategy",
    "listening",
    "deadline",
    "handover",
    "students",
    "governors",
    "coaching",
    "library",
    "project",
    "patience",
    "feedback",
    "meeting",
    "confidence",
    "training",
    "estate",
    "report",
    "question",
    "silence",
    "walk",
    "proposal",
    "neighbour",
    "research",
    "payroll",
    "risk",
]


def long_serving():
    """(person, their manager), with all of it; made if it is not there."""
    from stepwell.conversations.models import Conversation
    from stepwell.people.models import DemonstrationRole
    from stepwell.people.queries import main_appointment

    today = date.today()
    person = DemonstrationRole.objects.select_related("person__account").order_by("order")[0].person
    job = main_appointment(person, today)
    if Conversation.objects.filter(person=person).count() < CONVERSATIONS:
        answer_what_waits(person, job.manager)
        chance = Random(1)
        for number, day in enumerate(days(CONVERSATIONS, today)):
            talked(person, job, day, number, chance)
        for day in days(NOTES, today):
            noted(person, day, chance)
    return person, job.manager


def answer_what_waits(person, manager) -> None:
    """What the demonstration has these two propose is agreed: the same kind is not proposed twice."""
    from django.utils import timezone

    from stepwell.conversations.models import Conversation
    from stepwell.conversations.operations.proposing import agree

    waiting = Conversation.objects.filter(person=person, other=manager, state="proposed")
    for one in waiting.select_related("person", "other", "proposed_by"):
        agree(one, by=one.partner_of(one.proposed_by), at=timezone.now())


def days(count: int, today: date) -> list[date]:
    """Spread over the years, the last of them a week ago."""
    return [today - timedelta(days=7 + YEARS * 365 * (count - number) // count) for number in range(count)]


def moment(day: date) -> datetime:
    from django.utils import timezone

    return timezone.make_aware(datetime.combine(day, time(10)))


def some_words(chance: Random, count: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count)).capitalize() + "."


def talked(person, job, day: date, number: int, chance: Random) -> None:
    """One conversation from beginning to end, on that day. Every third leaves a promise open, every fifth a review."""
    from stepwell.conversations.operations import ending, meeting, noting, preparing, promising, proposing
    from stepwell.conversations.queries.agendas import agenda_by_id

    at = moment(day)
    agenda = agenda_by_id(("career", "appraisal", "on-framework")[number % 3], job.organisation)
    other, both = job.manager, {"organisation": job.organisation, "other_organisation": job.organisation}
    conversation = proposing.propose(
        agenda=agenda, person=person, other=other, other_role="manager", **both,
        plan=proposing.Plan(starts_at=at + timedelta(hours=1)), is_agreed=True, by=person, at=at,
    )  # fmt: skip
    for one in (person, other):
        preparing.save_preparation(
            conversation, {"A question": some_words(chance, 40)}, revision=0, by=one, at=at
        )  # fmt: skip
        conversation = meeting.come_in(conversation, by=one, at=at)
        noting.save_private_note(conversation, some_words(chance, 60), revision=0, by=one, at=at)
    noting.save_record(conversation, some_words(chance, 120), base="", revision=0, by=person, at=at)
    promise = promising.Promise(some_words(chance, 8), day + timedelta(days=30))
    action = promising.add_action(conversation, promise, owner=person, by=person, at=at, today=day)
    if number % 3:
        promising.settle_action(action, state="done", outcome=some_words(chance, 8), by=person, at=at)
    ended = ending.end_conversation(
        conversation, review_date=day + timedelta(days=90), by=person, at=at, today=day
    )  # fmt: skip
    if number % 5:
        ending.look_again(ended, by=person, at=at)


def noted(person, day: date, chance: Random) -> None:
    from stepwell.domain.reflecting import Answered, Writing
    from stepwell.journal.operations import writing

    entry = writing.start_note(person=person, today=day, at=moment(day))
    words = Writing(some_words(chance, 3), (Answered("", "", some_words(chance, chance.randint(20, 160))),))
    writing.save_page(entry, "", words, revision=0, at=moment(day))


def team_of_forty(manager) -> None:
    """Whoever manages the person manages forty, and has talked with each of them."""
    from stepwell.people.models import Appointment
    from stepwell.people.queries import main_appointment, team_of

    today = date.today()
    missing = TEAM - len(team_of(manager, today))
    if missing <= 0:
        return
    theirs = main_appointment(manager, today)
    others = Appointment.objects.current(today).filter(organisation=theirs.organisation).exclude(manager=manager)
    chosen = list(others.exclude(person=manager).filter(manager__isnull=False).order_by("-pk")[:missing])
    Appointment.objects.filter(pk__in=[one.pk for one in chosen]).update(manager=manager)
    chance = Random(2)
    for number, job in enumerate(chosen):
        talked(job.person, main_appointment(job.person, today), today - timedelta(days=30 + number), number, chance)
