"""Every page that the cast can open: nothing for axe to find, nothing cut or sideways, no fault in the console."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from .site import broken_words, place_of, scrolls_sideways, sign_in, violations

# Place in the cast, and where to begin; from there every link inside the product is followed once.
PEOPLE = {
    "person": place_of("university", "first"),
    "newcomer": place_of("university", "newcomer"),
    "head": place_of("university", "head"),
    "framework owner": place_of("university", "framework owner"),
    "coordinator": place_of("university", "coordinator"),
    "people administrator": place_of("university", "administrator"),
    "data protection officer": place_of("university", "officer"),
    "nurse": place_of("trust", "first"),
    "matron": place_of("trust", "head"),
}
MOST = {
    "person": 45,
    "newcomer": 10,
    "head": 30,
    "framework owner": 12,
    "coordinator": 24,
    "people administrator": 14,
    "data protection officer": 6,
    "nurse": 45,
    "matron": 32,
}
# Where somebody begins who has been seen on the other pages as another.
BEGINNINGS = {"nurse": ["/conversations/", "/plans/", "/journal/"], "matron": ["/conversations/"]}
# One page of a kind is enough, except where one address shows what looks quite different.
OF_A_KIND = {"/conversations/*/": 6, "/conversations/stages/*/": 8, "/frameworks/*/": 2, "/plans/*/": 2}
# Axe is asked about pages that look alike as often as this, however many of the cast open one.
OFTEN_ENOUGH = 2
# Bars that stick lie over other things only until one scrolls: what they hide is no smaller for it.
UNSTUCK = """for (const one of document.querySelectorAll("body *"))
    if (getComputedStyle(one).position === "sticky") one.style.position = "static";"""
FILES = re.compile(
    r"\.(pdf|csv|txt|yaml|xlsx|docx|json|zip|ics)($|\?)|/file/|[?&](page|q|sort|wording|level|lang)=|/out/$|mailto:"
)


def shape(path: str) -> str:
    """Pages that differ only in their ids, in the framework or in its part look alike."""
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "*", path)
    path = re.sub(r"/(dimensions|questions|grades|framework|person|drafts|start|blank)/[^/]+", r"/\1/*", path)
    path = re.sub(r"^/(frameworks|journal/guided|conversations/new)/[^/?]+", r"/\1/*", path)
    return re.sub(r"\d+", "*", path)


def is_new(path: str, asked: Counter[str]) -> bool:
    """Whether axe has not been asked about enough pages of this kind."""
    kind = shape(path)
    asked[kind] += 1
    return asked[kind] <= OF_A_KIND.get(kind, OFTEN_ENOUGH)


@pytest.fixture(scope="module")
def asked() -> Counter[str]:
    return Counter()


def links(page: Page) -> Iterator[str]:
    for href in page.eval_on_selector_all("a[href^='/']", "found => found.map(a => a.getAttribute('href'))"):
        path = href.partition("#")[0]
        if path and not FILES.search(path):
            yield path


def walk(page: Page, most: int, beginnings: list[str]) -> Iterator[str]:
    """Visit pages breadth first, as many of each shape as look different."""
    waiting, seen = ["/", *beginnings], {"/", *beginnings}
    shapes = {shape(path): 1 for path in waiting}
    for _ in range(most):
        if not waiting:
            return
        path = waiting.pop(0)
        answer = page.goto(path)
        assert answer.status == 200, f"{path} answered {answer.status}"
        yield path
        for found in links(page):
            kind = shape(found)
            if found not in seen and shapes.setdefault(kind, 0) < OF_A_KIND.get(kind, 1):
                shapes[kind] += 1
                seen.add(found)
                waiting.append(found)


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_at_both_widths(page, who, asked):
    sign_in(page, PEOPLE[who])
    faults, visited = [], 0
    for path in walk(page, MOST[who], BEGINNINGS.get(who, [])):
        visited += 1
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 800})
            if scrolls_sideways(page):
                faults.append(f"{path} scrolls sideways at {width}")
            faults += [f"{path} cuts “{word}” in two at {width}" for word in broken_words(page)[:3]]
        if is_new(path, asked):
            page.evaluate(UNSTUCK)
            faults += [f"{path}: {fault}" for fault in violations(page)]
    assert faults == []
    assert page.faults == []
    assert visited >= 5


@pytest.mark.parametrize(
    "path",
    [
        "/sign-in/",
        "/sign-in/code/",
        "/sign-in/forgotten-password/",
        "/help/",
        "/privacy/",
        "/accessibility/",
        "/nowhere/",
    ],
)
def test_pages_before_signing_in(page, path):
    page.goto(path)
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert not scrolls_sideways(page)
    assert [fault for fault in page.faults if "404" not in fault] == []
