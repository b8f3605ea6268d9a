"""Puts a demonstration together from its plans, its people and their histories."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from stepwell.conversations.models import Reminder
from stepwell.conversations.operations.reminding import queue_reminders
from stepwell.frameworks.operations import adopt
from stepwell.frameworks.queries import StoredPack, stored_packs
from stepwell.mentoring.models import MentoringRelationship
from stepwell.people.models import Appointment, DemonstrationRole, Organisation, Person

from .builder import Builder, Staff
from .expectations import remember_expectations
from .histories import Historian
from .mentoring import give_mentoring
from .plans import PLANS
from .rounds import forget_mail, give_feedback
from .story import tell_of_others, tell_year

SEED = 20261122
USUAL_PEOPLE = 200
FIRST = (
    "Has finished self-assessments, one in draft, a feedback report to open, and conversations to answer and prepare."
)
TOLD = (
    "A year of growth to click through: feedback, conversations, journal, growth position, plan, and what comes next."
)
# How the people are divided among the three organisations.
PARTS = (0.4, 0.25, 0.35)
MORE_THAN_A_YEAR = timedelta(days=400)


class AlreadyThere(Exception):
    """There are organisations in the database: a demonstration is only made in an empty one."""


@dataclass(frozen=True)
class CastMember:
    appointment: Appointment
    sentence: str


def make_demonstration(*, people: int, today: date, now: datetime, say: Callable[[str], None]) -> int:
    """Make everything, or nothing. Returns how many people there are."""
    staffs = make_organisations(people=people, today=today, now=now, say=say)
    for staff in staffs:
        forget_mail(staff)  # some of it is queued only when everything above is committed
    return sum(len(staff.people) for staff in staffs)


@transaction.atomic
def make_organisations(*, people: int, today: date, now: datetime, say: Callable[[str], None]) -> list[Staff]:
    if Organisation.objects.exists():
        raise AlreadyThere
    builder = Builder(SEED, today, now)
    staffs: list[Staff] = []
    casts: list[list[Appointment]] = []
    for plan, part in zip(PLANS, PARTS, strict=True):
        staff = builder.build(plan, max(30, round(people * part)))
        adopt(plan.frameworks, organisation=staff.organisation, by=None, at=now)
        packs = stored_packs(staff.organisation)[: len(plan.frameworks)]
        members = cast_of(staff)
        if plan.has_year:
            been_there(members, since=today - MORE_THAN_A_YEAR)
        give_history(Historian(builder, packs), staff, members, packs)
        remember_expectations(staff.organisation)
        give_feedback(
            builder,
            staff,
            packs,
            first=members[0].appointment,
            head=members[2].appointment,
            is_large=plan == PLANS[0] and people >= USUAL_PEOPLE,
            has_year=plan.has_year,
        )
        introduce(members)
        staffs.append(staff)
        casts.append([member.appointment for member in members])
        tell_conversations(builder, staff, casts[-1])
        say(f"{plan.name}: {len(staff.people)} people")
    give_mentoring(builder, staffs, casts)
    say_who_mentors(casts)
    remind_of_nothing_past(now=now, today=today)
    return staffs


def tell_conversations(builder: Builder, staff: Staff, cast: list[Appointment]) -> None:
    """The year of the first of the cast, where the plan has it told, and conversations of others."""
    first, head, owner = cast[0], cast[2], cast[4]
    if staff.plan.has_year:
        tell_year(builder, staff, job=first, manager=head.person, facilitator=owner.person)
    tell_of_others(builder, staff, cast, has_year=staff.plan.has_year)


def remind_of_nothing_past(*, now: datetime, today: date) -> None:
    """What was due before the demonstration was made counts as reminded of: its people are invented."""
    queue_reminders(at=now, today=today)
    Reminder.objects.filter(sent_at__isnull=True).update(sent_at=now)


def say_who_mentors(casts: Sequence[Sequence[Appointment]]) -> None:
    """Whom to be on the sign-in page for a mentoring relationship, from either side."""
    under_way = MentoringRelationship.objects.filter(state=MentoringRelationship.State.RUNNING)
    mentees = set(under_way.values_list("mentee", flat=True))
    mentors = set(under_way.values_list("mentor", flat=True))
    people = {appointment.person_id for cast in casts for appointment in cast}
    for role in DemonstrationRole.objects.filter(person__in=people & (mentees | mentors)):
        role.sentence += " Has a mentor." if role.person_id in mentees else " Mentors somebody."
        role.save(update_fields=["sentence"])


def cast_of(staff: Staff) -> list[CastMember]:
    """Who may be tried on the sign-in page: one of each kind of user."""
    by_manager: dict[object, list[Appointment]] = {}
    for appointment in staff.appointments:
        if appointment.end_date is None:
            by_manager.setdefault(appointment.manager_id, []).append(appointment)
    own = {appointment.person_id: appointment for appointment in staff.appointments}
    duties = {duty.name: own[duty.person_id] for duty in staff.duties}
    duty_holders = {duty.person_id for duty in staff.duties}
    heads = [a for a in staff.appointments if not a.is_senior_leader and a.person_id not in duty_holders]
    head = max(heads, key=lambda a: (len(by_manager.get(a.person_id, [])), a.staff_number))
    reports = [a for a in by_manager[head.person_id] if a.person_id not in by_manager]
    reports.sort(key=lambda a: a.job_title not in staff.plan.told_of)
    director = next(a for a in staff.appointments if a.is_senior_leader and a.manager_id)
    return [
        CastMember(reports[0], TOLD if staff.plan.has_year else FIRST),
        CastMember(reports[1], "New here: nothing written yet."),
        CastMember(head, f"Leads a team of {len(by_manager[head.person_id])} and sets what is expected of each role."),
        CastMember(director, "A senior leader with managers reporting to them."),
        CastMember(duties["framework_owner"], "Looks after the frameworks and their wording; coaches and facilitates."),
        CastMember(duties["coordinator"], "Runs feedback cycles, and has a mentoring run to review."),
        CastMember(duties["people_administrator"], "Keeps the staff list; opens nobody’s content."),
        CastMember(duties["data_protection_officer"], "Reads the audit trail; opens nobody’s content."),
    ]


def been_there(members: list[CastMember], *, since: date) -> None:
    """Whoever's year is told, and whoever is in it, has worked here throughout, however many people are drawn."""
    for member in members:
        job = member.appointment
        if job.start_date > since:
            job.start_date = since
            job.save(update_fields=["start_date"])


def give_history(historian: Historian, staff: Staff, members: list[CastMember], packs: list[StoredPack]) -> None:
    """A year for many; for the first of the cast the whole story, for the second nothing yet."""
    first, second, head = (member.appointment for member in members[:3])
    left_out = {first.person_id, second.person_id}
    others = [appointment for appointment in staff.appointments if appointment.person_id not in left_out]
    assess_first(historian, first, packs, has_year=staff.plan.has_year)
    everyone, staff.appointments = staff.appointments, others
    historian.write(staff, everyone=[head])
    staff.appointments = everyone
    expect_of_some(historian, staff, packs)


def assess_first(historian: Historian, appointment: Appointment, packs: list[StoredPack], *, has_year: bool) -> None:
    """Two finished assessments on one framework, the later one shared with the manager, and a draft on another."""
    with_dimensions = [stored for stored in packs if stored.pack.dimensions]
    if not with_dimensions:
        return
    framework, another = with_dimensions[0], with_dimensions[-1]
    historian.assess(
        appointment, framework, historian.builder.days_ago(345 if has_year else 260), 0.35, draft=False, share=False
    )
    latest = historian.assess(appointment, framework, historian.builder.days_ago(24), 0.55, draft=False, share=False)
    historian.share(latest, appointment, framework, appointment.manager_id)
    historian.assess(appointment, another, historian.builder.days_ago(2), 0.5, draft=True)
    historian.rows.save()


def expect_of_some(historian: Historian, staff: Staff, packs: list[StoredPack]) -> None:
    levelled = [stored for stored in packs if stored.pack.levels]
    managers: dict[object, Person] = {person.pk: person for person in staff.people}
    if levelled:
        for appointment in staff.appointments[:400:3]:
            if appointment.manager_id and appointment.end_date is None:
                historian.expect(appointment, levelled[0], managers[appointment.manager_id])
    historian.rows.save()


def introduce(members: list[CastMember]) -> None:
    start = DemonstrationRole.objects.count()
    DemonstrationRole.objects.bulk_create(
        DemonstrationRole(person_id=member.appointment.person_id, sentence=member.sentence, order=start + place)
        for place, member in enumerate(members)
    )
