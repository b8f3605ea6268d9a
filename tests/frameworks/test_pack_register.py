"""Each of the 102 faults of the sources, and what the text that came of it says.

A list of the faults, and how each reads, was made by somebody who wrote no pack. For a text, the place in the source
and what must stand there; for page furniture and repetitions, the places from which nothing may come; for what cannot
be known, the gap that says so.
"""

import re

import pytest

from stepwell.domain.framework.checking import walk
from stepwell.domain.framework.parts import Correction, Gap

# The place in the source, and what the text that comes from there must hold.

SAYS: dict[str, list[tuple[str, str]]] = {
    "D0-04": [("000:L129-133", r"values and interests")],
    "D0-05": [
        ("000:L133", r"not sure of their next steps"),
        ("000:L151", r"unsure which way"),
        ("000:L173-175", r"does not know what they want"),
        ("000:L177-179", r"what comes next"),
    ],
    "D0-06": [("000:L203", r"about …\?")],
    "D0-07": [("000:L260-262", r"\?.*\?")],
    "D0-08": [("000:L278", r"When the source was written")],
    "D0-09": [("000:L331", r"^Exercise ")],
    "D0-11": [
        ("000:L414", r"^Are thought leaders"),
        ("000:L416", r"^Manage .* or direct "),
        ("000:L428", r"^Lead "),
        ("000:L435", r"^Lead "),
    ],
    "D0-14": [("000:L451, L895", r"\{dimension\}")],
    "D0-15": [("000:L557", r"colleagues' work, .* their success")],
    "D0-16": [("000:L606-608", r"We recognise"), ("000:L732", r"energised")],
    "D0-17": [("000:L614-616", r"our own fields")],
    "D0-18": [("000:L443, L879", r"\{framework\}"), ("000:L889", r"more use of \{dimension\}")],
    "D0-19": [("000:L671", r"strengthen .* engage with it")],
    "D0-20": [("000:L760", r"^I make ")],
    "D0-21": [("000:L761", r"^I carry out .* I identify ")],
    "D0-22": [("000:L780", r"I lead change")],
    "D0-23": [("000:L798", r"decision-makers"), ("000:L799", r"^I come up with .* I consider ")],
    "D0-24": [("000:L843", r"fluent"), ("000:L844", r"put across"), ("000:L845", r"influence")],
    "D0-26": [("000:L447, L887", r"\{dimension\}")],
    "D0-27": [("000:L905", r"action or changes")],
    "D0-30": [("000:L931", r"^Have .*, so that .*\.$")],
    "D1-01": [("001:L17", r"^What "), ("001:L41", r"^Which ")],
    "D1-02": [("001:L30", r"makes me proudest")],
    "D1-03": [("001:L38", r"What do I do to manage my team")],
    "D1-04": [("001:L75", r"interest me\?$")],
    "D1-05": [("001:L51-53", r"most motivated .* least"), ("001:L70-73", r"depth, breadth, or stretch/complexity")],
    "D1-06": [("001:L79-81", r"^Named at the foot of a page")],
    "D1-07": [("001:L93", r"."), ("001:L94", r"."), ("001:L95", r"."), ("001:L96", r".")],
    "D1-08": [("001:L89", r"^To the individual:")],
    "D1-09": [("001:L93", r"^In your view"), ("001:L87", r"^Together with the individual, agree")],
    "D1-13": [("001:L137", r"get to know your counterparts")],
    "D1-16": [("001:L182", r"external professional networks"), ("001:L182", r"^Coach others$")],
    "D1-17": [("001:L184", r"capabilities or insight"), ("001:L184, L188", r"more senior groups of stakeholders")],
    "D2-01": [("002:L44", r"…$")],
    "D2-02": [("002:L64", r"…$")],
    "D2-03": [("002:L66", r"helps the mentee to focus")],
    "D2-04": [("002:L57", r"practice"), ("002:L59", r"practice"), ("002:L60", r"practice")],
    "D2-05": [("002:L60", r"European Mentoring and Coaching Council\b")],
    "D2-06": [("002:L65", r"the mentee's environment")],
    "D3-04": [("003:L184", r"\bservice users")],
    "D3-05": [("003:L383", r"encourage them to collaborate")],
    "D3-06": [("003:L365", r"^I prototype .* take "), ("003:L370", r"I use conflict")],
    "D3-08": [("003:L164", r"mindset"), ("003:L173", r"mindset")],
    "D3-09": [("003:L13", r"^The Mayor has set out"), ("003:L394", r"the Mayor's vision")],
    "D3-10": [("003:L165", r"^Am I .* do I .*\?$")],
    "D3-11": [("003:L119", r"sound analysis .* biases")],
    "D4-01": [("004:L8", r"patient care")],
    "D4-02": [("004:L13", r"and the community\.$")],
    "D4-04": [("004:L97", r"their team")],
    "D4-05": [("004:L115", r"their own wellbeing")],
    "D4-06": [(f"004:L{line}", r" their ") for line in (123, 224, 234, 244, 569)],
    "D4-07": [("004:L163", r"Do they regularly think")],
    "D4-08": [(f"004:L{line}", r"their organisation") for line in (238, 240, 386, 597)],
    "D4-09": [("004:L366", r"with their team")],
    "D4-10": [("004:L301", r"the team needs"), ("004:L364", r"the team could")],
    "D4-11": [("004:L244", r"outside their organisation$")],
    "D4-12": [("004:L382", r"for excellence$")],
    "D4-13": [("004:L337", r"; this ")],
    "D4-14": [("004:L376", r"co-operate")],
    "D4-16": [("004:L541", r"agreement can be reached about priorities")],
    "D4-17": [("004:L545", r"other views$")],
    "D4-19": [("004:L557", r"whatever the circumstances\?")],
    "D4-20": [("004:L563", r"well-reasoned")],
    "D4-23": [("004:L430", r"^SMART")],
    "D4-26": [
        ("004:L42", r"make sure others do the same"),
        ("004:L105", r"their own behaviour"),
        ("004:L107", r"different from the leader"),
        ("004:L119", r"so that the leader can"),
        ("004:L125", r"those leaders’ own teams"),
    ],
    "D4-27": [("004:L293", r"aims of the team")],
}
# Furniture of pages, and what is printed twice.
NOTHING_FROM = {
    "D0-01": ("000", [(17, 21)]),
    "D0-02": ("000", [(29, 39), (115, 125), (153, 163), (181, 191), (230, 240)]),
    "D0-12": ("000", [(456, 464), (482, 490), (510, 518), (538, 546), (569, 577)]),
    "D0-13": ("000", [(472, 472), (506, 508), (536, 536), (563, 567), (595, 596)]),
    "D0-25": ("000", [(660, 660), (676, 676), (703, 703), (711, 711), (720, 720), (747, 747)]),
    "D1-10": ("001", [(100, 100)]),
    "D1-14": ("001", [(120, 120), (186, 186)]),
    "D2-14": ("002", [(108, 113)]),
    "D3-03": ("003", [(251, 287)]),
}
SAID_AS_GAP = {
    "D0-28": ("qmul-leading-together", "links"),
    "D1-11": ("nhs-scope-for-growth", "gap.layout"),
    "D1-12": ("nhs-scope-for-growth", "gap.conferences"),
    "D1-19": ("nhs-scope-for-growth", "gap.links"),
    "D4-15": ("nhs-hlm", "gap-holding-to-account-what-it-is-not"),
    "D4-18": ("nhs-hlm", "gap-influencing-what-it-is-not"),
    "D4-21": ("nhs-hlm", "gap-influencing-strong-question"),
    "D4-22": ("nhs-hlm", "gap-evaluating-what-it-is-not"),
}


def of(packs, slug: str, part: str):
    """The part of a pack that has this id."""
    return next(one for _, one in walk(packs[slug]) if getattr(one, "id", None) == part)


def all_words(packs) -> str:
    hidden = {"corrections", "gaps"}
    return "\n".join(pack.model_dump_json(exclude=hidden, ensure_ascii=False) for pack in packs.values())


def themes_of(packs, *slugs: str) -> list[list[str]]:
    return [of(packs, "nhs-lqf", slug).bipolar.themes for slug in slugs]


# What shows in the shape of a pack.
SHAPES = {
    "D0-03": lambda p: "supporting your staff" in of(p, "qmul-conversations", "managers-role").introduction,
    "D0-10": lambda p: [g.id for g in p["qmul-grade-profiles"].grades if g.band] == ["8D", "8C", "8B", "8A"],
    "D0-29": lambda p: all(s.text.endswith(".") for g in p["qmul-grade-profiles"].grades for s in g.statements),
    "D1-15": lambda p: "→" not in all_words(p),
    "D1-18": lambda p: [of(p, "nhs-scope-for-growth", f"stretch.{n}").step for n in ("3.6", "3.7", "2.1")] == [3, 3, 2],
    "D1-20": lambda p: len({of(p, "nhs-scope-for-growth", i).text for i in ("depth.1.5", "breadth.1.5")}) == 1,
    "D2-07": lambda p: all(d.maps.mentee.text and d.maps.mentor.text for d in p["nhs-lqf"].dimensions),
    "D2-08": lambda p: all(d.bipolar.positive.self and d.bipolar.negative.self for d in p["nhs-lqf"].dimensions),
    "D2-09": lambda p: len(set(map(tuple, themes_of(p, "self-awareness", "personal-integrity")))) == 1,
    "D2-10": lambda p: themes_of(p, "seizing-the-future")[0][0] == "career, role and team development",
    "D2-11": lambda p: all(d.name == d.name.capitalize() for d in p["nhs-lqf"].dimensions),
    "D2-12": lambda p: not [t for d in p["nhs-lqf"].dimensions for t in d.bipolar.themes if "(" in t or "e.g" in t],
    "D2-13": lambda p: "theorist approach" in themes_of(p, "intellectual-flexibility")[0],
    "D3-01": lambda p: (
        [d.tagline.name for d in p["bristol-values"].dimensions]
        == ["We are Dedicated", "We show Respect", "We take Ownership", "We are Curious", "We are Collaborative"]
    ),
    "D3-02": lambda p: (
        [d.introduction.source for d in p["bristol-leadership-behaviours"].dimensions]
        == ["003:L105", "003:L107", "003:L117", "003:L119"]
    ),
    "D3-07": lambda p: all(
        s.name and s.self for d in p["bristol-leadership-qualities"].dimensions for s in d.statements
    ),
    "D4-03": lambda p: "Proficient" in [level.name for level in p["nhs-hlm"].levels],
    "D4-24": lambda p: not re.search(r'[·*]|": ?"[.\-–] ', all_words(p)),
    "D4-25": lambda p: all(d.name == d.name.capitalize() for d in p["nhs-hlm"].dimensions),
}


@pytest.fixture(scope="module")
def texts(real_packs) -> dict[str, list[str]]:
    """What is read, by its place in a source."""
    found: dict[str, list[str]] = {}
    for pack in real_packs.values():
        for _, part in walk(pack):
            if getattr(part, "source", None) and not isinstance(part, Correction | Gap):
                words = part.model_dump(exclude={"id", "source"})
                found.setdefault(part.source, []).extend(strings_in(words))
    return found


def strings_in(value) -> list[str]:
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inside for text in strings_in(one)]


def test_the_register_is_walked_whole(real_packs):
    handled = {one.defect for pack in real_packs.values() for one in pack.corrections}
    ways = [SAYS, NOTHING_FROM, SAID_AS_GAP, SHAPES]
    assert set().union(*ways) == handled and sum(map(len, ways)) == len(handled) == 102


def test_each_text_reads_as_the_register_says(texts):
    wrong = {
        (defect, place): texts.get(place)
        for defect, readings in SAYS.items()
        for place, pattern in readings
        if not any(re.search(pattern, text) for text in texts.get(place, []))
    }
    assert wrong == {}


def test_nothing_comes_from_furniture_or_from_what_is_printed_twice(texts):
    places = [(place[:3], [int(n) for n in re.findall(r"\d+", place[4:])]) for place in texts if place[3] == ":"]
    places = [(document, min(lines), max(lines)) for document, lines in places if document.isdigit()]
    assert len(places) > 800
    assert [
        (defect, place)
        for defect, (document, dropped) in NOTHING_FROM.items()
        for place in places
        if place[0] == document and any(first <= place[1] and place[2] <= last for first, last in dropped)
    ] == []


def test_what_cannot_be_known_is_said(real_packs):
    for defect, (slug, gap) in SAID_AS_GAP.items():
        assert gap in {one.id for one in real_packs[slug].gaps}, defect


@pytest.mark.parametrize("defect", SHAPES)
def test_what_shows_in_the_shape_of_a_pack(real_packs, defect):
    assert SHAPES[defect](real_packs)
