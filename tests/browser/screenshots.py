"""Every page at both widths in both themes: `python -m tests.browser.screenshots [TABLES] [--only NAME]`.

Writes build/screenshots/PAGE-WIDTH-THEME.png from data/tables or the tables named.
"""

import argparse
import os
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tables.actors import edges_in
from tables.overview import contested_topics
from tables.selection import Selection
from tables.store import open_store
from tables.weapons import systems_in
from tests.browser.screen import settle
from tests.browser.server import CHROMIUM_ARGS, ROOT, chromium, running

SIZES = {1440: 900, 390: 844}
THEMES = ("light", "dark")
OUT = ROOT / "build" / "screenshots"


def views(tables: Path) -> dict[str, str]:
    """A name for each view that is taken, and its address below the root."""
    store = open_store(tables)
    claim = store.frame("SELECT claim_id, article_id FROM claims ORDER BY claim_id LIMIT 1")
    pages = ("timeline", "actors", "claims", "weapons", "articles", "method")
    found = {"overview": "/", **{name: f"/{name}" for name in pages}}
    found |= {"map": "/actors?view=map", "flow": "/actors?view=flow", "clocks": "/timeline?clock=both",
              "register": "/weapons?view=register"}
    topics = contested_topics(store, Selection(), 1)
    systems = systems_in(store, Selection())
    if len(claim):
        claim_id, article_id = claim.iloc[0]
        found["reader"] = f"/articles?article={article_id}&claim={claim_id}"
    if len(topics):
        found["topic"] = f"/claims?topic={topics['topic_id'].iloc[0]}"
        found["topic-kin"] = f"{found['topic']}&reach=kin"
    found["classes"], found["world"] = "/claims?rows=class", "/actors?view=map&world=on"
    found["framings"] = "/claims?view=framings"
    found["two"] = "/claims?view=two&left=group:independent&right=group:state-affiliated"
    found["milestones"] = "/timeline?milestones=1"
    edges = edges_in(store, Selection())
    if len(edges):
        found["around"] = f"/actors?around={edges['agent'].iloc[-1]}&origins=2"
    if len(systems):
        found["system"] = f"/weapons?system={systems['entity_id'].iloc[0]}"
    return found


def take(browser: Browser, address: str, wanted: dict[str, str], sizes: dict[int, int],
         themes: list[str], tall: int = 0) -> None:  # fmt: skip
    """One picture for each view, width and theme."""
    for theme in themes:
        for width, height in sizes.items():
            viewport = {"width": width, "height": tall or height}
            context = browser.new_context(viewport=viewport, color_scheme=theme)  # type: ignore[arg-type]
            page = context.new_page()
            for name, path in wanted.items():
                page.goto(address + path)
                settle(page)
                page.wait_for_timeout(1200)
                page.screenshot(path=OUT / f"{name}-{width}-{theme}.png")
            context.close()


def main() -> None:
    """Start a dashboard, take the pictures, stop it."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = os.environ.get("CLAIMLINE_TABLES", str(ROOT / "data" / "tables"))
    parser.add_argument("tables", nargs="?", default=default, type=Path)
    parser.add_argument("--only", nargs="*", help="names of views")
    parser.add_argument("--width", type=int, choices=SIZES, help="this width only")
    parser.add_argument("--theme", choices=THEMES, help="this theme only")
    parser.add_argument("--tall", type=int, default=0, help="height of the window, to see more of a page")
    options = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    wanted = {n: path for n, path in views(options.tables).items() if not options.only or n in options.only}
    sizes = {options.width: SIZES[options.width]} if options.width else SIZES
    with running(options.tables.resolve()) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGS)
        take(browser, address, wanted, sizes, [options.theme] if options.theme else list(THEMES), options.tall)
        browser.close()


if __name__ == "__main__":
    main()
