"""Every chart and table on screen comes with words for those who cannot see it, and with its data."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components.palette import load_palette

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
CONFIG = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False}


def draw_table(
    table: pd.DataFrame, alt: str, name: str, key: str, column_config: dict[str, Any] | None = None
) -> None:
    """The rows as a table that can be sorted, and downloaded as ``name.csv``. Cells are never markup."""
    st.dataframe(table, hide_index=True, alt=alt, key=f"{key}-table", column_config=column_config)
    st.download_button(
        "Download as CSV", lambda: table.to_csv(index=False).encode("utf-8-sig"), f"claimline-{name}.csv",
        "text/csv", key=f"{key}-csv", icon=":material/download:", on_click="ignore", type="tertiary",
    )  # fmt: skip


def _dress(figure: go.Figure) -> None:
    palette = load_palette()
    ink = palette.page_colour("ink")
    figure.update_layout(
        font={"family": FONT, "size": 13, "color": ink}, paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)", hoverlabel={"font": {"family": FONT, "size": 13}},
    )  # fmt: skip


def draw_figure(
    figure: go.Figure, alt: str, table: pd.DataFrame, name: str, key: str,
    on_select: Callable[[], None] | None = None, config: dict[str, Any] | None = None,
) -> Any:  # fmt: skip
    """A chart in the house type on the page's ground, with ``alt`` in words and its data below it.

    With ``on_select`` (a callback) marks can be clicked; the selection is then returned, and is in
    ``st.session_state[key]`` for the callback.
    """
    _dress(figure)
    options: dict[str, Any] = {"on_select": on_select, "selection_mode": "points"} if on_select else {}
    state = st.plotly_chart(figure, key=key, alt=alt, config={**CONFIG, **(config or {})}, **options)
    with st.expander("The data of this chart as a table"):
        draw_table(table, alt, name, key)
    return state
