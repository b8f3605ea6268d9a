"""Two people typing at once: whatever both did, nothing that one of them added is lost without a question."""

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stepwell.domain.merging import merged, tidy

# A busy machine is no fault of the strategy.
patient = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
LINES = st.lists(st.sampled_from(["", "a", "b", "c", "d", "e"]), max_size=8).map("\n".join)


@patient
@given(LINES, LINES)
def test_one_sided_changes_pass_unchanged(base, mine):
    assert merged(base, mine, base).text == tidy(mine)
    assert merged(base, base, mine).text == tidy(mine)
    assert merged(base, mine, mine).text == tidy(mine)


@patient
@given(LINES, LINES, LINES)
def test_what_somebody_added_is_in_the_merge(base, mine, theirs):
    done = merged(base, mine, theirs)
    if done.text is None:
        assert done.clashes
        return
    known = {"", *tidy(base).split("\n")}
    for side in (mine, theirs):
        assert {line for line in tidy(side).split("\n") if line not in known} <= set(done.text.split("\n"))


@patient
@given(LINES, LINES, LINES)
def test_both_sides_learn_of_the_same_clashes(base, mine, theirs):
    assert (merged(base, mine, theirs).text is None) == (merged(base, theirs, mine).text is None)


def test_separate_paragraphs_merge():
    base = "\n\n".join(f"Paragraph {number}." for number in range(6))
    mine, theirs = base.replace("1.", "1, mine."), base.replace("4.", "4, theirs.") + "\n\nMore."
    assert merged(base, mine, theirs).text == base.replace("1.", "1, mine.").replace("4.", "4, theirs.") + "\n\nMore."


def test_the_longest_text_takes_no_time():
    base, mine, theirs = "a\n" * 10_000, "a\nb\n" * 5_000, "c\n" + "a\n" * 9_999
    start = time.perf_counter()
    merged(base, mine, theirs)
    assert time.perf_counter() - start < 2
