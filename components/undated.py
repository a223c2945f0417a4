"""The claims that cannot be put on a date, listed beside the timeline so that they are never lost."""

import pandas as pd
import streamlit as st

from components import formats
from components.grid import Cell, Grid, Row, cell_to, draw_grid
from components.palette import load_palette
from tables.selection import Selection

OWN = ("undated", "event")
MOST = 300


def draw_undated(undated: pd.DataFrame, selection: Selection, picked: str = "") -> None:
    """The topics of undated claims (rows of ``timeline.undated_in``), each a link to its claims.

    Sets ``undated`` in the address.
    """
    total = int(undated["n_claims"].sum())
    st.html(f'<h2 class="cl-subtitle">Without a date <span class="cl-quiet">{formats.counted(total, "claim")}</span></h2>')
    if not total:
        st.html('<p class="cl-quiet">Every claim in this view has a date.</p>')
        return
    rows = []
    for row in undated.head(MOST).itertuples():
        look = load_palette().status[row.status]
        head = cell_to("timeline", selection, {"undated": row.topic_id}, text=row.label, glyph=look.glyph,
                       colour=look.colour, picked=row.topic_id == picked,
                       title=f"{formats.counted(row.n_claims, 'undated claim')} on {row.label}, mostly {look.label}")
        rows.append(Row(head, [Cell(text=formats.number(row.n_claims), tone="number")]))
    grid = Grid("Topics of claims without a date", "Topic", [Cell(text="Claims", tone="number")], rows,
                slim=True, height=560 if len(rows) > 12 else 0)
    draw_grid("undated", grid, OWN)
