"""The pages that everybody reads: what must be on them, and what must not."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stepwell.frameworks.operations import adopt, publish
from tests.cast import NOW, TODAY


def text_in(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# The list (R89, scenario 45)


def titles(html: str) -> list[str]:
    return re.findall(r'sw-card__link"[^>]*>([^<]+)<', html)


def test_the_organisations_own_come_first_by_audience(cast, published, read):
    slugs = ["bristol-leadership-behaviours", "bristol-leadership-qualities", "bristol-values"]
    adopt(slugs, organisation=cast.marlow, by=None, at=NOW)
    assert titles(read(cast.oscar, "list"))[0] == "Bristol City Council Values &amp; Behaviours"
    cast.oscar.aspiring_manager_since = TODAY
    cast.oscar.save()
    assert titles(read(cast.oscar, "list"))[0] == "Bristol City Council Leadership Behaviours"
    assert titles(read(cast.olga, "list"))[0] == "Bristol City Council Leadership Qualities"


def test_all_frameworks_are_listed_for_everybody(cast, published, read):
    adopt(["nhs-hlm"], organisation=cast.marlow, by=None, at=NOW)
    for person in (cast.oscar, cast.amira):
        assert len(titles(read(person, "list"))) == len(published)
    assert "Marlow Council uses" in read(cast.oscar, "list") and "uses</h2>" not in read(cast.amira, "list")


def test_an_installation_without_frameworks_says_so(cast, read):
    assert "No framework yet" in read(cast.amira, "list")


# A framework at a glance


def test_every_dimension_at_every_level_can_be_opened(cast, published, read):
    html = read(cast.amira, "framework", "nhs-hlm")
    cells = re.findall(r'class="fw-cell" href="([^"]+)"', html)
    assert len(cells) == 36 and "Setting clear expectations" in html and "Four behaviours" in html
    assert "Insufficient" in html and "Does not consistently meet" in html
    leading = read(cast.amira, "framework", "qmul-leading-together")
    assert leading.count('class="fw-cell"') == 25 and "Five behaviours" in leading


def test_a_gap_is_shown_as_a_gap(cast, published, read):
    """Scenario 48."""
    assert "The owner, Bristol City Council, has to supply them" in text_in(
        read(cast.oscar, "framework", "bristol-leadership-behaviours")
    )
    html = read(cast.oscar, "dimension", "bristol-leadership-behaviours", "supporting-others")
    page = text_in(html)
    assert page.count("Micromanaging people") == 1 and "has to supply them" in page
    assert 'class="fw-level"' not in html and "Gathering data" not in page


def test_growth_is_a_staircase(cast, published, read):
    html = read(cast.amira, "framework", "nhs-scope-for-growth")
    assert html.count('class="fw-step fw-step--') == 9
    assert html.index("Step 3: Proven") < html.index("Step 2<") < html.index("Step 1: Developing")


# A dimension


def test_levels_together_and_one_at_a_time(cast, published, read):
    at = ("qmul-leading-together", "self-awareness")
    together = read(cast.amira, "dimension", *at)
    one = read(cast.amira, "dimension", *at, level="established")
    assert (together.count('class="fw-level"'), one.count('class="fw-level"')) == (5, 1)
    assert read(cast.amira, "dimension", *at, level="nonsense").count('class="fw-level"') == 5


def test_self_and_observer_wording(cast, published, read):
    """Scenarios 54 and 55."""
    at = ("nhs-hlm", "evaluating-information")
    mine, theirs = read(cast.amira, "dimension", *at), read(cast.amira, "dimension", *at, wording="observer")
    levels = [
        text_in(html[html.index('class="fw-levels') : html.index("Questions to talk")]) for html in (mine, theirs)
    ]
    assert "Do I regularly" in levels[0] and "Do they regularly" not in levels[0]
    assert "Do they regularly" in levels[1] and not re.search(r"\b(I|my)\b", levels[1])


def test_what_it_is_not_is_shown_and_never_rated(cast, published, read):
    """R94, scenario 49."""
    html = read(cast.oscar, "dimension", "bristol-leadership-behaviours", "solving-problems-effectively")
    section = html[html.index("What it is not") : html.index("It is never rated")]
    assert section.count("<li") == 6 and "<input" not in html[html.index("<main") : html.index("</main")]


def test_the_footnote_stands_with_its_question(cast, published, read):
    """Scenario 59."""
    html = read(cast.amira, "dimension", "nhs-hlm", "holding-to-account", level="essential")
    level = html[html.index('class="fw-level"') : html.index("</section>", html.index('class="fw-level"'))]
    assert level.count("<li ") == 4 and level.count("fw-footnote") == 1 and "SMART means" in level


def test_incomplete_maps_say_so(cast, published, read):
    """Scenario 37."""
    assert text_in(read(cast.amira, "dimension", "nhs-lqf", "broad-scanning")).count("Incomplete.") == 2
    assert "Incomplete." not in text_in(read(cast.amira, "dimension", "nhs-lqf", "self-belief"))


def test_the_strong_end_is_named_on_either_side(cast, published, odd, read):
    """Scenario 36."""
    for at, first in ((("nhs-lqf", "self-belief"), "strong"), (("two-rivers", "croesi"), "other")):
        html = text_in(read(cast.amira, "dimension", *at))
        ends = [html.index("the strong end"), html.index("the other end")]
        assert (ends == sorted(ends)) == (first == "strong")


def test_related_dimensions_by_strength_and_with_a_reason(cast, published, read):
    page = text_in(read(cast.amira, "dimension", "nhs-hlm", "holding-to-account"))
    assert page.index("The same topic") < page.index("A close topic") < page.index("A related topic")
    assert "says nothing about another" in page and "accountability in both directions" in page


def test_coaching_questions_about_any_part(cast, published, odd, real_packs, read):
    """R33, scenario 17."""
    for at, name in (
        (("qmul-values-in-action", "ethical"), "Ethical"),
        (("tidewatch", "scale"), "Mooring"),
        (("two-rivers", "croesi"), "Croesi"),
    ):
        assert f"Where in {name}" in text_in(read(cast.amira, "dimension", *at))
    bank = read(cast.amira, "bank", "qmul-conversations", "coaching", about="qmul-leading-together/influencer-motivator", level="established")  # fmt: skip
    assert "Where in Influencer/Motivator (Established) do your strengths lie?" in text_in(bank)
    for about in ("x", "nhs-hlm/none", "crosswalk/strengths"):
        html = read(cast.amira, "bank", "qmul-conversations", "coaching", about=about)
        assert "Where in this part of it do your strengths lie?" in text_in(html)


# Guidance


def test_six_situations(cast, published, read):
    """Scenario 16."""
    assert read(cast.tom, "cards", "qmul-conversations").count('class="fw-what-if"') == 6


@pytest.mark.parametrize(
    ("situations", "suggested"),
    [
        (["unsure-what-they-want"], "Analyst, then Coach"),
        (["knows-what-is-next"], "Advisor and Connector"),
        (["coach.when.1", "connector.when.2"], "Coach and Connector"),
    ],
)
def test_roles_are_suggested_with_their_reason(cast, published, read, situations, suggested):
    """Scenarios 13 and 14: a suggestion, and every other role stays open."""
    html = read(cast.tom, "roles", "qmul-conversations", situation=situations)
    assert f"Suggested: {suggested}</h2>" in html and html.count('class="fw-role"') == 4
    assert html.count('class="govuk-checkboxes__input"') == 10


def test_no_situation_suggests_nothing(cast, published, odd, read):
    for query in ({}, {"situation": ["nonsense", "<script>"]}):
        assert "Suggested" not in read(cast.tom, "roles", "qmul-conversations", **query)
    assert "Suggested: Keeper, then Pilot" in read(cast.tom, "roles", "tidewatch", situation=["adrift"])


@pytest.mark.parametrize(
    ("query", "number"),
    [({"category": "depth", "step": "2"}, 5), ({"category": "breadth", "step": "3"}, 8), ({"category": "stretch", "step": "1"}, 4), ({}, 54), ({"category": "x", "step": "²"}, 54)],
)  # fmt: skip
def test_initiatives_by_direction_and_step(cast, published, read, query, number):
    """Scenario 31."""
    html = read(cast.amira, "development", "nhs-scope-for-growth", **query)
    listed = html[html.index('class="fw-initiatives"') : html.index("Named in the source")]
    assert listed.count("<li ") == number


# Versions


def test_an_old_version_is_read_as_it_was(cast, lamplight, lamplight_pack, read):
    """Scenario 60."""
    later = lamplight_pack.model_copy(update={"summary": "Quite another summary.", "version": "2"})
    publish(later, by=cast.fran, at=NOW, note="Said better")
    assert "Quite another summary." in read(cast.amira, "framework", "lamplight")
    old = read(cast.amira, "framework", "lamplight", version="1")
    assert "How keepers of lamps work together." in old and "version 1" in old and "?version=1" in old
    history = text_in(read(cast.amira, "versions", "lamplight"))
    assert all(words in history for words in ("Fran Rossi", "Said better", "Quite another summary.", "summary"))
    assert "You are reading <strong>version" not in read(cast.amira, "framework", "lamplight", version="2")


def test_welsh_where_there_is_welsh(cast, lamplight, read):
    html = read(cast.amira, "dimension", "lamplight", "trimming", lang="cy")
    assert 'lang="cy">Rwy’n tocio’r wic bob nos.' in html and "I trim the wick when somebody reminds me." in html
    assert "I trim the wick every evening." in read(cast.amira, "dimension", "lamplight", "trimming", lang="zz")


def test_an_organisation_that_works_in_welsh_reads_welsh(cast, lamplight, read):
    cast.ashdown.language = "cy"
    cast.ashdown.save()
    assert "Rwy’n tocio’r" in read(cast.amira, "dimension", "lamplight", "trimming")


# All pages


PAGES = ["framework", "questions", "cards", "roles", "development", "links", "about", "versions", "everything"]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_every_framework_opens_and_holds_no_markup_of_its_texts(cast, published, odd, read, page):
    for slug in [*published, *odd]:
        html = read(cast.amira, page, slug)
        assert "<script>alert" not in html and "<b>surge" not in html and ' style="' not in html
        ids = re.findall(r'\bid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), slug


@pytest.mark.parametrize(
    "address",
    [
        "/frameworks/nothing/",
        "/frameworks/lamplight/dimensions/nothing/",
        "/frameworks/lamplight/questions/nothing/",
        "/frameworks/lamplight/?version=9",
        "/frameworks/lamplight/?version=x",
        "/frameworks/lamplight/?version=-1",
        "/frameworks/lamplight/?version=99999999999999999999",
        "/frameworks/lamplight/?version=²",
        "/frameworks/" + "x" * 300 + "/",
        "/frameworks/drafts/00000000-0000-0000-0000-000000000000/",
    ],
)
def test_what_is_not_there_is_a_404(cast, lamplight, signed_in, address):
    assert signed_in(cast.fran).get(address).status_code == 404


def test_who_is_not_signed_in_is_sent_to_sign_in(lamplight, client):
    for name, key in (("list", ()), ("framework", ("lamplight",)), ("search", ()), ("look_after", ())):
        assert client.get(reverse(f"frameworks:{name}", args=key)).status_code == 302


def queries_of(client, name, *key) -> int:
    client.get(reverse(f"frameworks:{name}", args=key))  # fills what is kept for the life of the process
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse(f"frameworks:{name}", args=key)).status_code == 200
    return len(captured)


def test_the_number_of_queries_does_not_depend_on_the_number_of_frameworks(cast, lamplight, odd_packs, signed_in):
    client = signed_in(cast.amira)
    pages = [("list",), ("search",), ("framework", "lamplight"), ("dimension", "lamplight", "trimming"), ("about", "lamplight"), ("versions", "lamplight"), ("everything", "lamplight")]  # fmt: skip
    with_one = {page: queries_of(client, *page) for page in pages}
    publish(odd_packs["tidewatch"], by=None, at=NOW)
    publish(odd_packs["two-rivers"], by=None, at=NOW)
    publish(odd_packs["lamplight"].model_copy(update={"version": "2"}), by=None, at=NOW)
    assert {page: queries_of(client, *page) for page in pages} == with_one
    assert max(with_one.values()) <= 14
