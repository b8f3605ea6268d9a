"""A programme of many mentees and mentors as rows of the database, to be matched for real.

Everybody has a job with a manager, has placed themselves on all qualities or offers some of them, has wishes, and now and
then somebody to avoid: spread as in `matching_cohort`. Written in bulk, into a small demonstration.
"""

import random
from datetime import timedelta
from typing import Any

from django.utils import timezone

from stepwell.assessments.models import Placement, SelfAssessment
from stepwell.mentoring.models import (
    MenteeRequest,
    MentorEnrolment,
    MentoringProgramme,
    MentorOffer,
    MentorProfile,
)
from stepwell.mentoring.operations import programmes
from stepwell.mentoring.queries.programmes import pack_of_programme, wished_dimensions
from stepwell.people.models import Appointment, DemonstrationRole, Duty, Organisation, Person, Unit

PROFESSIONS = [f"Profession {number}" for number in range(8)]
A_BATCH = 1000
AVOIDS, WAITED = 0.05, 0.1


def bulk(rows: list[Any]) -> list[Any]:
    return type(rows[0]).objects.bulk_create(rows, batch_size=A_BATCH)


class World:
    def __init__(self, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self.now = timezone.now()
        first = MentoringProgramme.objects.order_by("created_at").first()
        assert first is not None
        self.coordinator = DemonstrationRole.objects.select_related("person__account").get(order=5).person
        self.programme = self.opened(first)
        self.organisations = list(Organisation.objects.order_by("id"))
        self.units = {one.pk: Unit.objects.filter(organisation=one).first() for one in self.organisations}
        self.qualities = [one.id for one in wished_dimensions(pack_of_programme(self.programme))]
        self.managers: list[Person] = []
        self.jobs: dict[Any, Organisation] = {}

    def opened(self, first: MentoringProgramme) -> MentoringProgramme:
        """Of all organisations, open, rolling."""
        by, at = self.coordinator, self.now
        programme = programmes.create_programme(
            host=first.host, version=first.version, overlay=None, title="Everybody", summary="Everybody.", by=by, at=at,
            acceptable_from=300, codes=[programmes.CodePlan("What we agree to", "It stays between the two.")],
        )  # fmt: skip
        for part in first.organisations.exclude(organisation=first.host):
            asked = programmes.ask_organisation(programme, organisation=part.organisation, by=by, at=at)
            duty = Duty.objects.get(organisation=part.organisation, name="coordinator", ended_at=None)
            programmes.decide_part(asked, agrees=True, by=duty.person, at=at)
        programmes.open_programme(programme, by=by, at=at)
        return MentoringProgramme.objects.select_related("version__framework", "host").get(pk=programme.pk)

    def people(self, count: int, name: str) -> list[Person]:
        """Each with a job, and all but the first with a manager."""
        made = bulk([Person(full_name=f"{name} {n}", email=f"{name}.{n}@example.org".lower()) for n in range(count)])
        if not self.managers:
            self.managers = made
        jobs = []
        for number, person in enumerate(made):
            place = self.jobs[person.pk] = self.chance.choice(self.organisations)
            above = self.chance.choice(self.managers)
            jobs.append(
                Appointment(
                    person=person, organisation=place, unit=self.units[place.pk], staff_number=f"{name}{number}",
                    job_title="Officer", profession=self.chance.choice(PROFESSIONS), start_date=self.now.date(),
                    manager=above if above != person and self.managers is not made else None,
                )
            )  # fmt: skip
        bulk(jobs)
        return made

    def mentors(self, people: list[Person]) -> list[MentorEnrolment]:
        chance, at = self.chance, {"started_at": self.now, "saved_at": self.now}
        profiles = bulk(
            [
                MentorProfile(
                    person=one, capacity=chance.choice((1, 2, 3)), seniority=chance.randrange(1, 5), languages=["English"],
                    about="I have done this for some years.", **at,
                )
                for one in people
            ]
        )  # fmt: skip
        framework = self.programme.version.framework
        bulk(
            [
                MentorOffer(profile=one, framework=framework, dimension_id=quality, strength=chance.randrange(1, 4))
                for one in profiles
                for quality in chance.sample(self.qualities, chance.randrange(3, len(self.qualities)))
            ]
        )
        return bulk(
            [
                MentorEnrolment(
                    programme=self.programme, profile=one, organisation=self.jobs[one.person_id], joined_at=self.now
                )
                for one in profiles
            ]
        )

    def mentees(self, people: list[Person], mentors: list[str]) -> list[MenteeRequest]:
        """`mentors`: the names of those whom somebody may want to avoid."""
        chance, at = self.chance, self.now
        sheets = bulk(
            [
                SelfAssessment(
                    person=one, version=self.programme.version, purpose="mentoring", started_at=at, completed_at=at
                )
                for one in people
            ]
        )
        bulk(
            [
                Placement(
                    assessment=sheet, dimension_id=quality, state="placed", rating=chance.randrange(1, 5),
                    wish=chance.choice(("yes", "maybe", "no")), saved_at=at,
                )
                for sheet in sheets
                for quality in self.qualities
            ]
        )  # fmt: skip
        return bulk([self.request(sheet, mentors) for sheet in sheets])

    def request(self, sheet: SelfAssessment, mentors: list[str]) -> MenteeRequest:
        chance, at = self.chance, self.now - timedelta(days=1)
        wants = {"organisation": chance.choice(("other", None)), "profession": chance.choice(("same", "other", None))}
        return MenteeRequest(
            programme=self.programme, person=sheet.person, organisation=self.jobs[sheet.person_id], assessment=sheet,
            state="waiting", seniority=chance.randrange(1, 4), background="I want to lead a team one day.",
            preferences={"wants": {key: want for key, want in wants.items() if want}, "points": {}},
            avoid=[chance.choice(mentors)] if chance.random() < AVOIDS else [],
            waited_rounds=int(chance.random() < WAITED), started_at=at, saved_at=at, sent_at=at,
        )  # fmt: skip
