"""Reads about matching runs. What they hold of needs and prices is opened for checking a run, never for a page about people."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q

from stepwell.people.models import Organisation, Person
from stepwell.prepared import prepared

from ..models import (
    MatchingRun,
    MenteeRequest,
    MentorEnrolment,
    MentoringProgramme,
    PairRule,
    ProposedPairing,
    RunPublication,
)

# What a page about pairs shows of each, without what the two wrote.
SHOWN = (
    "programme", "run", "state", "score", "reasons", "others", "placed_at", "mentee_organisation", "mentor_organisation",
    "request__programme", "request__organisation", "request__person__full_name",
    "enrolment__programme", "enrolment__organisation", "enrolment__profile__person__full_name",
)  # fmt: skip
SEALED = ("cohort", "result", "left", "followed")

Spread = tuple[tuple[int, int], ...]
STEP = 10


def runs():
    return MatchingRun.objects.select_related("programme__host", "started_by", "runner_up").defer(
        *SEALED, *(f"runner_up__{name}" for name in SEALED)
    )


BY_KEY = prepared(lambda key: runs().filter(pk=key))
LATEST = prepared(lambda programme: runs().filter(programme=programme)[:1])


def run_by_id(run_id: UUID) -> MatchingRun | None:
    return BY_KEY.first(key=run_id)


def runs_of(programme: MentoringProgramme) -> list[MatchingRun]:
    return list(runs().filter(programme=programme))


def latest_run(programme: MentoringProgramme) -> MatchingRun | None:
    return LATEST.first(programme=programme)


def is_latest(run: MatchingRun) -> bool:
    return not MatchingRun.objects.filter(programme=run.programme_id, number__gt=run.number).exists()


def publication_of(run: MatchingRun, organisation: Organisation) -> RunPublication | None:
    return run.publications.filter(organisation=organisation).select_related("published_by").first()


def published_by(programme: MentoringProgramme, organisation: Organisation) -> set[UUID]:
    """The runs that this organisation has published."""
    found = RunPublication.objects.filter(run__programme=programme, organisation=organisation).order_by()
    return set(found.values_list("run", flat=True))


def pairings_of(run: MatchingRun, organisation: Organisation):
    """The pairs of a run in which somebody of the organisation is, the weakest first: for a page at a time."""
    return of_either(found_by(run), organisation).order_by("score", "id")


def of_either(found, organisation: Organisation):
    people = found.select_related("request__person", "enrolment__profile__person").only(*SHOWN)
    return people.filter(Q(mentee_organisation=organisation) | Q(mentor_organisation=organisation))


def pairing_of(run: MatchingRun, organisation: Organisation, pairing_id: UUID) -> ProposedPairing | None:
    """One of a run's, or of those found since, in which somebody of the organisation is."""
    return of_either(ProposedPairing.objects.filter(run=run), organisation).filter(pk=pairing_id).first()


def found_by(run: MatchingRun):
    """The pairings of the run itself, without those that steps found later."""
    return ProposedPairing.objects.filter(run=run, placed_at=None)


def to_publish(run: MatchingRun, organisation: Organisation):
    """What the run's own page shows and publishing offers: without what was set aside or found since."""
    found = found_by(run).filter(state=ProposedPairing.State.PROPOSED, mentee_organisation=organisation)
    found = found.filter(request__state=MenteeRequest.State.WAITING, enrolment__state=MentorEnrolment.State.ACTIVE)
    return found.select_related("request__person", "enrolment__profile__person").order_by("-score", "id")


def placed_in(run: MatchingRun, organisation: Organisation):
    """What steps found since the run for mentees of the organisation, and its coordinator has not decided about."""
    found = ProposedPairing.objects.filter(
        run=run,
        placed_at__isnull=False,
        mentee_organisation=organisation,
        state=ProposedPairing.State.PROPOSED,
        request__state=MenteeRequest.State.WAITING,
        enrolment__state=MentorEnrolment.State.ACTIVE,
    )
    return of_either(found, organisation).order_by("placed_at", "id")


def spread_of(run: MatchingRun, organisation: Organisation | None = None) -> Spread:
    """How many pairs fit how well, in steps of ten points: of the whole run, or of one organisation's mentees.

    Finer than any picture or word of it, and a seventh of the rows that each score of its own would be.
    """
    found = found_by(run)
    if organisation:
        found = found.filter(mentee_organisation=organisation)
    steps = found.annotate(tens=F("score") / STEP).values_list("tens").annotate(n=Count("*")).order_by("tens")
    return tuple((tens * STEP, n) for tens, n in steps)


def highest_load(run: MatchingRun, organisation: Organisation) -> int:
    """The most mentees of the organisation that one mentor has."""
    own = found_by(run).filter(mentee_organisation=organisation).order_by()
    loads = own.values("enrolment").annotate(n=Count("*"))
    return loads.aggregate(most=Max("n"))["most"] or 0


def pairing_by_id(pairing_id: UUID) -> ProposedPairing | None:
    found = ProposedPairing.objects.select_related(
        "programme__version__framework", "programme__overlay", "request__person", "enrolment__profile__person"
    )
    return (
        found.defer("programme__version__content", "programme__version__changes", "programme__overlay__wordings")
        .filter(pk=pairing_id)
        .first()
    )


# By the keys of somebody's own sides: joined to the people, every pairing there ever was would be looked at.
TO_ANSWER = prepared(
    lambda person: (
        ProposedPairing.objects.filter(state=ProposedPairing.State.OFFERED)
        .filter(
            Q(request__in=MenteeRequest.objects.filter(person=person).values("pk"), mentee_accepted_at=None)
            | Q(
                enrolment__in=MentorEnrolment.objects.filter(profile__person=person).values("pk"),
                mentor_accepted_at=None,
            )
        )
        .select_related("programme")
        .order_by("answer_by", "id")
    )
)


def pairings_to_answer(person: Person) -> list[ProposedPairing]:
    """What was offered to somebody and they have not answered yet. One query."""
    return TO_ANSWER.rows(person=person)


def names_of_requests(keys: Iterable[str], organisation: Organisation) -> dict[str, str]:
    own = MenteeRequest.objects.filter(pk__in=list(keys), organisation=organisation)
    found = own.values_list("pk", "person__full_name")
    return {str(key): name for key, name in found}


def rules_for(pairings: Sequence[ProposedPairing]) -> dict[tuple[UUID, UUID], str]:
    """What coordinators fixed about these pairs, by request and enrolment."""
    requests = [pairing.request_id for pairing in pairings]
    found = PairRule.objects.filter(request__in=requests).values_list("request_id", "enrolment_id", "kind")
    return {(request, enrolment): kind for request, enrolment, kind in found}


def proof_of(run: MatchingRun) -> tuple[Any, Any]:
    """The cohort and the result, opened to be checked and for nothing else."""
    full = MatchingRun.objects.only("cohort", "result").get(pk=run.pk)
    return full.cohort, full.result


def followed_of(run: MatchingRun) -> Any:
    """What the latest pass since the run found, for the next one."""
    return MatchingRun.objects.only("followed").get(pk=run.pk).followed


def rules_in(programme: MentoringProgramme, organisation: Organisation) -> list[PairRule]:
    """What is fixed about pairs with somebody of the organisation, and can still matter: the latest first."""
    own = Q(request__organisation=organisation) | Q(enrolment__organisation=organisation)
    waits = Q(request__state__in=[MenteeRequest.State.WAITING, MenteeRequest.State.RESTING])
    found = PairRule.objects.filter(own, waits, programme=programme)
    return list(found.select_related("programme", "request__person", "enrolment__profile__person"))


def rule_by_id(programme: MentoringProgramme, rule_id: int) -> PairRule | None:
    return programme.rules.filter(pk=rule_id).select_related("programme", "request", "enrolment").first()


def same_as_before(run: MatchingRun, organisation: Organisation) -> int:
    """How many pairs of one's own mentees stood in the run before."""
    own = found_by(run).filter(mentee_organisation=organisation)
    pair = {"request": OuterRef("request"), "enrolment": OuterRef("enrolment")}
    return own.filter(Exists(ProposedPairing.objects.filter(run=run.runner_up_id, **pair))).count()


def own_number(run: MatchingRun, organisation: Organisation) -> int:
    """How many of one's own mentees a run gives somebody."""
    return found_by(run).filter(mentee_organisation=organisation).count()


def own_totals(found: Sequence[MatchingRun], organisation: Organisation) -> dict[UUID, tuple[int, int]]:
    """For each run, how many of one's own mentees it matched, and the fit of the weakest of them."""
    own = ProposedPairing.objects.filter(run__in=found, placed_at=None, mentee_organisation=organisation).order_by()
    counted = own.values_list("run").annotate(n=Count("id"), worst=Min("score"))
    return {run: (number, worst) for run, number, worst in counted}


def names_of_enrolments(keys: Iterable[str]) -> dict[str, str]:
    """Mentors by the key of their enrolment. One query."""
    found = MentorEnrolment.objects.filter(pk__in=list(keys)).values_list("pk", "profile__person__full_name")
    return {str(key): name for key, name in found}
