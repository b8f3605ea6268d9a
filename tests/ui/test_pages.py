"""The shell of every page, each component once, and the pages for what went wrong."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from stepwell.ui.components import Table
from stepwell.ui.templatetags import ui

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.pages")]
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Page(HTMLParser):
    """Ids, landmarks and headings of a page, and whatever is not closed or would break the policy."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.headings: list[str] = []
        self.faults: list[str] = []
        self.references: set[str] = set()
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(given["id"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            self.references |= set((given.get(name) or "").split())
        self.faults += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.faults.append(f"inline {tag}")
        self.faults += [
            url for name in ("src", "href", "action") if (url := given.get(name) or "").startswith(("http", "//"))
        ]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"/{tag} closes nothing")


def page_of(response) -> Page:
    return Page(response.content.decode())


def check(page: Page) -> None:
    assert page.faults == []
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert page.headings.count("h1") == 1
    assert page.references <= set(page.ids)


def test_every_component_is_sound_together(client):
    response = client.get("/components/?aside=1&say=Saved")
    assert response.status_code == 200
    check(page_of(response))


def test_a_form_with_faults_is_sound_and_says_so_first(client):
    response = client.post("/components/", {"name": "x" * 30, "review-day": "40"})
    check(page_of(response))
    html = response.content.decode()
    assert "<title>Error: Every component – Stepwell</title>" in html
    assert html.index("govuk-error-summary") < html.index("<h1")
    summary = html[
        html.index("govuk-error-summary__list") : html.index("</ul>", html.index("govuk-error-summary__list"))
    ]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert set(targets) <= set(page_of(response).ids)
    assert targets[0] == "id_name"
    assert "id_review-month" in targets
    assert 'value="40"' in html


def test_a_page_without_faults_has_a_plain_title(client):
    assert b"<title>Every component \xe2\x80\x93 Stepwell</title>" in client.get("/components/").content


def test_a_message_is_shown_once_and_escaped(client):
    shown = '<p class="govuk-notification-banner__heading">&lt;b&gt;Saved&lt;/b&gt;</p>'
    assert client.get("/components/?say=<b>Saved</b>").content.decode().count(shown) == 1
    assert shown not in client.get("/components/").content.decode()


def test_pagination_keeps_the_query_and_marks_the_page(client):
    html = client.get("/components/?q=a%26b&page=4").content.decode()
    assert 'href="?q=a%26b&amp;page=5" rel="next"' in html
    assert re.search(r'aria-label="Page 4" aria-current="page"', html)


def test_times_are_the_readers(client):
    html = client.get("/components/").content.decode()
    assert "<p>5 July 2026, 1:05 pm; 5 July 2026; Sunday 5 July; July 2026; </p>" in html


def test_somebody_signed_in_sees_navigation_and_who_they_are(cast, signed_in):
    html = signed_in(cast.olga).get("/components/").content.decode()
    assert 'aria-label="Main"' in html
    assert 'class="sw-menu sw-menu--account"' in html
    assert html.count("Olga Petrova") == 2 + 1  # in the two menus, and on the button of one
    assert '<span class="sw-brand__mark" aria-hidden="true">MC</span>' in html
    assert "/brand/5a2a6b.css" in html
    stranger = Client().get("/components/").content.decode()
    assert "sw-menu" not in stranger


@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/nowhere/", 404, "Page not found"),
        ("/forbidden/", 403, "You cannot do that here"),
        ("/bad/", 400, "We could not read that request"),
        ("/too-large/", 413, "That is too large"),
        ("/too-many/", 429, "Too many tries"),
        ("/components/?x=%00", 400, "We could not read that request"),
    ],
)
def test_each_fault_has_a_page_that_says_what_to_do(client, address, status, heading):
    response = client.get(address)
    assert response.status_code == status
    check(page_of(response))
    assert f'<h1 class="govuk-heading-xl">{heading}</h1>' in response.content.decode()


def test_a_form_from_an_old_page_changes_nothing_and_says_so():
    response = Client(enforce_csrf_checks=True).post("/components/", {"name": "Sam"})
    assert response.status_code == 403
    assert b"Your page was out of date" in response.content
    check(page_of(response))


def test_our_own_fault_shows_nothing_of_it():
    response = Client(raise_request_exception=False).get("/fail/")
    assert response.status_code == 500
    assert b"Something went wrong" in response.content
    assert b"planted secret" not in response.content
    check(page_of(response))


def test_nothing_on_a_page_breaks_the_policy(client):
    """The check itself must be able to fail."""
    assert Page('<p style="a" onclick="b"><script>1</script><a href="https://x"></a></p>').faults == [
        "p style",
        "p onclick",
        "inline script",
        "https://x",
    ]
    assert "script-src 'self'" in client.get("/components/")["Content-Security-Policy"]


def test_a_table_that_folds_names_each_cell_and_stays_a_table():
    """On a phone it is shown as a list, which takes its roles away unless the markup gives them."""
    markup = ui.table(Table("Runs", ["Run", "Slider"], [["2", "Fairness first"]]), folds=True)
    for role in ("table", "row", "columnheader", "rowheader", "cell"):
        assert f'role="{role}"' in markup
    assert 'data-label="Run">2<' in markup and 'data-label="Slider">Fairness first<' in markup
