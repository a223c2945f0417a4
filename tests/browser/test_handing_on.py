"""What leaves the dashboard: its files, and links that remember the build they were made from."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tables.store import publish
from tests import tables_fixture
from tests.browser.screen import errors, open_view, query, settle, wait_for_query
from tests.browser.server import running


def test_the_brief_of_a_view_can_be_taken_away(address: str, page: Page) -> None:
    open_view(page, f"{address}/claims?weapon=shahed-136")
    page.get_by_role("button", name="Hand on").click()
    with page.expect_download() as started:
        page.get_by_role("link", name="HTML, to print or send").click()
    said = Path(started.value.path()).read_text(encoding="utf-8")
    assert started.value.suggested_filename == "claimline-brief.html"
    assert "System: Shahed-136" in said and f"{address}/claims?weapon=shahed-136" in said and "[1]" in said
    with page.expect_download() as started:
        page.get_by_role("link", name="XLSX").first.click()
    assert started.value.suggested_filename == "claimline-claims.xlsx"


def test_a_copied_link_says_later_what_has_changed(tmp_path: Path, page: Page) -> None:
    out, full = tmp_path / "tables", tables_fixture.full_tables()
    publish({**full, "claims": full["claims"][:-2]}, [], {"build_id": "first"}, out)
    with running(out) as address:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        open_view(page, f"{address}/claims?weapon=drone")
        page.get_by_role("button", name="Copy link").click()
        page.get_by_text("Copied", exact=True).wait_for()
        link = page.evaluate("navigator.clipboard.readText()")
        assert "build=first" in link and "weapon=drone" in link
        open_view(page, link)
        expect(page.get_by_text("Since this link was made")).to_have_count(0)
        assert "build" not in query(page)
        publish(full, [], {"build_id": "second"}, out)
        open_view(page, link)
        page.get_by_text("Since this link was made: 2 claims added").wait_for()
        page.get_by_role("button", name="Take the build out").click()
        wait_for_query(page, {"weapon": ["drone"]})
        settle(page)
        assert errors(page) == []
