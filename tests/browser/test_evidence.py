"""From a claim to its passage, and articles that try to be more than text."""

from playwright.sync_api import Page, Request, expect

from tests.browser.screen import errors, open_view, query, settle, wait_for_query
from tests.browser.test_links import PAGES
from tests.tables_fixture import HOSTILE_TITLE

HOSTILE_ARTICLE = "a000000f"


def test_a_link_to_a_claim_opens_the_article_at_its_passage(address: str, page: Page) -> None:
    open_view(page, f"{address}/articles?article=a0000003")
    page.locator(".st-key-passages a").last.click()
    here = page.locator(".cl-article mark.here").first
    expect(here).to_be_in_viewport(timeout=15_000)
    page.wait_for_url("**claim=*")
    assert query(page)["article"] == ["a0000003"]
    again = page.context.new_page()
    open_view(again, page.url)
    expect(again.locator(".cl-article mark.here").first).to_be_in_viewport()


def test_an_article_of_the_list_can_be_opened_in_this_view(address: str, page: Page) -> None:
    open_view(page, f"{address}/")
    page.locator('[class*="st-key-row-articles-"] a').click()
    expect(page.locator(".cl-article")).to_be_visible(timeout=15_000)
    assert errors(page) == []


def test_hostile_text_is_shown_as_it_is_and_does_nothing(address: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_view(page, f"{address}/articles?article={HOSTILE_ARTICLE}&claim=c000005f")
    text = page.locator(".cl-article")
    for shown in ("<script>window.hacked = 1</script>", "[press here](https://evil.example/)", "$x^2$", "**bold**"):
        expect(text).to_contain_text(shown)
    expect(page.locator("h1").first).to_contain_text("<img src=x onerror=window.hacked=3> [a](https://evil.example)")
    assert page.evaluate("window.hacked") is None
    assert page.locator('a[href*="evil.example"], img[src="x"], .cl-article b, .katex').count() == 0
    open_view(page, f"{address}/articles?source=volga-daily")
    listed = page.locator(f".st-key-row-article-{HOSTILE_ARTICLE} a").first
    expect(listed).to_have_text(HOSTILE_TITLE)
    assert page.evaluate("window.hacked") is None
    assert not [url for url in asked if "evil.example" in url]


def test_no_page_asks_anyone_but_its_own_server(address: str, page: Page) -> None:
    strangers: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((address, address.replace("http", "ws"), "data:", "blob:")):
            strangers.append(request.url)

    page.on("request", note)
    for place in PAGES:
        open_view(page, f"{address}{place}")
    settle(page)
    assert strangers == []


def test_from_a_contested_topic_to_the_passage_behind_it(address: str, page: Page) -> None:
    open_view(page, f"{address}/")
    page.locator('[class*="st-key-row-claims-"] a').first.click()
    page.wait_for_url("**/claims?topic=*")
    settle(page)
    page.get_by_role("link", name="denied").first.click()
    page.wait_for_url("**&claim=*")
    page.get_by_text("Read it in the article").first.click()
    page.wait_for_url("**/articles?*claim=*")
    expect(page.locator(".cl-article mark.here").first).to_be_in_viewport(timeout=15_000)
    page.go_back()
    page.wait_for_url("**/claims?topic=*")
    settle(page)
    assert errors(page) == []


def test_filters_can_be_reached_on_a_telephone(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_view(page, f"{address}/articles")
    page.get_by_test_id("stExpandSidebarButton").click()
    box = page.get_by_placeholder("Words in the sentence or title")
    box.fill("drones")
    box.press("Enter")
    wait_for_query(page, {"q": ["drones"]})
    assert page.evaluate("document.documentElement.scrollWidth <= 390")


def test_the_page_of_a_long_list_is_in_the_address(address: str, page: Page) -> None:
    open_view(page, f"{address}/articles?article=a0000003&page=2")
    wait_for_query(page, {"article": ["a0000003"]})
    page.locator(".st-key-notices").get_by_text("page=2").wait_for()
