"""Rows as a table: with words for those who cannot see it, and a download."""

from typing import Any

import pandas as pd
import streamlit as st


def inert_cell(cell: Any) -> Any:
    """The cell so that it stays text: a spreadsheet takes a text that begins with one of these signs for a formula; a quote prevents it."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t\r" and cell else cell


def as_csv(rows: pd.DataFrame) -> bytes:
    """The rows as CSV that a spreadsheet opens rightly, and in which no text is a formula."""
    return rows.map(inert_cell).to_csv(index=False).encode("utf-8-sig")


def draw_table(
    rows: pd.DataFrame, alt: str, name: str, key: str, column_config: dict[str, Any] | None = None
) -> None:
    """The rows as a table that can be sorted, and downloaded as ``claimline-name.csv``. Cells are never markup."""
    st.dataframe(rows, hide_index=True, alt=alt, key=f"{key}-table", column_config=column_config)
    st.download_button(
        "Download as CSV", lambda: as_csv(rows), f"claimline-{name}.csv",
        "text/csv", key=f"{key}-csv", icon=":material/download:", on_click="ignore", type="tertiary",
    )  # fmt: skip
