"""What a rater meets, from outside: the link, one dimension a page, the check, sending, and links that open nothing."""

# ruff: noqa: F811  the fixtures of `tests.kept` stand in tests by their names
import doctest
import html
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from stepwell.feedback.models import Draft, FeedbackRound, Invitation
from stepwell.feedback.models.ratings import Rating, Response, ResponseComment
from stepwell.feedback.operations import inviting
from stepwell.feedback.presenters import rating
from tests.cast import NOW
from tests.kept import cast, kept, lamplight, undone  # noqa: F401

from . import making

PEER = "peers0@elsewhere.example"
GENTLE = "They let everybody finish before they sum up in meetings."
HOSTILE = "<script>alert(1)</script> {{ 7|add:7 }} <b>bold</b> & “quotes”"


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    """The cast's time stands still: rounds that they opened are open."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture(scope="module")
def invited(cast, lamplight):
    """The round that all of these tests begin with, and what was mailed for it."""
    round = making.invite(cast, making.begin(cast, making.make_cycle(cast, lamplight)))
    return round.pk, list(mail.outbox)


@pytest.fixture
def collecting(invited) -> FeedbackRound:
    key, sent = invited
    mail.outbox[:] = sent
    return FeedbackRound.objects.get(pk=key)


@pytest.fixture
def token(collecting) -> str:
    return making.links()[PEER]


@pytest.fixture
def rater() -> Client:
    """Somebody with no account. Forged requests are checked, as in a browser."""
    return Client(enforce_csrf_checks=True, headers={"origin": "null"})


def address(token: str, rest: str = "") -> str:
    return f"/feedback/answer/{token}/{rest}"


def words_of(page) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def hidden(page, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page.text)[1]


def write(rater: Client, token: str, number: int = 1, then: str = "", **fields):
    """Open a page, fill it in as a browser would, and press a button."""
    page = rater.get(address(token, f"{number}/"))
    kept = {name: hidden(page, name) for name in ("revision", "seen")}
    return rater.post(address(token, f"{number}/"), {**kept, "comment-0": "", "then": then, **fields})


def send(rater: Client, token: str, group: str = "peers"):
    return rater.post(address(token, "check/"), {"group": group})


def comments() -> list[str]:
    return [one.text for one in ResponseComment.objects.all()]


# The way through


def test_a_rater_reads_who_asks_why_how_long_and_what_is_shown(rater, token, collecting):
    page = rater.get(address(token))
    group = collecting.cycle.groups.get(key="peers")
    for words in (
        "Amira Hassan",
        "Asks for your view",
        "minutes",
        "11 December 2026",
        "Peers",
        "Fran Rossi",
        "Decline",
    ):
        assert words in page.text
    assert group.promise in words_of(page)
    assert re.search(r"<svg.*<title[^>]*>5 people answer", page.text, re.S)


def test_the_examples_beside_the_pages_hold():
    assert doctest.testmod(rating).failed == 0


def test_somebody_who_is_shown_by_role_reads_that_and_sees_a_point(rater, collecting):
    page = rater.get(address(making.links()["tom@example.org"]))
    assert "the person will know it is from you" in page.text
    assert "You answer, and this is shown" in page.text


def test_the_way_from_the_link_to_the_receipt(rater, token, collecting):
    parts = 3
    for number in range(1, parts):
        assert write(rater, token, number, **{"item-0": "1"}).status_code == 302
    last = write(rater, token, parts, **{"comment-0": GENTLE})
    assert last.url == address(token, "check/")
    check = rater.get(last.url)
    assert GENTLE in check.text
    sent = send(rater, token)
    assert sent.url == address(token, "receipt/")
    receipt = rater.get(sent.url)
    assert "Version 1" in receipt.text
    assert collecting.cycle.groups.get(key="peers").promise in words_of(receipt)
    assert "peers 0" not in receipt.text
    assert Response.objects.count() == 1
    assert set(Rating.objects.values_list("level", flat=True)) == {1}
    assert comments() == [GENTLE]


def test_not_observed_is_an_answer(rater, token):
    write(rater, token, 1, **{"item-0": "none", "comment-0": GENTLE})
    assert list(Draft.objects.get().answers["ratings"].values()) == [None]
    assert "Not observed" in rater.get(address(token, "check/")).text


def test_somebody_can_stop_and_come_back_with_the_same_link_on_another_device(rater, token):
    assert write(rater, token, 1, then="later", **{"item-0": "2"}).url == f"{address(token)}?kept"
    page = Client().get(address(token))
    assert "Go on" in page.text
    assert f'href="{address(token, "2/")}"' in page.text
    assert 'value="2" checked' in Client().get(address(token, "1/")).text


def test_no_cookie_no_store_no_referrer(rater, token):
    for rest in ("", "1/", "check/", "decline/", "reminders/"):
        page = rater.get(address(token, rest))
        assert page.status_code == 200
        assert page["Referrer-Policy"] == "no-referrer"
        assert "no-store" in page["Cache-Control"]
        assert not page.cookies


def test_pages_have_neither_navigation_nor_the_scripts_of_components(rater, token):
    for rest in ("", "1/", "check/"):
        page = rater.get(address(token, rest)).text
        assert "<nav" not in page
        assert "govuk-frontend.min.js" not in page


def test_opening_the_link_changes_nothing(rater, token):
    before = Invitation.objects.values().get(nomination__email=PEER)
    rater.get(address(token))
    rater.get(address(token, "reminders/"))
    rater.get(address(token, "decline/"))
    assert Invitation.objects.values().get(nomination__email=PEER) == before


# Hints


def test_hints_are_shown_and_never_stop_anybody(rater, token):
    answer = write(rater, token, 1, then="hints", **{"comment-0": "On Tuesday Priya told Priya off before me."})
    assert answer.url == f"{address(token, '1/')}?hints"
    page = rater.get(answer.url).text
    assert re.search(r'id="hints"[^>]* autofocus', page)
    assert "“Priya”" in page and "“Tuesday”" in page and "“me”" in page
    assert "“Priya”" in rater.get(address(token, "check/")).text
    assert send(rater, token).url == address(token, "receipt/")
    assert len(comments()) == 1


def test_nothing_found_is_said(rater, token):
    answer = write(rater, token, 1, then="hints", **{"comment-0": GENTLE})
    assert "Nothing found" in rater.get(answer.url).text


def test_names_of_the_team_are_noticed_and_the_subject_may_be_named(rater, cast, token, published):
    write(rater, token, 1, **{"comment-0": "Amira asked peers to speak first when they met."})
    page = rater.get(address(token, "check/")).text
    assert "“Amira”" not in page
    assert "“peers”" in page  # the rater's own name in this test is "peers 0"


def test_advice_comes_from_a_framework_where_one_has_it(rater, token, published):
    page = rater.get(address(token, "1/")).text
    assert "Help with wording: CEDAR" in page
    assert "Give an example that is specific" in page


def test_without_such_a_framework_there_is_no_advice_to_open(rater, token):
    assert "Help with wording" not in rater.get(address(token, "1/")).text


# Twice, two tabs, too late


def test_sending_twice_counts_once(rater, token):
    write(rater, token, 1, **{"item-0": "1"})
    send(rater, token)
    again = send(rater, token)
    assert again.status_code == 410
    assert "Your answers were sent" in again.text
    assert Response.objects.count() == 1


def test_after_sending_the_link_opens_the_receipt_and_no_answer(rater, token):
    write(rater, token, 1, **{"item-0": "1", "comment-0": GENTLE})
    send(rater, token)
    for rest in ("", "1/", "check/", "decline/"):
        page = rater.get(address(token, rest))
        assert page.status_code == 410
        assert GENTLE not in page.text
        assert address(token, "receipt/") in page.text
    late = rater.post(address(token, "1/"), {"comment-0": "One more thing."})
    assert late.status_code == 410
    assert "One more thing." in late.text
    assert comments() == [GENTLE]


def test_two_tabs_on_one_page_show_both_versions_and_lose_nothing(rater, token):
    old = rater.get(address(token, "1/"))
    kept = {name: hidden(old, name) for name in ("revision", "seen")}
    write(rater, token, 1, **{"comment-0": GENTLE})
    clash = rater.post(address(token, "1/"), {**kept, "comment-0": "Something else they did."})
    assert clash.status_code == 409
    assert GENTLE in clash.text
    assert "Something else they did." in clash.text
    assert Draft.objects.get().answers["comments"] == {"trimming": GENTLE}
    chosen = {"revision": hidden(clash, "revision"), "comment-0": "Something else they did."}
    assert rater.post(address(token, "1/"), chosen).status_code == 302
    assert list(Draft.objects.get().answers["comments"].values()) == ["Something else they did."]


def test_two_tabs_on_two_pages_do_not_clash(rater, token):
    old = rater.get(address(token, "2/"))
    kept = {name: hidden(old, name) for name in ("revision", "seen")}
    write(rater, token, 1, **{"item-0": "1"})
    assert rater.post(address(token, "2/"), {**kept, "item-0": "2", "comment-0": ""}).status_code == 302
    assert sorted(Draft.objects.get().answers["ratings"].values()) == [1, 2]


def test_a_page_that_was_left_alone_writes_nothing(rater, token):
    write(rater, token, 1)
    assert not Draft.objects.exists()


def test_after_closing_nothing_is_taken_and_what_was_typed_is_shown(rater, token, collecting):
    write(rater, token, 1, **{"item-0": "1"})
    making.close(collecting, at=NOW)
    late = rater.post(address(token, "1/"), {"comment-0": GENTLE})
    assert late.status_code == 410
    assert "This round is closed" in late.text
    assert GENTLE in late.text
    assert send(rater, token).status_code == 410
    assert not Response.objects.exists()


def test_sending_nothing_says_what_to_do(rater, token):
    page = send(rater, token)
    assert page.status_code == 422
    assert "Answer at least one question" in page.text
    assert not Response.objects.exists()


def test_nobody_sends_under_another_promise_than_they_read(rater, token):
    write(rater, token, 1, **{"item-0": "1"})
    page = send(rater, token, group="others")
    assert page.status_code == 422
    assert "another group" in page.text
    assert not Response.objects.exists()


# Links that open nothing


def altered(token: str) -> str:
    return token[:-1] + ("A" if token[-1] != "A" else "B")


@pytest.mark.parametrize("rest", ["", "1/", "1/save/", "check/", "receipt/", "decline/", "reminders/"])
@pytest.mark.parametrize("how", ["altered", "guessed", "long", "strange"])
def test_altered_and_guessed_links_open_nothing(rater, cast, signed_in, token, how, rest):
    wrong = {"altered": altered(token), "guessed": "A" * 43, "long": "x" * 3000, "strange": "%E2%82%AC%FF'%22<"}[how]
    before = list(Invitation.objects.order_by("pk").values())
    for somebody in (rater, signed_in(cast.olga), signed_in(cast.amira)):
        for answer in (somebody.get(address(wrong, rest)), somebody.post(address(wrong, rest), {"group": "peers"})):
            assert answer.status_code in (404, 405)
            assert "Amira Hassan" not in answer.text
    assert list(Invitation.objects.order_by("pk").values()) == before
    assert not Draft.objects.exists()


def test_the_page_for_a_wrong_link_says_what_to_do(rater, token):
    page = rater.get(address(altered(token)))
    assert page.status_code == 404
    assert "Check that you copied all of it" in page.text
    assert page["Referrer-Policy"] == "no-referrer"


def test_an_expired_link_says_so(rater, token):
    Invitation.objects.filter(nomination__email=PEER).update(expires_at=NOW)
    for answer in (rater.get(address(token)), rater.post(address(token, "1/"), {"item-0": "1"}), send(rater, token)):
        assert answer.status_code == 410
        assert "This link has ended" in answer.text
    assert not Draft.objects.exists()


def test_a_link_that_a_newer_one_replaced_opens_nothing(rater, token, collecting):
    inviting.resend(collecting.nominations.get(email=PEER), by=collecting.subject, at=NOW)
    newer = making.send()[PEER]
    assert rater.get(address(token)).status_code == 404
    assert rater.get(address(newer)).status_code == 200


@pytest.mark.parametrize("rest", ["0/", "4/", "99999999999999999999/", "-1/", "x/"])
def test_there_is_no_page_of_that_number(rater, token, rest):
    assert rater.get(address(token, rest)).status_code == 404


def test_a_stranger_who_is_signed_in_gets_the_same_page_without_their_name(signed_in, cast, rater, token):
    """The link is the permission; being signed in adds nothing and shows nothing."""
    page = signed_in(cast.olga).get(address(token))
    assert page.text == rater.get(address(token)).text
    assert "Olga" not in page.text


# Declining and reminders


def test_declining_needs_no_reason_and_ends_the_link(rater, token):
    write(rater, token, 1, **{"item-0": "1"})
    assert rater.post(address(token, "decline/"), {"reason": ""}).status_code == 302
    page = rater.get(address(token))
    assert page.status_code == 410
    assert "You declined" in page.text
    assert not Draft.objects.exists()


def test_a_reason_is_kept_and_too_long_a_one_is_not_lost(rater, token):
    page = rater.post(address(token, "decline/"), {"reason": "x" * 1001})
    assert page.status_code == 422
    assert "1000 characters or fewer" in page.text
    assert "x" * 1001 in page.text
    rater.post(address(token, "decline/"), {"reason": "I hardly know her."})
    assert Invitation.objects.get(nomination__email=PEER).decline_reason == "I hardly know her."


def test_a_reason_is_read_by_the_subject_alone_until_the_round_closes(rater, token, collecting, cast, signed_in):
    raters = reverse("feedback:raters", args=[collecting.pk])
    asked = rater.get(address(token, "decline/")).text
    assert "nobody is told that you declined" in asked
    assert "Amira reads it with your name until the round closes" in asked
    rater.post(address(token, "decline/"), {"reason": "<b>I</b> hardly know her."})
    page = signed_in(cast.amira).get(raters).text
    assert "&lt;b&gt;I&lt;/b&gt; hardly know her." in page
    others = [
        signed_in(cast.cora).get(reverse("feedback:cycle", args=[collecting.cycle_id])),
        signed_in(cast.fran).get(reverse("feedback:facilitate", args=[collecting.pk])),
    ]
    assert [one.status_code for one in others] == [200, 200]
    assert not any("hardly know" in one.text for one in others)
    making.close(collecting)
    assert not Invitation.objects.exclude(decline_reason="").exists()


def test_reminders_can_be_stopped(rater, token):
    assert rater.post(address(token, "reminders/")).status_code == 302
    assert Invitation.objects.get(nomination__email=PEER).reminders_stopped
    assert "No more reminders" in rater.get(address(token, "reminders/")).text


# Bad input


def test_script_and_markup_stay_text_everywhere(rater, token):
    write(rater, token, 1, **{"comment-0": HOSTILE})
    for rest in ("1/", "check/"):
        page = rater.get(address(token, rest)).text
        assert "<script>alert" not in page and "<b>bold" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7|add:7 }}" in page
    send(rater, token)
    assert comments() == [HOSTILE]


def test_a_very_long_comment_says_so_and_is_not_lost(rater, token):
    text = "They listen. " * 400
    page = write(rater, token, 1, **{"item-0": "2", "comment-0": text})
    assert page.status_code == 422
    assert "must be 5000 characters or fewer" in page.text
    assert text.strip() in page.text
    assert list(Draft.objects.get().answers["ratings"].values()) == [2]
    cut = {name: hidden(page, name) for name in ("revision", "seen")} | {"item-0": "2", "comment-0": text[:4999]}
    assert rater.post(address(token, "1/"), cut).status_code == 302


@pytest.mark.parametrize("place", ["-1", "99", "1.5", "one", "nan", "٣", "\x00", "1" * 500])
def test_a_place_that_is_not_on_the_scale_is_refused(rater, token, place):
    assert write(rater, token, 1, **{"item-0": place}).status_code == 422
    assert not any(draft.answers["ratings"] for draft in Draft.objects.all())


@pytest.mark.parametrize("revision", ["", "-5", "x", "9" * 40, "\x00"])
def test_a_strange_number_of_a_page_is_no_fault_of_ours(rater, token, revision):
    answer = rater.post(address(token, "1/"), {"revision": revision, "item-0": "1"})
    assert answer.status_code in (302, 409, 422)


def test_an_invisible_character_in_a_comment_is_named(rater, token):
    page = write(rater, token, 1, **{"comment-0": "a\x00b"})
    assert page.status_code == 422
    assert "invisible character" in page.text


# Saved while typing


def test_autosave_answers_what_the_page_needs(rater, token):
    page = rater.get(address(token, "1/"))
    fields = {"revision": hidden(page, "revision"), "seen": hidden(page, "seen"), "item-0": "1", "comment-0": GENTLE}
    first = rater.post(address(token, "1/save/"), fields).json()
    assert first["saved"] and not first["errors"]
    again = rater.get(address(token, "1/"))
    assert (first["revision"], first["seen"]) == (int(hidden(again, "revision")), hidden(again, "seen"))


def test_autosave_notices_a_change_elsewhere_and_the_end(rater, token):
    write(rater, token, 1, **{"comment-0": GENTLE})
    clash = rater.post(address(token, "1/save/"), {"revision": 0, "seen": "", "comment-0": "Another."})
    assert (clash.status_code, clash.json()["reason"]) == (409, "changed")
    send(rater, token)
    ended = rater.post(address(token, "1/save/"), {"revision": 0, "seen": "", "comment-0": "Another."})
    assert (ended.status_code, ended.json()["reason"]) == (409, "complete")


def test_the_number_of_queries_does_not_grow_with_answers(rater, token, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        rater.get(address(token, "1/"))
    for number in (1, 2):
        write(rater, token, number, **{"item-0": "1", "comment-0": GENTLE})
    with django_assert_max_num_queries(12):
        rater.get(address(token, "check/"))
