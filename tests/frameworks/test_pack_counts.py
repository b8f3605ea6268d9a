"""Every count of the frameworks that ship, written down from a count of the sources by somebody else."""

from collections import Counter

import pytest

from stepwell.domain.framework.checking import walk

LEADING_TOGETHER = {
    "Inclusive": (3, 2, 3, 3, 3),
    "Self-Awareness": (3, 2, 3, 4, 2),
    "Strategic Ambition": (3, 3, 4, 5, 3),
    "Enabling": (3, 4, 3, 3, 3),
    "Influencer/Motivator": (3, 3, 2, 5, 2),
}
# What it is, why, what it is not, then behaviours at Insufficient, Essential, Proficient, Strong, Exemplary.
HLM = {
    "Inspiring shared purpose": (3, 1, 6, 0, 3, 3, 3, 2),
    "Leading with care": (3, 1, 4, 0, 3, 3, 3, 2),
    "Evaluating information": (3, 1, 5, 0, 4, 3, 3, 3),
    "Connecting our service": (1, 1, 6, 0, 3, 3, 3, 3),
    "Sharing the vision": (1, 1, 4, 0, 4, 3, 3, 3),
    "Engaging the team": (1, 1, 4, 0, 3, 3, 3, 4),
    "Holding to account": (3, 1, 5, 0, 4, 4, 3, 3),
    "Developing capability": (3, 1, 4, 0, 3, 3, 3, 3),
    "Influencing for results": (3, 1, 3, 0, 5, 4, 3, 3),
}
# What it is, what it is not, then behaviours at Essential, Proficient, Strong, Exemplary.
BRISTOL_BEHAVIOURS = {
    "Operating with a strong results orientation": (5, 4, 5, 5, 4, 5),
    "Solving problems effectively": (4, 6, 6, 4, 4, 4),
    "Supporting others": (5, 5),
    "Seeking different perspectives": (4, 4, 5, 4, 4, 4),
}
STATEMENTS = {
    "qmul-values-in-action": {"Inclusive": 5, "Proud": 5, "Ambitious": 7, "Collegial": 6, "Ethical": 7},
    "bristol-values": {"Dedicated": 3, "Respect": 3, "Ownership": 3, "Curious": 3, "Collaborative": 3},
    "bristol-leadership-qualities": {"Integrity": 8, "Visionary": 9, "Empowering": 7, "Connected": 6},
}
GRADES = {"1": 5, "2": 5, "3": 6, "4": 7, "5": 5, "6": 5, "7": 4, "8D": 3, "8C": 4, "8B": 3, "8A": 4}
EXPECTATIONS = {
    "1": ("core", None, True, True),
    "2": ("core", "aspiring", True, True),
    "3": ("aspiring", None, True, True),
    "4": ("aspiring", "emerging", True, True),
    "5": ("emerging", None, True, True),
    "6": ("established", None, True, True),
    "7": ("established", "exemplar", True, True),
    **dict.fromkeys(("8D", "8C", "8B", "8A"), ("exemplar", None, False, False)),
}
# Prompts and question marks.
BANKS = {
    ("qmul-conversations", "Goal"): (5, 6),
    ("qmul-conversations", "Reality"): (5, 5),
    ("qmul-conversations", "Options"): (5, 7),
    ("qmul-conversations", "Will"): (6, 8),
    ("qmul-conversations", "Summary"): (5, 11),
    ("nhs-scope-for-growth", "Health and well-being"): (6, 7),
    ("nhs-scope-for-growth", "Personal strengths and development challenges"): (5, 5),
    ("nhs-scope-for-growth", "Behaviours and performance"): (6, 6),
    ("nhs-scope-for-growth", "Career history"): (4, 3),
    ("nhs-scope-for-growth", "Current role"): (7, 10),
    ("nhs-scope-for-growth", "Aspirations"): (5, 5),
}
INITIATIVES = {
    "Depth": {1: 6, 2: 5, 3: 7},
    "Breadth": {1: 6, 2: 5, 3: 8},
    "Stretch/Complexity": {1: 4, 2: 6, 3: 7},
}
# Passages of guidance and how many points each makes.
PASSAGES = {
    ("qmul-leading-together", "guiding-principles"): 4,
    ("qmul-leading-together", "how-to-use"): 4,
    ("qmul-leading-together", "tools"): 3,
    ("qmul-leading-together", "why-discuss-behaviours"): 3,
    ("qmul-grade-profiles", "what-for"): 5,
    ("qmul-grade-profiles", "suggested-level"): 1,
    ("qmul-conversations", "why-talk-about-it"): 6,
    ("qmul-conversations", "preparing-and-starting"): 7,  # one opening principle and six pieces of advice
    ("qmul-conversations", "managers-role"): 4,
    ("qmul-conversations", "feedback-principles"): 8,
    ("qmul-conversations", "cedar"): 5,
    ("nhs-scope-for-growth", "preparation-resources"): 8,
    ("nhs-scope-for-growth", "preparation-evidence"): 4,
    ("nhs-scope-for-growth", "preparation-indicators"): 3,
    ("bristol-values", "the-three-parts"): 3,
    ("bristol-values", "the-uses"): 3,
}
# Programmes, tools, documents and contacts that the sources name; kinds of development.
CATALOGUE = {
    "qmul-conversations": (13, 12),
    "qmul-leading-together": (5, 0),
    "qmul-grade-profiles": (3, 0),
    "nhs-scope-for-growth": (19, 54),
    "nhs-lqf": (5, 0),
    "nhs-hlm": (1, 3),
    "bristol-values": (1, 0),
    "bristol-leadership-qualities": (1, 0),
}
DEFECTS = {0: 30, 1: 20, 2: 14, 3: 11, 4: 27}
# Lines of two sources on which the same question stands: Bristol's, then the Healthcare Leadership Model's.
SAME_QUESTIONS = {
    (142, 424), (143, 426), (152, 44), (153, 438), (154, 442), (155, 440), (156, 238), (162, 452), (163, 448),
    (171, 458), (173, 462), (199, 159), (201, 161), (202, 163), (203, 165), (210, 175), (212, 436), (219, 181),
    (220, 183), (221, 185), (228, 195), (229, 258), (309, 559), (322, 571), (328, 583), (329, 585), (331, 246),
    (337, 593), (339, 260),
}  # fmt: skip


def levels_of(dimension) -> tuple[int, ...]:
    return tuple(len(level.indicators) for level in dimension.levels)


def test_the_packs_that_ship(real_packs):
    assert set(real_packs) == {
        "qmul-leading-together",
        "qmul-values-in-action",
        "qmul-grade-profiles",
        "qmul-conversations",
        "nhs-scope-for-growth",
        "nhs-lqf",
        "bristol-values",
        "bristol-leadership-behaviours",
        "bristol-leadership-qualities",
        "nhs-hlm",
        "crosswalk",
    }


def test_leading_together(real_packs):
    """Scenario 6: five elements at five levels, 77 behaviours."""
    pack = real_packs["qmul-leading-together"]
    assert [level.name for level in pack.levels] == ["Core", "Aspiring", "Emerging", "Established", "Exemplar"]
    assert {dimension.name: levels_of(dimension) for dimension in pack.dimensions} == LEADING_TOGETHER
    assert sum(map(sum, LEADING_TOGETHER.values())) == 77


@pytest.mark.parametrize("slug", STATEMENTS)
def test_values_and_qualities(real_packs, slug):
    """Scenarios 7 and 46: no level and no score anywhere."""
    pack = real_packs[slug]
    assert {dimension.name: len(dimension.statements) for dimension in pack.dimensions} == STATEMENTS[slug]
    assert not pack.levels and not any(d.levels or d.bipolar for d in pack.dimensions)


def test_taglines_of_both_sets_of_values(real_packs):
    for slug in ("qmul-values-in-action", "bristol-values"):
        assert sum(dimension.tagline is not None for dimension in real_packs[slug].dimensions) == 5


def test_grade_profiles(real_packs):
    """Scenarios 2 and 3: the order, the statements and the level suggested for each grade."""
    pack = real_packs["qmul-grade-profiles"]
    assert [(grade.id, len(grade.statements)) for grade in pack.grades] == list(GRADES.items())
    found = {g.id: (e.base, e.some_at, e.at_least, e.may_vary) for g in pack.grades for e in [g.expectation]}
    assert found == EXPECTATIONS
    assert sum(GRADES.values()) == 51 and pack.notices_of("purpose_limit")


def test_conversations(real_packs):
    pack = real_packs["qmul-conversations"]
    assert [role.name for role in pack.roles] == ["Coach", "Analyst", "Advisor", "Connector"]
    assert [len(role.when) for role in pack.roles] == [2, 2, 2, 2]
    assert (len(pack.cards), len(pack.stages)) == (6, 2)
    grow = next(bank for bank in pack.question_banks if bank.name == "GROW")
    assert sum(section.heading_question is not None for section in grow.sections) == 4
    passages = {passage.id: passage for passage in pack.passages}
    assert len(passages["feedback-principles"].items) == 8
    assert [item.name for item in passages["cedar"].items] == ["Context", "Example", "Discuss", "Actions", "Review"]
    assert len(passages["why-talk-about-it"].items) == 6 and len(passages["managers-role"].items) == 4


def test_passages_of_guidance(real_packs):
    """Scenario 28 and others: every point of the guidance, none merged and none added."""
    found = {(slug, one.id): len(one.items) for slug, pack in real_packs.items() for one in pack.passages}
    assert {key: found.get(key) for key in PASSAGES} == PASSAGES


def test_every_text_names_its_place_in_a_source_that_is_named(real_packs):
    """What the source does not have is said to be the pack's own."""
    checked = 0
    for slug, pack in real_packs.items():
        known = {source.id for source in pack.sources}
        for path, part in walk(pack):
            place = getattr(part, "source", None)
            if place is not None:
                checked += 1
                assert place.startswith("own:") or place.partition(":")[0] in known, (slug, path, place)
    assert checked > 1000


def test_coaching_questions(real_packs):
    bank = next(bank for bank in real_packs["qmul-conversations"].question_banks if bank.for_dimensions)
    prompts = bank.sections[0].prompts
    follow_ups = [prompt for prompt in prompts if prompt.follow_up_of]
    assert (len(prompts) - len(follow_ups), len(follow_ups)) == (6, 7)


def test_question_banks(real_packs):
    found = {
        (slug, section.name): (len(section.prompts), sum(prompt.text.count("?") for prompt in section.prompts))
        for slug, pack in real_packs.items()
        for bank in pack.question_banks
        for section in bank.sections
    }
    assert {key: found[key] for key in BANKS} == BANKS


def test_suggested_initiatives(real_packs):
    """Scenario 31: 54 in all."""
    pack = real_packs["nhs-scope-for-growth"]
    names = {category.id: category.name for category in pack.growth.categories}
    found: dict[str, Counter] = {}
    for initiative in pack.initiatives:
        found.setdefault(names[initiative.category], Counter())[initiative.step] += 1
    assert found == INITIATIVES and len(pack.initiatives) == 54


def test_catalogue_of_what_the_sources_name(real_packs):
    found = {slug: (len(pack.resources), len(pack.initiatives)) for slug, pack in real_packs.items()}
    assert {slug: counts for slug, counts in found.items() if any(counts)} == CATALOGUE
    assert sum(map(sum, CATALOGUE.values())) == 117


def test_leadership_qualities_framework(real_packs):
    pack = real_packs["nhs-lqf"]
    assert [len([d for d in pack.dimensions if d.cluster == c.id]) for c in pack.clusters] == [5, 5, 5]
    items = [dimension.bipolar for dimension in pack.dimensions]
    assert {(item.points, item.positive_end, *item.wish) for item in items} == {(4, 1, "yes", "maybe", "no")}
    # 38 when split at every comma; one of them, in "career, role and team development", separates no theme (D2-10).
    assert sum(len(item.themes) for item in items) == 37
    assert all(len(dimension.what_it_is) == 1 and dimension.maps for dimension in pack.dimensions)
    incomplete = [d.name for d in pack.dimensions if d.maps.mentee.incomplete or d.maps.mentor.incomplete]
    assert incomplete == ["Broad scanning"]


def test_bristol_leadership_behaviours(real_packs):
    """Scenarios 47 to 49: one dimension's questions are a copy of another's in the source, and are not here."""
    pack = real_packs["bristol-leadership-behaviours"]
    found = {
        d.name: (len(d.what_it_is), len(d.what_it_is_not), *(levels_of(d) if not d.missing else ()))
        for d in pack.dimensions
    }
    assert found == BRISTOL_BEHAVIOURS
    gap = next(d for d in pack.dimensions if d.name == "Supporting others")
    assert gap.missing and not any(level.indicators or level.heading for level in gap.levels)
    assert sum(sum(levels_of(d)) for d in pack.dimensions) == 54


def test_healthcare_leadership_model(real_packs):
    """Scenarios 53 and 59: 114 questions; the explanation of SMART is a footnote and no question."""
    pack = real_packs["nhs-hlm"]
    names = [level.name for level in pack.levels]
    assert names == ["Insufficient", "Essential", "Proficient", "Strong", "Exemplary"]
    assert [level.below_scale for level in pack.levels] == [True, False, False, False, False]
    found = {
        d.name: (len(d.what_it_is), int(d.why is not None), len(d.what_it_is_not), *levels_of(d))
        for d in pack.dimensions
    }
    assert found == HLM
    levels = [level for dimension in pack.dimensions for level in dimension.levels]
    assert sum(len(level.indicators) for level in levels) == 114
    assert sum(level.heading is not None for level in levels) == 36
    assert sum(level.descriptor is not None for level in levels) == 9
    footnotes = [b.footnote.text for level in levels for b in level.indicators if b.footnote]
    assert len(footnotes) == 1 and "SMART" in footnotes[0]


def test_every_defect_of_the_sources_is_handled_once(real_packs):
    found = Counter(one.defect for pack in real_packs.values() for one in pack.corrections)
    assert found == Counter(f"D{document}-{n:02d}" for document, last in DEFECTS.items() for n in range(1, last + 1))
    assert sum(DEFECTS.values()) == 102


def test_links_between_frameworks(real_packs):
    """That both ends of each exist is a fault of loading, which `real_packs` would have raised."""
    links = real_packs["crosswalk"].links
    assert Counter(link.strength for link in links) == {"equivalent": 15, "close": 77, "related": 53}
    pairs = {frozenset((link.a, link.b)) for link in links}
    assert len(pairs) == len(links) == 145
    assert all(link.a.split("/")[0] != link.b.split("/")[0] for link in links)


def test_questions_that_two_frameworks_share(real_packs):
    lines = {}
    for slug in ("nhs-hlm", "bristol-leadership-behaviours"):
        for dimension in real_packs[slug].dimensions:
            for level in dimension.levels:
                for behaviour in level.indicators:
                    lines[f"{slug}/{behaviour.id}"] = (int(behaviour.source.split("L")[1].split("-")[0]), level.level)
    found = {}
    for link in real_packs["crosswalk"].statement_links:
        ends = sorted((link.a, link.b))  # Bristol's comes first in the alphabet
        found[(lines[ends[0]][0], lines[ends[1]][0])] = lines[ends[0]][1] == lines[ends[1]][1]
    assert found.keys() >= SAME_QUESTIONS
    assert all(found[pair] for pair in SAME_QUESTIONS), "the 29 stand at levels of the same name"
