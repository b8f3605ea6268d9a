"""What journeys do again and again: sign in as one of the cast, check a page for accessibility."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text()
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# All that axe found in order takes longer to bring out of the browser than to find: only what is wrong is asked for.
FAULTS = """options => axe.run(document, options).then(found => found.violations.map(
  fault => `${fault.id}: ${fault.help} at ${fault.nodes[0].target}`))"""


# The cast of each organisation, in the order of the sign-in page.
CAST = ("first", "newcomer", "head", "director", "framework owner", "coordinator", "administrator", "officer")
ORGANISATIONS = ("university", "council", "trust")


def place_of(organisation: str, who: str) -> int:
    """Where somebody stands on the sign-in page."""
    return ORGANISATIONS.index(organisation) * len(CAST) + CAST.index(who)


@dataclass(frozen=True)
class Site:
    url: str
    data: Path


def sign_in(page: Page, place: int) -> str:
    """Sign in as the cast's member at `place` (from 0, in the order of the sign-in page); returns the name."""
    page.goto("/sign-in/")
    button = page.locator("form[action$='/sign-in-as/'] button").nth(place)
    name = button.inner_text().strip().splitlines()[0]
    button.click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    return name


def tab_to(page: Page, selector: str) -> None:
    """Until the element has the focus; one that no key reaches is a fault."""
    wanted = page.locator(f"{selector}:focus")
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.count():
            return
    raise AssertionError(f"no key reaches {selector}")


def press_key(page: Page, selector: str, key: str = "Enter") -> None:
    tab_to(page, selector)
    page.keyboard.press(key)


def sign_out(page: Page) -> None:
    page.context.clear_cookies()


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it is now: rule, help and the first element of each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(FAULTS, RULES)


def scrolls_sideways(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


BROKEN = """() => {
  const found = [], range = document.createRange();
  const texts = document.createTreeWalker(document.querySelector("main") ?? document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.parentElement.checkVisibility() || text.parentElement.offsetWidth < 2) continue;
    for (const word of text.data.matchAll(/(?<![^\\s(“])\\p{L}{2,16}(?=[\\s.,;:)”?]|$)/gu)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size > 1) found.push(word[0]);
    }
  }
  return found;
}"""


def broken_words(page: Page) -> list[str]:
    """Ordinary words that stand on two lines, cut without a hyphen: a column that is too narrow for its text."""
    return page.evaluate(BROKEN)
