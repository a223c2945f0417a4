"""Rows as a table: with words for those who cannot see it, and a download."""

from typing import Any

import pandas as pd
import streamlit as st


def draw_table(
    rows: pd.DataFrame, alt: str, name: str, key: str, column_config: dict[str, Any] | None = None
) -> None:
    """The rows as a table that can be sorted, and downloaded as ``claimline-name.csv``. Cells are never markup."""
    st.dataframe(rows, hide_index=True, alt=alt, key=f"{key}-table", column_config=column_config)
    st.download_button(
        "Download as CSV", lambda: rows.to_csv(index=False).encode("utf-8-sig"), f"claimline-{name}.csv",
        "text/csv", key=f"{key}-csv", icon=":material/download:", on_click="ignore", type="tertiary",
    )  # fmt: skip
