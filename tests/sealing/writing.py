"""Everything that can be written in rounds, self-assessments and about a role, by two people; by the operations and pages, so
that it works in an installation of its own as well (the journal's test_dump)."""

from datetime import date, datetime

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from stepwell.assessments import operations as assessing
from stepwell.assessments.models import SelfAssessment
from stepwell.careers.operations import LevelSet, mark_job_profile_out_of_date, set_expected_levels
from stepwell.feedback.models import Invitation
from stepwell.feedback.operations import inviting
from stepwell.feedback.queries.asking import item_kinds
from stepwell.frameworks.queries import latest_versions, pack_of
from stepwell.people.models import DemonstrationRole, Person
from tests.feedback import wording

OWN = {
    "example": "i held the lamp for the pilot",
    "situation": "off the skerries, in fog",
    "coaching question": "what would the pilot say to you",
    "reflection": "that i might have sounded twice",
    "reason": "the channel silts up each spring",
    "note": "nothing in it about silt",
}
WORDS = wording.WORDS | OWN


def write_own(person: Person, manager: Person, version, *, at: datetime, today: date) -> SelfAssessment:
    """What the manager expects and why, and a self-assessment that is begun."""
    job, dimension = person.appointments.get(), levelled(version)[0]
    expected = {dimension.id: LevelSet(pack_of(version).levels[-1].id, OWN["reason"])}
    set_expected_levels(job, framework=version.framework, levels=expected, discussed_on=today, by=manager, at=at)
    mark_job_profile_out_of_date(job, note=OWN["note"], by=person, at=at)
    assessment = assessing.start_assessment(
        person=person, version=version, overlay=None, appointment=job, purpose="myself", at=at
    )
    assessing.acknowledge_notices(assessment, by=person, at=at)
    assessment.refresh_from_db()
    said = {"state": "placed", "level_id": pack_of(version).levels[0].id}
    said |= {name.replace(" ", "_"): words for name, words in OWN.items() if name not in ("reason", "note")}
    found = assessment.placements.filter(dimension_id=dimension.id).first()
    revision = found.revision if found else 0
    assessing.save_answers(assessment, dimension.id, said, revision=revision, by=person, at=at)
    return assessment


def levelled(version) -> list:
    return [dimension for dimension in pack_of(version).dimensions if dimension.levels]


def use() -> str:
    """In a demonstration; returns all that the pages said."""
    at, today = timezone.now(), timezone.localdate()
    person = DemonstrationRole.objects.select_related("person__account").order_by("order")[0].person
    job = person.appointments.get()
    version = next(one for one in latest_versions() if "dimensions" in item_kinds(pack_of(one)))
    people = (person, job.manager, job.organisation, version)
    released = wording.write_everything(*people, at=at, today=today)
    going_on = wording.write_to_be_sent(*people, at=at, today=today)
    assessment = write_own(person, job.manager, version, at=at, today=today)
    token = inviting.issue_link(Invitation.objects.get(nomination__round=going_on, draft__isnull=False), at)
    own, other, rater = Client(), Client(), Client()
    own.force_login(person.account)
    other.force_login(job.manager.account)
    said = [own.get(reverse(f"feedback:{name}", args=[released.pk])) for name in ("report", "round", "thanks")]
    said += [own.get(reverse(f"feedback:{name}", args=[going_on.pk])) for name in ("round", "raters")]
    said.append(rater.get(reverse("feedback:answer_check", args=[token])))
    said.append(own.get(reverse("assessments:report", args=[finished(assessment, person, at).pk])))
    said.append(other.get(reverse("careers:role", args=[job.pk])))
    return "".join(answer.content.decode() for answer in said)


def finished(assessment: SelfAssessment, person: Person, at: datetime) -> SelfAssessment:
    assessing.complete_assessment(assessment, by=person, at=at)
    return assessment
