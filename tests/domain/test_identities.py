"""What a text tells of somebody: planted spellings that are found, words that are left alone, and what nobody can find."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.domain.identities import Identity, Known, telling_in

THOMAS = Identity(
    ("Dr Thomas Müller-O’Brien", "Tommo"), ("t.obrien@example.org", "tom77@example.com"), ("N-20417", "4471")
)
WILL = Identity(("Will May Hope",))
JO = Identity(("Jo Hu",))
AMIRA = Identity(("Amira Said Hassan",), ("amira.hassan@example.org",))
WEI = Identity(("王小明",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thomas came late.", ["Thomas"]),
        ("We spoke of Thomas’s team.", ["Thomas"]),
        ("That was Thomas' idea, and THOMAS said so.", ["Thomas", "THOMAS"]),
        ("Mueller again.", ["Mueller"]),
        ("Muller, and Mu\u0308ller.", ["Muller", "Müller"]),
        ("OBrien, O'Brien or O’Brien", ["OBrien", "O'Brien", "O’Brien"]),
        ("Müller-O'Brien's plan", ["Müller-O'Brien"]),
        ("the Thomas-led group", ["Thomas-led"]),
        ("Tho\u00admas and T\u200bhomas", ["Thomas"]),  # a soft hyphen, and a space of no width
        ("Tommo was there.", ["Tommo"]),  # the name that he chose
        ("Write to T.OBrien@Example.org today.", ["T.OBrien@Example.org", "OBrien"]),
        ("His login is tobrien or tom77.", ["tom77"]),
        ("Staff no. n20417, or N 20417", ["n20417", "N 20417"]),
    ],
)
def test_what_is_surely_a_name(text, found):
    assert set(found) <= set(telling_in(text, Known([THOMAS])).sure)


@pytest.mark.parametrize(
    ("who", "text", "doubtful"),
    [
        (AMIRA, "amira came late", ["amira"]),
        (AMIRA, "AH, A.H., A. H. and ASH were there", ["AH", "A.H.", "A. H.", "ASH"]),
        (AMIRA, "Ami spoke.", ["Ami"]),
        (AMIRA, "the Hassans", ["Hassans"]),
        (WILL, "May was hard. Will I do better?", ["May", "Will"]),
        (JO, "Hu spoke, and Jo listened.", ["Hu", "Jo"]),
        (THOMAS, "room 4471", ["4471"]),
    ],
)
def test_what_may_be_an_ordinary_word_is_asked(who, text, doubtful):
    told = telling_in(text, Known([who]))
    assert told.sure == [] and sorted(told.doubtful) == sorted(doubtful)


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (WILL, "I held back, as I will again in may. I hope so."),
        (JO, "A jo and a hu are no words."),
        (AMIRA, "He said that we should ask a hasty question at 10:00. Ah well."),
        (AMIRA, "I am a habit of my own, and I asked."),
        (THOMAS, "The tomb; to the room; 447 and 20417 others."),
        (Identity(("Paul Nurse",)), "A nurse asked, and the nurses agreed."),
        (Identity(("Theodora An",)), "The day was long. An hour. Them too."),
        (Identity(("Ludwig van Dam",)), "The van was late."),
    ],
)
def test_ordinary_words_are_left_alone(who, text):
    told = telling_in(text, Known([who]))
    assert told.sure == [] and told.doubtful == []


@pytest.mark.parametrize("text", ["Will May was there.", "May Hope", "Amira hassan"])
def test_two_parts_of_one_name_side_by_side_are_a_name(text):
    assert telling_in(text, Known([WILL, AMIRA])).sure


def test_a_script_without_spaces():
    assert telling_in("昨日王小明と話した", Known([WEI])).sure == ["王小明"]


@pytest.mark.parametrize(
    "text", ["Tam was late.", "Tomas again", "T. was late", "my mentee from ward 7", "T h o m a s", "Bill"]
)
def test_what_nobody_can_find_and_the_page_says_so(text):
    """A nickname, a misspelling, one letter, what somebody is known by, letters drawn apart. William is not told by "Bill"."""
    told = telling_in(text, Known([THOMAS, Identity(("William Reyes",))]))
    assert told.sure == [] and told.doubtful == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_and_any_name(text, names):
    told = telling_in(text, Known([Identity(tuple(names), tuple(names), tuple(names))]))
    assert not set(told.sure) & set(told.doubtful)
