"""Between two runs: nothing is offered that no coordinator has seen, and nobody waits longer than it takes to look."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from stepwell.domain.matching import solve
from stepwell.mentoring.models import MenteeRequest, PairRule, ProposedPairing
from stepwell.mentoring.operations import publishing, reworking
from stepwell.mentoring.queries.cohorts import cohort_of
from stepwell.people.models import Unit
from tests.cast import NOW, TODAY, appoint, make_person

from . import making
from .test_runs import run_now

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def scheme(cast, kiln, one_solver):
    """Amira is offered Oscar, who has one place more; the run is published for Ashdown."""
    programme = making.make_programme(cast, kiln, acceptable_from=0)
    making.ask(programme, cast.amira, cast.ashdown)
    making.offer(cast.oscar, programme, cast.marlow, capacity=2)
    publishing.publish(run_now(programme), organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY)
    return programme


def come_late(cast, scheme) -> MenteeRequest:
    request = making.ask(scheme, cast.ben, cast.ashdown)
    MenteeRequest.objects.filter(pk=request.pk).update(sent_at=LATER)
    return request


def place() -> int:
    return making.match_again(LATER)


def queue(client, programme: object) -> str:
    page = client.get(reverse("mentoring:matching", args=[programme])).content.decode()
    return page.split("Found since the run")[1].split("</section>")[0] if "Found since the run" in page else ""


def test_who_comes_late_is_placed_as_well_as_by_a_fresh_run_and_waits_for_a_look(cast, scheme, signed_in):
    late = come_late(cast, scheme)
    fresh = solve(cohort_of(scheme, fairness=10, today=TODAY)).pairs[0]
    mail.outbox.clear()
    assert place() == 1
    found = late.pairings.get()
    assert (found.state, found.score, found.offered_at) == ("proposed", fresh.score, None)
    assert "different organisations" in " ".join(found.reasons["all"])
    assert "grade" not in " ".join(found.reasons["all"])
    for person in (cast.ben, cast.oscar):  # neither is asked, nor told
        assert signed_in(person).get(reverse("mentoring:pairing", args=[found.pk])).status_code == 404
        assert "mentoring pairing" not in signed_in(person).get(reverse("home:home")).content.decode().lower() or (
            person == cast.oscar  # who has Amira's to answer
        )
    assert MenteeRequest.objects.get(pk=late.pk).state == "waiting"
    shown = queue(signed_in(cast.cora), scheme.pk)
    assert "Ben" in shown and "Oscar" in shown
    assert place() == 0


def home_of(client) -> str:
    page = client.get(reverse("home:home")).content.decode()
    return page.split('id="next"')[1].split("</section>")[0]


def test_what_waits_for_a_coordinator_stands_on_their_home_page_and_the_programmes(cast, scheme, signed_in):
    """A run to review, then what was found since; each for the coordinator of the mentees alone, and without names."""
    cora, mia = signed_in(cast.cora), signed_in(making.marlow_coordinator(cast))
    assert "mentoring" not in home_of(cora)
    nell = make_person("Nell Adair")
    appoint(nell, Unit.objects.get(code="HOU"), "M20", "Officer", "")
    making.ask(scheme, nell, cast.marlow)
    come_late(cast, scheme)
    place()
    making.offer(cast.olga, scheme, cast.marlow, capacity=2)
    page = reverse("mentoring:programme", args=[scheme.pk])
    for seen in (home_of(cora), cora.get(page).content.decode()):
        assert "Look at new mentoring pairs" in seen and "1 pair found since the run" in seen
        assert "Ben" not in seen and "Review a matching run" not in seen
    run = run_now(scheme)
    for client in (cora, mia):
        for seen in (home_of(client), client.get(page).content.decode()):
            assert reverse("mentoring:run", args=[run.pk]) in seen and "1 pair of your mentees" in seen
            assert "Nell" not in seen
    for person in (cast.ben, cast.oscar, cast.olga):
        assert "matching run" not in home_of(signed_in(person))
    publishing.publish(run, organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY)
    assert "mentoring" not in home_of(cora) and "Review a matching run" in home_of(mia)


def test_an_invitation_to_take_part_stands_on_the_home_page(cast, kiln, signed_in):
    """The mail says no more than that something waits there."""
    programme = making.make_programme(cast, kiln)
    programme.organisations.filter(organisation=cast.marlow).update(state="asked")
    seen = home_of(signed_in(making.marlow_coordinator(cast)))
    assert (
        "Decide whether to take part in mentoring" in seen
        and reverse("mentoring:programme", args=[programme.pk]) in seen
    )
    assert "take part" not in home_of(signed_in(cast.cora))


def test_coordinators_are_told_that_somebody_waits_and_nothing_more(cast, scheme, django_capture_on_commit_callbacks):
    come_late(cast, scheme)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        place()
    assert [message.to for message in mail.outbox] == [[cast.cora.email]]
    assert "Ben" not in mail.outbox[0].body and "Oscar" not in mail.outbox[0].body


def test_one_click_offers_it(cast, scheme, signed_in):
    late = come_late(cast, scheme)
    place()
    found = late.pairings.get()
    address = reverse("mentoring:offer_placed", args=[found.run_id, found.pk])
    page = signed_in(cast.cora).post(address, follow=True).content.decode()
    assert "Both sides have 10 days" in page
    found.refresh_from_db()
    assert (found.state, found.offered_by) == ("offered", cast.cora)
    assert queue(signed_in(cast.cora), scheme.pk) == ""
    again = signed_in(cast.cora).post(address, follow=True).content.decode()
    assert "moved on" in again
    assert signed_in(cast.ben).get(reverse("mentoring:pairing", args=[found.pk])).status_code == 200


def test_it_is_not_another_organisations_to_offer_or_see(cast, scheme, signed_in):
    late = come_late(cast, scheme)
    place()
    found = late.pairings.get()
    mia = signed_in(making.marlow_coordinator(cast))
    assert queue(mia, scheme.pk) == ""
    mia.post(reverse("mentoring:offer_placed", args=[found.run_id, found.pk]))
    assert (
        signed_in(cast.olga).post(reverse("mentoring:offer_placed", args=[found.run_id, found.pk])).status_code == 404
    )
    found.refresh_from_db()
    assert found.state == "proposed"


def test_kept_apart_somebody_else_is_found(cast, scheme, signed_in):
    making.offer(cast.olga, scheme, cast.marlow)
    late = come_late(cast, scheme)
    place()
    first = late.pairings.get()
    address = reverse("mentoring:pair_rule", args=[first.run_id, first.pk])
    signed_in(cast.cora).post(address, {"kind": "excluded"})
    assert PairRule.objects.get().kind == "excluded"
    making.match_again(LATER)
    second = late.pairings.get()
    assert second.enrolment != first.enrolment


def test_a_mentor_without_room_meanwhile_is_not_offered(cast, scheme, signed_in):
    late = come_late(cast, scheme)
    place()
    found = late.pairings.get()
    found.enrolment.profile.__class__.objects.update(capacity=1)
    page = (
        signed_in(cast.cora)
        .post(reverse("mentoring:offer_placed", args=[found.run_id, found.pk]), follow=True)
        .content.decode()
    )
    assert "no room left" in page
    assert not late.pairings.exists()


def test_nobody_is_placed_before_a_coordinator_has_published(cast, kiln):
    programme = making.make_programme(cast, kiln, acceptable_from=0)
    making.ask(programme, cast.amira, cast.ashdown)
    making.offer(cast.oscar, programme, cast.marlow, capacity=2)
    run_now(programme)
    come_late(cast, programme)
    assert place() == 0


class TestAfterANo:
    """Amira fits Oscar and Olga; the coordinator saw one as her pair and the other as the next in line."""

    @pytest.fixture
    def programme(self, cast, kiln):
        return making.make_programme(cast, kiln, acceptable_from=0)

    def declined(self, cast, programme) -> ProposedPairing:
        making.ask(programme, cast.amira, cast.ashdown)
        making.offer(cast.oscar, programme, cast.marlow)
        making.offer(cast.olga, programme, cast.marlow)
        run = run_now(programme)
        publishing.publish(run, organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY)
        first = ProposedPairing.objects.get(state="offered")
        publishing.decline(first, by=cast.amira, at=NOW, today=TODAY)
        return first

    def test_the_next_in_line_was_seen_and_is_offered_at_once(self, cast, programme, signed_in):
        first = self.declined(cast, programme)
        other = {"Oscar": "Olga", "Olga": "Oscar"}[first.enrolment.profile.person.called]
        page = signed_in(cast.cora).get(reverse("mentoring:run", args=[first.run_id])).content.decode()
        assert f"If it does not come about: {other}" in page and "fit, as good for everybody)" in page
        mia = signed_in(
            making.marlow_coordinator(cast)
        )  # their mentor's coordinator sees the pair, not what comes next
        page = mia.get(reverse("mentoring:run", args=[first.run_id])).content.decode()
        assert "Amira" in page and "If it does not come about" not in page
        assert (place(), place()) == (1, 0)
        second = ProposedPairing.objects.get(state="offered")
        assert second.enrolment.profile.person.called == other
        assert second.offered_by is None

    def test_where_the_programme_says_that_a_coordinator_looks_first_it_waits(self, cast, kiln, signed_in):
        programme = making.make_programme(cast, kiln, acceptable_from=0, offers_next=False)
        page = signed_in(cast.amira).get(reverse("mentoring:public", args=[programme.slug])).content.decode()
        assert "a coordinator looks at the next in line before anybody is asked" in page
        self.declined(cast, programme)
        assert place() == 1
        assert not ProposedPairing.objects.filter(state="offered").exists()
        assert "Amira" in queue(signed_in(cast.cora), programme.pk)

    def test_a_better_one_whom_nobody_saw_waits_for_a_look(self, cast, programme, signed_in):
        """A mentor who joined after the run, when the next in line has no room any more."""
        first = self.declined(cast, programme)
        programme.enrolments.exclude(pk=first.enrolment_id).update(state="left")
        mia = making.marlow_coordinator(cast)
        making.offer(mia, programme, cast.marlow)
        assert place() == 1
        found = ProposedPairing.objects.get(state="proposed", placed_at__isnull=False)
        assert found.enrolment.profile.person == mia
        assert "Mia" in queue(signed_in(cast.cora), programme.pk)


def test_one_solve_places_all_who_are_due(cast, scheme, monkeypatch):
    asked = []
    real = reworking.next_for
    monkeypatch.setattr(
        reworking,
        "next_for",
        lambda *rest, **more: asked.append(True) or real(*rest, **more),
    )
    making.offer(cast.olga, scheme, cast.marlow)
    come_late(cast, scheme)
    other = making.ask(scheme, cast.tom, cast.ashdown)
    MenteeRequest.objects.filter(pk=other.pk).update(sent_at=LATER)
    assert place() == 2
    assert len(asked) == 1
