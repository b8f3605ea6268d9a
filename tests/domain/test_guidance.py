"""Hints on comments: what may identify its writer, labels, and missing examples. Hints never block anything."""

import doctest

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stepwell.domain import guidance
from stepwell.domain.guidance import ADVICE, SHOWN_AT_MOST, hints_on

PEOPLE = ["Amira Hassan", "Ben Carter", "Will Stone", "Li Wu"]


def found(text: str, kind: str, **more) -> tuple[str, ...] | None:
    return next((hint.found for hint in hints_on(text, **more) if hint.kind == kind), None)


def test_the_examples_in_the_module_hold():
    assert doctest.testmod(guidance).failed == 0


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They gave amira the credit.", ("amira",)),
        ("They gave Amira Hassan’s idea room.", ("Amira", "Hassan")),
        ("Ben heard it too.", ("Ben",)),
        ("They thanked Dr Novak before everybody.", ("Novak",)),
        ("When Priya and O’Brien disagreed, they let both speak.", ("Priya", "O’Brien")),
        ("They rang Łukasz in the evening.", ("Łukasz",)),
        ("They asked Will to begin.", ("Will",)),
    ],
)
def test_names_are_noticed(text, names):
    assert found(text, "name", people=PEOPLE, about="Tom Okafor") == names


@pytest.mark.parametrize(
    "text",
    [
        "Tom let others finish. Tom’s notes were clear.",
        "They explained what the NHS and IT need, and I’m glad they did.",
        "They kept to Inspiring shared purpose, as Ashdown University asks.",
        "They will ask. Listening comes first: Then they decide.",
        "* They wrote it down.\n* Others could read it.",
        "“Good,” they said. “What next?”",
        "They explained it in English and put it into Teams.",
    ],
)
def test_what_is_no_name_is_left_alone(text):
    usual = ["Inspiring shared purpose", "Ashdown University"]
    assert found(text, "name", people=PEOPLE, about="Tom Okafor", usual=usual) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("On 3 May 2026 they listened.", "3 May 2026"),
        ("At the away day in March they listened.", "in March"),
        ("They listened on 12/05/2026.", "12/05/2026"),
        ("They listened on 2026-05-12.", "2026-05-12"),
        ("They wrote to us last week.", "last week"),
        ("On Thursdays they listen when it matters.", "Thursdays"),
        ("In 2024 they changed how we plan.", "2024"),
    ],
)
def test_dates_are_noticed(text, date):
    assert date in (found(text, "date") or ())


@pytest.mark.parametrize(
    "text", ["They may ask twice.", "They march on when it is hard.", "Of 10 people they asked all."]
)
def test_words_that_are_no_dates_are_left_alone(text):
    assert found(text, "date") is None


@pytest.mark.parametrize(
    "text",
    [
        "The only time they lost patience, they came back.",
        "They gave me time after my maternity leave.",
        "Remember when the system failed?",
        "They were fair when they interviewed me.",
        "They stood in for our one-to-one.",
    ],
)
def test_unique_events_are_noticed(text):
    assert found(text, "event")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I asked and they told us.", ("I", "us")),
        ("MY view: they listened to me.", ("me",)),
        ("They helped my team find ours.", ("my", "ours")),
        ("They explained the US rules, i.e. all of them.", None),
    ],
)
def test_first_person_is_noticed(text, words):
    assert found(text, "first_person") == words


@pytest.mark.parametrize(
    "text",
    ["They are arrogant.", "A natural leader.", "He is very difficult.", "They come across as cold.", "She is a star."],
)
def test_labels_are_noticed(text):
    assert found(text, "label")


@pytest.mark.parametrize(
    "text", ["They prepare difficult conversations with care.", "They name the negative figures first."]
)
def test_behaviour_is_no_label(text):
    assert found(text, "label") is None


def test_a_missing_example_is_noticed_and_a_given_one_not():
    assert found("Very clear and open in all matters.", "no_example") == ()
    assert found("In meetings they sum up what was said.", "no_example") is None
    assert found("They explained the figures to every team.", "no_example") is None


@pytest.mark.parametrize("text", ["", "   ", "\n\t "])
def test_nothing_written_is_nothing_to_look_at(text):
    assert hints_on(text, people=PEOPLE) == []


def test_each_thing_is_said_once_and_not_without_end():
    text = "They told Priya, PRIYA’S team and Priya. " + " ".join(f"They met Name{chr(97 + i)}x." for i in range(20))
    names = found(text, "name")
    assert names[0] == "Priya"
    assert len(names) == len({name.lower() for name in names}) == SHOWN_AT_MOST


def test_each_hint_has_advice_that_says_what_to_do():
    assert all(text.endswith((".", "?")) for text in ADVICE.values())


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=400), st.lists(st.text(max_size=30), max_size=4))
def test_any_text_gets_an_answer_made_of_its_own_words(text, people):
    written = " ".join(text.split()).lower()
    for hint in hints_on(text, people=people, about="Tom Okafor"):
        assert all(" ".join(words.split()).lower() in written for words in hint.found)


@pytest.mark.parametrize(
    "text", ["in" + " " * 5000, "a" * 5000, "in " * 1700, "'" * 5000, "A-" * 2500, "1 " * 2500, "is very " * 600]
)
def test_no_text_keeps_the_server_busy(text):
    """Patterns that look back again and again would not come to an end here."""
    assert isinstance(hints_on(text, people=PEOPLE), list)
