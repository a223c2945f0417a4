"""What every chart here shares: safe text, quiet axes, the theme's ink, clicks that become links, its data as a table."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components import links
from components.grid import Cell, Grid, Row, draw_grid
from components.palette import Look, load_palette
from components.table import draw_table

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

# plain pictures: no tool bar, no zoom by scrolling past, no formulas, and maps from our own server only
CONFIG: dict[str, Any] = {
    "displayModeBar": False, "displaylogo": False, "scrollZoom": False, "typesetMath": False, "showTips": False,
    "topojsonURL": "app/static/", "plotlyServerURL": "",
}

Brush = Callable[[dt.date, dt.date], None]

_MAP = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}

NARROW = """<style>
[class*="st-key-narrow-"] { display: none; }
@media (max-width: 640px) {
  [class*="st-key-wide-"] { display: none !important; }
  [class*="st-key-narrow-"] { display: flex; }
}
</style>"""


def plain(text: Any, most: int = 0) -> str:
    """Text for a label or tooltip of Plotly, shown as it is: Plotly reads tags, and names come from articles.

    Cut to ``most`` characters with an ellipsis where ``most`` is given.
    """
    said = "".join(c if c.isprintable() else " " for c in str(text if text is not None else ""))
    if most and len(said) > most:
        said = said[: most - 1].rstrip() + "…"
    return said.translate(_MAP)


def sentence(*parts: str, wrap: int = 52) -> str:
    """A tooltip of one or more sentences, safe for Plotly, broken into lines."""
    lines: list[str] = []
    for part in parts:
        line = ""
        for word in part.split():
            if line and len(line) + len(word) >= wrap:
                lines.append(line)
                line = word[:80]
            else:
                line = f"{line} {word[:80]}".strip()
        lines.append(line)
    return "<br>".join(plain(line) for line in lines if line)


def ink(part: str = "ink") -> str:
    """The colour of text and lines on the theme that this reader sees: ``ink``, ``quiet``, ``line`` or ``page``."""
    return load_palette().page_colour(part)


def faded(colour: str, opacity: float) -> str:
    """A colour ``#rrggbb`` as rgba."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {opacity})"


def figure(height: int, **layout: Any) -> go.Figure:
    """An empty figure: transparent, no legend, no grid, the page's font and ink."""
    tip = {"bgcolor": ink("page"), "bordercolor": ink("line"), "align": "left",
           "font": {"family": FONT, "size": 13, "color": ink()}}
    made = go.Figure(layout=go.Layout(template="none"))
    made.update_layout(
        height=height, paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)", showlegend=False,
        margin={"l": 0, "r": 0, "t": 4, "b": 4}, font={"family": FONT, "size": 13, "color": ink()},
        hoverlabel=tip, hovermode="closest", dragmode=False, **layout,
    )
    bare = {"visible": False, "fixedrange": True}
    return made.update_layout(xaxis=bare, yaxis=bare)


def _picked(widget: str, key: str, brush: Brush | None, other: str) -> None:
    selected = st.session_state[widget]["selection"]
    days = [pd.to_datetime(day) for box in selected.get("box", [])[:1] for day in box.get("x", [])]
    if brush and len(days) == 2:
        brush(min(days).date(), max(days).date())
        return
    points = selected["points"]
    found = points[0].get("customdata") if points else None
    value = found[0] if isinstance(found, (list, tuple)) and found else found
    within = str(value or "").removeprefix(f"{other}:") if other and str(value or "").startswith(f"{other}:") else ""
    links.write_own(key, str(value) if value and not within else None)
    if within:
        links.write_own(other, within)
    links.write_own("page", None)


def _draw_one(name: str, made: go.Figure, alt: str, key: str, picked: str, brush: Brush | None = None,
              other: str = "") -> None:  # fmt: skip
    # a picked mark starts the chart afresh, so that the address alone says what is picked; so does a brushed period
    ends = made.layout.xaxis.range
    widget = f"{name}-{picked}-{ends}" if brush else f"{name}-{picked}"
    if brush:
        made.update_layout(dragmode="select", selectdirection="h")
    made.update_traces(selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}}, selector={"type": "scatter"})
    st.plotly_chart(
        made, theme=None, key=widget, config=CONFIG, alt=alt, selection_mode=("points", "box") if brush else "points",
        on_select=lambda: _picked(widget, key, brush, other),
    )


def draw_chart(
    name: str, wide: go.Figure, narrow: go.Figure, alt: str, data: pd.DataFrame,
    key: str, picked: str = "", columns: Sequence[str] = (), rows: Sequence[Row] = (), brush: Brush | None = None,
    other: str = "",
) -> None:
    """Show a chart, its narrow form on a narrow screen, and below it its data.

    A click on a mark puts the mark's ``customdata`` into the address under ``key``; ``picked`` is what the
    address holds now. ``alt`` says what the picture shows; ``data`` is what it was drawn from. ``rows`` are the
    marks once more as links, with the headings ``columns``, for who uses a keyboard or a screen reader.
    A mark whose ``customdata`` begins with ``other:`` sets that key to the rest of it instead, and unsets ``key``.
    ``brush`` is called with the first and last day of a period that is dragged out on the wide chart.
    """
    st.html(NARROW)
    with st.container(key=f"wide-{name}"):
        _draw_one(name, wide, alt, key, picked, brush, other)
    with st.container(key=f"narrow-{name}"):
        _draw_one(f"{name}-small", narrow, alt, key, picked, None, other)
    with st.expander("The marks of this picture as links", icon=":material/format_list_bulleted:"):
        head, *others = columns
        cells = [Cell(text=each, tone="number" if each in ("Claims", "Origins") else "") for each in others]
        draw_grid(f"{name}-marks", Grid("The marks of the picture", head, cells, rows, height=480 if len(rows) > 10 else 0,
                                        finder="Find a mark by its words"), (key, other) if other else (key,))
    draw_data(name, data)


def draw_data(name: str, data: pd.DataFrame) -> None:
    """The data of a picture as a table that opens, and as CSV to keep."""
    with st.expander("All of this as a table", icon=":material/table:"):
        draw_table(data, f"The data of the picture: {name}", name, f"data-{name}")


def draw_key(entries: Mapping[str, Look] | list[Look], note: str = "") -> None:
    """A line that explains shapes and colours: each look's shape beside its word."""
    looks = entries.values() if isinstance(entries, Mapping) else entries
    shown = " ".join(
        f'<span style="white-space:nowrap;margin-right:1rem"><span aria-hidden="true" style="color:{look.css}">'
        f"{look.glyph or '━'}</span> {plain(look.label)}</span>" for look in looks
    )
    st.html(f'<p style="font-size:.875rem;line-height:1.6;margin:0;opacity:.85">{shown}{plain(note)}</p>')
