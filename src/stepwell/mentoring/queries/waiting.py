"""What waits for the coordinators of one organisation, in all programmes: what their mails mean by "sign in to see it"."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, Value

from ..models import (
    CheckIn,
    MatchingRun,
    MenteeRequest,
    MentorEnrolment,
    MentoringProgramme,
    ProgrammeOrganisation,
    ProposedPairing,
    RunPublication,
)


@dataclass(frozen=True)
class Waiting:
    """`to_publish`: pairs of the latest run. `found`: pairs found since. `asking`: people to get in touch with."""

    programme: UUID
    title: str
    is_asked: bool = False
    run: UUID | None = None
    to_publish: int = 0
    found: int = 0
    asking: int = 0


def waiting_for(organisation: int) -> list[Waiting]:
    """By programme, in the order of their titles. Two queries."""
    parts: dict[UUID, dict[str, object]] = {}
    for programme, title, more in [*asked_or_asking(organisation), *to_review(organisation)]:
        parts.setdefault(programme, {"programme": programme, "title": title}).update(more)
    return sorted((Waiting(**one) for one in parts.values()), key=lambda one: (one.title, one.programme))  # type: ignore[arg-type]  # each value is of its field


Found = list[tuple[UUID, str, dict[str, object]]]


def asked_or_asking(organisation: int) -> Found:
    """Programmes that ask the organisation to take part, and people who asked their coordinator to get in touch.

    One query for both: the home page makes many already. Nobody asking is never counted, so 0 stands for the first kind.
    """
    programmes = ProgrammeOrganisation.objects.filter(
        organisation=organisation, state=ProgrammeOrganisation.State.ASKED
    )
    programmes = programmes.exclude(programme__state=MentoringProgramme.State.CLOSED).order_by()
    asked = programmes.values_list("programme", "programme__title").annotate(n=Value(0))
    mentees = Q(person=F("relationship__mentee"), relationship__mentee_organisation=organisation)
    mentors = Q(person=F("relationship__mentor"), relationship__mentor_organisation=organisation)
    asks = CheckIn.objects.filter(mentees | mentors, help_asked_at__isnull=False, help_given_at__isnull=True).order_by()
    asking = asks.values_list("relationship__programme", "relationship__programme__title").annotate(n=Count("id"))
    rows = asked.union(asking, all=True)
    return [(key, title, {"asking": number} if number else {"is_asked": True}) for key, title, number in rows]


def to_review(organisation: int) -> Found:
    """Of the latest run of each programme: its pairs until they are published, and what was found since."""
    later = MatchingRun.objects.filter(programme=OuterRef("programme"), number__gt=OuterRef("run__number"))
    published = RunPublication.objects.filter(run=OuterRef("run"), organisation=organisation)
    rows = undecided(organisation).filter(Q(placed_at__isnull=False) | ~Exists(published), ~Exists(later)).order_by()
    counted = rows.values_list("programme", "programme__title", "run").annotate(
        found=Count("id", filter=Q(placed_at__isnull=False)), to_publish=Count("id", filter=Q(placed_at=None))
    )
    return [
        (key, title, {"run": run, "found": found, "to_publish": to_publish})
        for key, title, run, found, to_publish in counted
    ]


def undecided(organisation: int):
    """Pairings of the organisation's mentees that could be offered today."""
    return ProposedPairing.objects.filter(
        state=ProposedPairing.State.PROPOSED,
        mentee_organisation=organisation,
        programme__state=MentoringProgramme.State.OPEN,
        run__state=MatchingRun.State.DONE,
        request__state=MenteeRequest.State.WAITING,
        enrolment__state=MentorEnrolment.State.ACTIVE,
    )


def to_review_in(part: ProgrammeOrganisation, latest: MatchingRun | None) -> list[Waiting]:
    """The same for one programme, whose latest run this is. Two queries: the database looks at each row once."""
    if latest is None:
        return []
    organisation, programme = part.organisation_id, latest.programme
    rows = undecided(organisation).filter(run=latest)
    if latest.publications.filter(organisation=organisation).exists():
        rows = rows.filter(placed_at__isnull=False)
    placed = list(rows.order_by().values_list("placed_at", flat=True))
    if not placed:
        return []
    found = sum(at is not None for at in placed)
    return [Waiting(programme.pk, programme.title, run=latest.pk, found=found, to_publish=len(placed) - found)]
