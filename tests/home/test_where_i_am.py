"""Home says where somebody is before what else there is; a newcomer begins by placing themselves."""

import re

from stepwell.assessments import operations
from stepwell.frameworks.operations import adopt
from tests.careers.test_scenarios import PROFILES
from tests.cast import NOW


def test_a_newcomer_is_led_to_place_themselves_first(cast, published, signed_in):
    page = signed_in(cast.ben).get("/").content.decode()
    assert page.index('id="place"') < page.index('id="mine"')
    assert "Your picture will be here after your first self-assessment" in page


def test_frameworks_to_begin_are_those_in_use_and_not_begun(cast, published, signed_in):
    adopt(["nhs-hlm", "bristol-values", PROFILES], organisation=cast.ashdown, by=None, at=NOW)
    found = [
        name for name in ("nhs-hlm", "bristol-values", "nhs-lqf") if f"/frameworks/{name}/" in home(signed_in, cast)
    ]
    assert found == ["nhs-hlm", "bristol-values"]
    hlm = published["nhs-hlm"]
    operations.start_assessment(person=cast.ben, version=hlm, overlay=None, appointment=None, purpose="myself", at=NOW)
    page = home(signed_in, cast)
    assert "/frameworks/nhs-hlm/" not in page and "Continue" in page
    assert "/frameworks/bristol-values/" in page


def home(signed_in, cast) -> str:
    return signed_in(cast.ben).get("/").content.decode()


def test_who_holds_a_duty_finds_its_pages_on_home_and_nobody_else_does(cast, signed_in):
    assert re.findall(r'href="(/[^"]+)"', duties(signed_in(cast.cora).get("/"))) == [
        "/feedback/cycles/",
        "/mentoring/programmes/",
    ]
    assert re.findall(r'href="(/[^"]+)"', duties(signed_in(cast.dan).get("/"))) == ["/people/audit/"]
    assert duties(signed_in(cast.ben).get("/")) == ""


def duties(page) -> str:
    found = re.search(r'<section[^>]*aria-labelledby="duties">.*?</section>', page.content.decode(), re.S)
    return found.group() if found else ""
