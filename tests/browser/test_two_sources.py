"""Two sources compared: the link opens the same comparison elsewhere, and every row leads to its claims."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.browser.screen import errors, open_view, query, same_words, settle, wait_for_query

VIEW = {"view": ["two"], "left": ["group:atlantic"], "right": ["group:state-affiliated"]}
LINK = "/claims?view=two&left=group:atlantic&right=group:state-affiliated"


def test_a_comparison_goes_round_by_its_link_and_opens_its_claims(
    address: str, new_context: Callable[[], BrowserContext]
) -> None:
    mine, theirs = new_context().new_page(), new_context().new_page()
    open_view(mine, f"{address}{LINK}")
    wait_for_query(mine, VIEW)
    expect(mine.get_by_role("heading", name="Where they conflict")).to_be_visible()
    mine.locator("table").first.locator("tbody td a").first.click()
    expect(mine.get_by_role("button", name="Close these claims")).to_be_visible()
    settle(mine)
    held = query(mine)
    assert held["side"] == ["left"] and held["matter"] and {key: held[key] for key in VIEW} == VIEW
    open_view(theirs, mine.url)
    assert query(theirs) == held and errors(theirs) == []
    assert same_words(mine, theirs)
    theirs.get_by_role("button", name="Close these claims").click()
    wait_for_query(theirs, VIEW)


def test_a_matter_opened_from_a_comparison_leads_back_to_it(
    address: str, new_context: Callable[[], BrowserContext]
) -> None:
    page = new_context().new_page()
    open_view(page, f"{address}{LINK}")
    page.locator("table").first.locator("tbody th a").first.click()
    expect(page.get_by_role("button", name="Back")).to_be_visible()
    settle(page)
    assert query(page)["topic"]
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("heading", name="Where they conflict")).to_be_visible()
    wait_for_query(page, VIEW)
