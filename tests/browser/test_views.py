"""The matrix by classes, close places on the map, and tables as cards: what only a browser can show."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from tests.browser.screen import errors, open_view, query, same_words, settle, wait_for_query
from tests.browser.server import running

TELEPHONE: ViewportSize = {"width": 390, "height": 844}
TOPIC = "transfer-iran-russia-shahed-136"


def test_a_class_opens_and_its_link_shows_the_same_on_a_fresh_server(
    address: str, full_tables: Path, new_context: Callable[[], BrowserContext]
) -> None:
    mine = new_context().new_page()
    open_view(mine, f"{address}/claims?rows=class&weapon=drone")
    row = mine.get_by_role("link", name="Drones: show its")
    expect(row).to_have_attribute("aria-expanded", "false")
    row.focus()
    mine.keyboard.press("Enter")
    wait_for_query(mine, {"rows": ["class"], "weapon": ["drone"], "open": ["drone"]})
    again = mine.get_by_role("link", name="Drones: close its")
    expect(again).to_have_attribute("aria-expanded", "true")
    expect(again).to_be_focused()
    expect(mine.get_by_role("link", name="Open the statements on transfer: Iran → Russia, Shahed-136")).to_be_visible()
    with running(full_tables) as fresh:
        theirs = new_context().new_page()
        open_view(theirs, mine.url.replace(address, fresh))
        assert query(theirs) == query(mine) and errors(theirs) == []
        assert same_words(mine, theirs)
    again.click()
    wait_for_query(mine, {"rows": ["class"], "weapon": ["drone"]})


def test_a_matter_opened_from_its_class_leads_back_to_the_open_class(address: str, page: Page) -> None:
    open_view(page, f"{address}/claims?rows=broad&open=drone")
    page.get_by_role("link", name=f"Open the statements on transfer: Iran → Russia, {'Shahed-136'}").click()
    wait_for_query(page, {"rows": ["broad"], "open": ["drone"], "topic": [TOPIC]})
    page.get_by_role("button", name="Back").click()
    wait_for_query(page, {"rows": ["broad"], "open": ["drone"]})
    expect(page.get_by_role("link", name="Drones: close its")).to_be_visible()


def test_close_places_open_by_a_click_on_their_mark_and_by_a_link(
    address: str, new_context: Callable[[], BrowserContext]
) -> None:
    mine, theirs = new_context().new_page(), new_context().new_page()
    open_view(mine, f"{address}/actors?view=map&world=on")
    mark = mine.locator(".st-key-wide-map .scattergeo text").filter(has_text="2").first
    mark.wait_for()
    box = mark.bounding_box()
    assert box
    mine.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    wait_for_query(mine, {"view": ["map"], "world": ["on"], "near": ["wide~odesa"]})
    expect(mine.get_by_role("heading", name="2 places close together")).to_be_visible()
    mine.get_by_role("link", name="Open the claims that name Chornomorsk").last.click()
    wait_for_query(mine, {"view": ["map"], "world": ["on"], "near": ["wide~odesa"], "edge": ["at~chornomorsk"]})
    open_view(theirs, mine.url)
    assert same_words(mine, theirs) and errors(theirs) == []
    theirs.get_by_role("button", name="Back to the whole map").click()
    wait_for_query(theirs, {"view": ["map"], "world": ["on"]})
    theirs.get_by_text("The marks of this picture as links").click()
    theirs.get_by_role("link", name="Open these 2 places").click()
    wait_for_query(theirs, {"view": ["map"], "world": ["on"], "near": ["wide~odesa"]})


@pytest.mark.parametrize("view", [
    f"/claims?topic={TOPIC}", "/weapons?view=register", "/claims?view=two&left=group:independent&right=group:state-affiliated",
])  # fmt: skip
def test_a_table_is_cards_on_a_telephone(view: str, address: str, page: Page) -> None:
    page.set_viewport_size(TELEPHONE)
    open_view(page, f"{address}{view}")
    assert page.evaluate("document.documentElement.scrollWidth <= 390")
    table = page.get_by_role("table").first
    expect(table).to_be_visible()
    too_wide = "table => [...table.querySelectorAll('tbody th, tbody td, tbody a')].filter(e => e.getBoundingClientRect().right > 390).length"
    assert page.locator(".grid.cards").first.evaluate("grid => grid.scrollWidth <= grid.clientWidth")
    assert table.evaluate(too_wide) == 0
    expect(table.get_by_role("row").nth(1)).to_be_visible()
    links = table.locator("tbody a.go:visible")
    links.first.focus()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(links.first).to_be_focused()


def test_cards_beyond_the_first_are_shown_when_asked_for(address: str, page: Page) -> None:
    page.set_viewport_size(TELEPHONE)
    open_view(page, f"{address}/claims?topic=transfer-iran-russia-drone&reach=kin")
    rows = page.get_by_role("table").first.locator("tbody tr")
    count = rows.count()
    assert count > 12
    expect(rows.nth(12)).to_be_hidden()
    page.get_by_role("button", name=f"Show all {count}").click()
    expect(rows.nth(count - 1)).to_be_visible()
    settle(page)


def test_a_hostile_office_stays_text(address: str, page: Page) -> None:
    open_view(page, f"{address}/claims?topic=transfer-iran-russia-drone&reach=kin")
    expect(page.get_by_role("cell", name="Minister <b>of supply</b>, Russia").first).to_be_visible()
    assert page.locator("td b").count() == 0
