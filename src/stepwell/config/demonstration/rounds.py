"""Builds feedback: a running cycle with the head's round, and an earlier one whose reports are released.

In the first organisation so many took part in the earlier cycle that its own report has something to say.

The operations themselves write it, each at its day in the past. No mail goes to people who do not exist: invitations
are marked as sent, reminders are stopped, and what the operations put into the mail queue is taken out again.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django_tasks_db.models import DBTaskResult

from stepwell.feedback.models import Cycle, CycleReport, FeedbackRound, Invitation
from stepwell.feedback.operations import (
    answering,
    closing,
    cycles,
    inviting,
    nominating,
    organising,
    releasing,
    rounds,
)
from stepwell.feedback.queries.asking import Asked, asked_of, item_kinds
from stepwell.feedback.queries.inviting import visit_of
from stepwell.feedback.queries.rounds import groups_of, round_by_id
from stepwell.frameworks.queries import StoredPack
from stepwell.people.models import Appointment, Person
from stepwell.people.tasks import send_mail, send_sealed

from .builder import Builder, Staff
from .examples import DO_MORE, KEEP_DOING

OF_A_GROUP = 5
TAKING_PART = 21
A_YEAR = 220  # days that the earlier cycle lies further back where a year is told
OF_A_TEAM = 8
CIRCLE = dict[str, list[Person]]


def give_feedback(
    builder: Builder,
    staff: Staff,
    packs: list[StoredPack],
    *,
    first: Appointment,
    head: Appointment,
    is_large: bool,
    has_year: bool = False,
) -> None:
    """Nothing where no framework of the organisation has levels. Where a year is told, the earlier cycle began with it."""
    levelled = [stored for stored in packs if Cycle.ItemKind.DIMENSIONS in item_kinds(stored.pack)]
    if levelled:
        organiser = Organiser(builder, staff, levelled[0])
        organiser.earlier(
            [first, *(organiser.others_than(first, head) if is_large else [])], before=A_YEAR if has_year else 0
        )
        organiser.running(head)
        forget_mail(staff)


class Organiser:
    """Runs one organisation's cycles, as its coordinator, its subjects and their raters would."""

    def __init__(self, builder: Builder, staff: Staff, stored: StoredPack):
        self.builder, self.random = builder, builder.random
        self.staff, self.stored = staff, stored
        holders = {duty.name: duty.person for duty in staff.duties}
        self.coordinator, self.owner = holders["coordinator"], holders["framework_owner"]
        self.asked: Counter[UUID] = Counter()

    def earlier(self, subjects: Sequence[Appointment], *, before: int = 0) -> None:
        """Closed two months ago, or so many days before that; nearly everybody asked has answered, and the facilitator
        has released the reports."""
        cycle = self.cycle("Feedback for development, the earlier cycle", began=before + 92, ends=-before - 62)
        for place, subject in enumerate(subjects):
            circle = self.circle(subject) if place == 0 else self.small_circle(subject)
            round = self.collect(cycle, subject, circle, began=before + 90)
            invited = list(invitations_of(round))
            answering_now = self.random.sample(invited, len(invited) - 1) if place else invited
            self.answer(
                round, answering_now, began=before + 85, skill=self.random.gauss(0.55, 0.15 if place else 0)
            )  # fmt: skip
        closed = self.builder.days_ago(before + 61)
        cycles.close_cycle(cycle, by=self.coordinator, at=closed)
        day = self.builder.today - timedelta(days=before + 55)
        for round in cycle.rounds.order_by("subject__email"):
            closing.close_round(round, by=None, at=closed)
            releasing.prepare_report(round, by=None, at=closed)
            releasing.release_report(round, by=self.owner, at=self.builder.days_ago(before + 55), today=day)
        if len(subjects) > 1:
            together, at = CycleReport.Division.TOGETHER, self.builder.days_ago(40)
            organising.take_cycle_report(cycle, division=together, by=self.coordinator, at=at, today=day)

    def others_than(self, *known: Appointment) -> list[Appointment]:
        """People with a manager and colleagues, for a cycle in which many take part."""
        besides = {one.person_id for one in known} | {self.owner.pk, self.coordinator.pk}
        working = [one for one in self.staff.appointments if one.end_date is None and one.manager_id]
        return [one for one in working if one.person_id not in besides][: TAKING_PART - 1]

    def running(self, subject: Appointment) -> None:
        """Open for three more weeks; about half have answered."""
        cycle = self.cycle("Feedback for development, this cycle", began=12, ends=21)
        round = self.collect(cycle, subject, self.circle(subject), began=10)
        invitations = list(invitations_of(round))
        self.answer(round, self.random.sample(invitations, (len(invitations) + 1) // 2), began=6)

    def cycle(self, title: str, *, began: int, ends: int) -> Cycle:
        at, today = self.builder.days_ago(began), self.builder.today
        cycle = cycles.create_cycle(
            organisation=self.staff.organisation,
            version=self.stored.version,
            overlay=self.stored.overlay,
            title=title,
            opens_on=today - timedelta(days=began),
            closes_on=today + timedelta(days=ends),
            facilitators=[self.owner],
            by=self.coordinator,
            at=at,
        )
        cycles.open_cycle(cycle, by=self.coordinator, at=at)
        return cycle

    def circle(self, subject: Appointment) -> CIRCLE:
        """Whom the subject asks: their manager, their team, colleagues with the same manager, and some others."""
        working = [
            one for one in self.staff.appointments if one.end_date is None and one.person_id != subject.person_id
        ]
        team = [one.person for one in working if one.manager_id == subject.person_id]
        peers = [one.person for one in working if one.manager_id == subject.manager_id]
        near = {subject.manager_id, *(person.pk for person in [*team, *peers])}
        others = [one.person for one in working if one.person_id not in near]
        return {
            "line_manager": [one.person for one in working if one.person_id == subject.manager_id],
            "peers": peers[:OF_A_GROUP],
            "direct_reports": team[:OF_A_TEAM],
            "others": self.random.sample(others, min(OF_A_GROUP, len(others))),
        }

    def small_circle(self, subject: Appointment) -> CIRCLE:
        """Five and five, two groups that can be shown apart: those who were asked least so far."""
        others = [
            one.person
            for one in self.staff.appointments
            if one.end_date is None and one.person_id not in (subject.person_id, subject.manager_id)
        ]
        self.random.shuffle(others)
        drawn = sorted(others, key=lambda person: self.asked[person.pk])[: 2 * OF_A_GROUP]
        self.asked.update(person.pk for person in drawn)
        return {"line_manager": [], "peers": drawn[:OF_A_GROUP], "direct_reports": [], "others": drawn[OF_A_GROUP:]}

    def collect(self, cycle: Cycle, subject: Appointment, circle: CIRCLE, *, began: int) -> FeedbackRound:
        """The subject takes part, places themselves and asks their circle; the invitations have gone out."""
        at, today = self.builder.days_ago(began), self.builder.today - timedelta(days=began)
        person = subject.person
        round = rounds.join_cycle(cycle, subject=person, by=person, at=at, today=today)
        rounds.choose_facilitator(round, facilitator=self.owner, by=person, at=at)
        asked = asked_of(cycle)
        importance = {dimension.id: self.random.randint(2, 4) for dimension in asked.dimensions}
        rounds.rate_self(round, levels=self.levels(asked, 0.6), importance=importance, by=person, at=at)
        for group in groups_of(cycle):
            for rater in circle[group.key]:
                nominating.nominate(round, group=group, person=rater, by=person, at=at, today=today)
        nominating.submit_nominations(round, by=person, at=at, today=today)
        invitations_of(round).update(sent_at=at, reminders_stopped=True)
        return round_by_id(round.pk) or round

    def answer(
        self, round: FeedbackRound, invitations: Sequence[Invitation], *, began: int, skill: float = 0.55
    ) -> None:
        """Each by a link of their own, whose secret is drawn here and kept nowhere."""
        at, asked = self.builder.days_ago(began), asked_of(round.cycle)
        texts = {"question_1": KEEP_DOING, "question_2": DO_MORE}
        left = {key: self.random.sample(some, len(some)) for key, some in texts.items()}
        for invitation in invitations:
            visit = visit_of(inviting.issue_link(invitation, at), at)
            if visit is None:
                continue
            ratings = self.levels(asked, self.random.gauss(skill, 0.12))
            importance = self.importance(asked)
            comments = self.comments(left)
            answering.save_draft(visit, ratings=ratings, comments=comments, importance=importance, revision=0, at=at)
            answering.submit_answers(visit, group_key=visit.group.key, at=at)

    def levels(self, asked: Asked, skill: float) -> dict[str, int | None]:
        """A place on the scale for every item, around a skill between 0 and 1."""
        top = len(asked.levels) - 1
        return {item.id: min(max(round(self.random.gauss(skill, 0.25) * top), 0), top) for item in asked.items}

    def importance(self, asked: Asked) -> dict[str, int | None]:
        """How much each part matters: the first much, the last less, and not everybody can say."""
        top, many = len(asked.importance) - 1, max(1, len(asked.dimensions) - 1)
        drawn = {one.id: self.random.gauss(0.9 - 0.5 * at / many, 0.15) for at, one in enumerate(asked.dimensions)}
        points = {key: min(max(round(skill * top), 0), top) for key, skill in drawn.items()} if asked.importance else {}
        return {key: point if self.random.random() < 0.9 else None for key, point in points.items()}

    def comments(self, left: dict[str, list[str]]) -> dict[str, str]:
        """Many write something about one question or both; nobody repeats another."""
        return {key: texts.pop() for key, texts in left.items() if texts and self.random.random() < 0.6}


def invitations_of(round: FeedbackRound):
    """In the order of their addresses: keys are drawn anew at every run."""
    return Invitation.objects.filter(nomination__round=round).order_by("nomination__email")


def forget_mail(staff: Staff) -> None:
    """Take out of the queue what would go to the people of the organisation: they are invented."""
    addresses = {person.email for person in staff.people}
    paths = [task.module_path for task in (send_mail, send_sealed)]
    waiting: Iterable[DBTaskResult] = DBTaskResult.objects.filter(task_path__in=paths, status="READY")
    ours = [task.pk for task in waiting if addresses.issuperset(addressed_to(task))]
    DBTaskResult.objects.filter(pk__in=ours).delete()


def addressed_to(task: DBTaskResult) -> Sequence[str]:
    given = task.args_kwargs
    to: Sequence[str] = given["kwargs"]["to"] if "to" in given["kwargs"] else given["args"][2]
    return to
