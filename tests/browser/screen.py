"""What browser tests do with the screen, in words."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

# the view that the address bar names has been drawn to its end, and no run is under way
DRAWN = """() => {
  const drawn = document.querySelector(".cl-drawn")
  const app = document.querySelector('[data-testid="stApp"]')
  if (!drawn || app?.dataset.testScriptState !== "notRunning") return false
  if (document.querySelector('.st-key-places [data-stale="true"], [data-testid="stSkeleton"]')) return false
  const said = (url) => url.pathname + "?" + [...url.searchParams].map((pair) => pair.join("=")).sort().join("&")
  return said(new URL(drawn.dataset.view, location.origin)) === said(new URL(location.href))
}"""


def settle(page: Page) -> None:
    """Wait until the app has drawn all of the view that the address bar names."""
    page.wait_for_function(DRAWN, timeout=60_000)
    page.wait_for_timeout(150)
    page.wait_for_function(DRAWN, timeout=60_000)


def open_view(page: Page, url: str) -> None:
    """Open an address and wait for its view."""
    page.goto(url)
    settle(page)


def query(page: Page) -> dict[str, list[str]]:
    """The parameters in the address bar."""
    return parse_qs(urlsplit(page.url).query)


def path(page: Page) -> str:
    """The path in the address bar."""
    return urlsplit(page.url).path


def wait_for_query(page: Page, expected: dict[str, list[str]]) -> None:
    """Wait until the address bar holds exactly these parameters."""
    for _ in range(100):
        if query(page) == expected:
            break
        page.wait_for_timeout(100)
    assert query(page) == expected
    settle(page)


def expect_chips(page: Page, said: list[str]) -> None:
    """The chips of active filters come to say exactly this, in this order."""
    expect(page.locator('[class*="st-key-chip-"]:not(.st-key-chip-reset) button p')).to_have_text(said)


def filter_box(page: Page, label: str) -> Locator:
    """The filter with this label."""
    return page.locator('[data-testid="stSidebar"] [data-testid="stMultiSelect"]').filter(has_text=label)


def choose(page: Page, label: str, option: str) -> None:
    """Pick an option of a filter by the beginning of its name."""
    box = filter_box(page, label).locator("input").first
    box.click()
    box.fill(option)
    page.get_by_role("option", name=re.compile(rf"^\W*{re.escape(option)}")).first.click()
    page.keyboard.press("Escape")


def signature(page: Page) -> str:
    """All words of the main part, to compare two browsers' views."""
    return page.locator('[data-testid="stMain"]').inner_text()


def same_words(one: Page, other: Page) -> bool:
    """Whether two browsers come to show the same words; charts need a moment to draw theirs."""
    for _ in range(40):
        if signature(one) == signature(other):
            return True
        other.wait_for_timeout(250)
    return False


def errors(page: Page) -> list[str]:
    """The errors on screen."""
    return page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').all_inner_texts()
