"""Builds a mentoring programme across the three organisations: relationships under way, and a run to review.

The operations themselves write it, each at its day in the past; only self-assessments are written in bulk. No mail goes
to people who do not exist.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from stepwell.assessments.models import Placement, SelfAssessment
from stepwell.domain.disclosure.counts import LEAST
from stepwell.frameworks.models import FrameworkVersion
from stepwell.frameworks.queries import latest_version, pack_of
from stepwell.mentoring.models import (
    CheckIn,
    MenteeRequest,
    MentorEnrolment,
    MentoringProgramme,
    MentoringRelationship,
    MentorProfile,
)
from stepwell.mentoring.operations import (
    check_ins,
    goals,
    joining,
    offering,
    programmes,
    publishing,
    relationships,
    running,
)
from stepwell.mentoring.operations.learning import take_report
from stepwell.mentoring.queries.programmes import codes_for, wished_dimensions
from stepwell.people.models import Appointment, Person

from .builder import Builder, Staff
from .mentoring_words import (
    ABOUT,
    BACKGROUNDS,
    CODES,
    EXPERIENCE,
    GOALS,
    HOPES,
    HOURS,
    OFFERS,
    PURPOSE,
    RECORDS,
    SUMMARY,
)
from .rounds import forget_mail

FRAMEWORK = "nhs-lqf"
# Of each organisation, the smaller one second: mentees of the first run, of the second, and mentors. In some parts of the
# report the smaller one stands for too few, so that one sees how it is joined with another or left out.
EARLY, LATE, MENTORS = (14, 9, 12), (13, 7, 11), (14, 8, 13)
ANSWERS = ["very_well", "well", "well", "well", "mixed", None]
PLACES = ["Wexbridge town centre", "The civic centre", "The hospital site"]  # of each organisation, in its order
# Many want the same few things, and a third of the mentors know all of them well; some mentees would rather stay near.
# So the stands of the slider differ: what is best for all together is not best for whoever fits worst.
SOUGHT, KNOWS_IT_ALL, STAYS_NEAR, WANTS_WHAT_MANY_WANT = 5, 0.35, 0.4, 0.5
TIMES = ["early", "morning", "lunch", "afternoon", "evening"]


def give_mentoring(builder: Builder, staffs: Sequence[Staff], casts: Sequence[Sequence[Appointment]]) -> None:
    """`casts`: of each organisation, those who can be tried on the sign-in page, as `cast_of` has them."""
    version = latest_version(FRAMEWORK)
    if version is None:
        return
    scheme = Scheme(builder, staffs, version)
    scheme.open()
    first = scheme.people(casts)
    scheme.first_run(first)
    scheme.second_run()
    scheme.report()
    for staff in staffs:
        forget_mail(staff)


class Scheme:
    """The programme as its coordinators, mentees and mentors would have made it."""

    def __init__(self, builder: Builder, staffs: Sequence[Staff], version: FrameworkVersion):
        self.builder, self.random, self.staffs, self.version = builder, builder.random, staffs, version
        self.coordinators = [{duty.name: duty.person for duty in staff.duties}["coordinator"] for staff in staffs]
        self.dimensions = [dimension.id for dimension in wished_dimensions(pack_of(version))]
        self.sought = self.random.sample(self.dimensions, min(SOUGHT, len(self.dimensions)))
        self.beside = [key for key in self.dimensions if key not in self.sought]

    def open(self) -> None:
        at = self.builder.days_ago(150)
        self.programme = programmes.create_programme(
            host=self.staffs[0].organisation,
            version=self.version,
            overlay=None,
            title="Mentoring across the county",
            summary=SUMMARY,
            places=PLACES,
            identities=["I have caring responsibilities", "I returned to work after a long break"],
            codes=CODES,
            by=self.coordinators[0],
            at=at,
        )
        for staff, coordinator in list(zip(self.staffs, self.coordinators, strict=True))[1:]:
            part = programmes.ask_organisation(
                self.programme, organisation=staff.organisation, by=self.coordinators[0], at=at
            )
            programmes.decide_part(part, agrees=True, by=coordinator, at=at)
        programmes.open_programme(self.programme, by=self.coordinators[0], at=at)
        self.programme = MentoringProgramme.objects.get(pk=self.programme.pk)

    def people(self, casts: Sequence[Sequence[Appointment]]) -> list[MenteeRequest]:
        """Mentors from the middle and the top, mentees from below; heads of the cast mentor, and two of it are mentees."""
        first: list[MenteeRequest] = []
        self.first = first
        self.later: list[tuple[Staff, Appointment]] = []
        for number, (staff, cast) in enumerate(zip(self.staffs, casts, strict=True)):
            left_out = {
                cast[0].person_id,
                cast[1].person_id,
                cast[2].person_id,
                *(duty.person_id for duty in staff.duties),
            }
            working = [one for one in staff.appointments if one.end_date is None and one.person_id not in left_out]
            managers = {one.manager_id for one in staff.appointments}
            above = [one for one in working if one.person_id in managers]
            below = [one for one in working if one.person_id not in managers]
            mentors, early, late = MENTORS[number], EARLY[number], LATE[number]
            for appointment in [cast[2], *self.random.sample(above, min(mentors - 1, len(above)))]:
                enrolment = self.mentor(staff, appointment)
                if appointment is cast[2]:
                    self.practice(enrolment.profile, appointment.person)
            drawn = self.random.sample(below, min(early + late, len(below)))
            mentees = [cast[0], *drawn] if number else drawn
            first += [self.mentee(staff, appointment, days=140) for appointment in mentees[:early]]
            self.later += [(staff, appointment) for appointment in mentees[early : early + late]]
        return first

    def mentor(self, staff: Staff, appointment: Appointment) -> MentorEnrolment:
        person, at = appointment.person, self.builder.days_ago(145)
        profile = offering.start_profile(by=person, at=at)
        said = {
            "about": self.random.choice(ABOUT),
            "experience": self.random.choice(EXPERIENCE),
            "seniority": 4 if appointment.is_senior_leader else self.random.choice([3, 3, 4]),
            "capacity": self.random.choice([1, 2, 2, 3]),
            "places": [self.site(staff)],
            "times": sorted(self.random.sample(TIMES, 2)),
            "languages": ["en"],
            "is_remote": self.random.random() < 0.6,
        }
        profile = offering.save_profile(profile, said, revision=profile.revision, at=at)
        offering.set_offers(profile, self.version.framework, self.offers(), by=person, at=at)
        joining.acknowledge(codes_for(self.programme, "mentor"), by=person, at=at)
        return offering.join_as_mentor(
            self.programme, profile, organisation=staff.organisation, by=person, at=at, today=at.date()
        )

    def site(self, staff: Staff) -> str:
        return PLACES[self.staffs.index(staff) % len(PLACES)]

    def some(self, keys: Sequence[str], number: int) -> list[str]:
        return self.random.sample(keys, min(number, len(keys)))

    def offers(self) -> dict[str, offering.OfferPlan]:
        if knows_it_all := self.random.random() < KNOWS_IT_ALL:
            chosen = [*self.sought, *self.some(self.beside, 4)]
        else:
            chosen = [*self.some(self.sought, 2), *self.some(self.beside, 2)]
        return {
            key: offering.OfferPlan(
                3 if knows_it_all else self.random.choice([1, 2, 3]), self.random.choice(OFFERS) if place == 0 else ""
            )
            for place, key in enumerate(chosen)
        }

    def practice(self, profile: MentorProfile, person: Person) -> None:
        """What a mentor has learned, by whom they are supervised, and the hours they noted."""
        today = self.builder.days_ago(0).date()
        for kind, title, since, until in RECORDS:
            offering.add_record(
                profile,
                kind=kind,
                title=title,
                on_date=today - timedelta(days=since),
                expires_on=today + timedelta(days=until) if until else None,
                by=person,
                at=self.builder.days_ago(145),
            )
        for place, (kind, minutes, note) in enumerate(HOURS):
            at = self.builder.days_ago(110 - 22 * place)
            offering.log_time(profile, kind=kind, on_date=at.date(), minutes=minutes, note=note, by=person, at=at)

    def mentee(self, staff: Staff, appointment: Appointment, *, days: int) -> MenteeRequest:
        person, at = appointment.person, self.builder.days_ago(days)
        self.assess(appointment, at - timedelta(hours=2))
        request = joining.start_request(
            self.programme, organisation=staff.organisation, by=person, at=at, today=at.date()
        )
        said = {
            "seniority": self.random.choice([1, 2, 2, 3]),
            "background": self.random.choice(BACKGROUNDS),
            "hopes": self.random.choice(HOPES),
            "preferences": self.preferences(staff),
            "shows": ["needs", "background", "hopes", "job"],
        }
        request = joining.save_request(request, said, revision=request.revision, by=person, at=at)
        joining.acknowledge(codes_for(self.programme, "mentee"), by=person, at=at)
        joining.send_request(request, by=person, at=at, today=at.date())
        return request

    def preferences(self, staff: Staff) -> dict[str, Any] | None:
        wants: dict[str, Any] = {}
        if self.random.random() < STAYS_NEAR:
            wants |= {"organisation": "same", "place": self.site(staff)}
        elif self.random.random() < 0.7:
            wants["organisation"] = "other"
        if self.random.random() < 0.5:
            wants["times"] = sorted(self.random.sample(TIMES, 2))
        if self.random.random() < 0.4:
            wants["remote"] = "yes"
        points = dict.fromkeys(list(wants)[:2], 5) if self.random.random() < 0.5 else {}
        return {"wants": wants, "points": points} if wants else None

    def assess(self, appointment: Appointment, at: datetime) -> SelfAssessment:
        """Where somebody placed themselves, and what they want to work on: three things with a yes, three with a maybe."""
        assessment = SelfAssessment.objects.create(
            id=self.builder.uuid(),
            person=appointment.person,
            version=self.version,
            appointment=appointment,
            purpose=SelfAssessment.Purpose.MENTORING,
            started_at=at,
            confidentiality_read_at=at,
            completed_at=at + timedelta(minutes=25),
        )
        if self.random.random() < WANTS_WHAT_MANY_WANT:
            wished = [*self.some(self.sought, 4), *self.some(self.beside, 1)]
        else:
            wished = [*self.some(self.beside, 4), *self.some(self.sought, 2)]
        wishes = {key: "yes" if place < 3 else "maybe" for place, key in enumerate(wished)}
        Placement.objects.bulk_create(
            Placement(
                assessment=assessment,
                dimension_id=key,
                state="placed",
                rating=self.random.choice([3, 3, 4, 2]) if key in wishes else self.random.choice([1, 1, 2, 2]),
                wish=wishes.get(key, "no"),
                saved_at=at,
            )
            for key in self.dimensions
        )
        return assessment

    def first_run(self, requests: Sequence[MenteeRequest]) -> None:
        """Published four months ago: nearly everybody said yes, and most have met."""
        at = self.builder.days_ago(125)
        run = running.start_run(self.programme, by=self.coordinators[0], at=at)
        running.work_out(run, at=at, today=at.date())
        run.refresh_from_db()
        for staff, coordinator in zip(self.staffs, self.coordinators, strict=True):
            if run.pairings.filter(request__organisation=staff.organisation).exists():
                publishing.publish(run, organisation=staff.organisation, by=coordinator, at=at, today=at.date())
        offered = run.pairings.filter(state="offered").select_related("request__person", "enrolment__profile__person")
        for pairing in offered.order_by("request__person_id"):
            later = at + timedelta(days=2)
            mentor = pairing.enrolment.profile.person
            publishing.accept(pairing, by=pairing.request.person, at=later, today=later.date())
            relationship = publishing.accept(pairing, by=mentor, at=later, today=later.date())
            if relationship:
                self.under_way(relationship, later)

    def under_way(self, relationship: MentoringRelationship, at: datetime) -> None:
        mentee, mentor = relationship.mentee, relationship.mentor
        self.meet(relationship, mentee, at + timedelta(days=12))
        terms = {"purpose": self.random.choice(PURPOSE), "how_often": "About once a month", "how_long": "An hour"}
        terms["notes"] = "The mentee keeps our record. What either of us notes alone stays with that person."
        relationships.write_agreement(relationship, terms, by=mentee, at=at + timedelta(days=12))
        relationships.sign(relationship, by=mentor, at=at + timedelta(days=13))
        for place, words in enumerate(self.random.sample(GOALS, 2)):
            goal = goals.set_goal(
                relationship,
                words=words,
                dimension_id=self.random.choice(self.dimensions),
                by=mentee,
                at=at + timedelta(days=14),
            )
            if place:
                goals.close_goal(goal, state="reached", by=mentee, at=at + timedelta(days=90))
        self.ask_how_it_goes(relationship, at + timedelta(days=31))
        if self.random.random() < 0.75:
            for days in (41, 70, 99):
                self.meet(relationship, mentee, at + timedelta(days=days))
        else:
            self.ask_for_help(relationship, mentee, at + timedelta(days=72))

    def ask_how_it_goes(self, relationship: MentoringRelationship, at: datetime) -> None:
        """After a month: most of both sides answer."""
        check_ins.ask(relationship, CheckIn.Moment.QUALITY, relationship.began_on + timedelta(days=30), at=at)
        for question in CheckIn.objects.filter(relationship=relationship).select_related("person").order_by("person"):
            if how := self.random.choice(ANSWERS):
                check_ins.answer(question, {"how": how, "words": ""}, by=question.person, at=at, today=at.date())

    def ask_for_help(self, relationship: MentoringRelationship, mentee: Person, at: datetime) -> None:
        """A pair that has not met for a while: both were asked privately, and the first mentee asked for help."""
        day = relationship.began_on + timedelta(days=12 + self.programme.quiet_days)
        check_ins.ask(relationship, CheckIn.Moment.QUIET, day, at=at)
        if not CheckIn.objects.filter(help_asked_at__isnull=False).exists():
            question = CheckIn.objects.get(relationship=relationship, person=mentee, moment=CheckIn.Moment.QUIET)
            check_ins.answer(question, {"how": "help", "words": ""}, by=mentee, at=at, today=at.date())

    def report(self) -> None:
        """What the programme learned after the first months."""
        if len(self.first) + len(self.later) >= LEAST:
            take_report(self.programme, by=self.coordinators[0], at=self.builder.days_ago(6))

    def meet(self, relationship: MentoringRelationship, mentee: Person, at: datetime) -> None:
        session = relationships.plan_session(relationship, on_date=at.date(), by=mentee, at=at)
        relationships.note_session(session, held_on=at.date(), by=mentee, at=at, today=at.date())

    def second_run(self) -> None:
        """Finished yesterday, and not published: it waits for the coordinators."""
        for staff, appointment in self.later:
            self.mentee(staff, appointment, days=20)
        at = self.builder.days_ago(1)
        run = running.start_run(self.programme, by=self.coordinators[0], at=at)
        running.work_out(run, at=at, today=at.date())
