"""A link that remembers the build it was made from: what has changed in the tables since then."""

from html import escape

import streamlit as st

from components import formats, links, look
from components.answers import ask, current_store
from components.evidence import card_html
from components.palette import load_palette
from tables.builds import Changes, changes_since
from tables.claims import claim_cards
from tables.selection import Selection

KEY = "build"
MOST = 30  # claims that are listed of each kind


def _counted(changes: Changes) -> str:
    parts = [f"{formats.counted(len(ids), 'claim')} {word}" for ids, word in
             ((changes.added, "added"), (changes.changed, "changed"), (changes.gone, "gone")) if ids]  # fmt: skip
    return formats.listed(parts)


def _draw_ids(title: str, ids: list[str]) -> None:
    if not ids:
        return
    st.html(f'<h3 class="cl-subtitle">{title} <span class="cl-quiet">{formats.counted(len(ids), "claim")}</span></h3>')
    for card in ask(claim_cards, tuple(ids[:MOST])):
        st.html(card_html(card))
        here = {"article": card.row["article_id"], "claim": card.claim_id}
        links.page_link("articles", "Read it in the article", Selection(), links.ONWARD, **here)


def _draw_gone(gone: list[dict[str, str]]) -> None:
    if not gone:
        return
    st.html(f'<h3 class="cl-subtitle">Gone <span class="cl-quiet">{formats.counted(len(gone), "claim")}</span></h3>')
    palette = load_palette()
    rows = [f"<li>{look.status_mark(palette, each['status'])} {escape(each['source'])}, {escape(each['type'])}: "
            f"<q>{escape(each['sentence'])}</q></li>" for each in gone[:MOST] if each["status"] in palette.status]
    st.html(f'<ul class="cl-gone">{"".join(rows)}</ul>')


def _draw_changes(changes: Changes, selection: Selection) -> None:
    within = len(changes.here)
    here = "" if selection.is_empty else f" Under the filters of this view: {formats.number(within) if within else 'none'} of those added or changed."
    st.info(links.escaped(f"Since this link was made: {_counted(changes)}.{here}"), icon=":material/history:")
    with st.expander("What has changed"):
        for title, ids in (("Added", changes.added), ("Changed", changes.changed)):
            _draw_ids(title, sorted(ids, key=lambda claim: (claim not in changes.here, claim)))
        _draw_gone(changes.gone)


def draw_since(selection: Selection) -> None:
    """Where the link names another build than the one shown: a notice of what was added, changed or went since,
    and a list of it. The build that is shown is taken out of the address, since it says nothing."""
    build = links.read_own(KEY)
    if not build:
        return
    if current_store().build_id.startswith(build):
        links.forget(KEY)
        return
    changes = ask(changes_since, selection, build)
    if changes is None:
        st.info(links.escaped(f"This link was made from build {build[:16]}, of which nothing is on record here: claims may have "
                              "been added, changed or removed since."), icon=":material/history:")
    elif changes.added or changes.changed or changes.gone:
        _draw_changes(changes, selection)
    st.button("Take the build out of this link", key="build-close", icon=":material/close:", type="tertiary",
              on_click=lambda: links.write_own(KEY, None))
