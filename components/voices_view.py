"""Two sources, or two groups of sources, side by side."""

from typing import Any

import pandas as pd
import streamlit as st

from components import formats, links, look
from components.answers import ask
from components.chart import draw_data, plain
from components.choices import draw_close, draw_opened, draw_switch
from components.evidence import draw_claims
from components.grid import Cell, Grid, Row, cell_to, draw_grid
from components.palette import load_palette
from tables.selection import Selection
from tables.voices import Side, compared_in, sides

KEYS = ("topic", "matter", "side")
SUGGESTED = (("group:western", "group:state-affiliated"), ("country:US", "country:IR"), ("country:UA", "country:RU"))
PARTS = (("conflict", "Where they conflict"), ("both", "What both speak of"), ("left", "Only"), ("right", "Only"))


def _choose(key: str) -> None:
    links.write_own(key, st.session_state[f"voice-{key}"] or None)
    for other in ("matter", "side", "page"):
        links.write_own(other, None)


def _pick_side(key: str, label: str, known: dict[str, Side]) -> str:
    value = links.read_own(key)
    if value and value not in known:
        links.notice(f"Left out of this view: {key}={value} (no such source or group).")
        links.forget(key)
        value = ""
    widget = links.show(f"voice-{key}", value or None)
    st.selectbox(label, list(known), format_func=lambda v: known[v].name if v in known else v, key=widget, index=None,
                 placeholder="Choose a source or a group", on_change=_choose, args=(key,))
    return value


def draw_voices(selection: Selection) -> None:
    """The choice of two sides, and what the selected claims of each say; every row leads to its claims."""
    known = {side.value: side for side in ask(sides)}
    one, other, level = st.columns([3, 3, 2], gap="medium", vertical_alignment="bottom")
    with one:
        left = _pick_side("left", "One side", known)
    with other:
        right = _pick_side("right", "The other side", known)
    with level:
        wide = draw_switch("wide", "Compare whole classes", "Sets what is said of Shahed-136 and of drones against one another")
    matter, side = links.read_own("matter"), links.read_choice("side", ("left", "right"), "left")
    if not (left and right):
        _suggest(selection, known)
        return
    found = ask(compared_in, selection, left, right, wide)
    if found.rows.empty:
        look.draw_nothing("Neither side has claims under these filters: remove one of them above, or choose others.")
        return
    if matter:
        rows = found.rows[found.rows["topic_id"] == matter]
        ids = [claim for ids in rows[f"{side}_ids"] for claim in ids]
        draw_opened(f"{matter}{side}")
        draw_claims(ids, key="voices", title=f"{known[left if side == 'left' else right].name}: {''.join(rows['label'])}")
        draw_close("matter", "side", label="Close these claims")
    _draw_rows(found.rows, known[left], known[right], selection, wide)
    if found.shared:
        st.caption(f"{formats.counted(len(found.shared), 'source')} on both sides: its claims count on both.")


def _suggest(selection: Selection, known: dict[str, Side]) -> None:
    look.draw_nothing("Choose two sources, or two groups of sources, to see what both say, what only one says, and where they conflict.")
    pairs = [pair for pair in SUGGESTED if all(value in known for value in pair)]
    for left, right in pairs:
        links.page_link("claims", f"{known[left].name} and {known[right].name}", selection, links.ONWARD, view="two", left=left, right=right)


def _draw_rows(rows: pd.DataFrame, left: Side, right: Side, selection: Selection, wide: bool) -> None:
    parts = {
        "conflict": rows[rows["conflict"] != ""], "both": rows[(rows["relation"] == "both") & (rows["conflict"] == "")],
        "left": rows[rows["relation"] == "left"], "right": rows[rows["relation"] == "right"],
    }
    titles = {"left": f"Only {left.name}", "right": f"Only {right.name}"}
    _draw_counts(parts, titles)
    keep = {"view": "two", "left": left.value, "right": right.value, "wide": "on" if wide else ""}
    for name, title in PARTS:
        part = parts[name]
        st.html(f'<h2 class="cl-subtitle">{plain(titles.get(name, title))} <span class="cl-quiet">'
                f"{formats.counted(len(part), 'matter')}</span></h2>")  # fmt: skip
        if part.empty:
            st.html('<p class="cl-quiet" style="margin:0">None under these filters.</p>')
            continue
        columns = [Cell(text=side.name) for side, key in ((left, "left"), (right, "right")) if name in ("conflict", "both", key)]
        drawn = [_row(row, name, selection, keep) for row in part.head(200).itertuples()]
        draw_grid(f"voices-{name}", Grid(f"{titles.get(name, title)}: matters", "Matter", columns, drawn,
                                         height=520 if len(drawn) > 9 else 0, finder="Find a matter by its words", cards=True), KEYS)
    draw_data("two-sources", rows.drop(columns=["left_ids", "right_ids", "left_status", "right_status"]))


def _draw_counts(parts: dict[str, pd.DataFrame], titles: dict[str, str]) -> None:
    both = formats.counted(len(parts["conflict"]) + len(parts["both"]), "matter")
    st.html(f'<p class="cl-lead">Both speak of {both} and conflict on {len(parts["conflict"])}. '
            f"{plain(titles['left'])}: {len(parts['left'])}. {plain(titles['right'])}: {len(parts['right'])}.</p>")


def _row(row: Any, part: str, selection: Selection, keep: dict[str, str]) -> Row:
    mark = f"⚡ {row.conflict}" if row.conflict else ""
    newest = formats.month(row.newest)
    head = cell_to("claims", selection, {"topic": row.topic_id}, keep=keep, text=str(row.label), note=mark or newest,
                   title=f"Open all that is said on {row.label}")
    cells = [_said(row, key, selection, keep) for key in ("left", "right") if part in ("conflict", "both", key)]
    return Row(head, cells)


def _said(row: Any, key: str, selection: Selection, keep: dict[str, str]) -> Cell:
    shown = load_palette().status[getattr(row, f"{key}_status")]
    said = getattr(row, f"{key}_said")
    return cell_to("claims", selection, {"matter": row.topic_id, "side": key}, keep=keep, glyph=shown.glyph, colour=shown.colour, text=said,
                   tone="long", title=f"Open these claims on {row.label}: {said}")
