"""One of everything that an address can be about, so that each page can be asked for by each of the cast.

Amira's things are the secrets: a draft, a finished self-assessment shared with Tom, and what Tom expects of her role.
"""

from dataclasses import dataclass
from datetime import timedelta

from stepwell.assessments import operations as assessments
from stepwell.assessments.models import SelfAssessment
from stepwell.careers.models import ExpectedLevel
from stepwell.frameworks import operations as frameworks
from stepwell.frameworks.models import Draft
from stepwell.people.models import Appointment, Duty, StaffImport
from stepwell.plans.models import CalendarFeed
from stepwell.plans.operations.feed import make_feed
from stepwell.sharing.models import Share
from tests.cast import NOW, TODAY, Cast

SECRET = "I said it before the whole room."


@dataclass(frozen=True)
class World:
    cast: Cast
    draft: SelfAssessment
    finished: SelfAssessment
    share: Share
    appointment: Appointment
    duty: Duty
    staff_import: StaffImport
    framework_draft: Draft
    feed: CalendarFeed
    grade_id: str
    bank_pack: str
    bank_id: str


def begin(cast: Cast, version) -> SelfAssessment:
    assessment = assessments.start_assessment(
        person=cast.amira,
        version=version,
        overlay=None,
        appointment=cast.amira.appointments.get(),
        purpose="conversation",
        at=NOW,
    )
    assessments.acknowledge_notices(assessment, by=cast.amira, at=NOW)
    answers = {"state": "placed", "level_id": "steady", "example": SECRET}
    assessments.save_answers(assessment, "trimming", answers, revision=0, by=cast.amira, at=NOW)
    return assessment


def make_world(cast: Cast, version) -> World:
    finished = begin(cast, version)
    assessments.complete_assessment(finished, by=cast.amira, at=NOW + timedelta(minutes=5))
    share = assessments.share_assessment(
        finished,
        title="Lamplight, November 2026",
        recipient=cast.tom,
        purpose="conversation",
        until=TODAY + timedelta(days=36500),
        message=SECRET,
        by=cast.amira,
        at=NOW,
    )
    appointment = cast.amira.appointments.get()
    ExpectedLevel.objects.create(
        appointment=appointment,
        framework=version.framework,
        dimension_id="trimming",
        level_id="bright",
        reason=SECRET,
        discussed_on=TODAY,
        set_at=NOW,
        set_by=cast.tom,
    )
    frameworks.adopt([version.framework.slug], organisation=cast.ashdown, by=cast.fran, at=NOW)
    staff_import = StaffImport.objects.create(
        organisation=cast.ashdown, file_name="staff.csv", content=b"", uploaded_at=NOW, uploaded_by=cast.pat
    )
    framework_draft = Draft.objects.create(
        organisation=cast.ashdown,
        kind="version",
        slug=version.framework.slug,
        file_name="lamplight.yaml",
        content=version.content | {"version": "2"},
        uploaded_at=NOW,
        uploaded_by=cast.fran,
    )
    return World(
        cast=cast,
        draft=begin(cast, version),
        finished=finished,
        share=share,
        appointment=appointment,
        duty=cast.cora.duties.get(),
        staff_import=staff_import,
        framework_draft=framework_draft,
        feed=make_feed(person=cast.amira, by=cast.amira, at=NOW),
        grade_id="keeper",
        bank_pack="tidewatch",
        bank_id="lamps",
    )
