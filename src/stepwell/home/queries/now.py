"""Reads for the home page: what needs somebody now, and where they are. A fixed number of queries for anybody."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import itemgetter

from stepwell.assessments.models import SelfAssessment
from stepwell.assessments.queries import Sheet, assessments_of, expectations_of, focuses_of, sheets_at_hand
from stepwell.careers.models import ExpectationNotice, JobProfileNote
from stepwell.careers.queries import Expected, notices_of, profile_notes_of
from stepwell.conversations.models import AgreedAction, Conversation
from stepwell.conversations.queries.conversations import on_home
from stepwell.conversations.queries.reading import agreed_last_time, promised_soon
from stepwell.feedback.models import FeedbackRound
from stepwell.feedback.queries import rounds as feedback_rounds
from stepwell.frameworks.queries import StoredPack
from stepwell.journal.models import JournalEntry
from stepwell.journal.queries.entries import left_off, name_of_guide
from stepwell.mentoring.queries.glance import Glance as MentoringGlance
from stepwell.mentoring.queries.glance import glance_of as mentoring_at_a_glance
from stepwell.mentoring.queries.waiting import Waiting, waiting_for
from stepwell.people.models import AddressChange, Appointment, Organisation, Person
from stepwell.people.queries import audience_of, coming_address
from stepwell.plans.models import Objective, OpportunityRequest
from stepwell.plans.queries.asking import requests_at_hand
from stepwell.plans.queries.plans import Glance, glances_of, steps_due
from stepwell.sharing.models import Share
from stepwell.sharing.queries import Glance as ShareGlance
from stepwell.sharing.queries import at_a_glance

State = Conversation.State
LATELY = timedelta(days=30)
# Promises and next steps of the coming two weeks; of what conversations bring, the first few.
SOON = timedelta(days=14)
SHOWN = 3
CARDS = 4


@dataclass(frozen=True)
class LastTime:
    """What the person and whomever they meet next agreed when they last talked."""

    previous: Conversation
    actions: list[AgreedAction]


@dataclass(frozen=True)
class Now:
    """What may need somebody's attention."""

    new_address: AddressChange | None
    asked_of_me: list[OpportunityRequest]
    answered: list[OpportunityRequest]
    steps: list[Objective]
    plan_reviews: list[Glance]
    conversations: list[Conversation]
    last_time: LastTime | None
    promises: list[AgreedAction]
    to_look_at_again: list[Conversation]
    to_approve: list[FeedbackRound]
    to_answer: list[FeedbackRound]
    own_rounds: list[FeedbackRound]
    drafts: list[Sheet]
    shared_with_me: list[Share]
    resting_shares: list[Share]
    newly_expected: list[ExpectationNotice]
    out_of_date: list[JobProfileNote]
    without_job_profile: Appointment | None
    without_focus: SelfAssessment | None
    mentoring: MentoringGlance
    coordinated: list[Waiting]


@dataclass(frozen=True)
class Standing:
    """Where somebody is: their latest self-assessment, and what they share."""

    latest: Sheet | None
    expectations: dict[str, Expected]
    focuses: list[str]
    shares_open: int
    plans: list[Glance]

    @property
    def on_the_way(self) -> int:
        return sum(one.on_the_way for one in self.plans)

    @property
    def next_review(self) -> date | None:
        return min((one.next_review for one in self.plans if one.next_review), default=None)


@dataclass(frozen=True)
class Reflection:
    """A guided entry of the person's own journal, by the name of its questions: no word of it is read here."""

    entry: JournalEntry
    name: str


@dataclass(frozen=True)
class Own:
    """A person's open drafts, their latest finished self-assessment, and the dimensions they chose from it."""

    drafts: list[Sheet]
    latest: Sheet | None
    focuses: list[str]


def own_of(person: Person) -> Own:
    """Three queries for everything the home page says about self-assessments."""
    found = assessments_of(person)
    drafts = [assessment for assessment in found if not assessment.completed_at][:3]
    finished = [(assessment.completed_at, assessment) for assessment in found if assessment.completed_at]
    latest = max(finished, key=itemgetter(0))[1] if finished else None
    sheets = sheets_at_hand(person, [*drafts, latest] if latest else drafts)
    return Own(sheets[: len(drafts)], sheets[-1] if latest else None, focuses_of(latest) if latest else [])


@dataclass(frozen=True)
class AtHand:
    """What both "what needs me now" and "where I am" are told from: open plans, and what is shared either way."""

    plans: list[Glance]
    shares: ShareGlance


def at_hand_of(person: Person, today: date) -> AtHand:
    """Two queries."""
    return AtHand(glances_of(person), at_a_glance(person, today))


def needs_now(
    person: Person,
    appointment: Appointment | None,
    own: Own,
    at_hand: AtHand,
    at: datetime,
    today: date,
    *,
    coordinates: int | None = None,
) -> Now:
    """`coordinates`: the organisation whose feedback cycles and mentoring the person coordinates, if any."""
    waiting, answered = requests_at_hand(person)
    conversations, to_look_at_again = on_home(person, today)
    rounds = feedback_rounds.on_home(person, at, today, coordinates=coordinates)
    return Now(
        new_address=coming_address(person),
        asked_of_me=waiting[:5],
        answered=answered[:5],
        steps=steps_due(person, today + SOON),
        plan_reviews=[one for one in at_hand.plans if one.next_review and one.next_review <= today + SOON],
        conversations=to_answer_first(conversations, person)[:SHOWN],
        last_time=last_time_of(conversations),
        promises=promised_soon(person, today + SOON)[:SHOWN],
        to_look_at_again=to_look_at_again[:SHOWN],
        to_approve=rounds.to_approve[:5],
        to_answer=rounds.to_answer,
        own_rounds=rounds.own,
        drafts=own.drafts,
        shared_with_me=[thing.share for thing in at_hand.shares.received if not thing.openings][:5],
        resting_shares=at_hand.shares.resting,
        newly_expected=notices_of(appointment) if appointment else [],
        out_of_date=profile_notes_of(appointment) if appointment else [],
        without_job_profile=appointment if appointment and not appointment.job_profile_url else None,
        without_focus=own.latest.assessment if own.latest and not own.focuses else None,
        mentoring=mentoring_at_a_glance(person, today),
        coordinated=[] if coordinates is None else waiting_for(coordinates),
    )


def standing_of(
    own: Own, at_hand: AtHand, organisation: Organisation | None, packs: list[StoredPack], today: date
) -> Standing:
    """`packs` are those of `organisation`; a self-assessment from a job elsewhere looks up that one's."""
    if own.latest is None:
        return Standing(None, {}, [], at_hand.shares.given, at_hand.plans)
    assessment, names = own.latest.assessment, own.latest.pack.dimension_by_id
    role = assessment.appointment
    packs_at_hand = packs if role and role.organisation == organisation else None
    return Standing(
        own.latest,
        expectations_of(assessment, own.latest.pack, today, packs_at_hand),
        [names[chosen].name for chosen in own.focuses if chosen in names],
        at_hand.shares.given,
        at_hand.plans,
    )


def reflection_of(person: Person, now: datetime) -> Reflection | None:
    """A guided entry of the journal to go on with, if somebody left one off lately. One query."""
    entry = left_off(person, now - LATELY)
    return Reflection(entry, name_of_guide(entry)) if entry else None


def frameworks_for(
    person: Person, appointment: Appointment | None, packs: list[StoredPack], drafts: list[Sheet], today: date
) -> list[StoredPack]:
    """Frameworks to place oneself on: those the organisation uses, else any; those for this person first (R89).

    What is begun already stands in "what needs me now".
    """
    audiences = audience_of(person, appointment, today)
    rank = {audience: place for place, audience in enumerate(audiences)}
    begun = {draft.pack.id for draft in drafts}
    placeable = [stored for stored in packs if stored.pack.dimensions and stored.pack.id not in begun]
    used = [stored for stored in placeable if stored.is_used]
    return sorted(
        used or placeable[:CARDS], key=lambda stored: min(rank.get(audience, 99) for audience in stored.pack.audience)
    )[:CARDS]


def to_answer_first(conversations: list[Conversation], person: Person) -> list[Conversation]:
    """Whoever asked waits for the answer: that is never hidden behind what is planned already."""
    return sorted(conversations, key=lambda one: one.state != State.PROPOSED or one.proposed_by_id == person.pk)


def last_time_of(conversations: list[Conversation]) -> LastTime | None:
    """Before the soonest that is agreed. One query where there is one, else none."""
    coming = next((one for one in conversations if one.state == State.AGREED and one.starts_at), None)
    actions = agreed_last_time(coming) if coming else []
    return LastTime(actions[0].conversation, actions) if actions else None
