"""Matching runs: one is started by a coordinator, worked out in the background, and kept with its proof.

The solver has a process of its own (`domain.matching`), so that nothing it does can harm this one. A run that was killed
is worked out anew; what it had not finished is not there.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from stepwell.audit.operations import record
from stepwell.domain.matching import (
    Couple,
    InvalidInput,
    Matching,
    Prepared,
    Result,
    SolverFault,
    prepare,
    reasons_for_both,
    reasons_for_mentee,
    restore,
    solve,
    trade_offs,
)
from stepwell.people.models import Person

from ..models import MatchingRun, MenteeRequest, MentorEnrolment, MentoringProgramme, ProposedPairing
from ..queries.cohorts import cohort_of
from ..queries.left import Left, written
from ..queries.programmes import pack_of_programme, wished_dimensions
from .programmes import WEIGHTS, locked
from .refusals import NotOpen, RunGoesOn

State = MatchingRun.State
STANDS = ((10, 0), (7, 0), (5, 0), (2, 0), (0, 0), (10, 5), (10, 10))
MOST_FOR_STANDS = 3000  # each stand is a run of its own
QUOTA = re.compile(r"quotas\[(\d+)\]")
FIXED = (
    "A pair that is kept together may not be a pair. Look at the pairs that you keep together, and start another run."
)


@transaction.atomic
def start_run(programme: MentoringProgramme, *, fairness: int = 10, by: Person | None, at: datetime) -> MatchingRun:
    """Queue a run of everybody who waits. One goes on at a time."""
    stored = locked(programme)
    if stored.state != MentoringProgramme.State.OPEN:
        raise NotOpen
    latest = stored.runs.order_by("-number").only("number").first()
    try:
        with transaction.atomic():
            run = MatchingRun.objects.create(
                programme=stored,
                number=latest.number + 1 if latest else 1,
                fairness=fairness,
                runner_up=stored.runs.filter(state=State.DONE).order_by("-number").only("number").first(),
                started_at=at,
                started_by=by,
                **{weight: getattr(stored, weight) for weight in WEIGHTS},
            )
    except IntegrityError:
        raise RunGoesOn from None
    record("matching_run_started", by=by, at=at, about=run, organisation_id=stored.host_id)
    return run


def work_out(run: MatchingRun, *, at: datetime, today: date) -> None:
    """Solve a run that was queued, or whose process was killed. A run that is done stays as it is."""
    if not MatchingRun.objects.filter(pk=run.pk, state__in=[State.QUEUED, State.RUNNING]).update(state=State.RUNNING):
        return
    cohort = cohort_of(run.programme, fairness=run.fairness, today=today)
    try:
        result = solve(cohort)
        matching = restore(cohort, result)
        stands = stands_of(cohort) if len(cohort["mentees"]) <= MOST_FOR_STANDS else []
    except InvalidInput as error:
        fail(run, sentences(error, cohort), at=at)
        return
    except SolverFault as error:
        fail(run, [str(error)], at=at)
        return
    keep(run, cohort, result, matching, stands, at=at)


def sentences(error: InvalidInput, cohort: Mapping[str, Any]) -> list[str]:
    """Quotas that cannot be met are named; pairs are not, since a reason for one could tell on somebody."""
    names = [quota_words(quota) for quota in cohort["quotas"]]
    found = []
    for fault in error.faults:
        if fault.path.startswith("locked"):
            found.append(FIXED)
        else:
            number = QUOTA.match(fault.path)
            lead = f"{names[int(number[1])]}: " if number else ""
            found.append(lead + QUOTA.sub(lambda one: names[int(one[1])], fault.reason))
    return list(dict.fromkeys(found))


def quota_words(quota: Mapping[str, Any]) -> str:
    """
    >>> quota_words({"side": "mentees", "organisation": "Marlow", "at_least": 3, "at_most": None})
    'Mentees of Marlow, at least 3'
    """
    most = f", at most {quota['at_most']}" if quota["at_most"] is not None else ""
    least = f", at least {quota['at_least']}" if quota["at_least"] else ""
    side = "Mentees" if quota["side"] == "mentees" else "Mentees with mentors"
    return f"{side} of {quota.get('organisation') or quota.get('profession')}{least}{most}"


def stands_of(cohort: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the slider would give elsewhere: totals alone, and nothing of who would have whom."""
    return [
        {
            "fairness": stand.fairness,
            "crossing": stand.crossing,
            "matched": stand.totals.matched,
            "worst": stand.weakest,
            "mean": stand.mean,
            "crossing_pairs": stand.crossing_pairs,
            "by_score": list(stand.by_score),
        }
        for stand in trade_offs(prepare(dict(cohort)), STANDS)
    ]


@transaction.atomic
def fail(run: MatchingRun, faults: list[str], *, at: datetime) -> None:
    MatchingRun.objects.filter(pk=run.pk).update(state=State.FAILED, faults=faults, finished_at=at)
    record("matching_run_failed", by=None, at=at, about=run, organisation_id=run.programme.host_id)


@transaction.atomic
def keep(
    run: MatchingRun,
    cohort: Mapping[str, Any],
    result: Result,
    matching: Matching,
    stands: list[dict[str, Any]],
    *,
    at: datetime,
) -> None:
    """Everything at once: a run is done with all of its pairs, or not at all."""
    stored = MatchingRun.objects.select_for_update(of=("self",)).select_related("programme").get(pk=run.pk)
    if stored.state == State.DONE:
        return
    stored.pairings.all().delete()
    requests, enrolments = people_of(stored.programme)
    write_pairings(stored, result, matching, requests, enrolments)
    stored.cohort, stored.result = dict(cohort), result.model_dump(mode="json")
    stored.left = left_of(result, requests, len(cohort["mentors"]))
    fits = fits_of(matching, result.pairs).values()
    stored.totals = totals_of(result, cohort) | {
        "waited": waited_of(result, cohort, requests),
        "weakest": min(fits, default=None),
        "stands": stands,
        "needed": needed_of(result, stored.programme),
    }
    stored.state, stored.finished_at = State.DONE, at
    stored.save()
    record(
        "matching_run_done",
        by=None,
        at=at,
        about=stored,
        organisation_id=stored.programme.host_id,
        count=len(result.pairs),
    )


def people_of(programme: MentoringProgramme) -> tuple[dict[str, MenteeRequest], dict[str, MentorEnrolment]]:
    waiting = MenteeRequest.objects.filter(programme=programme, state=MenteeRequest.State.WAITING)
    active = MentorEnrolment.objects.filter(programme=programme, state=MentorEnrolment.State.ACTIVE)
    return (
        {str(request.person_id): request for request in waiting},
        {str(enrolment.profile.person_id): enrolment for enrolment in active.select_related("profile")},
    )


def write_pairings(
    run: MatchingRun,
    result: Result,
    matching: Matching,
    requests: Mapping[str, MenteeRequest],
    enrolments: Mapping[str, MentorEnrolment],
) -> None:
    """Somebody who left while the run was worked out is in no pairing."""
    fits = fits_of(matching, [*result.pairs, *result.alternatives])
    reasons, others = reasons_by_mentee(matching), others_of(result, fits, enrolments)
    rows = []
    for pair in result.pairs:
        request, enrolment = requests.get(pair.mentee), enrolments.get(pair.mentor)
        if request and enrolment:
            rows.append(
                ProposedPairing.of(
                    run,
                    request,
                    enrolment,
                    score=fits[pair.mentee, pair.mentor],
                    reasons=reasons.get(pair.mentee),
                    others=others.get(pair.mentee),
                )
            )
    ProposedPairing.objects.bulk_create(rows, batch_size=1000)


def fits_of(matching: Matching, pairs: Sequence[Any]) -> dict[tuple[str, str], int]:
    """How well two people fit, by their keys. What somebody has for waiting is in the score and not in the fit."""
    ready = matching.prepared
    at = [(ready.mentee_at[one.mentee], ready.mentor_at[one.mentor]) for one in pairs]
    found = ready.fits([i for i, _ in at], [j for _, j in at])
    return {(one.mentee, one.mentor): fit for one, fit in zip(pairs, found, strict=True)}


def others_of(
    result: Result, fits: Mapping[tuple[str, str], int], enrolments: Mapping[str, MentorEnrolment]
) -> dict[str, list[list[Any]]]:
    """Who comes next for each mentee, the cheapest for everybody first: [[enrolment, score, price], …]."""
    found: dict[str, list[list[Any]]] = {}
    for one in result.alternatives:
        if enrolment := enrolments.get(one.mentor):
            found.setdefault(one.mentee, []).append(
                [str(enrolment.pk), fits[one.mentee, one.mentor], one.cost_to_cohort]
            )
    return found


def reasons_by_mentee(matching: Matching) -> dict[str, dict[str, list[str]]]:
    """For each mentee, by their key."""
    people, ready = matching.prepared.cohort.mentees, matching.prepared
    return {people[pair.mentee].id: reasons_for(ready, pair) for pair in matching.pairs}


def reasons_for(ready: Prepared, pair: Couple) -> dict[str, list[str]]:
    """`all`: for both and their coordinators, without the seniority that each told for the match alone. `mentee`: with
    which of their own wishes this mentor can help.
    """
    both = reasons_for_both(ready, pair, tells_grades=False)
    return {"all": both, "mentee": reasons_for_mentee(ready, pair)}


def left_of(result: Result, requests: Mapping[str, MenteeRequest], mentors: int) -> dict[str, Any]:
    """Who found nobody, by the key of their organisation. With few mentors, what would help could tell who avoids whom."""
    found: dict[str, list[Left]] = {}
    for one in result.unmatched:
        request = requests.get(one.mentee)
        if request is None:
            continue
        helps = [f"{h.change}: {h.options:,} of them" for h in one.would_help] if mentors >= MOST_TELLING else []
        line = Left(str(request.pk), one.reason, helps, one.next_time, one.now)
        found.setdefault(str(request.organisation_id), []).append(line)
    return written(found)


MOST_TELLING = 10


def totals_of(result: Result, cohort: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers of the whole run, for whoever may see the whole."""
    organisation = {one["id"]: one["organisation"] for one in [*cohort["mentees"], *cohort["mentors"]]}
    loads = Counter(pair.mentor for pair in result.pairs)
    return {
        "mentees": len(cohort["mentees"]),
        "mentors": len(cohort["mentors"]),
        "places": sum(mentor["capacity"] for mentor in cohort["mentors"]),
        **result.totals.model_dump(),
        "crossing": sum(organisation[pair.mentee] != organisation[pair.mentor] for pair in result.pairs),
        "loads": sorted(Counter(loads.values()).items()),
    }


def waited_of(
    result: Result, cohort: Mapping[str, Any], requests: Mapping[str, MenteeRequest]
) -> dict[str, tuple[int, int]]:
    """Of those who had waited, how many there are and how many have a mentor, by the key of their organisation."""
    placed = {pair.mentee for pair in result.pairs}
    waited = [one["id"] for one in cohort["mentees"] if one["waited_rounds"] and one["id"] in requests]
    of = Counter(str(requests[one].organisation_id) for one in waited)
    matched = Counter(str(requests[one].organisation_id) for one in waited if one in placed)
    return {key: (number, matched[key]) for key, number in of.items()}


def needed_of(result: Result, programme: MentoringProgramme) -> list[dict[str, Any]]:
    """Further mentors who would have others matched. What they would offer is named for ten people or more: it is what
    those people look for."""
    names = {one.id: one.name for one in wished_dimensions(pack_of_programme(programme))}
    found: dict[tuple[str | None, ...], int] = {}
    for one in result.mentors_needed:
        offer = names.get(one.offer or "") if one.would_match >= MOST_TELLING else None
        kind = (offer, one.profession, one.organisation)
        found[kind] = max(found.get(kind, 0), one.would_match)
    return [
        {"offer": offer, "profession": profession, "organisation": organisation, "would_match": number}
        for (offer, profession, organisation), number in found.items()
    ]
