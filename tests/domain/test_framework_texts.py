"""Languages, coaching questions, changes and an organisation's own words."""

import doctest
from pathlib import Path

import pytest

from stepwell.domain.framework import (
    changes,
    changes_between,
    checking,
    chosen_language,
    filled,
    overlay,
    questions,
    read_pack,
)
from stepwell.domain.framework.overlay import overlay_faults, rewordable_texts, with_wordings
from stepwell.frameworks.files import load_pack, read_folder

PACKS = Path(__file__).resolve().parents[1] / "packs"


@pytest.mark.parametrize("module", [changes, checking, overlay, questions], ids=lambda module: module.__name__)
def test_examples_in_the_docstrings(module):
    assert doctest.testmod(module).failed == 0


# Languages


def test_a_pack_in_another_language_where_it_is_translated(lamplight_pack):
    welsh = lamplight_pack.in_language("cy")
    level = welsh.dimensions[0].levels[1]
    assert level.indicators[0].self == "Rwy’n tocio’r wic bob nos."
    assert level.indicators[0].observer == "Maen nhw’n tocio’r wic bob nos."
    assert welsh.dimensions[0].name == "Trimming the wick"
    assert [d.id for d in welsh.dimensions] == [d.id for d in lamplight_pack.dimensions]


def test_the_original_is_untouched_and_a_copy_knows_its_own_parts(lamplight_pack):
    assert lamplight_pack.dimension_by_id["trimming"] is lamplight_pack.dimensions[0]
    welsh = lamplight_pack.in_language("cy")
    assert welsh.dimension_by_id["trimming"] is welsh.dimensions[0]
    assert lamplight_pack.dimensions[0].levels[1].indicators[0].self == "I trim the wick every evening."


def test_an_unknown_language_is_the_packs_own(lamplight_pack):
    assert lamplight_pack.in_language("fr") is lamplight_pack
    assert chosen_language(lamplight_pack.languages, "", "cy-GB") == "cy"
    assert chosen_language(lamplight_pack.languages, "xx", "en") == "en-GB"


# Questions


def test_any_coaching_question_with_any_dimension_and_level_of_any_framework(real_packs):
    """R33, scenario 17: no blank is ever left, and the part asked about is named wherever there is a blank for it."""
    prompts = [
        prompt
        for pack in real_packs.values()
        for bank in pack.question_banks
        if bank.for_dimensions
        for section in bank.sections
        for prompt in section.prompts
    ]
    assert len(prompts) == 18
    asked = 0
    for pack in real_packs.values():
        for dimension in pack.dimensions:
            for level in ["", *(pack.level_by_id[placed.level].name for placed in dimension.levels)]:
                for prompt in prompts:
                    text = filled(prompt.text, framework=pack.called, dimension=dimension.name, level=level)
                    assert "{" not in text
                    assert dimension.name in text or "{dimension}" not in prompt.text
                    asked += 1
    assert asked > 1000


def test_filling_leaves_other_braces_alone():
    assert filled("{dimension} {0} {x.__class__}", dimension="{level}") == "{level} {0} {x.__class__}"


# Changes


def test_a_changed_heading_names_its_dimension_and_level(lamplight_data):
    after = read_folder(PACKS / "lamplight")[0]
    after["dimensions"][0]["levels"][0]["heading"] = "First trims"
    assert changes_between(lamplight_data, after) == [
        {
            "id": "trimming",
            "key": "levels.dim.heading",
            "source": "900:L13",
            "from": "Learning to trim",
            "to": "First trims",
        }
    ]


def test_new_and_gone_texts(lamplight_data):
    after = read_folder(PACKS / "lamplight")[0]
    gone = after["dimensions"][1]["levels"][0]["indicators"].pop(0)
    after["dimensions"][1]["levels"][0]["indicators"] = [{**gone, "id": "carrying.dim.2"}]
    found = {
        (change["id"], change["key"]): (change["from"], change["to"])
        for change in changes_between(lamplight_data, after)
    }
    assert found == {
        ("carrying.dim.1", "self"): ("I carry a lamp for myself.", ""),
        ("carrying.dim.1", "observer"): ("They carry a lamp for themselves.", ""),
        ("carrying.dim.2", "self"): ("", "I carry a lamp for myself."),
        ("carrying.dim.2", "observer"): ("", "They carry a lamp for themselves."),
    }


@pytest.fixture
def lamplight_data():
    return read_folder(PACKS / "lamplight")[0]


# Another language


def test_headings_labels_and_the_frameworks_own_texts_are_translated(lamplight_data):
    pack, faults = read_pack(lamplight_data)
    assert not faults
    welsh = pack.in_language("cy")
    assert welsh.dimensions[0].levels[0].heading == "Dysgu tocio"
    assert (welsh.dimension_label.one, welsh.dimension_label.many) == ("llusern", "llusernau")
    assert welsh.summary == "Sut mae ceidwaid lampau yn cydweithio."
    assert welsh.dimensions[0].levels[1].heading == "Trimming without being asked", "a gap is seen"
    assert [level.id for level in welsh.levels] == [level.id for level in pack.levels]


TRANSLATED = {
    "poles": {
        "id": "d", "name": "D", "source": "own:x",
        "bipolar": {
            "positive": {"self": "I dare.", "observer": "They dare.", "translations": {"cy": {"self": "Rwy’n mentro."}}},
            "negative": {"self": "I wait."}, "points": 4, "positive_end": 1, "source": "own:x",
        },
    },
}  # fmt: skip


def test_what_a_translation_does_not_give_stays():
    data = {
        "id": "p", "title": "P", "owner": "O", "edition": "1", "kind": "bipolar", "rights": "r", "wording": "restated",
        "version": "1", "summary": "s", "translations": ["cy"], "dimensions": [TRANSLATED["poles"]],
        "cards": [{"id": "c", "situation": "S", "answer": "A", "source": "own:x",
                   "translations": {"cy": {"situation": "Sefyllfa", "answer": "Ateb"}}}],
        "question_banks": [{"id": "b", "name": "Bank", "purpose": "coaching", "translations": {"cy": "Banc"},
                            "sections": [{"id": "s", "name": "Part", "prompts": [],
                                          "translations": {"cy": {"name": "Rhan"}}}]}],
    }  # fmt: skip
    pack, faults = read_pack(data)
    assert not faults
    welsh = pack.in_language("cy")
    pole = welsh.dimensions[0].bipolar.positive
    assert (pole.self, pole.observer) == ("Rwy’n mentro.", "They dare.")
    assert (welsh.cards[0].situation, welsh.cards[0].answer) == ("Sefyllfa", "Ateb")
    assert (welsh.question_banks[0].name, welsh.question_banks[0].sections[0].name) == ("Banc", "Rhan")


def test_a_language_that_the_pack_does_not_list_is_a_fault(lamplight_data):
    lamplight_data["dimensions"][0]["levels"][0]["translations"]["fr"] = "Apprendre"
    lamplight_data["words"]["ga"] = {"summary": "Lampaí"}
    assert [fault.path for fault in read_pack(lamplight_data)[1]] == [
        "dimensions[0].levels[0].translations.fr",
        "words.ga",
    ]


# An organisation's own words


def test_words_are_replaced_and_structure_never(lamplight_data):
    reworded = with_wordings(lamplight_data, {"trimming.dim.1": {"self": "I trim when told."}})
    pack, faults = read_pack(reworded)
    assert not faults and pack.dimensions[0].levels[0].indicators[0].self == "I trim when told."
    assert len(changes_between(lamplight_data, reworded)) == 1


def test_texts_without_an_id_of_their_own_can_be_reworded():
    pack = load_pack(PACKS / "two-rivers").model_dump(mode="json")
    wordings = {"croesi": {"bipolar.positive.self": "Rwy’n nofio."}}
    assert overlay_faults(pack, wordings) == []
    assert with_wordings(pack, wordings)["dimensions"][0]["bipolar"]["positive"]["self"] == "Rwy’n nofio."


def test_headings_and_labels_can_be_reworded_and_nothing_moves(lamplight_data):
    wordings = {
        "trimming": {"levels.dim.heading": "First trims"},
        "lamplight": {"dimension_label.one": "lamp", "dimension_label.many": "lamps", "level_label.one": "shine"},
    }
    assert overlay_faults(lamplight_data, wordings) == []
    pack, faults = read_pack(with_wordings(lamplight_data, wordings))
    assert not faults
    assert pack.dimensions[0].levels[0].heading == "First trims"
    assert (pack.dimension_label.one, pack.dimension_label.many, pack.level_label.one) == ("lamp", "lamps", "shine")
    assert [level.id for level in pack.levels] == ["dim", "steady", "bright"]


@pytest.mark.parametrize("slug", ["qmul-conversations", "nhs-scope-for-growth", "bristol-leadership-qualities"])
def test_names_that_are_headings_can_be_reworded(real_packs, slug):
    """Of sections, banks, passages and statements; what people call each other's attention to by name stays."""
    data = real_packs[slug].model_dump(mode="json")
    found = [text for text in rewordable_texts(data) if text.last == "name"]
    assert found
    wordings = {text.id: {text.key: "Another heading"} for text in found}
    assert overlay_faults(data, wordings) == []
    named = {part.id for part in [*real_packs[slug].dimensions, *real_packs[slug].roles, *real_packs[slug].grades]}
    assert not named & set(wordings)


@pytest.mark.parametrize(
    ("wordings", "path"),
    [
        ([], "(the whole overlay)"),
        ({"trimming": {"levels.dim.heading": "x" * 201}}, "trimming.levels.dim.heading"),
        ({"carrying": {"levels.dim.heading": "A heading where there is none"}}, "carrying.levels.dim.heading"),
        ({"lamplight": {"title": "Candlelight"}}, "lamplight.title"),
        ({"nothing": {"text": "x"}}, "nothing"),
        ({"trimming": {"name": "Cutting"}}, "trimming.name"),
        ({"steady": {"name": "Calm"}}, "steady.name"),
        ({"trimming.dim.1": {"source": "900:L99"}}, "trimming.dim.1.source"),
        ({"trimming.dim.1": {"self": ""}}, "trimming.dim.1.self"),
        ({"trimming.dim.1": {"self": "x" * 4001}}, "trimming.dim.1.self"),
        ({"trimming.dim.1": {"self": ["x"]}}, "trimming.dim.1.self"),
        ({"trimming.dim.1": {"self": "a\x00"}}, "trimming.dim.1.self"),
        ({"trimming.dim.1": {"self": "a\ud800"}}, "trimming.dim.1.self"),
        ({"trimming.dim.1": {}}, "trimming.dim.1"),
        ({"trimming.dim.1": {("a",): "x"}}, "trimming.dim.1.('a',)"),
    ],
)
def test_what_an_overlay_may_not_do(lamplight_data, wordings, path):
    assert [fault.path for fault in overlay_faults(lamplight_data, wordings)] == [path]


def test_every_behaviour_of_the_packs_that_ship_can_be_reworded(real_packs):
    for pack in real_packs.values():
        texts = {text.words for text in rewordable_texts(pack.model_dump(mode="json"))}
        for dimension in pack.dimensions:
            behaviours = [b for level in dimension.levels for b in level.indicators] + dimension.statements
            assert {b.self for b in behaviours} <= texts
            if dimension.bipolar:
                assert {dimension.bipolar.positive.self, dimension.bipolar.negative.self} <= texts
