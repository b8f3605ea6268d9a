"""The acceptance scenarios of the inventory that are about assessing oneself, by their numbers, on the packs that ship."""

import re

import pytest
from django.urls import reverse

from stepwell.assessments.models import SelfAssessment
from stepwell.frameworks.models import FrameworkVersion
from stepwell.frameworks.operations import adopt, publish, reword
from tests.assessments.conftest import LATER, begin, finish, place
from tests.cast import NOW


def dimension_url(assessment, number):
    return reverse("assessments:dimension", args=[assessment.pk, number])


def text_of(response) -> str:
    """What a reader meets between navigation and footer: no markup, single spaces."""
    main = re.search(r"<main\b.*</main>", response.content.decode(), re.S)[0]
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", main, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).replace("&#x27;", "'").replace("&amp;", "&")


@pytest.fixture
def amira(cast, signed_in):
    return signed_in(cast.amira)


@pytest.fixture
def at_queen_mary(cast, published):
    slugs = ["qmul-leading-together", "qmul-values-in-action", "qmul-grade-profiles", "qmul-conversations"]
    adopt(slugs, organisation=cast.ashdown, by=None, at=NOW)
    return published


def test_scenario_09_different_levels_with_examples_and_no_verdict(cast, at_queen_mary, amira):
    """Scenario 9: different levels in different elements, an example with its context, neither pass nor fail."""
    assessment = begin(cast.amira, at_queen_mary["qmul-leading-together"])
    first = amira.get(dimension_url(assessment, 1))
    assert "Expected of your role" not in text_of(first), "what is expected appears only after choosing"

    amira.post(
        dimension_url(assessment, 1),
        {"place": "level:exemplar", "example": "The open day", "situation": "With schools"},
    )
    amira.post(dimension_url(assessment, 2), {"place": "level:core", "revision": "0"})
    assert "Expected of your role: Emerging at least" in text_of(amira.get(dimension_url(assessment, 1)))
    amira.post(reverse("assessments:check", args=[assessment.pk]))
    report = text_of(amira.get(reverse("assessments:report", args=[assessment.pk])))
    assert all(words in report for words in ("Exemplar", "Core", "The open day", "With schools", "Emerging at least"))
    assert not re.search(r"\b(pass|passed|fail|failed|score|scored|percent)\b|\d%|\d\.\d", report, re.I)


def test_scenario_10_two_lists_for_this_role_and_for_the_next(cast, at_queen_mary, amira):
    """Scenario 10: suggestions for the current role, and for the next move."""
    assessment = begin(cast.amira, at_queen_mary["qmul-leading-together"])
    place(assessment, "inclusive", "aspiring")
    finish(assessment)
    amira.post(reverse("assessments:focuses", args=[assessment.pk]), {"focuses": ["inclusive"]})
    report = text_of(amira.get(reverse("assessments:report", args=[assessment.pk])))
    here, there = report.index("For my current role"), report.index("For my next move")
    assert here < there
    assert "What Emerging looks like" in report
    fits = {one["text"]: one["fits"] for pack in at_queen_mary.values() for one in pack.content.get("initiatives", [])}
    for part, purpose in ((report[here:there], "current_role"), (report[there:], "next_move")):
        named = [text for text in fits if text in part]
        assert named and all(purpose in fits[text] for text in named)
    assert any(fits[text] == ["next_move"] for text in named), "something that is meant for the next move alone"
    assert "Contribute to a University project group" not in report[:here]
    assert "No initiative is listed" not in report[here : there + 400]


def test_scenario_35_fifteen_items_in_three_groups_of_five(cast, published, amira):
    """Scenario 35: fifteen items in three groups of five, each with two statements, 1 to 4 and yes, maybe, no."""
    assessment = begin(cast.amira, published["nhs-lqf"])
    content = amira.get(dimension_url(assessment, 1)).content.decode()
    groups = re.findall(r'<h2 class="sw-side__heading">([^<]+)</h2>\s*<ol[^>]*>(.*?)</ol>', content, re.S)
    assert [(name, items.count("<li")) for name, items in groups] == [
        ("Personal Qualities", 5),
        ("Setting Direction", 5),
        ("Delivering the Service", 5),
    ]
    for number in range(1, 16):
        page = amira.get(dimension_url(assessment, number)).content.decode()
        assert page.count('class="as-pole ') + page.count('class="as-pole"') == 2
        assert re.findall(r'name="place" type="radio" value="rating:(\d)"', page) == ["1", "2", "3", "4"]
        assert re.findall(r'name="wish" type="radio" value="(\w+)"', page) == ["yes", "maybe", "no"]


@pytest.mark.parametrize(("rating", "said"), [("1", "At the strong end"), ("4", "At the other end")])
def test_scenario_36_one_is_the_strong_end_and_the_page_says_so(cast, published, amira, rating, said):
    """Scenario 36: 1 throughout is the strongest profile, 4 the weakest, and the page says which end is which."""
    assessment = begin(cast.amira, published["nhs-lqf"])
    assert "1 is the strong end and 4 the other." in text_of(amira.get(dimension_url(assessment, 1)))
    for number in range(1, 16):
        amira.post(dimension_url(assessment, number), {"place": f"rating:{rating}", "wish": "no"})
    amira.post(reverse("assessments:check", args=[assessment.pk]))
    report = text_of(amira.get(reverse("assessments:report", args=[assessment.pk])))
    assert report.count(f"{rating} · {said}") >= 15
    assert ("I place myself on the strong side throughout." in report) == (rating == "1")
    assert ("on the strong side of none of them" in report) == (rating == "4")


def test_scenario_39_confidentiality_comes_before_the_first_answer(cast, published, amira):
    """Scenario 39: the confidentiality text stands before the first answer."""
    amira.post(reverse("assessments:start", args=["nhs-lqf"]), {"purpose": "mentoring"})
    assessment = SelfAssessment.objects.get(person=cast.amira)
    before = reverse("assessments:before", args=[assessment.pk])
    assert amira.get(dimension_url(assessment, 1)).url == before
    assert amira.post(dimension_url(assessment, 1), {"place": "rating:1"}).url == before
    refused = amira.post(reverse("assessments:autosave", args=[assessment.pk, 1]), {"place": "rating:1"})
    assert (refused.status_code, assessment.placements.count()) == (409, 0)
    assert "the details of what you need to develop remain confidential" in text_of(amira.get(before))
    amira.post(before)
    assert amira.get(dimension_url(assessment, 1)).status_code == 200


def test_scenario_37_and_42_a_wish_leads_to_the_map_and_its_gap_is_said(cast, published, amira):
    """Scenarios 37 and 42: how mentoring can support what was marked, and what the source leaves out."""
    assessment = begin(cast.amira, published["nhs-lqf"])
    amira.post(dimension_url(assessment, 8), {"place": "rating:3", "wish": "yes"})
    amira.post(dimension_url(assessment, 1), {"place": "rating:1", "wish": "maybe"})
    amira.post(reverse("assessments:check", args=[assessment.pk]))
    amira.post(reverse("assessments:focuses", args=[assessment.pk]), {"focuses": ["broad-scanning"]})
    report = text_of(amira.get(reverse("assessments:report", args=[assessment.pk])))
    pack_map = published["nhs-lqf"].content["dimensions"][7]["maps"]["mentee"]
    assert pack_map["incomplete"]
    assert pack_map["text"] in report and pack_map["incomplete"].replace("’", "’") in report
    priorities = report[report.index("To address in mentoring") :]
    assert priorities.index("Broad scanning") < priorities.index("Self belief"), "yes comes before maybe"


def test_scenario_48_supporting_others_is_read_and_left_out_of_level_results(cast, published, amira):
    """Scenario 48: its 5 and 5 descriptors are read; nobody is placed on it, and it is in no level result."""
    version = published["bristol-leadership-behaviours"]
    assessment = begin(cast.amira, version)
    names = [dimension["name"] for dimension in version.content["dimensions"]]
    number = names.index("Supporting others") + 1
    page = amira.get(dimension_url(assessment, number))
    content, said = page.content.decode(), text_of(page)
    dimension = version.content["dimensions"][number - 1]
    assert len(dimension["what_it_is"]) == len(dimension["what_it_is_not"]) == 5
    assert all(text["text"] in said for text in [*dimension["what_it_is"], *dimension["what_it_is_not"]])
    assert "has to supply them" in said
    assert 'name="place"' not in content and 'name="importance"' not in content
    place(assessment, version.content["dimensions"][0]["id"], "strong")
    finish(assessment)
    report = amira.get(reverse("assessments:report", args=[assessment.pk]))
    picture = re.search(r"<figure.*?</figure>", report.content.decode(), re.S)[0]
    assert names[0] in picture and "Supporting others" not in picture


def test_scenario_49_what_we_do_not_expect_to_see_is_shown_and_never_scored(cast, published, amira):
    """Scenario 49: 4, 6, 5 and 4 things that nobody expects to see, none of them a choice."""
    version = published["bristol-leadership-behaviours"]
    assessment = begin(cast.amira, version)
    counts = []
    for number, dimension in enumerate(version.content["dimensions"], 1):
        page = amira.get(dimension_url(assessment, number))
        counts.append(sum(text["text"] in text_of(page) for text in dimension["what_it_is_not"]))
        assert not any(text["id"] in page.content.decode() for text in dimension["what_it_is_not"])
    assert counts == [4, 6, 5, 4]


def test_scenario_55_items_are_asked_of_oneself(cast, published, amira):
    """Scenario 55: the items ask "Do I" and "Am I"."""
    assessment = begin(cast.amira, published["nhs-hlm"])
    for number in range(1, 10):
        said = text_of(amira.get(dimension_url(assessment, number)))
        assert re.search(r"\b(Do|Am|Can|Have) I\b", said)
        assert not re.search(r"\b(Do|Are|Can|Have) they\b", said)


def test_scenario_58_levels_in_words_without_grades(cast, published, amira):
    """Scenario 58: levels in words, without a grade beside them and without decimals."""
    assessment = begin(cast.amira, published["nhs-hlm"])
    for number in range(1, 10):
        amira.post(dimension_url(assessment, number), {"place": "level:proficient", "importance": "4"})
    amira.post(reverse("assessments:check", args=[assessment.pk]))
    report = text_of(amira.get(reverse("assessments:report", args=[assessment.pk])))
    assert report.count("Proficient") >= 9
    assert "Expected" not in report and "expected of your" not in report
    assert not re.search(r"\d\.\d", report)


def test_scenario_45_the_more_particular_framework_comes_first(cast, published, signed_in):
    """Scenario 45: values for everybody, behaviours for managers, qualities for senior leaders."""
    slugs = ["bristol-values", "bristol-leadership-behaviours", "bristol-leadership-qualities"]
    for organisation in (cast.ashdown, cast.marlow):
        adopt(slugs, organisation=organisation, by=None, at=NOW)

    def order(person):
        content = text_of(signed_in(person).get(reverse("assessments:choose")))
        mine = content[: content.index("Others that you can use")]
        found = [
            name for name in ("Values & Behaviours", "Leadership Behaviours", "Leadership Qualities") if name in mine
        ]
        return sorted(found, key=lambda name: mine.index(f"Bristol City Council {name}"))

    assert order(cast.oscar) == ["Values & Behaviours"]
    assert order(cast.tom) == ["Leadership Behaviours", "Values & Behaviours"]
    assert order(cast.olga) == ["Leadership Qualities", "Leadership Behaviours", "Values & Behaviours"]


def test_values_have_no_rating_but_a_pick_a_question_and_a_reflection(cast, published, amira):
    assessment = begin(cast.amira, published["qmul-values-in-action"])
    page = amira.get(dimension_url(assessment, 1)).content.decode()
    assert "rating:" not in page and "level:" not in page
    prompt = re.search(r'name="prompt" type="radio" value="([^"]+)"', page)[1]
    picked = re.search(r'name="statement" type="radio" value="([^"]+)"', page)[1]
    sent = {"statement": picked, "prompt": prompt, "example": "The open evening", "reflection": "More of it"}
    amira.post(dimension_url(assessment, 1), sent)
    kept = assessment.placements.get()
    assert (kept.statement_id, kept.coaching_prompt_id, kept.reflection) == (picked, prompt, "More of it")
    assert "{" not in kept.coaching_question and kept.coaching_question.endswith("?")
    amira.post(reverse("assessments:check", args=[assessment.pk]))
    report = text_of(amira.get(reverse("assessments:report", args=[assessment.pk])))
    assert all(words in report for words in ("The open evening", "More of it", kept.coaching_question))


def test_scenario_60_a_past_answer_keeps_its_wording(cast, lamplight, lamplight_pack, amira):
    """Scenario 60: a corrected text is published; what was answered keeps its wording."""
    overlay = reword(
        lamplight,
        {"trimming.steady.1": {"self": "I trim it, here at Ashdown."}},
        organisation=cast.ashdown,
        by=None,
        at=NOW,
    )
    amira.post(reverse("assessments:start", args=["lamplight"]), {"purpose": "myself"})
    assessment = SelfAssessment.objects.get(person=cast.amira)
    assert assessment.overlay == overlay
    place(assessment, "trimming", "dim")
    data = lamplight_pack.model_dump(mode="json")
    data["dimensions"][0]["levels"][1]["indicators"][0]["self"] = "I trim the wick twice."
    newer = publish(type(lamplight_pack).model_validate(data), by=None, at=LATER)
    assert newer.pk != lamplight.pk

    assert "I trim it, here at Ashdown." in text_of(amira.get(dimension_url(assessment, 1)))
    assert "The framework has a newer version" in text_of(amira.get(reverse("assessments:start", args=["lamplight"])))
    finish(assessment)
    amira.post(reverse("assessments:focuses", args=[assessment.pk]), {"focuses": ["trimming"]})
    report = text_of(amira.get(reverse("assessments:report", args=[assessment.pk])))
    assert "I trim it, here at Ashdown." in report and "twice" not in report
    amira.post(reverse("assessments:start", args=["lamplight"]), {"purpose": "myself"})
    again = SelfAssessment.objects.get(person=cast.amira, completed_at=None)
    assert again.version == newer
    assert FrameworkVersion.objects.filter(pk=lamplight.pk, is_latest=False).exists()
