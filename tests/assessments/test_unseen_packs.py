"""Packs that nobody here has seen: from `check` and loading, over reading and assessing, to report, paper and sharing.

Their folders are all that is given. What is answered is read off the pages, as a person would.
"""

import io
import re
from datetime import timedelta

import click
import pypdfium2
import pytest
from click.testing import CliRunner
from django.urls import reverse
from django.utils.timezone import localdate

from stepwell.assessments.models import SelfAssessment
from stepwell.domain.assessing import assessable
from stepwell.frameworks import commands
from stepwell.frameworks.files import load_packs, pack_folders
from stepwell.sharing.models import Share
from tests.assessments.test_scenarios import text_of
from tests.conftest import ROOT
from tests.ui.paper_structure import structure_faults

FOLDER = ROOT / "tests" / "packs"


@pytest.fixture(scope="module")
def unseen():
    return load_packs(pack_folders(FOLDER))


@pytest.fixture
def loaded(db, settings):
    """By the commands that whoever runs Stepwell would use."""
    settings.PACKS = FOLDER
    group = click.Group()
    commands.register(group)
    number = len(pack_folders(FOLDER))
    assert number >= 7
    checked = CliRunner().invoke(group, ["check", str(FOLDER)])
    assert (checked.exit_code, checked.output) == (0, f"{number} packs checked, no fault\n")
    assert CliRunner().invoke(group, ["load-packs"]).output == f"{number} frameworks, {number} of them new or changed\n"


def answered(page: str, number: int) -> dict[str, str]:
    """One answer to everything that the page asks, another choice on each page."""
    found = {"example": f"Example {number} of mine", "situation": "On the quay"}
    for name in ("place", "wish", "importance", "statement", "prompt"):
        values = re.findall(rf'name="{name}" type="radio" value="([^"]+)"', page)
        values = [value for value in values if not value.startswith("state:")]
        if values:
            found[name] = values[number % len(values)]
    return found


def test_an_unseen_pack_goes_from_check_to_paper(cast, loaded, unseen, signed_in):
    """Whatever its shape: levels of any number, pairs, values alone; other languages, long names, hostile texts."""
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    packs = [pack for pack in unseen.values() if assessable(pack)]
    assert {pack.kind for pack in packs} == {"levelled", "bipolar", "unlevelled"}
    for pack in packs:
        assert amira.get(reverse("frameworks:framework", args=[pack.id])).status_code == 200
        amira.post(reverse("assessments:start", args=[pack.id]), {"purpose": "myself"})
        assessment = SelfAssessment.objects.get(person=cast.amira, version__framework__slug=pack.id)
        amira.post(reverse("assessments:before", args=[assessment.pk]))
        for number in range(1, len(pack.dimensions) + 1):
            url = reverse("assessments:dimension", args=[assessment.pk, number])
            sent = answered(amira.get(url).content.decode(), number)
            assert amira.post(url, sent).status_code == 302, (pack.id, number)
        amira.post(reverse("assessments:check", args=[assessment.pk]))
        focuses = [dimension.id for dimension in pack.dimensions if dimension.missing is None][:3]
        amira.post(reverse("assessments:focuses", args=[assessment.pk]), {"focuses": focuses})
        page = amira.get(reverse("assessments:report", args=[assessment.pk]))
        report = text_of(page)
        assert "Example 1 of mine" in report and "<script>alert" not in page.content.decode()
        assert not re.search(r"\d\.\d(?!-beta)", report), "no decimals"
        paper = on_paper(amira.get(reverse("assessments:report_pdf", args=[assessment.pk])))
        assert all(squeezed(words) in paper for words in ("Amira Hassan", "Example 1 of mine", pack.edition)), pack.id
        blank = on_paper(amira.get(reverse("assessments:blank_pdf", args=[pack.id])))
        assert all(squeezed(dimension.name) in blank for dimension in pack.dimensions), pack.id
        until = localdate() + timedelta(days=30)
        sent = {"recipient": cast.tom.pk, "purpose": "conversation", "until-day": until.day}
        sent |= {"until-month": until.month, "until-year": until.year}
        assert amira.post(reverse("assessments:share", args=[assessment.pk]), sent).status_code == 302
        shared = Share.objects.latest("granted_at")
        assert "Example 1 of mine" in text_of(tom.get(reverse("assessments:shared", args=[shared.pk])))


def squeezed(words: str) -> str:
    return re.sub(r"[\s\u200b]+", "", words)


def on_paper(response) -> str:
    assert structure_faults(response.content) == []
    document = pypdfium2.PdfDocument(io.BytesIO(response.content))
    return squeezed("".join(page.get_textpage().get_text_range() for page in document))
