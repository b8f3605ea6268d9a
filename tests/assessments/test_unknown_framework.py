"""A framework unlike all others, from first page to paper: every shape at once, odd numbers, Welsh, hostile texts."""

import pytest
from django.urls import reverse

from stepwell.assessments.models import SelfAssessment
from stepwell.domain.framework import read_pack
from stepwell.frameworks.operations import publish
from tests.assessments.test_scenarios import text_of
from tests.cast import NOW

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 3
HOSTILE = "<script>alert(1)</script> & #let x = $y$ {dimension}"


def behaviour(name, words):
    return {"id": name, "self": words, "observer": f"O: {words}", "source": "900:L5"}


@pytest.fixture
def tides(db):
    levels = [{"id": f"t{n}", "name": f"Llanw {n}", "below_scale": n == 0} for n in range(12)]
    per_level = [
        {"level": f"t{n}", "source": "900:L4", "indicators": [behaviour(f"ebb.{n}", f"Rwy’n {n}.")]} for n in range(12)
    ]
    data = {
        "id": "tides", "title": "Y Llanw", "owner": "Neb", "edition": "1", "kind": "levelled", "rights": HOSTILE,
        "wording": "licensed", "version": "1", "language": "cy", "summary": HOSTILE, "sources": [{"id": "900", "title": "Llyfr"}],
        "levels": levels,
        "clusters": [{"id": "sea", "name": "Môr", "source": "900:L1"}],
        "dimensions": [
            {"id": "ebb", "name": LONG.strip()[:190], "source": "900:L2", "levels": per_level, "topics": ["sea"]},
            {"id": "swell", "name": "Ymchwydd", "cluster": "sea", "source": "900:L3", "bipolar": {
                "positive": {"self": "Ydw."}, "negative": {"self": HOSTILE}, "points": 9, "positive_end": 9, "source": "900:L3"}},
            {"id": "foam", "name": "Ewyn", "source": "900:L3", "statements": [behaviour("foam.1", HOSTILE)]},
            {"id": "bare", "name": "Noeth", "source": "900:L3"},
            {"id": "torn", "name": "Rhwygwyd", "source": "900:L3", "missing": "Ar goll.", "statements": [behaviour("torn.1", "Rhan")]},
        ],
        "initiatives": [{"id": "sail", "text": HOSTILE, "type": "learn", "fits": ["current_role"], "topics": ["sea"], "source": "900:L9"}],
    }  # fmt: skip
    pack, _ = read_pack(data)  # more shapes together than a pack may have: the engine looks at each dimension alone
    assert pack
    return publish(pack, by=None, at=NOW)


def test_it_goes_from_the_first_page_to_paper(cast, tides, signed_in):
    amira = signed_in(cast.amira)
    amira.post(reverse("assessments:start", args=["tides"]), {"purpose": "myself"})
    assessment = SelfAssessment.objects.get(person=cast.amira)

    def url(number):
        return reverse("assessments:dimension", args=[assessment.pk, number])

    first = amira.get(url(1)).content.decode()
    assert first.count('value="level:') == 12 and 'lang="cy"' in first
    assert first.count('name="importance"') == 11
    assert "9 is the strong end and 1 the other." in text_of(amira.get(url(2)))
    for number, sent in enumerate(
        [
            {"place": "level:t11", "importance": "11"},
            {"place": "rating:9", "wish": "yes"},
            {"statement": "foam.1", "reflection": HOSTILE},
            {"example": HOSTILE},
            {"example": LONG},
        ],
        1,
    ):
        assert amira.post(url(number), sent).status_code == 302
        assert "<script>alert" not in amira.get(url(number)).content.decode()
    assert not assessment.placements.filter(wish="yes").exists(), "nothing that was not asked is kept"
    check = reverse("assessments:check", args=[assessment.pk])
    assert "4 of 4" in text_of(amira.get(check))
    amira.post(check)
    amira.post(reverse("assessments:focuses", args=[assessment.pk]), {"focuses": ["ebb", "swell", "foam"]})
    report = amira.get(reverse("assessments:report", args=[assessment.pk]))
    assert "<script>alert" not in report.content.decode()
    said = text_of(report)
    assert "9 · At the strong end" in said and "Llanw 11" in said and "11 of 11 (most important)" in said
    for name, args in (("report_pdf", [assessment.pk]), ("blank_pdf", ["tides"]), ("blank", ["tides"])):
        assert amira.get(reverse(f"assessments:{name}", args=args)).status_code == 200


def test_somebody_without_a_job_can_use_it(cast, tides, signed_in):
    """Lena has left: what is hers stays hers, and there is nobody to find."""
    lena = signed_in(cast.lena)
    lena.post(reverse("assessments:start", args=["tides"]), {"purpose": "myself"})
    assessment = SelfAssessment.objects.get(person=cast.lena)
    lena.post(reverse("assessments:dimension", args=[assessment.pk, 1]), {"place": "level:t0"})
    lena.post(reverse("assessments:check", args=[assessment.pk]))
    for name in ("report", "report_pdf", "share"):
        assert lena.get(reverse(f"assessments:{name}", args=[assessment.pk])).status_code == 200


def test_a_framework_without_dimensions_is_no_choice(cast, published, signed_in):
    amira = signed_in(cast.amira)
    offered = amira.get(reverse("assessments:choose")).content.decode()
    empty = [slug for slug, version in published.items() if not version.content["dimensions"]]
    assert empty
    for slug in [*empty, "no-such-framework"]:
        assert f"/start/{slug}/" not in offered
        for name in ("start", "blank", "blank_pdf"):
            assert amira.get(reverse(f"assessments:{name}", args=[slug])).status_code == 404
