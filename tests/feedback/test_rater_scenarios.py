"""Acceptance scenarios 54 and 56 (R97, R98, R99, R101, W34): wording for an observer, and the level below the scale with its definition."""

import html
import re

import pytest
from django.test import Client

from stepwell.feedback.forms.rounds import SelfDimensionForm
from stepwell.feedback.models import Draft, FeedbackRound
from stepwell.feedback.queries.asking import asked_of
from tests.cast import NOW

from . import making

OWN_WORDS = re.compile(r"\b(?:my|mine|myself|Am they|Do I|Am I|I am|I do)\b", re.IGNORECASE)


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def ask(cast, version, **parts) -> tuple[str, int]:
    """A peer's link and the number of pages, in a round of Amira's on this framework."""
    cycle = making.make_cycle(cast, version, **parts)
    round = making.join(cycle, cast.amira)
    making.rate_self(round)
    making.nominate_many(round, peers=5)
    making.submit(round)
    asked = asked_of(cycle)
    return making.send()["peers0@elsewhere.example"], len(asked.dimensions) + bool(asked.questions)


def texts_of(token: str, number: int) -> str:
    """What is read on a page, in one line."""
    page = Client().get(f"/feedback/answer/{token}/{number}/").text
    main = re.search(r"<main.*</main>", page, re.S)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


@pytest.fixture
def healthcare(cast, published, real_packs):
    """The framework that has a level below its scale, and questions at each level."""
    pack_id = next(name for name, pack in real_packs.items() if any(level.below_scale for level in pack.levels))
    return published[pack_id]


def test_54_a_rater_reads_about_somebody_else_and_nothing_is_cut(cast, healthcare):
    """Scenario 54, R98: an observer's words."""
    token, pages = ask(cast, healthcare)
    read = [texts_of(token, number) for number in range(1, pages + 1)]
    assert any("Do they regularly think of ways to do their job more effectively?" in text for text in read)
    assert len(read) == 10
    for text in read:
        assert not OWN_WORDS.findall(text)
        assert "…" not in text and "..." not in text


def test_54_holds_where_each_behaviour_is_rated(cast, healthcare):
    token, pages = ask(
        cast, healthcare, item_kind="indicators", scale=["Rarely", "Sometimes", "Often", "Nearly always"]
    )
    read = " ".join(texts_of(token, number) for number in range(1, pages + 1))
    assert "Do they regularly think of ways to do their job more effectively?" in read
    assert read.count("Not observed") == 114
    assert not OWN_WORDS.findall(read)


@pytest.mark.parametrize("kind", ["dimensions", "indicators"])
def test_every_framework_reads_as_about_somebody_else(cast, published, real_packs, kind):
    tried = 0
    for pack_id, pack in real_packs.items():
        texts = [one for dimension in pack.dimensions for level in dimension.levels for one in level.indicators]
        if not texts:
            continue
        tried += 1
        scale = ["Rarely", "Often"] if kind == "indicators" else []
        cycle = making.make_cycle(cast, published[pack_id], item_kind=kind, scale=scale, title=pack.title)
        observed = {text.observer for text in texts}
        asked = asked_of(cycle)
        if kind == "indicators":
            assert {item.text for item in asked.items} <= observed | {
                one.observer for dimension in pack.dimensions for one in dimension.statements
            }
        assert not [text for text in observed if OWN_WORDS.search(text)]
    assert tried >= 3


def test_56_the_level_below_the_scale_is_shown_with_its_definition_and_can_be_chosen(cast, healthcare):
    """Scenario 56, R97."""
    token, _ = ask(cast, healthcare)
    text = texts_of(token, 1)
    assert "Insufficient They do not consistently meet the Essential descriptors." in text
    assert text.index("Insufficient") < text.index("Exemplary")
    page = Client().get(f"/feedback/answer/{token}/1/").text
    kept = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("revision", "seen")}
    answer = Client().post(f"/feedback/answer/{token}/1/", {**kept, "item-0": "0", "comment-0": ""})
    assert answer.status_code == 302
    assert list(Draft.objects.get().answers["ratings"].values()) == [0]
    assert "Insufficient" in Client().get(f"/feedback/answer/{token}/check/").text


def test_comments_alone_are_one_page_without_any_rating(cast, healthcare):
    token, pages = ask(cast, healthcare, item_kind="comments_only", asks_importance=False)
    assert pages == 1
    page = Client().get(f"/feedback/answer/{token}/1/").text
    assert page.count("<textarea") == 2
    assert 'type="radio"' not in page
    assert "You rate nothing" in Client().get(f"/feedback/answer/{token}/").text


def test_r99_the_explanation_of_a_behaviour_stands_with_it_and_is_nothing_to_answer(cast, healthcare, real_packs):
    """R99: in the level's list, and beside the question where each behaviour is rated; for a rater and for oneself."""
    pack = next(pack for pack in real_packs.values() if any(level.below_scale for level in pack.levels))
    (holder, noted) = next(
        (dimension, one)
        for dimension in pack.dimensions
        for level in dimension.levels
        for one in level.indicators
        if one.footnote
    )
    number = pack.dimensions.index(holder) + 1
    scale = ["Rarely", "Sometimes", "Often", "Nearly always"]
    for kind in ({}, {"item_kind": "indicators", "scale": scale, "title": "Behaviours", "repeat_months": 0}):
        token, _ = ask(cast, healthcare, **{"title": "Levels"} | kind)
        read = texts_of(token, number)
        assert f"{noted.observer} {noted.footnote.text}" in read
        assert read.count(noted.footnote.text) == 1
        round = FeedbackRound.objects.get(cycle__title=kind.get("title", "Levels"))
        assert not {item.id for item in asked_of(round.cycle).items} & {noted.footnote.id}
        own = SelfDimensionForm(asked_of(round.cycle), holder, {}, importance=False).as_p()
        assert noted.footnote.text in html.unescape(own)


def test_r101_a_rater_reads_how_to_place_somebody_before_the_first_answer_and_is_asked_for_evidence(cast, healthcare):
    """R101: no grade, no yes or no, evidence; in the framework's own notice, on the first page alone."""
    token, pages = ask(cast, healthcare)
    read = [texts_of(token, number) for number in range(1, pages + 1)]
    notice = "The levels are not tied to job roles or grades. The questions are not meant to be answered with a yes or a no. Think of the evidence"
    assert read[0].index(notice) < read[0].index("Which level describes best")
    assert not any(notice in text for text in read[1:])
    assert all("What have you seen?" in text for text in read[:-1])
    page = Client().get(f"/feedback/answer/{token}/1/").text
    assert not re.search(r'(?i)value="(yes|no)"|name="grade', page)
    assert not re.search(r"(?i)\bbands?\b|\b8[abcd]\b", " ".join(read))


def test_r101_oneself_reads_it_too(cast, healthcare, signed_in):
    round = making.join(making.make_cycle(cast, healthcare), cast.amira)
    first, second = (signed_in(cast.amira).get(f"/feedback/{round.pk}/self/{number}/").text for number in (1, 2))
    assert "The levels are not tied to job roles or grades." in first
    assert "The levels are not tied to job roles or grades." not in second
