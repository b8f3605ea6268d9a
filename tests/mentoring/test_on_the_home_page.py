"""What waits in mentoring stands on the home page, a coordinator's own application included, and costs one query."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stepwell.mentoring.models import ProposedPairing
from stepwell.mentoring.operations import check_ins, programmes, publishing
from stepwell.mentoring.queries.glance import Glance, glance_of
from tests.cast import NOW, TODAY

from . import making

APPLICATION = "Go on with your application for a mentor"
CHANGED = programmes.CodePlan(making.CODE.title, "What is said at the wheel, or at the kiln, stays there.")


def home_of(client) -> tuple[str, int]:
    client.get("/")
    with CaptureQueriesContext(connection) as found:
        page = client.get("/").content.decode()
    return page, len(found)


def test_a_coordinator_finds_their_own_application_beside_what_waits_for_their_people(
    cast, programme, request_of_amira, oscar_offers, signed_in
):
    making.found(programme, (request_of_amira, oscar_offers, 700), by=cast.cora)
    making.ask(programme, cast.cora, cast.ashdown, sent=False)
    page, queries = home_of(signed_in(cast.cora))
    assert APPLICATION in page and "Review a matching run" in page
    assert queries <= 25
    for person in (cast.tom, cast.olga):
        assert APPLICATION not in home_of(signed_in(person))[0]


def test_it_leads_to_everything_that_waits_in_as_many_queries(cast, kiln, signed_in):
    """Oscar is asked as a mentor, begins an application himself, and the code changes meanwhile; in one programme, in three."""
    counts = []
    for number in range(3):
        programme = making.make_programme(cast, kiln, title=f"Potters {number}")
        request, enrolment = (
            making.ask(programme, cast.amira, cast.ashdown),
            making.offer(cast.oscar, programme, cast.marlow, capacity=9),
        )
        run = making.found(programme, (request, enrolment, 700))
        publishing.publish(run, organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY)
        making.ask(programme, cast.oscar, cast.marlow, sent=False)
        programmes.change_programme(programme, codes=[CHANGED], by=cast.cora, at=making.after(1))
        page, queries = home_of(signed_in(cast.oscar))
        for title in ("Look at a mentoring pairing", APPLICATION, "Read what changed in mentoring"):
            assert page.count(title) == number + 1
        counts.append(queries)
    assert counts[0] == counts[2] <= 25


def test_the_first_question_says_how_many_come_after_it(cast, relationship, signed_in):
    check_ins.ask_what_is_due(relationship, at=NOW, today=TODAY)
    relationship.sessions.create(number=1, on_date=TODAY, state="held", planned_at=NOW)
    relationship.check_ins.create(person=cast.amira, moment="fit", due_on=TODAY)
    relationship.check_ins.create(person=cast.amira, moment="quality", due_on=TODAY)
    page, _ = home_of(signed_in(cast.amira))
    assert "1 more waits after it." in page
    assert len(glance_of(cast.amira, timezone.localdate()).questions) == 2
    assert glance_of(cast.olga, timezone.localdate()) == Glance()


def test_what_was_answered_waits_no_more(cast, programme, request_of_amira, oscar_offers):
    run = making.found(programme, (request_of_amira, oscar_offers, 700))
    publishing.publish(run, organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY)
    pairing = ProposedPairing.objects.get()
    assert [line.key for line in glance_of(cast.amira, TODAY).pairings] == [pairing.pk]
    publishing.accept(pairing, by=cast.amira, at=NOW, today=TODAY)
    assert glance_of(cast.amira, TODAY) == Glance()
    assert [line.key for line in glance_of(cast.oscar, TODAY).pairings] == [pairing.pk]
