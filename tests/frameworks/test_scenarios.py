"""Acceptance scenarios of the inventory that are about reading frameworks, by their numbers, as pages show the packs."""

import re
from html import unescape

import pytest
from django.urls import reverse

LEADING_TOGETHER = {
    "inclusive": (3, 2, 3, 3, 3),
    "self-awareness": (3, 2, 3, 4, 2),
    "strategic-ambition": (3, 3, 4, 5, 3),
    "enabling": (3, 4, 3, 3, 3),
    "influencer-motivator": (3, 3, 2, 5, 2),
}
HLM = {
    "inspiring-shared-purpose": (3, 6, 3, 3, 3, 2),
    "leading-with-care": (3, 4, 3, 3, 3, 2),
    "evaluating-information": (3, 5, 4, 3, 3, 3),
    "connecting-our-service": (1, 6, 3, 3, 3, 3),
    "sharing-the-vision": (1, 4, 4, 3, 3, 3),
    "engaging-the-team": (1, 4, 3, 3, 3, 4),
    "holding-to-account": (3, 5, 4, 4, 3, 3),
    "developing-capability": (3, 4, 3, 3, 3, 3),
    "influencing-for-results": (3, 3, 5, 4, 3, 3),
}


def main_of(html: str) -> str:
    return re.search(r"<main\b.*</main>", html, re.S)[0]


def said(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main_of(html))).split())


def levels_of(html: str) -> list[str]:
    """The part of the page that belongs to each level, the lowest first."""
    return re.findall(r'<section class="fw-level".*?</section>', html, re.S)


def behaviours_in(level: str) -> int:
    return level.count("<li ")


def part(html: str, heading: str) -> int:
    """How many things a list under this heading names."""
    found = re.search(rf"{heading}</h\d>(.*?)</ul>", html, re.S)
    return found[1].count("<li") if found else 0


@pytest.fixture
def dimensions(cast, published, read):
    """A function: the page of each dimension of a pack, by id, as Amira reads it."""

    def pages(slug: str, **query) -> dict[str, str]:
        ids = [dimension["id"] for dimension in published[slug].content["dimensions"]]
        return {name: read(cast.amira, "dimension", slug, name, **query) for name in ids}

    return pages


def test_leading_together_counts(dimensions):
    """Scenario 6: five elements at five levels, 77 behaviours, each level by its name."""
    found = {}
    for name, html in dimensions("qmul-leading-together").items():
        levels = levels_of(html)
        found[name] = tuple(behaviours_in(level) for level in levels)
        for level, title in zip(levels, ("Core", "Aspiring", "Emerging", "Established", "Exemplar"), strict=True):
            assert title in said(f"<main>{level}</main>")
    assert found == LEADING_TOGETHER
    assert sum(sum(counts) for counts in found.values()) == 77


@pytest.mark.parametrize(
    ("slug", "counts"),
    [
        ("qmul-values-in-action", [5, 5, 7, 6, 7]),
        ("bristol-values", [3, 3, 3, 3, 3]),
        ("bristol-leadership-qualities", [8, 9, 7, 6]),
    ],
)
def test_values_and_qualities_have_behaviours_and_no_level(published, dimensions, slug, counts):
    """Scenarios 7 and 46: 5/5/7/6/7 behaviours, 5 × 3, and 8/9/7/6 attributes; no level and no score."""
    pages = dimensions(slug)
    texts = {d["id"]: [s["self"] for s in d["statements"]] for d in published[slug].content["dimensions"]}
    assert [sum(text in said(html) for text in texts[name]) for name, html in pages.items()] == counts
    for html in pages.values():
        assert not levels_of(html) and not re.search(r"\bscore[ds]?\b", said(html), re.I)


def test_solving_problems_effectively_shows_its_questions(dimensions):
    """Scenarios 47 and 49: 6/4/4/4 questions; what nobody expects to see (4, 6, 5, 4) has nothing to choose."""
    pages = dimensions("bristol-leadership-behaviours")
    assert [behaviours_in(level) for level in levels_of(pages["solving-problems-effectively"])] == [6, 4, 4, 4]
    assert [part(html, "What it is not") for html in pages.values()] == [4, 6, 5, 4]
    assert not any("<input" in main_of(html) for html in pages.values())


def test_supporting_others_is_a_gap(dimensions):
    """Scenario 48: 5 and 5 descriptors, no question of another dimension, and who has to supply the missing ones."""
    html = dimensions("bristol-leadership-behaviours")["supporting-others"]
    assert (part(html, "What it is"), part(html, "What it is not"), levels_of(html)) == (5, 5, [])
    assert "Bristol City Council, has to supply them" in said(html)


def test_the_healthcare_leadership_model_counts(dimensions):
    """Scenarios 53 and 56: nine dimensions with 114 questions, "Proficient" everywhere, and what Insufficient means."""
    pages = dimensions("nhs-hlm")
    found = {}
    for name, html in pages.items():
        insufficient = re.search(r'<div class="fw-below-level".*?</div>', html, re.S)[0]
        counts = [behaviours_in(level) for level in levels_of(html)]
        found[name] = (part(html, "What it is"), part(html, "What it is not"), *counts)
        assert "Proficient" in said(html) and "Proficion" not in html
        assert "Insufficient below the scale I do not consistently meet the Essential descriptors" in said(
            f"<main>{insufficient}</main>"
        )
    assert found == HLM
    assert sum(sum(counts[2:]) for counts in found.values()) == 114


def test_an_observer_is_asked_about_them(dimensions):
    """Scenario 54: no observer's text says "my" or "Am they", no heading is cut, and the garbled question is whole."""
    pages = dimensions("nhs-hlm", wording="observer")
    for html in pages.values():
        text = " ".join(said(f"<main>{level}</main>") for level in levels_of(html))
        assert not re.search(r"\b(I|my|me|Am they)\b", text)
        headings = re.findall(r'class="fw-level__heading"[^>]*>([^<]+)<', html)
        assert headings and not any(
            re.search(r"\b(my|their|the|and|of|to)$|…$", heading.strip()) for heading in headings
        )
    assert "Do they regularly" in said(pages["evaluating-information"])


def test_smart_is_explained_and_no_question(dimensions):
    """Scenario 59: a footnote of the question about goals; the level still has four questions."""
    essential = levels_of(dimensions("nhs-hlm")["holding-to-account"])[0]
    assert behaviours_in(essential) == 4
    goals = re.search(r"<li .*?SMART means.*?</li>", essential, re.S)
    assert goals and essential.count("SMART means") == 1


def test_what_the_profiles_are_not_for_stands_beside_what_is_found_in_them(cast, published, signed_in):
    """R28: wherever profiles are viewed; and only there."""
    find = signed_in(cast.amira).get
    found = find(reverse("frameworks:search"), {"q": "prescribed work"}).content.decode()
    assert "Do prescribed" in said(found) and found.count("inform discussions about regrading") == 1
    other = find(reverse("frameworks:search"), {"q": "team", "framework": "nhs-hlm"}).content.decode()
    assert "places for" in other and "regrading" not in other


def test_searching_for_regrading_leads_to_the_notice(cast, published, signed_in):
    """Scenario 5: the first thing found says what the profiles must not be used for."""
    html = signed_in(cast.amira).get(reverse("frameworks:search"), {"q": "regrading"}).content.decode()
    first = said(html[html.index("<main") :]).split("places for")[1]
    assert "must not be used to inform discussions about regrading" in first[:400]


def test_coaching_questions_go_with_any_part(cast, published, read):
    """Scenario 17: each of the six, about "Ethical" and about "Influencer/Motivator" at Established."""
    for about, level, name in (
        ("qmul-values-in-action/ethical", "", "Ethical"),
        ("qmul-leading-together/influencer-motivator", "established", "Influencer/Motivator (Established)"),
    ):
        text = said(read(cast.amira, "bank", "qmul-conversations", "coaching", about=about, level=level))
        asked = [
            f"Where in {name} do your strengths lie?",
            f"In what situations have you shown {name}",
            f"Which situations would let you draw on {name} more?",
            f"In what ways could {name} help you",
            f"Which behaviours in {name} give you most satisfaction",
        ]
        assert [question for question in asked if question not in text] == []
        assert "{" not in text and "this part of it" not in text


def test_residue_of_web_pages_is_nowhere(cast, published, read):
    """Scenario 44: neither where the framework is read nor where everything of it stands on one page."""
    for page in ("framework", "everything"):
        text = said(read(cast.amira, page, "nhs-lqf"))
        assert "Self belief" in text
        assert not re.search(r"Post a Comment|Yahoo", text)
