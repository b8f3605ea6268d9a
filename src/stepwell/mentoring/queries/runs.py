"""Reads about matching runs. What they hold of needs and prices is opened for checking a run, never for a page about people."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q

from stepwell.people.models import Organisation, Person
from stepwell.prepared import prepared

from ..models import MatchingRun, MenteeRequest, MentoringProgramme, PairRule, ProposedPairing, RunPublication

# What a page about pairs shows of each, without what the two wrote.
SHOWN = (
    "programme", "run", "state", "score", "reasons",
    "request__programme", "request__organisation", "request__person__full_name",
    "enrolment__programme", "enrolment__organisation", "enrolment__profile__person__full_name",
)  # fmt: skip
SEALED = ("cohort", "result")


def runs():
    return MatchingRun.objects.select_related("programme__host", "started_by", "runner_up").defer(
        "cohort", "result", "left", "runner_up__cohort", "runner_up__result", "runner_up__left"
    )


def run_by_id(run_id: UUID) -> MatchingRun | None:
    return runs().filter(pk=run_id).first()


def runs_of(programme: MentoringProgramme) -> list[MatchingRun]:
    return list(runs().filter(programme=programme))


def latest_run(programme: MentoringProgramme) -> MatchingRun | None:
    return runs().filter(programme=programme).first()


def is_latest(run: MatchingRun) -> bool:
    return not MatchingRun.objects.filter(programme=run.programme_id, number__gt=run.number).exists()


def publication_of(run: MatchingRun, organisation: Organisation) -> RunPublication | None:
    return run.publications.filter(organisation=organisation).select_related("published_by").first()


def pairings_of(run: MatchingRun, organisation: Organisation):
    """The pairs of a run in which somebody of the organisation is, the weakest first: for a page at a time."""
    found = ProposedPairing.objects.filter(run=run).select_related("request__person", "enrolment__profile__person")
    people = found.only(*SHOWN)
    own = people.filter(Q(request__organisation=organisation) | Q(enrolment__organisation=organisation))
    return own.order_by("score", "id")


def scores_of(run: MatchingRun) -> list[int]:
    """Every pair's fit, without whose it is."""
    return list(ProposedPairing.objects.filter(run=run).order_by("score").values_list("score", flat=True))


def pairing_by_id(pairing_id: UUID) -> ProposedPairing | None:
    found = ProposedPairing.objects.select_related(
        "programme__version__framework", "programme__overlay", "request__person", "enrolment__profile__person"
    )
    return (
        found.defer("programme__version__content", "programme__version__changes", "programme__overlay__wordings")
        .filter(pk=pairing_id)
        .first()
    )


TO_ANSWER = prepared(
    lambda person: (
        ProposedPairing.objects.filter(state=ProposedPairing.State.OFFERED)
        .filter(
            Q(request__person=person, mentee_accepted_at__isnull=True)
            | Q(enrolment__profile__person=person, mentor_accepted_at__isnull=True)
        )
        .select_related("programme")
        .order_by("answer_by", "id")
    )
)


def pairings_to_answer(person: Person) -> list[ProposedPairing]:
    """What was offered to somebody and they have not answered yet. One query."""
    return TO_ANSWER.rows(person=person)


def own_scores(run: MatchingRun, organisation: Organisation) -> list[tuple[int, str]]:
    """Fit and mentor of each pair of the organisation's mentees."""
    found = ProposedPairing.objects.filter(run=run, request__organisation=organisation)
    return [(score, str(key)) for score, key in found.order_by("score").values_list("score", "enrolment_id")]


def names_of_requests(keys: Iterable[str]) -> dict[str, str]:
    found = MenteeRequest.objects.filter(pk__in=list(keys)).values_list("pk", "person__full_name")
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


def rules_in(programme: MentoringProgramme, organisation: Organisation) -> list[PairRule]:
    """What is fixed about pairs with somebody of the organisation, and can still matter: the latest first."""
    own = Q(request__organisation=organisation) | Q(enrolment__organisation=organisation)
    waits = Q(request__state__in=[MenteeRequest.State.WAITING, MenteeRequest.State.RESTING])
    found = PairRule.objects.filter(own, waits, programme=programme)
    return list(found.select_related("programme", "request__person", "enrolment__profile__person"))


def rule_by_id(programme: MentoringProgramme, rule_id: int) -> PairRule | None:
    return programme.rules.filter(pk=rule_id).select_related("programme", "request", "enrolment").first()


def same_as_before(run: MatchingRun, organisation: Organisation) -> tuple[int, int]:
    """Of the pairs of one's own mentees, how many stood in the run before, and how many are new."""
    own = ProposedPairing.objects.filter(run=run, request__organisation=organisation)
    pair = {"request": OuterRef("request"), "enrolment": OuterRef("enrolment")}
    same = own.filter(Exists(ProposedPairing.objects.filter(run=run.runner_up_id, **pair))).count()
    return same, own.count() - same


def own_number(run: MatchingRun, organisation: Organisation) -> int:
    """How many of one's own mentees a run gives somebody."""
    return ProposedPairing.objects.filter(run=run, request__organisation=organisation).count()


def own_totals(found: Sequence[MatchingRun], organisation: Organisation) -> dict[UUID, tuple[int, int]]:
    """For each run, how many of one's own mentees it matched, and the fit of the weakest of them."""
    own = ProposedPairing.objects.filter(run__in=found, request__organisation=organisation).order_by()
    counted = own.values_list("run").annotate(n=Count("id"), worst=Min("score"))
    return {run: (number, worst) for run, number, worst in counted}
