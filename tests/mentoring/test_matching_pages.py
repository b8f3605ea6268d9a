"""What coordinators see of a run, and what they never see."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stepwell.domain.matching import Needed, solve
from stepwell.mentoring.models import MatchingRun, MenteeRequest, PairRule
from stepwell.mentoring.operations import programmes, publishing, running
from stepwell.mentoring.queries import counts
from stepwell.people.models import Unit
from tests.cast import NOW, appoint, make_person

from . import making


@pytest.fixture
def scheme(cast, kiln):
    """Amira and Ben of Ashdown, Mia of Marlow; Oscar of Marlow and Ruth of Ashdown offer to mentor."""
    programme = making.make_programme(cast, kiln, acceptable_from=0)
    making.ask(programme, cast.amira, cast.ashdown, avoid=["Ruth Ellis"], background="I was ill last year.")
    making.ask(programme, cast.ben, cast.ashdown)
    making.ask(programme, making.marlow_coordinator(cast), cast.marlow)
    making.offer(cast.oscar, programme, cast.marlow, capacity=1)
    making.offer(cast.ruth, programme, cast.ashdown, capacity=1)
    return programme


def start(client, programme, fairness="10") -> MatchingRun:
    client.post(reverse("mentoring:start_run", args=[programme.pk]), {"fairness": fairness})
    return MatchingRun.objects.latest("number")


def text_of(client, name: str, *args) -> str:
    return client.get(reverse(f"mentoring:{name}", args=args)).content.decode()


def test_a_coordinator_starts_a_run_and_reviews_it(cast, scheme, signed_in):
    run = start(signed_in(cast.cora), scheme)
    page = text_of(signed_in(cast.cora), "run", run.pk)
    assert run.state == "done"
    assert "people matched" in page
    assert "The weakest first".lower() in page.lower()
    assert "<svg" in page


def test_of_those_who_had_waited_a_run_says_how_many_have_a_mentor(cast, scheme, signed_in):
    """Nobody had waited in the first; then two of one's own, and one of another organisation, who is not counted."""
    cora = signed_in(cast.cora)
    first = start(cora, scheme)
    assert "who had waited" not in text_of(cora, "run", first.pk)
    MenteeRequest.objects.update(waited_rounds=1)
    MenteeRequest.objects.filter(person=cast.ben).update(waited_rounds=2)
    second = start(cora, scheme)
    assert second.totals["waited"] == {str(cast.ashdown.pk): [2, 1], str(cast.marlow.pk): [1, 1]}
    tile = r">\s*1 of 2\s*<.*?who had waited have a mentor"
    assert re.search(tile, text_of(cora, "run", second.pk), re.S)
    compared = text_of(cora, "matching", scheme.pk)
    assert "Had waited" in compared
    rows = [re.findall(r"<t[hd][^>]*>\s*([^<]*?)\s*<", row) for row in re.findall(r"<tr.*?</tr>", compared, re.S)]
    assert [row[:3] for row in rows[1:]] == [["2", "1", "1 of 2"], ["1", "1", "–"]]


@pytest.mark.parametrize(("waiting", "said"), [("first", "comes first next time"), ("bonus", "by 100 of 1,000 points")])
def test_what_waiting_gives_is_published(cast, kiln, signed_in, waiting, said):
    """On the public page, where it is set, and before it is opened."""
    programme = making.make_programme(cast, kiln, is_open=False, waiting=waiting)
    shown = programme.get_waiting_display()
    assert shown in text_of(signed_in(cast.cora), "open_programme", programme.pk)
    assert shown in text_of(signed_in(cast.cora), "programme", programme.pk)
    programmes.open_programme(programme, by=cast.cora, at=NOW)
    proof = text_of(signed_in(cast.cora), "certificate", making.found(programme).pk)
    assert ("none of them is left while somebody who has waited less" in proof) == (waiting == "first")
    page = text_of(signed_in(None), "public", programme.slug)
    assert [one for one in ("comes first next time", "by 100 of 1,000 points") if one in page] == [said]


def test_each_run_says_what_it_is_to_ones_own_organisation(cast, scheme, signed_in):
    """Only the latest can be published; an earlier one that was not never will be."""
    cora = signed_in(cast.cora)
    first, second = start(cora, scheme), start(cora, scheme)
    assert standings(cora, scheme) == {second.number: "Ready to review", first.number: "Not published"}
    cora.post(reverse("mentoring:publish_run", args=[second.pk]))
    assert standings(cora, scheme) == {second.number: "Published", first.number: "Not published"}


def standings(client, programme) -> dict[int, str]:
    found = re.findall(r"Run (\d+)</strong>.*?govuk-tag[^>]*>([^<]+)<", text_of(client, "matching", programme.pk), re.S)
    return {int(number): words for number, words in found}


def test_nothing_that_somebody_wants_or_avoids_is_on_it(cast, scheme, signed_in):
    """R80: first that it is there to be found."""
    run = start(signed_in(cast.cora), scheme)
    stored = MatchingRun.objects.get(pk=run.pk)
    assert "throwing" in str(stored.cohort)
    assert any(mentee["avoid"] for mentee in stored.cohort["mentees"])
    for name in ("run", "certificate", "publish_run"):
        page = text_of(signed_in(cast.cora), name, run.pk).lower()
        assert not [word for word in ("throwing", "selling", "glazing", "avoid", "i was ill") if word in page]
    for name in ("matching", "programme", "people"):
        page = text_of(signed_in(cast.cora), name, scheme.pk).lower()
        assert not [word for word in ("throwing", "selling", "avoid", "i was ill") if word in page]


def test_each_coordinator_sees_pairs_with_their_own_people_only(cast, scheme, signed_in):
    run = start(signed_in(cast.cora), scheme)
    mia = making.marlow_coordinator(cast)
    of_ashdown, of_marlow = (text_of(signed_in(who), "run", run.pk) for who in (cast.cora, mia))
    for pairing in run.pairings.select_related("request__person", "enrolment__profile__person"):
        mentee, mentor = pairing.request, pairing.enrolment
        for organisation, page in ((cast.ashdown, of_ashdown), (cast.marlow, of_marlow)):
            concerns = organisation.pk in (mentee.organisation_id, mentor.organisation_id)
            heard = (
                f"<strong>{mentee.person.full_name}</strong> with <strong>{mentor.profile.person.full_name}</strong>"
            )
            assert (heard in page) == concerns


def test_with_one_other_organisation_the_whole_would_be_its_numbers(cast, scheme, signed_in):
    """Two organisations: the whole less one's own is the other's."""
    run = start(signed_in(cast.cora), scheme)
    page = text_of(signed_in(cast.cora), "run", run.pk)
    assert "The whole programme" not in page
    assert not counts.shows_the_whole(scheme, cast.ashdown)
    assert f"{run.totals['matched']} of {run.totals['mentees']}" not in page
    assert "of 2" in page


def test_the_whole_is_shown_where_it_says_nothing_of_one_other(cast, kiln):
    programme = making.make_programme(cast, kiln)
    third = cast.marlow.__class__.objects.create(name="Third Trust", slug="third", kind="nhs_trust", mark="TT")
    programme.organisations.create(organisation=third, state="taking_part", asked_at=NOW)
    for organisation in (cast.marlow, third):
        people = [make_person(f"P{organisation.pk}x{n} Q") for n in range(10)]
        MenteeRequest.objects.bulk_create(
            MenteeRequest(
                programme=programme,
                person=person,
                organisation=organisation,
                state="waiting",
                assessment=making.assess(person, kiln, {"throwing": ("yes", 1)}),
                started_at=NOW,
                saved_at=NOW,
                sent_at=NOW,
            )
            for person in people
        )
    assert counts.shows_the_whole(programme, cast.ashdown)
    assert not counts.shows_the_whole(programme, third)


def test_further_mentors_are_told_of_where_the_whole_is_and_what_they_would_offer_only_for_ten(
    cast, scheme, signed_in, monkeypatch
):
    """Amira, Ben and Mia look for a mentor, two find one: another would be found by one more mentor."""
    run = start(signed_in(cast.cora), scheme)
    needed = MatchingRun.objects.get(pk=run.pk).totals["needed"]
    assert {one["would_match"] for one in needed} == {1}
    assert {one["offer"] for one in needed} == {None}  # of one person, what they look for is nobody's business
    assert "Further mentors" not in text_of(signed_in(cast.cora), "run", run.pk)
    monkeypatch.setattr(counts, "shows_the_whole", lambda *given: True)
    told = (
        text_of(signed_in(cast.cora), "run", run.pk).split("Further mentors who would help")[1].split("</section>")[0]
    )
    assert ": 1 more person" in told
    many = [Needed(offer="throwing", profession=None, organisation="Marlow", would_match=n) for n in (9, 10)]
    result = solve(run.cohort).model_copy(update={"mentors_needed": many})
    assert [one["offer"] for one in running.needed_of(result, scheme)] == [None, "Throwing"]


def test_keeping_apart_and_together(cast, scheme, signed_in):
    client = signed_in(cast.cora)
    run = start(client, scheme)
    pairing = run.pairings.filter(request__organisation=cast.ashdown).first()
    address = reverse("mentoring:pair_rule", args=[run.pk, pairing.pk])
    client.post(address, {"kind": "excluded"})
    assert PairRule.objects.get().kind == "excluded"
    assert "Kept apart" in text_of(client, "run", run.pk)
    again = start(client, scheme)
    assert not again.pairings.filter(request=pairing.request, enrolment=pairing.enrolment).exists()
    client.post(address, {"kind": ""})
    assert not PairRule.objects.exists()
    assert client.post(address, {"kind": "forever"}).status_code == 404


def test_two_coordinators_publish_at_once_and_the_second_is_told(cast, scheme, signed_in):
    run = start(signed_in(cast.cora), scheme)
    address = reverse("mentoring:publish_run", args=[run.pk])
    first = signed_in(cast.cora).post(address, follow=True).content.decode()
    second = signed_in(cast.cora).post(address, follow=True).content.decode()
    assert "pairings are offered" in first
    assert "published these pairings a moment ago" in second
    assert run.publications.count() == 1
    assert run.pairings.filter(state="offered", request__organisation=cast.marlow).count() == 0


def test_the_proof_is_checked_on_a_page_and_a_changed_run_fails(cast, scheme, signed_in):
    client = signed_in(cast.cora)
    run = start(client, scheme)
    address = reverse("mentoring:certificate", args=[run.pk])
    assert "The proof holds" in client.post(address).content.decode()
    stored = MatchingRun.objects.get(pk=run.pk)
    stored.result = {**stored.result, "pairs": stored.result["pairs"][1:]}
    stored.save()
    assert "does not hold" in client.post(address).content.decode()


@pytest.mark.parametrize("typed", ["11", "-1", "half", "²", "9" * 300, ""])
def test_a_slider_beyond_its_ends_is_the_published_objective(cast, scheme, signed_in, typed):
    assert start(signed_in(cast.cora), scheme, typed).fairness == 10


def test_the_slider_is_aggregate_only(cast, scheme, signed_in):
    run = start(signed_in(cast.cora), scheme)
    assert len(run.totals["stands"]) == 7
    for stand in run.totals["stands"]:
        assert set(stand) == {"fairness", "crossing", "matched", "worst", "mean", "crossing_pairs", "by_score"}


def test_the_slider_is_worked_out_live_in_numbers_of_the_whole_alone(cast, scheme, signed_in, monkeypatch):
    client = signed_in(cast.cora)
    run = start(client, scheme)
    address = reverse("mentoring:run_stand", args=[run.pk])
    hidden = client.get(address, {"fairness": "3", "crossing": "10"}).content.decode()
    assert "would tell of one other organisation" in hidden and "people matched" not in hidden
    monkeypatch.setattr(counts, "shows_the_whole", lambda *given: True)
    page = client.get(address, {"fairness": "3", "crossing": "10"}).content.decode().split("<main")[1]
    assert "2 of 3" in page and "across organisations" in page
    assert not [name for name in ("Amira", "Ben", "Oscar", "Ruth", "Mia") if name in page]
    assert (run.pairings.count(), MatchingRun.objects.count()) == (2, 1)  # nothing is kept
    for odd in ({"fairness": "eleven", "crossing": "-1"}, {"fairness": "9" * 300}, {}):
        assert client.get(address, odd).status_code == 200


def test_a_pairing_page_says_why_to_each(cast, scheme, signed_in):
    run = start(signed_in(cast.cora), scheme)
    publishing.publish(run, organisation=cast.ashdown, by=cast.cora, at=NOW, today=timezone.localdate())
    pairing = run.pairings.get(state="offered")  # Amira or Ben: the two fit equally well
    mentee = text_of(signed_in(pairing.request.person), "pairing", pairing.pk)
    mentor = text_of(signed_in(pairing.enrolment.profile.person), "pairing", pairing.pk)
    assert "Can help with what you want to work on: Throwing and Selling" in mentee
    assert "Can help with what you want to work on" not in mentor


def queries_of(client, run) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("mentoring:run", args=[run.pk])).status_code == 200
    return len(asked)


def test_a_run_of_three_pairs_asks_the_database_as_often_as_one_of_one(cast, kiln, signed_in):
    programme = making.make_programme(cast, kiln)
    oscar = making.offer(cast.oscar, programme, cast.marlow, capacity=5)
    requests = [making.ask(programme, cast.amira, cast.ashdown)]
    for n in range(2):
        person = make_person(f"Extra{n} Person")
        appoint(person, Unit.objects.get(code="REG"), f"A7{n}", "Officer", "5", cast.tom)
        requests.append(making.ask(programme, person, cast.ashdown))
    client = signed_in(cast.cora)
    one = making.found(programme, (requests[0], oscar, 600))
    queries_of(client, one)
    first = queries_of(client, one)
    three = making.found(programme, *((request, oscar, 600) for request in requests))
    assert queries_of(client, three) == first
    assert first <= 25
