"""Suggestions: the same answer to the same question, near ones first, few."""

from stepwell.domain.recommendation import AT_MOST, suggestions_for
from tests.domain.test_assessing import dimension, pack_with


def initiative(name, topics, fits=("current_role", "next_move"), text=""):
    return {
        "id": name, "text": text or f"Do {name}", "type": "learn", "fits": list(fits), "topics": topics, "source": "900:L9",
    }  # fmt: skip


def pack(name, owner, *initiatives, **more):
    return pack_with(**{"id": name, "owner": owner, "initiatives": list(initiatives), **more})


FRAMEWORK = pack("model", "Hill", dimensions=[dimension("seeing", topics=["vision", "team"])])
SEEING = FRAMEWORK.dimensions[0]


def ids(suggestions):
    return [suggestion.initiative.id for suggestion in suggestions]


def test_only_what_shares_a_topic_and_fits_the_purpose():
    other = pack(
        "other",
        "Dale",
        initiative("a", ["vision"], ["current_role"]),
        initiative("b", ["values"]),
        initiative("c", ["team"], ["next_move"]),
    )
    found = suggestions_for(SEEING, FRAMEWORK, [other])
    assert (ids(found.current_role), ids(found.next_move)) == (["a"], ["c"])


def test_the_organisations_own_then_the_owners_then_the_rest():
    far = pack("far", "Dale", initiative("far-1", ["vision", "team"]))
    kin = pack("kin", "Hill", initiative("kin-1", ["vision"]))
    own = pack("own", "Moor", initiative("own-1", ["vision"]))
    found = suggestions_for(SEEING, FRAMEWORK, [far, kin, own], adopted={"own"})
    assert ids(found.current_role) == ["own-1", "kin-1", "far-1"]


def test_more_shared_topics_come_first_then_what_is_meant_for_this_purpose_alone():
    one = pack(
        "one", "Hill",
        initiative("both", ["vision"]),
        initiative("alone", ["vision"], ["next_move"]),
        initiative("two-topics", ["vision", "team"]),
    )  # fmt: skip
    found = suggestions_for(SEEING, FRAMEWORK, [one])
    assert ids(found.current_role) == ["two-topics", "both"]
    assert ids(found.next_move) == ["alone"]


def test_nothing_is_said_twice_unless_the_next_move_has_nothing_else():
    both = pack("one", "Hill", initiative("both", ["vision"]), initiative("more", ["vision", "team"]))
    found = suggestions_for(SEEING, FRAMEWORK, [both])
    assert ids(found.next_move) == ids(found.current_role) == ["more", "both"]
    one = pack(
        "two",
        "Hill",
        initiative("alone", ["team"], ["next_move"]),
        initiative("last", ["vision", "team"], ["next_move"]),
    )
    found = suggestions_for(SEEING, FRAMEWORK, [both, one])
    assert ids(found.next_move) == ["last", "alone"]


def test_at_most_five_and_no_text_twice():
    many = pack("many", "Hill", *(initiative(f"n{number}", ["vision"]) for number in range(9)))
    same = pack("same", "Dale", initiative("twin", ["vision"], text="do N0"))
    found = suggestions_for(SEEING, FRAMEWORK, [many, same])
    assert len(found.current_role) == AT_MOST
    few = suggestions_for(SEEING, FRAMEWORK, [pack("few", "Hill", initiative("n0", ["vision"])), same])
    assert ids(few.current_role) == ["n0"]


def test_nothing_to_suggest_is_an_empty_list():
    found = suggestions_for(SEEING, FRAMEWORK, [FRAMEWORK])
    assert (found.current_role, found.next_move) == ((), ())
