"""The register of transfers on screen: one row per supplier, recipient and designation, each cell a link to its claims."""

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from components import formats
from components.chart import draw_data
from components.grid import Cell, Grid, Row, cell_to, draw_grid
from tables.register import COLUMNS
from tables.selection import Selection

OWN = ("entry", "field", "claim")
NAMES = {
    "recipient": "Recipient", "designation": "Designation", "description": "Description", "ordered": "Number ordered",
    "order_year": "Year of order", "delivery_years": "Years of delivery", "delivered": "Number delivered", "comments": "Comments",
}  # fmt: skip
MOST = 400


def _cell(row: Any, field: str, selection: Selection, picked: tuple[str, str]) -> Cell | None:
    text = str(getattr(row, field))
    if not text:
        return None
    if field not in COLUMNS[3:]:
        return Cell(text=formats.titled(text))
    own = {"view": "register", "entry": row.entry, "field": field}
    said = f"{row.designation}, {row.supplier} to {row.recipient}: {NAMES[field].lower()} {text}; open the claims"
    return cell_to("weapons", selection, own, text=text, title=said, tone="long" if field == "comments" else "",
                   picked=picked == (row.entry, field))


def draw_register(register: pd.DataFrame, selection: Selection, build: str, picked: tuple[str, str]) -> None:
    """The register (rows of ``register.register_in``); a click puts ``entry`` and ``field`` into the address."""
    st.html('<p class="cl-quiet" style="margin:0;font-size:.93rem;max-width:60rem">It enters what is claimed. In brackets: what no '
            "source states flatly and to the piece, and a year known only from the date of the report. Click a value "
            "for its claims.</p>")
    rows = [Row(Cell(text=row.supplier), [_cell(row, field, selection, picked) for field in COLUMNS],
                card=f"{formats.titled(row.designation)}, {row.supplier} → {row.recipient}")
            for row in register.head(MOST).itertuples()]
    columns = [Cell(text=NAMES[field], tone="titled" if field in ("recipient", "designation") else "") for field in COLUMNS]
    grid = Grid("Register of transfers that are claimed", "Supplier", columns, rows,
                height=680 if len(rows) > 12 else 0, finder="Find a party or a system", cards=True)
    draw_grid("register", grid, OWN)
    st.html(f'<p class="cl-note">{formats.counted(len(register), "entry", "entries")}. Build {escape(build)}.</p>')
    draw_data("register", register[["supplier", *COLUMNS, "sources"]].assign(
        claims=register["comments_ids"].map(lambda ids: "; ".join(ids)), build_id=build))


def field_title(register: pd.DataFrame, entry: str, field: str) -> str:
    """The heading of the claims behind a field of an entry."""
    rows = register[register["entry"] == entry]
    if rows.empty:
        return "No such entry"
    row = rows.iloc[0]
    what = f": {NAMES[field].lower()}" if field in COLUMNS[3:-1] else ""
    return f"{formats.titled(row['designation'])}, {row['supplier']} → {row['recipient']}{what}"
