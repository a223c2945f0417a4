"""Tables whose cells are links: wide ones scroll under fixed headings, arrow keys move through them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import streamlit as st

from components import links
from tables.selection import Selection

_HERE = Path(__file__).parent

_component = st.components.v2.component(
    "claimline_grid", js=(_HERE / "grid.js").read_text(encoding="utf-8"),
    css=(_HERE / "grid.css").read_text(encoding="utf-8"),
)


@dataclass(frozen=True)
class Cell:
    """What stands in one cell: a shape with its colour, a text, a smaller note; ``title`` says it in a sentence.

    ``go`` is what a click puts into the address (``topic=…&by=…``), ``href`` the address that it leads to;
    ``tone`` is one of ``silent``, ``mixed``, ``number``, ``long``, ``rung``, ``day``, ``inner`` (set in below the row
    above) or nothing; ``fold`` is ``open`` or ``shut`` where a click shows or hides rows below.
    """

    text: str = ""
    glyph: str = ""
    colour: str = ""
    note: str = ""
    title: str = ""
    go: str = ""
    href: str = ""
    tone: str = ""
    picked: bool = False
    fold: str = ""


@dataclass(frozen=True)
class Row:
    """A row: its heading and its cells, None where a cell is empty. ``card`` is its heading as a card."""

    head: Cell
    cells: Sequence[Cell | None]
    card: str = ""


@dataclass(frozen=True)
class Grid:
    """A whole table. ``marks`` draws narrow cells for shapes, otherwise cells are of text; ``slim`` fits a
    narrow column; ``height`` in pixels makes it scroll; ``finder`` labels a box that narrows the rows; ``cards``
    turns each row into a card on a narrow screen, where the values of a column of the tone ``bare`` stand without its
    name, and those of the tone ``titled`` are left to the card's heading."""

    caption: str
    corner: str
    columns: Sequence[Cell]
    rows: Sequence[Row]
    groups: Sequence[tuple[str, int]] = field(default_factory=tuple)
    marks: bool = False
    slim: bool = False
    upright: bool = False
    height: int = 0
    finder: str = ""
    cards: bool = False


def cell_to(place: str, selection: Selection, own: dict[str, Any], *, keep: Mapping[str, Any] | None = None,
            text: str = "", glyph: str = "",
            colour: str = "", note: str = "", title: str = "", tone: str = "", picked: bool = False,
            fold: str = "") -> Cell:  # fmt: skip
    """A cell that leads to a page of this selection with the page's own keys; a click sets ``own``, and leaves
    what the page already shows, ``keep`` among it."""
    href = links.link_to(place, selection, **{**(keep or {}), **own})
    return Cell(text, glyph, colour, note, title, urlencode(own, doseq=True), href, tone, picked, fold)


def _pick(widget: str, keys: tuple[str, ...]) -> None:
    picked = parse_qs(str(st.session_state[widget].get("picked") or ""), keep_blank_values=True)
    if picked:
        for key in keys:
            links.write_own(key, picked.get(key))
        links.write_own("page", None)


def _plain_cell(cell: Cell | None) -> dict[str, object] | None:
    return {name: value for name, value in asdict(cell).items() if value} if cell else None


def draw_grid(name: str, grid: Grid, keys: tuple[str, ...]) -> None:
    """Show the table; a click sets the page's own ``keys`` to what the cell carries and unsets the others."""
    widget = f"grid-{name}"
    data = {
        "caption": grid.caption, "corner": grid.corner, "height": grid.height, "finder": grid.finder,
        "style": "marks" if grid.marks else "text-table slim" if grid.slim else "text-table", "upright": grid.upright,
        "cards": grid.cards,
        "groups": [{"text": text, "span": span} for text, span in grid.groups],
        "columns": [_plain_cell(column) for column in grid.columns],
        "rows": [{"head": _plain_cell(row.head), "card": row.card, "cells": [_plain_cell(cell) for cell in row.cells]}
                 for row in grid.rows],
    }
    _component(key=widget, data=data, on_picked_change=lambda: _pick(widget, keys))
