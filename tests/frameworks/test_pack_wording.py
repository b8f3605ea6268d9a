"""How the packs that ship are worded: for oneself, for an observer, and without what the sources had by accident."""

import re

from stepwell.domain.framework.checking import walk
from stepwell.domain.framework.texts import Behaviour

FIRST_PERSON = re.compile(r"\b(I|me|my|mine|myself|we|us|our|ours|ourselves)\b", re.IGNORECASE)
THIRD_PERSON_OPENING = re.compile(r"^(They|Do they|Are they|Can they|Their)\b")
RESIDUE = ("Post a Comment", "Yahoo", "Delivering the People Promise", "wiews", "brining")
QUESTIONS = ("nhs-hlm", "bristol-leadership-behaviours")


def behaviours(real_packs):
    for slug, pack in real_packs.items():
        for _, part in walk(pack):
            if isinstance(part, Behaviour):
                yield slug, part


def test_no_observer_is_asked_about_me(real_packs):
    """Scenario 54."""
    found = list(behaviours(real_packs))
    assert len(found) > 300
    assert [(slug, b.id, b.observer) for slug, b in found if FIRST_PERSON.search(b.observer)] == []


def test_no_self_wording_is_about_them(real_packs):
    """Scenario 55."""
    assert [(s, b.id, b.self) for s, b in behaviours(real_packs) if THIRD_PERSON_OPENING.search(b.self)] == []
    assert [(s, b.id, b.self) for s, b in behaviours(real_packs) if not FIRST_PERSON.search(b.self)] == []


def test_questions_are_questions_in_both_wordings(real_packs):
    asked = [(slug, b) for slug, b in behaviours(real_packs) if slug in QUESTIONS and ".insufficient" not in b.id]
    asked = [(slug, b) for slug, b in asked if not b.self.startswith("I ")]
    assert len(asked) >= 114 + 54
    for _, one in asked:
        assert re.match(r"(Do|Am|Can|Is|Are) (I|my|the)\b", one.self) and one.self.endswith("?"), one.self
        assert re.match(r"(Do|Are|Can|Is) (they|their|the)\b", one.observer) and one.observer.endswith("?"), (
            one.observer
        )


def test_the_question_that_the_source_garbled(real_packs):
    """Scenario 54: read as the register says, in both wordings."""
    found = {b.source: b for slug, b in behaviours(real_packs) if slug == "nhs-hlm"}["004:L163"]
    assert found.observer.startswith("Do they regularly") and found.self.startswith("Do I regularly")


def test_no_residue_of_pages_and_scans(real_packs):
    """Scenario 44. What was corrected is named in the corrections alone."""
    for slug, pack in real_packs.items():
        text = pack.model_dump_json(exclude={"corrections", "gaps"})
        assert [word for word in (*RESIDUE, "Am they", "Proficion") if word in text] == [], slug


def test_no_level_is_misspelled(real_packs):
    """Scenario 53."""
    assert "Proficient" in [level.name for level in real_packs["nhs-hlm"].levels]


def test_no_heading_is_cut(real_packs):
    for slug, pack in real_packs.items():
        headings = [level.heading for d in pack.dimensions for level in d.levels if level.heading]
        assert [h for h in headings if re.search(r"\b(my|their|the|and|of|to)$|…|\.\.\.", h)] == [], slug
