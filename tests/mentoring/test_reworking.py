"""What is not published follows whatever changes: always as good as a fresh run over it, and offered to nobody unseen."""

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stepwell.mentoring.models import MenteeRequest, MentorEnrolment, MentorOffer, MentorProfile, ProposedPairing
from stepwell.mentoring.operations import publishing, reworking, running
from stepwell.mentoring.operations.refusals import NothingToPublish
from stepwell.mentoring.queries import runs
from stepwell.mentoring.queries.cohorts import cohort_of
from stepwell.people.models import Unit
from tests.cast import NOW, TODAY, appoint, make_person

from . import making
from .test_runs import run_now

SIX, FOUR = range(6), range(4)
NEEDS = [("yes", "no"), ("no", "yes"), ("maybe", "yes"), ("yes", "yes"), ("yes", "maybe"), ("no", "maybe")]
OFFERS = [(3, 1), (1, 3), (2, 2), (1, 1)]


@pytest.fixture
def world(cast, kiln, one_solver):
    """Six who ask and four who offer, three and two of them at Marlow; each wants and offers something else."""
    programme = making.make_programme(cast, kiln, acceptable_from=0, offers_next=False)
    there = [make_person(name) for name in ("Nell Adair", "Piet Maas", "Rosa Lind")]
    for place, person in enumerate(there):
        appoint(person, Unit.objects.get(code="HOU"), f"M2{place}", "Officer", "")
    asking = [(cast.amira, cast.ashdown), (cast.ben, cast.ashdown), (cast.tom, cast.ashdown)]
    requests = []
    for (person, organisation), (throwing, selling) in zip(
        [*asking, *((one, cast.marlow) for one in there)], NEEDS, strict=True
    ):
        answers = {**making.ANSWERS, "throwing": (throwing, 2), "selling": (selling, 1), "glazing": ("no", 4)}
        making.assess(person, kiln, answers)
        requests.append(making.ask(programme, person, organisation, sent=False))
        making.joining.acknowledge(making.codes_for(programme, "mentee"), by=person, at=NOW)
        making.joining.send_request(requests[-1], by=person, at=NOW, today=TODAY)
    mia = making.marlow_coordinator(cast)
    offering = [(cast.ruth, cast.ashdown), (cast.dan, cast.ashdown), (cast.oscar, cast.marlow), (mia, cast.marlow)]
    enrolments = [making.offer(person, programme, organisation) for person, organisation in offering]
    set_offers(enrolments, OFFERS)
    return programme, requests, enrolments


def set_offers(enrolments, offers):
    """How much each helps with throwing and with selling; 0 is no offer."""
    for enrolment, (throwing, selling) in zip(enrolments, offers, strict=True):
        for dimension, strength in [("throwing", throwing), ("selling", selling)]:
            own = MentorOffer.objects.filter(profile=enrolment.profile, dimension_id=dimension)
            own.update(strength=strength) if strength else own.delete()


def set_room(enrolments, room):
    for enrolment, places in zip(enrolments, room, strict=True):
        MentorProfile.objects.filter(pk=enrolment.profile_id).update(capacity=places)


def among(rows, places):
    return rows[0].__class__.objects.filter(pk__in=[rows[place].pk for place in places])


def proposed(programme):
    """What waits to be published or looked at: in the run, or found since."""
    run = runs.latest_run(programme)
    standing = reworking.standing_of(run)
    keys = [one.id for rows in standing.proposed.values() for one in rows if standing.counts(one)]
    return list(ProposedPairing.objects.filter(pk__in=keys))


def expect_fresh(programme, fairness=10):
    """At total fit, the slider asks for two of the four aims alone. Whom this run left has not waited for it."""
    cohort = cohort_of(programme, fairness=fairness, today=TODAY, within=runs.latest_run(programme))
    fresh, ready = running.solve(cohort).totals, running.prepare(cohort)
    scores = [
        ready.score(ready.mentee_at[str(one.request.person_id)], ready.mentor_at[str(one.enrolment.profile.person_id)])
        for one in proposed(programme)
    ]
    assert (len(scores), sum(scores)) == (fresh.matched, fresh.total)
    if fairness:
        squares = sum((1000 - one) ** 2 for one in scores)
        assert (min(scores, default=None), squares) == (fresh.worst, fresh.squared_shortfall)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    late=st.sets(st.sampled_from(SIX), max_size=3),
    new=st.sets(st.sampled_from(FOUR), max_size=2),
    no=st.sets(st.sampled_from(SIX), max_size=3),
    gone=st.sets(st.sampled_from(SIX), max_size=1),
    room=st.lists(st.integers(1, 2), min_size=4, max_size=4),
    first=st.booleans(),
    fairness=st.sampled_from((10, 10, 0)),
)
def test_whatever_changes_it_is_as_good_as_a_fresh_run(cast, world, late, new, no, gone, room, first, fairness):
    """People and mentors come, some say no, some leave; one organisation has published, the other has not yet."""
    programme, requests, enrolments = world
    with transaction.atomic():
        set_room(enrolments, room)
        among(requests, late).update(state="resting")
        among(enrolments, new).update(state="left")
        organisation, by = (cast.ashdown, cast.cora) if first else (cast.marlow, making.marlow_coordinator(cast))
        try:
            publishing.publish(
                run_now(programme, fairness=fairness), organisation=organisation, by=by, at=NOW, today=TODAY
            )
        except NothingToPublish:
            pass
        else:
            for pairing in ProposedPairing.objects.filter(
                state="offered", request__in=[requests[place].pk for place in no]
            ):
                publishing.decline(pairing, by=pairing.request.person, at=NOW, today=TODAY)
            among(requests, late).update(state="waiting")
            among(enrolments, new).update(state="active")
            told = set(ProposedPairing.objects.filter(state="offered").values_list("pk", flat=True))
            making.match_again()
            expect_fresh(programme, fairness)
            among(requests, gone).filter(state="waiting").update(state="resting")
            making.match_again()
            expect_fresh(programme, fairness)
            assert making.match_again() == 0
            assert set(ProposedPairing.objects.filter(state="offered").values_list("pk", flat=True)) == told
        transaction.set_rollback(True)


def test_a_proposal_that_waits_gives_way_when_somebody_better_joins(cast, kiln, one_solver, signed_in):
    """Ben came late and waits with Oscar; then Mia joins, who can help with what he wants, and is found instead."""
    programme = making.make_programme(cast, kiln, acceptable_from=0)
    making.ask(programme, cast.amira, cast.ashdown)
    oscar = making.offer(cast.oscar, programme, cast.marlow, capacity=2)
    MentorOffer.objects.filter(profile=oscar.profile).update(strength=1)
    publishing.publish(run_now(programme), organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY)
    ben = making.ask(programme, cast.ben, cast.ashdown)
    assert making.match_again() == 1
    assert ben.pairings.get().enrolment == oscar
    mia = making.offer(making.marlow_coordinator(cast), programme, cast.marlow)
    assert making.match_again() == 1
    found = ben.pairings.get()
    assert (found.enrolment, found.state, found.offered_at) == (mia, "proposed", None)
    page = signed_in(cast.cora).get(reverse("mentoring:matching", args=[programme.pk])).content.decode()
    assert "Mia" in page and "Oscar" not in page


def test_the_stand_of_the_slider_is_kept(cast, world):
    """Ashdown published a run at total fit: what Marlow has not published yet is not moved to what fairness would ask."""
    programme, _, enrolments = world
    set_offers(enrolments, [(3, 1), (2, 0), (2, 1), (2, 0)])
    set_room(enrolments, (1, 1, 2, 2))
    publishing.publish(run_now(programme, fairness=0), organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY)
    before = {one.pk: one.score for one in proposed(programme)}
    fairer = running.solve(cohort_of(programme, fairness=10, today=TODAY)).totals
    assert fairer.worst > min(before.values()) and fairer.total < sum(before.values())
    assert making.match_again() == 0
    assert {one.pk: one.score for one in proposed(programme)} == before


def test_who_found_nobody_is_placed_when_a_mentor_joins(cast, kiln, one_solver):
    """And not only in the next run."""
    programme = making.make_programme(cast, kiln, acceptable_from=0)
    requests = [making.ask(programme, person, cast.ashdown) for person in (cast.amira, cast.ben)]
    making.offer(cast.oscar, programme, cast.marlow)
    publishing.publish(run_now(programme), organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY)
    left = MenteeRequest.objects.get(pk__in=[one.pk for one in requests], state="waiting")
    assert left.told and making.match_again() == 0
    mia = making.offer(making.marlow_coordinator(cast), programme, cast.marlow)
    assert making.match_again() == 1
    assert left.pairings.get().enrolment == mia


def test_what_moved_in_a_run_is_not_published_with_it(cast, kiln, one_solver, signed_in):
    """Marlow has not published when its mentee's mentor leaves: the run's pair is set aside, and the next waits for a look."""
    programme = making.make_programme(cast, kiln, acceptable_from=0)
    making.ask(programme, cast.amira, cast.ashdown)
    nell = make_person("Nell Adair")
    appoint(nell, Unit.objects.get(code="HOU"), "M20", "Officer", "")
    asked = making.ask(programme, nell, cast.marlow)
    mentors = [making.offer(person, programme, cast.marlow, capacity=2) for person in (cast.oscar, cast.olga)]
    run = run_now(programme)
    publishing.publish(run, organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY)
    first = asked.pairings.get()
    MentorEnrolment.objects.filter(pk=first.enrolment_id).update(state="left")
    assert making.match_again() == 1
    first.refresh_from_db()
    second = asked.pairings.exclude(pk=first.pk).get()
    assert first.state == "set_aside" and second.enrolment in mentors and second.state == "proposed"
    mia = signed_in(making.marlow_coordinator(cast))
    assert "Set aside" in mia.get(reverse("mentoring:run", args=[run.pk])).content.decode()
    mia.post(reverse("mentoring:publish_run", args=[run.pk]))
    second.refresh_from_db()
    assert second.state == "proposed"
    mia.post(reverse("mentoring:offer_placed", args=[run.pk, second.pk]))
    second.refresh_from_db()
    assert second.state == "offered"
