"""The subject's pages: beginning, rating oneself, choosing whom to ask, and waiting; and the approver's one page."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stepwell.assessments import operations as assessing
from stepwell.feedback.models import FeedbackRound, Invitation, Nomination, SelfRating
from stepwell.feedback.operations import cycles
from tests.assessments.conftest import begin, finish, place
from tests.cast import NOW, TODAY, appoint, make_person

from . import making

State = FeedbackRound.State
WHY = "My role changed in the summer and I lead another team now."
PAGES = ["consent", "facilitator", "end", "close", "self", "raters", "send_raters"]
POSTS = ["refuse", "use_self_assessment", "add_suggested", "add_rater", "remind"]


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch):
    """Pages read the clock; the cast lives on one day."""
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def url(name: str, *args) -> str:
    return reverse(f"feedback:{name}", args=args)


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def amira(cast, signed_in):
    return signed_in(cast.amira)


def allow_own(cast, **more) -> None:
    cycles.change_settings(cast.ashdown, allows_own_rounds=True, by=cast.cora, at=NOW, **more)


# Beginning


def test_joining_a_cycle(cast, cycle, amira):
    assert url("join", cycle.pk) in text(amira.get(url("list")))
    page = text(amira.get(url("join", cycle.pk)))
    assert "groups of 4 or more" in page
    assert "except in the group “Line manager”" in page
    answer = amira.post(url("join", cycle.pk))
    round = FeedbackRound.objects.get()
    assert answer.url == url("round", round.pk)
    assert (round.subject, round.state, round.consented_at) == (cast.amira, State.CHOOSING, NOW)
    assert url("join", cycle.pk) not in text(amira.get(url("list")))
    assert amira.post(url("join", cycle.pk)).url == url("list")


def test_a_draft_and_a_closed_cycle_cannot_be_joined(cast, lamplight, amira, cycle):
    draft = making.make_cycle(cast, lamplight, is_open=False)
    cycles.close_cycle(cycle, by=cast.cora, at=NOW)
    for one in (draft, cycle):
        assert amira.get(url("join", one.pk)).status_code == 404
        assert amira.post(url("join", one.pk)).status_code == 404


def test_being_asked_and_agreeing_or_not(cast, cycle, signed_in, amira):
    """Scenario 23, R40: only by the person, whoever asked."""
    for subject in (cast.amira, cast.ben):
        cycles.ask_to_take_part(cycle, subject=subject, by=cast.cora, at=NOW, today=TODAY)
    mine, bens = (FeedbackRound.objects.get(subject=person) for person in (cast.amira, cast.ben))
    assert "Decide whether you would like feedback" in text(amira.get("/"))
    assert amira.get(url("round", mine.pk)).url == url("consent", mine.pk)
    assert "You are asked to take part" in text(amira.get(url("consent", mine.pk)))
    assert amira.post(url("consent", mine.pk)).url == url("round", mine.pk)
    assert signed_in(cast.ben).post(url("refuse", bens.pk)).url == url("list")
    mine.refresh_from_db()
    bens.refresh_from_db()
    assert (mine.state, bens.state) == (State.CHOOSING, State.ENDED)
    assert amira.post(url("refuse", mine.pk)).status_code == 302
    mine.refresh_from_db()
    assert mine.state == State.CHOOSING


def test_a_second_round_within_a_year_asks_why(cast, lamplight, released, amira):
    again = making.make_cycle(cast, lamplight, title="Once more")
    assert "Why do you want another round now?" not in text(amira.get(url("join", again.pk)))
    answer = amira.post(url("join", again.pk))
    assert answer.status_code == 422
    assert "Why do you want another round now?" in text(answer)
    assert "Leading at Ashdown" in text(answer)
    assert not FeedbackRound.objects.filter(cycle=again).exists()
    assert amira.post(url("join", again.pk), {"reason_for_repeat": WHY}).status_code == 302
    assert FeedbackRound.objects.get(cycle=again).reason_for_repeat == WHY
    assert WHY in text(amira.get(url("round", FeedbackRound.objects.get(cycle=again).pk)))


def closing(day) -> dict[str, str]:
    return {f"closes_on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def test_a_round_of_ones_own_where_it_is_allowed(cast, lamplight, amira, signed_in):
    sent = {"item_kind": "dimensions", **closing(making.CLOSES)}
    for name in ("start", "start_on"):
        address = url(name, *(["lamplight"] if name == "start_on" else []))
        assert amira.get(address).status_code == 404
    assert amira.post(url("start_on", "lamplight"), sent).status_code == 404
    assert "Start a round of your own" not in text(amira.get(url("list")))
    allow_own(cast, minimum_group_size=5)
    assert "Start a round of your own" in text(amira.get(url("list")))
    assert url("start_on", "lamplight") in text(amira.get(url("start")))
    for wrong in ({"item_kind": "x"}, closing(TODAY), closing(TODAY + timedelta(days=400)), {"closes_on-day": "\x00"}):
        assert amira.post(url("start_on", "lamplight"), sent | wrong).status_code == 422
    assert amira.post(url("start_on", "lamplight"), sent).status_code == 302
    round = FeedbackRound.objects.get()
    assert (round.subject, round.cycle.kind, round.cycle.minimum_group_size) == (cast.amira, "own", 5)
    assert signed_in(cast.oscar).get(url("start")).status_code == 404
    assert amira.post(url("start_on", "lamplight"), sent).status_code == 422


# Rating oneself


def test_rating_oneself_a_page_at_a_time_in_ones_own_words(cast, cycle, amira):
    """Scenario 55: the items as "I"; those for raters say "they"."""
    round = making.join(cycle, cast.amira)
    assert "Rate yourself" in text(amira.get(url("round", round.pk)))
    first = text(amira.get(url("self_dimension", round.pk, 1)))
    assert "I trim the wick every evening." in first
    assert "They trim the wick" not in first
    assert amira.post(url("self_dimension", round.pk, 1), {}).status_code == 422
    assert amira.post(url("self_dimension", round.pk, 1), {"item_0": "9"}).status_code == 422
    answer = amira.post(url("self_dimension", round.pk, 1), {"item_0": "2", "importance": "3"})
    assert answer.url == url("self_dimension", round.pk, 2)
    last = amira.post(url("self_dimension", round.pk, 2), {"item_0": "not_sure"})
    assert last.url == url("self", round.pk)
    said = {one.item_id: (one.level, one.importance) for one in SelfRating.objects.filter(round=round)}
    assert said == {"trimming": (2, 3), "carrying": (None, None)}
    page = text(amira.get(url("self", round.pk)))
    assert "Bright" in page
    assert "Not sure" in page
    assert "checked" in text(amira.get(url("self_dimension", round.pk, 1)))
    assert amira.get(url("self_dimension", round.pk, 3)).status_code == 404


def test_rating_oneself_behaviour_by_behaviour(cast, lamplight, amira):
    round = making.join(making.make_cycle(cast, lamplight, item_kind="indicators"), cast.amira)
    page = text(amira.get(url("self_dimension", round.pk, 1)))
    assert "I teach others to trim." in page
    assert "Nearly always" in page
    assert amira.post(url("self_dimension", round.pk, 1), {"item_0": "1", "item_2": "not_sure"}).status_code == 302
    said = {one.item_id: one.level for one in SelfRating.objects.filter(round=round)}
    assert said == {"trimming.dim.1": 1, "trimming.bright.1": None}
    assert "2 of 3" in text(amira.get(url("self", round.pk)))


def test_a_self_assessment_can_be_taken_over(cast, cycle, lamplight, amira, signed_in):
    made = begin(cast.amira, lamplight)
    place(made, "trimming", "bright", importance=2)
    round = making.join(cycle, cast.amira)
    assert "You have done this already" not in text(amira.get(url("self", round.pk)))
    finish(made)
    bens = begin(cast.ben, lamplight)
    place(bens, "trimming", "dim")
    finish(bens)
    assert "You have done this already" in text(amira.get(url("self", round.pk)))
    for wrong in (str(bens.pk), str(uuid4()), "", "x\x00"):
        assert amira.post(url("use_self_assessment", round.pk), {"assessment": wrong}).status_code == 404
    assert amira.post(url("use_self_assessment", round.pk), {"assessment": str(made.pk)}).status_code == 302
    said = {one.item_id: (one.level, one.importance) for one in SelfRating.objects.filter(round=round)}
    assert said["trimming"] == (2, 2)
    round.refresh_from_db()
    assert round.self_assessment == made
    assert assessing.MOST_FOCUSES == 3


# Choosing


def test_choosing_from_suggestions_by_search_and_by_address(cast, cycle, amira):
    round = making.join(cycle, cast.amira)
    page = text(amira.get(url("raters", round.pk)))
    for person, why in (
        (cast.tom, "Your line manager"),
        (cast.ben, "Has the same manager"),
        (cast.pat, "Works in your unit"),
    ):
        assert person.full_name in page
        assert why in page
    assert cast.olga.full_name not in page
    ticked = {"people": [str(cast.tom.pk), str(cast.ben.pk)], f"group_{cast.ben.pk}": "others"}
    assert amira.post(url("add_suggested", round.pk), ticked).status_code == 302
    found = text(amira.get(url("raters", round.pk), {"q": "pat"}))
    assert "found-people" in found
    searched = {"q": "pat", "found-people": [str(cast.pat.pk)], f"found-group_{cast.pat.pk}": "peers"}
    assert amira.post(url("add_suggested", round.pk), searched).status_code == 302
    outside = {"name": "Zoë Ŵyn", "email": "Zoe@Elsewhere.example", "group": "peers"}
    assert amira.post(url("add_rater", round.pk), outside).status_code == 302
    chosen = {(one.name, one.email, one.group.key) for one in round.nominations.all()}
    assert chosen == {
        (cast.tom.full_name, "tom@example.org", "line_manager"),
        (cast.ben.full_name, "ben@example.org", "others"),
        (cast.pat.full_name, "pat@example.org", "peers"),
        ("Zoë Ŵyn", "zoe@elsewhere.example", "peers"),
    }
    assert mail.outbox == []
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"name": "Me", "email": "AMIRA@example.org", "group": "peers"}, "You cannot ask yourself"),
        ({"name": "Twice", "email": "zoe@elsewhere.example", "group": "others"}, "You have chosen this person already"),
        ({"name": "Tom Okafor", "email": "tom@elsewhere.example", "group": "peers"}, "is your line manager"),
        ({"name": "Tom", "email": "tom@example.org", "group": "peers"}, "is your line manager"),
        ({"name": "No address", "email": "nowhere", "group": "peers"}, "Enter an e-mail address like"),
        ({"name": "", "email": "new@elsewhere.example", "group": "peers"}, "Enter name"),
        ({"name": "A", "email": "new@elsewhere.example", "group": "friends"}, "Choose one of the answers"),
        ({"name": "A", "email": "new@elsewhere.example"}, "Choose a group"),
        ({"name": "A\x00", "email": "new@elsewhere.example", "group": "peers"}, "invisible character"),
        ({"name": "A" * 9000, "email": "new@elsewhere.example", "group": "peers"}, "200 characters or fewer"),
    ],
)
def test_whom_one_cannot_ask_is_said_at_the_field(cast, cycle, amira, sent, words):
    round = making.join(cycle, cast.amira)
    making.nominate(round, "peers", email="zoe@elsewhere.example")
    answer = amira.post(url("add_rater", round.pk), sent)
    assert answer.status_code == 422
    assert words in text(answer)
    assert "There is a problem" in text(answer)
    assert round.nominations.count() == 1


@pytest.mark.parametrize("sent", [{}, {"people": ["x"]}, {"people": [str(uuid4())]}, {"people": ["\x00"]}])
def test_only_those_on_the_page_can_be_ticked(cast, cycle, amira, sent):
    round = making.join(cycle, cast.amira)
    assert amira.post(url("add_suggested", round.pk), sent).status_code == 422
    assert amira.post(url("add_suggested", round.pk), {"people": [str(cast.olga.pk)]}).status_code == 422
    assert not round.nominations.exists()


def test_a_manager_is_not_put_among_others_by_a_tick(cast, cycle, amira):
    round = making.join(cycle, cast.amira)
    sent = {"people": [str(cast.tom.pk)], f"group_{cast.tom.pk}": "peers"}
    answer = amira.post(url("add_suggested", round.pk), sent, follow=True)
    assert "Tom Okafor is your line manager" in text(answer)
    assert not round.nominations.exists()


def test_what_the_report_can_show_in_words_and_as_boxes(cast, cycle, amira):
    round = making.join(cycle, cast.amira)
    making.nominate(round, "line_manager", person=cast.tom)
    making.nominate_many(round, peers=2)
    page = text(amira.get(url("raters", round.pk)))
    assert "too few to show anything" in page
    assert page.count('class="fb-dot fb-dot--open"') == 2
    making.nominate_many(round, direct_reports=2)
    page = text(amira.get(url("raters", round.pk)))
    assert "shown together, 4 people" in page
    assert "fb-dot--open" not in page
    assert page.count('class="fb-dot"') == 5


def test_moving_and_removing_before_anybody_is_asked(cast, cycle, amira):
    round = making.join(cycle, cast.amira)
    one = making.nominate(round, "peers", email="zoe@elsewhere.example")
    assert "Zoe" not in text(amira.get(url("move_rater", one.pk)))
    assert amira.post(url("move_rater", one.pk), {"group": "nowhere"}).status_code == 422
    assert amira.post(url("move_rater", one.pk), {"group": "others"}).status_code == 302
    one.refresh_from_db()
    assert one.group.key == "others"
    assert amira.post(url("withdraw_rater", one.pk)).status_code == 302
    one.refresh_from_db()
    assert one.state == Nomination.State.WITHDRAWN


def test_sending_it_off_invites_at_once_where_nobody_agrees(cast, choosing, amira):
    making.nominate_many(choosing, peers=5)
    page = text(amira.get(url("send_raters", choosing.pk)))
    assert "Send the invitations" in page
    assert amira.post(url("send_raters", choosing.pk)).url == url("round", choosing.pk)
    choosing.refresh_from_db()
    assert (choosing.state, Invitation.objects.count()) == (State.COLLECTING, 5)
    assert amira.post(url("send_raters", choosing.pk)).status_code == 302
    assert Invitation.objects.count() == 5


def test_an_empty_list_cannot_be_sent(cast, choosing, amira):
    for method in (amira.get, amira.post):
        assert method(url("send_raters", choosing.pk)).url == url("raters", choosing.pk)
    choosing.refresh_from_db()
    assert choosing.state == State.CHOOSING


# Agreeing to the choice


@pytest.fixture
def waiting(cast, lamplight) -> FeedbackRound:
    """Ben's choice waits for Tom, who manages him."""
    round = making.join(making.make_cycle(cast, lamplight, approval="manager"), cast.ben)
    making.nominate(round, "peers", person=cast.amira)
    making.nominate_many(round, peers=4)
    return making.submit(round)


def test_the_manager_agrees(cast, waiting, signed_in):
    tom = signed_in(cast.tom)
    assert "Look at whom Ben Carter wants to ask" in text(tom.get("/"))
    assert url("approve", waiting.pk) in text(tom.get(url("list")))
    assert tom.get(url("round", waiting.pk)).url == url("approve", waiting.pk)
    page = text(tom.get(url("approve", waiting.pk)))
    assert "Amira Hassan" in page
    assert "peers 3" in page
    assert tom.post(url("approve", waiting.pk), {"decision": "approve"}).url == url("list")
    waiting.refresh_from_db()
    assert (waiting.state, waiting.approved_by) == (State.COLLECTING, cast.tom)
    assert Invitation.objects.count() == 5
    assert "Look at whom" not in text(tom.get("/"))
    assert tom.get(url("approve", waiting.pk)).status_code == 404


def test_the_manager_returns_it_with_a_reason(cast, waiting, signed_in):
    tom, ben = signed_in(cast.tom), signed_in(cast.ben)
    answer = tom.post(url("approve", waiting.pk), {"decision": "return"})
    assert answer.status_code == 422
    assert "Say what to change" in text(answer)
    one = waiting.nominations.get(person=cast.amira)
    reason = {"decision": "return", "reason": "Ask the evening team <b>too</b>", "nominations": [str(one.pk)]}
    assert tom.post(url("approve", waiting.pk), reason | {"nominations": ["x"]}).status_code == 422
    assert tom.post(url("approve", waiting.pk), reason).status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == State.CHOOSING
    for page in (ben.get(url("round", waiting.pk)), ben.get(url("raters", waiting.pk))):
        assert "Ask the evening team &lt;b&gt;too&lt;/b&gt;" in text(page)
    assert ben.post(url("send_raters", waiting.pk)).status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == State.APPROVAL


def test_where_the_coordinator_agrees_the_manager_does_not(cast, lamplight, signed_in):
    round = making.join(making.make_cycle(cast, lamplight, approval="coordinator"), cast.ben)
    making.nominate_many(round, peers=4)
    making.submit(round)
    assert signed_in(cast.tom).get(url("approve", round.pk)).status_code == 404
    cora = signed_in(cast.cora)
    assert "Look at whom Ben Carter" in text(cora.get("/"))
    assert f'href="{url("cycles")}">Feedback cycles</a></p>' in text(cora.get(url("list")))
    assert cora.post(url("approve", round.pk), {"decision": "approve"}).status_code == 302
    round.refresh_from_db()
    assert round.state == State.COLLECTING


# While people answer


def test_progress_is_a_number_from_the_minimum_on(cast, collecting, amira):
    tokens = [token for _, token in sorted(making.links().items())]
    for token in tokens[:3]:
        making.answer(token)
    page = text(amira.get(url("round", collecting.pk)))
    assert "Fewer than 4 have answered" in page
    assert "3 of 8" not in page
    making.answer(tokens[3])
    assert "4 of 8 have answered" in text(amira.get(url("round", collecting.pk)))


def test_no_page_of_the_subject_tells_who_answered(cast, collecting, amira):
    """Each page is the same to the letter, whichever five of the eight have answered or declined."""
    pages = [url(name, collecting.pk) for name in ("round", "raters", "close", "end", "facilitator", "self")]
    pages += [url("move_rater", one.pk) for one in collecting.nominations.all()] + [url("list"), "/"]

    def seen() -> list[str]:
        return [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text(amira.get(page))) for page in pages]

    shown = []
    for part in (slice(0, 5), slice(3, 8)):
        Invitation.objects.update(state=Invitation.State.OPEN)
        ids = list(Invitation.objects.order_by("nomination__email").values_list("pk", flat=True))[part]
        Invitation.objects.filter(pk__in=ids).update(state=Invitation.State.ANSWERED)
        shown.append(seen())
    assert "5 of 8" in shown[0][0]
    assert shown[0] == shown[1]
    Invitation.objects.filter(state=Invitation.State.OPEN).update(state=Invitation.State.DECLINED)
    assert seen() == shown[0]


def test_what_the_pages_do_says_nothing_either(cast, collecting, amira):
    """Moving, removing and reminding answer alike for somebody who has answered and somebody who has not."""
    peers = {one.email: one for one in collecting.nominations.filter(group__key="peers")}
    tokens = making.links()
    first, second = sorted(peers)[:2]
    making.answer(tokens[first])
    said = []
    for email in (first, second):
        one = peers[email]
        moved = amira.post(url("move_rater", one.pk), {"group": "others"}, follow=True)
        removed = amira.post(url("withdraw_rater", one.pk), follow=True)
        messages = [str(message) for message in removed.context["messages"]] if removed.context else []
        one.refresh_from_db()
        said.append((moved.status_code, removed.status_code, messages, one.group.key, one.state))
    assert said[0] == said[1]
    assert said[0][3:] == ("others", Nomination.State.APPROVED)
    answer = amira.post(url("remind", collecting.pk), follow=True)
    assert "Whoever may still answer is reminded" in text(answer)


def test_closing_early_and_ending(cast, collecting, amira):
    assert "Close it before its last day?" in text(amira.get(url("close", collecting.pk)))
    assert amira.post(url("close", collecting.pk)).status_code == 302
    collecting.refresh_from_db()
    assert collecting.state not in (State.COLLECTING, State.CHOOSING)


def test_ending_a_round_deletes_what_was_asked(cast, collecting, amira):
    making.answer(sorted(making.links().items())[0][1])
    assert "You cannot undo this" in text(amira.get(url("end", collecting.pk)))
    assert amira.post(url("end", collecting.pk)).url == url("list")
    collecting.refresh_from_db()
    assert (collecting.state, collecting.nominations.count()) == (State.ENDED, 0)
    assert "Answers, drafts and links are deleted" in text(amira.get(url("round", collecting.pk)))
    assert amira.post(url("end", collecting.pk)).status_code == 302


def test_choosing_who_opens_the_report(cast, cycle, amira):
    round = making.join(cycle, cast.amira)
    page = text(amira.get(url("facilitator", round.pk)))
    assert cast.fran.full_name in page
    assert amira.post(url("facilitator", round.pk), {"person": str(cast.tom.pk)}).status_code == 422
    assert amira.post(url("facilitator", round.pk), {"person": str(cast.fran.pk)}).status_code == 302
    round.refresh_from_db()
    assert round.facilitator == cast.fran
    assert amira.post(url("facilitator", round.pk), {"person": "nobody"}).status_code == 302
    round.refresh_from_db()
    assert round.facilitator is None


# Secrecy


def test_nobody_but_the_subject_gets_these_pages(cast, collecting, signed_in, amira):
    """First the secret exists: whom Amira asks. Then: the manager, the facilitator, the coordinator, raters, strangers."""
    secret = "peers3@elsewhere.example"
    assert secret in text(amira.get(url("raters", collecting.pk)))
    one = collecting.nominations.get(email=secret)
    addresses = [url(name, collecting.pk) for name in PAGES + POSTS] + [url("self_dimension", collecting.pk, 1)]
    addresses += [url("move_rater", one.pk), url("withdraw_rater", one.pk), url("approve", collecting.pk)]
    before = (FeedbackRound.objects.values().get(), list(Nomination.objects.order_by("pk").values()))
    for name, person in cast.everyone.items():
        if name == "amira":
            continue
        client = signed_in(person)
        for address in addresses:
            for answer in (client.get(address), client.post(address)):
                assert answer.status_code in (404, 405), (name, address)
                assert secret not in text(answer)
        for page in (url("list"), "/"):
            assert secret not in text(client.get(page))
        expected = 302 if name == "fran" else 404
        assert client.get(url("round", collecting.pk)).status_code == expected, name
    assert (FeedbackRound.objects.values().get(), list(Nomination.objects.order_by("pk").values())) == before


def test_the_subject_has_no_other_roles_page(cast, waiting, signed_in):
    assert signed_in(cast.ben).get(url("approve", waiting.pk)).status_code == 404
    assert signed_in(cast.ben).post(url("approve", waiting.pk), {"decision": "approve"}).status_code == 404


def test_who_is_not_signed_in_is_sent_to_sign_in(collecting, client):
    for address in [url("list"), url("start"), *(url(name, collecting.pk) for name in ["round", *PAGES])]:
        assert "sign-in" in client.get(address).url


def test_wrong_ids_are_404(cast, cycle, amira):
    for name in ["round", "approve", *PAGES]:
        assert amira.get(url(name, uuid4())).status_code == 404
        assert amira.get(url(name, uuid4()).replace("-", "x")).status_code == 404
    assert amira.get(f"{url('self', making.join(cycle, cast.amira).pk)}{'9' * 30}/").status_code == 404


def test_every_stage_of_a_round_has_a_page(cast, released, amira):
    for state in State:
        if state != State.ASKED:
            FeedbackRound.objects.update(state=state, ended_at=NOW)
            assert amira.get(url("round", released.pk)).status_code == 200, state
        for name in PAGES:
            assert amira.get(url(name, released.pk)).status_code in (200, 302), (state, name)


# Lists


def queries_of(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_lists_ask_the_database_as_often_for_three_as_for_one(cast, lamplight, signed_in):
    tom = signed_in(cast.tom)
    pages = [url("list"), "/"]
    waiting_rounds = []

    def another(number: int) -> None:
        cycle = making.make_cycle(cast, lamplight, approval="manager", request_cap=9, facilitators=[cast.tom])
        making.make_cycle(cast, lamplight, title=f"To join {number}")
        subject = make_person(f"Member{number} Of Team")
        appoint(subject, cast.tom.appointments.get().unit, f"T{number}", "Officer", "4", cast.tom)
        round = making.join(cycle, subject)
        making.nominate_many(round, peers=2 + number)
        making.rounds.choose_facilitator(round, facilitator=cast.tom, by=subject, at=NOW)
        waiting_rounds.append(making.submit(round))
        making.join(cycle, cast.tom, reason_for_repeat="Again")

    another(1)
    pages.append(url("approve", waiting_rounds[0].pk))
    one = [queries_of(tom, page) for page in pages]
    another(2)
    another(3)
    making.nominating.return_nominations(waiting_rounds[0], reason="More", by=cast.tom, at=NOW, today=TODAY)
    making.nominate_many(waiting_rounds[0], others=3)
    making.submit(waiting_rounds[0])
    assert text(tom.get(url("list"))).count("Look at whom") == 3
    assert [queries_of(tom, page) for page in pages] == one


def test_the_page_of_raters_asks_as_often_for_three_as_for_one(cast, cycle, amira):
    round = making.join(cycle, cast.amira)
    making.nominate_many(round, peers=1)
    address = url("raters", round.pk)
    one = queries_of(amira, address)
    making.nominate_many(round, others=3)
    assert queries_of(amira, address) == one
    assert queries_of(amira, url("round", round.pk)) < 20
