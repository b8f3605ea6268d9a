"""Names of downloads: what somebody called a thing never leaves the folder, breaks the header, or hides its ending."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.http import HttpResponse

from stepwell.ui.files import attached, named

HOSTILE = [
    'x"; filename="evil.exe', "a\r\nSet-Cookie: b=c", "../../etc/passwd", "..\\..\\boot.ini", "C:\\con", "\u202efdp.exe",
    "\x00\x07null", "%2e%2e%2fup", "<script>alert(1)</script>", "rôl y pwyllgor", "計画", "🌱", "", ".", " ", "a" * 500,
]  # fmt: skip
HEADER = re.compile(r"""attachment; filename="([ -~]+)"(?:; filename\*=UTF-8''([A-Za-z0-9._~%-]+))?""")
SOURCE = Path(__file__).parents[2] / "src" / "stepwell"


def names_in(header: str) -> list[str]:
    """As a browser reads them; Django itself refuses line ends."""
    sent = HttpResponse(headers={"Content-Disposition": header})["Content-Disposition"]
    found = HEADER.fullmatch(sent)
    assert found, sent
    return [name if at == 0 else unquote(name) for at, name in enumerate(found.groups()) if name]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_becomes_a_plain_name_with_its_own_ending(title):
    for name in names_in(named(title, "pdf", otherwise="plan")):
        stem, ending = name.rsplit(".", 1)
        assert ending == "pdf" and stem and len(stem) <= 80
        assert re.fullmatch(r"[\w-]+", stem)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_a_file_came_with_cannot_break_the_header(name):
    for given in names_in(attached(name)):
        assert not re.search(r'["\\/:*?<>|\r\n\x00\u202e]', given) and given.strip(". ")


def test_letters_of_other_languages_stay_where_the_browser_knows_them():
    assert names_in(named("Rôl y pwyllgor", "pdf")) == ["rol-y-pwyllgor.pdf", "rôl-y-pwyllgor.pdf"]


def test_no_page_puts_a_name_into_the_header_by_itself():
    own = [
        str(file.relative_to(SOURCE))
        for file in SOURCE.rglob("*.py")
        if re.search(r"f['\"]+(attachment|inline);", file.read_text()) and file.name != "files.py"
    ]
    assert own == ["journal/views/taking.py"], "whose name is a day"
