"""Links are the product: a link opens the very same view, anywhere, at any time."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.screen import (
    choose,
    errors,
    expect_chips,
    open_view,
    path,
    query,
    same_words,
    settle,
    wait_for_query,
)
from tests.browser.server import running

PAGES = ("/", "/timeline", "/actors", "/claims", "/weapons", "/articles", "/method")
VIEW = "weapon=shahed-136&weapon=su-35&source=harbour-news&source=meridian-wire&date=2022-09-01&date=2023-12-31"


@pytest.mark.parametrize("place", PAGES)
def test_a_deep_link_is_the_first_thing_a_fresh_server_is_asked(place: str, full_tables: Path, page: Page) -> None:
    with running(full_tables) as address:
        open_view(page, f"{address}{place}?weapon=drone&status=denied")
        assert errors(page) == []
        expect_chips(page, ["System: drones", "Status: denied"])
        expect(page.locator(f".st-key-place-{place.strip('/') or 'overview'}-here")).to_be_visible()
        assert page.locator("h1").count() == 1
        assert path(page) == place
        assert query(page) == {"weapon": ["drone"], "status": ["denied"]}


@pytest.mark.parametrize("place", PAGES)
def test_a_link_opens_the_same_view_for_a_colleague(
    place: str, address: str, new_context: Callable[[], BrowserContext]
) -> None:
    mine, theirs = new_context().new_page(), new_context().new_page()
    open_view(mine, f"{address}{place}?{VIEW}")
    open_view(theirs, mine.url)
    assert theirs.url == mine.url
    said = ["System: Shahed-136", "System: Su-35", "Source: Harbour News", "Source: Meridian Wire",
            "From 1 Sep 2022", "To 31 Dec 2023"]  # fmt: skip
    expect_chips(mine, said)
    expect_chips(theirs, said)
    assert same_words(mine, theirs)


def test_choosing_and_removing_a_filter_moves_the_address(address: str, page: Page) -> None:
    open_view(page, f"{address}/articles")
    choose(page, "Weapon systems", "Shahed-136")
    wait_for_query(page, {"weapon": ["shahed-136"]})
    choose(page, "Sources", "Volga Daily")
    wait_for_query(page, {"weapon": ["shahed-136"], "source": ["volga-daily"]})
    expect_chips(page, ["System: Shahed-136", "Source: Volga Daily"])
    page.locator(".st-key-chip-weapons-shahed-136 button").click()
    wait_for_query(page, {"source": ["volga-daily"]})
    page.locator(".st-key-chip-reset button").click()
    wait_for_query(page, {})
    expect_chips(page, [])


def test_filters_survive_the_way_to_another_page(address: str, page: Page) -> None:
    open_view(page, f"{address}/articles?actor=iran&q=drones")
    page.locator(".st-key-places").get_by_text("How it decides").click()
    page.wait_for_url("**/method?*")
    wait_for_query(page, {"actor": ["iran"], "q": ["drones"]})
    expect_chips(page, ["Search: drones", "Actor: Iran"])


def test_back_and_forward_go_through_views(address: str, page: Page) -> None:
    open_view(page, f"{address}/articles")
    choose(page, "Status", "denied")
    wait_for_query(page, {"status": ["denied"]})
    page.locator(".st-key-places").get_by_text("Overview").click()
    expect(page.locator("h1").first).to_contain_text("Who says what")
    settle(page)
    page.go_back()
    expect(page.locator("h1").first).to_contain_text("Articles")
    wait_for_query(page, {"status": ["denied"]})
    expect_chips(page, ["Status: denied"])
    page.go_back()
    wait_for_query(page, {})
    expect_chips(page, [])
    page.go_forward()
    wait_for_query(page, {"status": ["denied"]})
    expect_chips(page, ["Status: denied"])
    page.go_forward()
    expect(page.locator("h1").first).to_contain_text("Who says what")
    wait_for_query(page, {"status": ["denied"]})


def test_what_a_link_cannot_mean_is_dropped_and_named(address: str, page: Page) -> None:
    open_view(page, f"{address}/articles?weapon=nonsense&weapon=drone&date=soon&zebra=1&status=%3Cb%3E")
    notices = page.locator(".st-key-notices").inner_text()
    for named in ("weapon=nonsense", "date=soon", "zebra=1", "status=<b>"):
        assert named in notices
    wait_for_query(page, {"weapon": ["drone"]})


def test_the_copy_button_gives_the_address_with_or_without_permission(
    address: str, new_context: Callable[[], BrowserContext]
) -> None:
    context = new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    open_view(page, f"{address}/articles?weapon=drone")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{page.url}&build=fixture"
    refused = new_context().new_page()
    refused.add_init_script("delete Navigator.prototype.clipboard; document.execCommand = () => false")
    open_view(refused, f"{address}/articles?weapon=drone")
    refused.get_by_role("button", name="Copy link").click()
    expect(refused.get_by_label("Link to this view")).to_have_value(f"{refused.url}&build=fixture")
