"""Reads for the home page: what needs somebody now, and where they are. A fixed number of queries for anybody."""

from dataclasses import dataclass
from datetime import date

from stepwell.assessments.models import SelfAssessment
from stepwell.assessments.queries import Sheet, assessments, expectations_of, sheet_of
from stepwell.careers.models import ExpectationNotice, JobProfileNote
from stepwell.careers.queries import Expected, open_profile_notes, unread_notices
from stepwell.feedback.models import FeedbackRound
from stepwell.feedback.queries.rounds import rounds_of, rounds_to_approve
from stepwell.frameworks.queries import StoredPack, stored_packs
from stepwell.people.models import Appointment, Organisation, Person
from stepwell.people.queries import audience_of
from stepwell.sharing.models import Share
from stepwell.sharing.queries import number_open, received_by

# Rounds in which the next step is the person's own.
WAITING = (FeedbackRound.State.ASKED, FeedbackRound.State.CHOOSING)


@dataclass(frozen=True)
class Now:
    """What may need somebody's attention."""

    to_approve: list[FeedbackRound]
    own_rounds: list[FeedbackRound]
    drafts: list[Sheet]
    shared_with_me: list[Share]
    newly_expected: list[ExpectationNotice]
    out_of_date: list[JobProfileNote]
    without_job_profile: Appointment | None
    without_focus: SelfAssessment | None


@dataclass(frozen=True)
class Standing:
    """Where somebody is: their latest self-assessment, and what they share."""

    latest: Sheet | None
    expectations: dict[str, Expected]
    focuses: list[str]
    shares_open: int


def needs_now(person: Person, appointment: Appointment | None, today: date, *, coordinates: int | None = None) -> Now:
    """`coordinates`: the organisation whose feedback cycles the person runs, if any."""
    drafts = assessments().filter(person=person, completed_at__isnull=True).prefetch_related("placements")
    latest = latest_completed(person)
    own = [appointment] if appointment else []
    return Now(
        to_approve=rounds_to_approve(person, today, coordinates=coordinates)[:5],
        own_rounds=[round for round in rounds_of(person) if round.state in WAITING],
        drafts=[sheet_of(draft) for draft in drafts[:3]],
        shared_with_me=[thing.share for thing in received_by(person, today) if not thing.openings][:5],
        newly_expected=list(unread_notices(own)),
        out_of_date=list(open_profile_notes(own)),
        without_job_profile=appointment if appointment and not appointment.job_profile_url else None,
        without_focus=latest if latest and not latest.focuses.all() else None,
    )


def latest_completed(person: Person) -> SelfAssessment | None:
    found = assessments().filter(person=person, completed_at__isnull=False).prefetch_related("placements", "focuses")
    return found.order_by("-completed_at").first()


def standing_of(person: Person, today: date) -> Standing:
    latest = latest_completed(person)
    if latest is None:
        return Standing(None, {}, [], number_open(person, today))
    sheet = sheet_of(latest)
    names = sheet.pack.dimension_by_id
    focuses = [names[focus.dimension_id].name for focus in latest.focuses.all() if focus.dimension_id in names]
    return Standing(sheet, expectations_of(latest, sheet.pack, today), focuses, number_open(person, today))


def frameworks_for(
    person: Person, appointment: Appointment | None, organisation: Organisation | None, today: date
) -> list[StoredPack]:
    """Frameworks on which one can place oneself, those made for this person's audience first (R89)."""
    audiences = audience_of(person, appointment, today)
    rank = {audience: place for place, audience in enumerate(audiences)}
    packs = [stored for stored in stored_packs(organisation) if stored.pack.dimensions]
    return sorted(packs[:6], key=lambda stored: min(rank.get(audience, 99) for audience in stored.pack.audience))
