"""Reads about matching runs. What they hold of needs and prices is opened for checking a run, never for a page about people."""

from uuid import UUID

from django.db.models import Q

from stepwell.people.models import Organisation, Person

from ..models import MatchingRun, MentoringProgramme, ProposedPairing, RunPublication

SEALED = ("cohort", "result")


def runs():
    return MatchingRun.objects.select_related("programme__host", "started_by", "runner_up").defer(
        "cohort", "result", "runner_up__cohort", "runner_up__result"
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


def pairings_of(run: MatchingRun, organisation: Organisation) -> list[ProposedPairing]:
    """The pairs of a run in which somebody of the organisation is, the weakest first."""
    people = ProposedPairing.objects.filter(run=run).select_related(
        "request__person", "request__organisation", "enrolment__profile__person", "enrolment__organisation"
    )
    own = people.filter(request__organisation=organisation) | people.filter(enrolment__organisation=organisation)
    return list(own.order_by("score", "id"))


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


def pairings_to_answer(person: Person) -> list[ProposedPairing]:
    """What was offered to somebody and they have not answered yet. One query."""
    found = ProposedPairing.objects.filter(state=ProposedPairing.State.OFFERED).filter(
        Q(request__person=person, mentee_accepted_at__isnull=True)
        | Q(enrolment__profile__person=person, mentor_accepted_at__isnull=True)
    )
    return list(found.select_related("programme").order_by("answer_by", "id"))
