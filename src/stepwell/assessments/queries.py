"""Reads about self-assessments: facts from the database and from the pack that they were answered in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Count, F, Q

from stepwell.careers.queries import Expected, expectation_for, shelf_of
from stepwell.domain.assessing import Offer, offer_of
from stepwell.domain.framework import Dimension, Pack
from stepwell.domain.framework.texts import Notice
from stepwell.frameworks.queries import StoredPack, pack_of
from stepwell.people.models import Person
from stepwell.prepared import prepared
from stepwell.sealing.fields import holds_something
from stepwell.sharing.models import Share

from .models import Focus, Placement, SelfAssessment, SharedAssessment

HEAVY = ("version__content", "version__changes", "overlay__wordings")


def assessments():
    """With everything a page needs beside the pack's text, which is kept in memory."""
    return SelfAssessment.objects.select_related(
        "person", "version__framework", "overlay", "appointment__organisation"
    ).defer(*HEAVY)


BY_ID = prepared(lambda pk: assessments().filter(pk=pk))
OF_PERSON = prepared(lambda person: assessments().filter(person=person))
EARLIER = prepared(
    lambda person, framework, at: (
        assessments()
        .filter(person=person, version__framework=framework, completed_at__lt=at)
        .order_by("-completed_at")[:1]
    )
)
LATEST_COMPLETED = prepared(
    lambda person, framework: (
        assessments()
        .filter(person=person, version__framework=framework, completed_at__isnull=False)
        .order_by("-completed_at")[:1]
    )
)
PLACEMENTS = prepared(lambda assessment: Placement.objects.filter(assessment=assessment))
FOCUSES = prepared(
    lambda assessment: Focus.objects.filter(assessment=assessment).values_list("dimension_id", flat=True)
)
PLACEMENTS_OF_PERSON = prepared(lambda person: Placement.objects.filter(assessment__person=person))


def assessment_by_id(assessment_id: UUID) -> SelfAssessment | None:
    return BY_ID.first(pk=assessment_id)


def assessments_of(person: Person) -> list[SelfAssessment]:
    """All of somebody's own, the latest begun first. One query."""
    return OF_PERSON.rows(person=person)


def latest_completed(person: Person, framework_id: int) -> SelfAssessment | None:
    return LATEST_COMPLETED.first(person=person, framework=framework_id)


def focuses_of(assessment: SelfAssessment) -> list[str]:
    """Ids of the dimensions that the person chose to work on, in their order."""
    return FOCUSES.rows(assessment=assessment)


def draft_of(person: Person, framework_id: int) -> SelfAssessment | None:
    return assessments().filter(person=person, version__framework_id=framework_id, completed_at__isnull=True).first()


def drafts_by_framework(person: Person) -> dict[int, SelfAssessment]:
    found = assessments().filter(person=person, completed_at__isnull=True)
    return {draft.version.framework_id: draft for draft in found}


def shared_assessment(share_id: UUID) -> SharedAssessment | None:
    found = SharedAssessment.objects.select_related(
        "share__owner",
        "share__recipient",
        "assessment__person",
        "assessment__version__framework",
        "assessment__overlay",
        "assessment__appointment__organisation",
    )
    return found.defer(*(f"assessment__{name}" for name in HEAVY)).filter(pk=share_id).first()


@dataclass(frozen=True)
class Answer:
    """One dimension, what it offers, and what the person said about it so far."""

    number: int
    dimension: Dimension
    offer: Offer
    placement: Placement | None

    @property
    def is_done(self) -> bool:
        """Placed, or said to be open; for a reflection, anything written or chosen."""
        if self.placement is None:
            return False
        if self.offer.places:
            return bool(self.placement.state)
        return has_words(self.placement)


def has_words(placement: Placement) -> bool:
    """Known without opening them: lists ask, and show none of the words."""
    written = any(holds_something(placement, name) for name in ("example", "situation", "reflection"))
    return written or bool(placement.statement_id)


@dataclass(frozen=True)
class Sheet:
    """A self-assessment with its pack: one answer for each dimension, in the framework's order."""

    assessment: SelfAssessment
    pack: Pack
    answers: tuple[Answer, ...]

    @cached_property
    def counted(self) -> list[Answer]:
        """The dimensions that ask for an answer."""
        return [answer for answer in self.answers if answer.offer.counts]

    @cached_property
    def open(self) -> list[Answer]:
        return [answer for answer in self.counted if not answer.is_done]

    @property
    def confidentiality(self) -> list[Notice]:
        return self.pack.notices_of("confidentiality")

    @property
    def scale(self) -> list[Notice]:
        return self.pack.notices_of("scale")

    @property
    def must_read_first(self) -> bool:
        """True until the person has read who learns what, and which end of a scale is which."""
        return (
            bool(self.confidentiality or self.scale)
            and not self.assessment.confidentiality_read_at
            and not self.assessment.completed_at
        )

    @property
    def done(self) -> int:
        return len(self.counted) - len(self.open)

    def answer(self, number: int) -> Answer | None:
        return self.answers[number - 1] if 1 <= number <= len(self.answers) else None


def sheet_of(assessment: SelfAssessment, placements: Iterable[Placement] | None = None) -> Sheet:
    """One query; none with the placements at hand, for which a page with several self-assessments asks once."""
    pack = pack_of(assessment.version, assessment.overlay)
    if assessment.appointment:
        pack = pack.in_language(assessment.appointment.organisation.language)
    placements = PLACEMENTS.rows(assessment=assessment) if placements is None else placements
    said = {placement.dimension_id: placement for placement in placements}
    answers = (
        Answer(number, dimension, offer_of(pack, dimension), said.get(dimension.id))
        for number, dimension in enumerate(pack.dimensions, 1)
    )
    return Sheet(assessment, pack, tuple(answers))


def sheets_at_hand(person: Person, assessments: Sequence[SelfAssessment]) -> list[Sheet]:
    """Several of one person's, in the order given. One query."""
    said: dict[UUID, list[Placement]] = {assessment.pk: [] for assessment in assessments}
    for placement in PLACEMENTS_OF_PERSON.rows(person=person):
        if placement.assessment_id in said:
            said[placement.assessment_id].append(placement)
    return [sheet_of(assessment, said[assessment.pk]) for assessment in assessments]


@dataclass(frozen=True)
class Listed:
    """One line of "my self-assessments"."""

    assessment: SelfAssessment
    pack: Pack
    answered: int
    asked: int
    focuses: list[str]
    shares: int


def own_assessments(person: Person, today: date) -> list[Listed]:
    """Drafts first, then the latest. Two queries, whatever the number."""
    open_share = Q(shares__share__in=Share.objects.open(today))
    found = (
        assessments()
        .filter(person=person)
        .annotate(shares_open=Count("shares", filter=open_share, distinct=True))
        .order_by(F("completed_at").desc(nulls_first=True), "-started_at")  # a query that counts has no order of itself
        .prefetch_related("focuses", "placements")
    )
    return [listed(assessment) for assessment in found]


def listed(assessment: SelfAssessment) -> Listed:
    sheet = sheet_of(assessment, assessment.placements.all())
    names = sheet.pack.dimension_by_id
    focuses = [names[focus.dimension_id].name for focus in assessment.focuses.all() if focus.dimension_id in names]
    shares: int = assessment.shares_open  # type: ignore[attr-defined]  # annotated by own_assessments
    return Listed(assessment, sheet.pack, sheet.done, len(sheet.counted), focuses, shares)


def earlier_sheet(assessment: SelfAssessment) -> Sheet | None:
    """The one that the person completed before this, on the same framework."""
    earlier = EARLIER.first(
        person=assessment.person_id, framework=assessment.version.framework_id, at=assessment.completed_at
    )
    return sheet_of(earlier) if earlier else None


def expectations_of(
    assessment: SelfAssessment, pack: Pack, today: date, packs: list[StoredPack] | None = None
) -> dict[str, Expected]:
    """What is expected of the role the person held when they began; nothing without a role.

    `packs` are those of the role's organisation, for a page that has them already.
    """
    role = assessment.appointment
    if role is None:
        return {}
    shelf = shelf_of(role.organisation, packs) if packs is not None else None
    return expectation_for(role, pack, assessment.version.framework.slug, today, shelf)


def expected_then(assessment: SelfAssessment) -> dict[str, Expected] | None:
    """What was expected on the day it was completed; None where nobody wrote it down then."""
    if assessment.expected_then is None:
        return None
    return {dimension_id: Expected.from_kept(kept) for dimension_id, kept in assessment.expected_then.items()}


def expected_now(
    assessment: SelfAssessment, pack: Pack, today: date, packs: list[StoredPack] | None = None
) -> dict[str, Expected]:
    """What is expected of that role today; nothing once the person has left it."""
    role = assessment.appointment
    if role is None or (role.end_date and role.end_date < today):
        return {}
    return expectations_of(assessment, pack, today, packs)


def limits_of(pack: Pack, packs: list[StoredPack]) -> list[Notice]:
    """The caveats and limits of purpose that belong wherever an expectation on this framework is shown.

    They are the framework's own and those of the grades that expect its levels; each text once.
    """
    sources = [pack, *(stored.pack for stored in packs if stored.pack.expects == pack.id)]
    notices = [notice for source in sources for notice in source.notices if notice.kind in ("caveat", "purpose_limit")]
    return list({notice.text: notice for notice in notices}.values())


@dataclass(frozen=True)
class CoachingPrompt:
    """A question that fits any dimension, with this one's name filled in. `id` is `pack/prompt`."""

    id: str
    text: str
    follow_up: bool
    about_dimension: bool = True


def coaching_prompts(packs: list[StoredPack], framework: Pack, dimension: Dimension) -> list[CoachingPrompt]:
    """The questions of every bank that is made for any dimension of any framework; coaching only."""
    return [
        CoachingPrompt(
            f"{stored.pack.id}/{prompt.id}",
            filled(prompt.text, framework, dimension),
            follow_up=prompt.follow_up_of is not None,
            about_dimension="{dimension}" in prompt.text,
        )
        for stored in packs
        for bank in stored.pack.question_banks
        if bank.for_dimensions and bank.purpose == "coaching"
        for section in bank.sections
        for prompt in section.prompts
    ]


def opening_question(prompts: Sequence[CoachingPrompt], number: int) -> CoachingPrompt | None:
    """One to begin with, another for each dimension; never a follow-up, which needs the question before it."""
    firsts = [prompt for prompt in prompts if not prompt.follow_up]
    return firsts[number % len(firsts)] if firsts else None


def filled(text: str, framework: Pack, dimension: Dimension) -> str:
    return text.replace("{dimension}", dimension.name).replace("{framework}", framework.called)
