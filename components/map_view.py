"""The map on the page: the whole of it, or places close together drawn larger, and all its marks as links."""

from typing import Any

import pandas as pd
import streamlit as st

from components import formats, links, look
from components.actors_view import draw_families, edge_label, edge_table
from components.chart import draw_chart, plain
from components.choices import draw_close, draw_switch
from components.grid import Cell, Grid, Row, cell_to, draw_grid
from components.map_chart import close_places, draw_map, marks_on, opened_by, outside, unplaced
from components.map_marks import Mark
from components.network_chart import rows_of
from tables.selection import Selection

NOTE = ("The wider an arrow, the more independent origins its claims have. A square is a place; with a number in it, so many "
        "places close together: click it to open them.")


def draw_map_view(edges: pd.DataFrame, places: pd.DataFrame, edge: str, near: str, everything: bool, keep: dict[str, str],
                  selection: Selection) -> tuple[str, ...]:  # fmt: skip
    """The map, or the places that ``near`` opens on it; returns the ids of these. ``keep`` is what its links keep."""
    close = close_places(edges, places, everything, near)
    if near and close.empty:
        links.notice(f"Left out of this view: near={near[:60]} (no places lie so close together here).")
        links.forget("near")
        near = ""
    if near:
        draw_close("near", "edge", label="Back to the whole map")
        look.draw_part(f"{formats.counted(len(close), 'place')} close together", "drawn larger, without arrows")
    else:
        draw_families(edges, NOTE)
        draw_switch("world", "The whole world")
    keep = {"view": "map", **keep, "near": near}
    wide, small = (draw_map(edges, places, edge, everything, small=small, near=near) for small in (False, True))
    rows = map_rows(edges, marks_on(edges, places, everything, near), keep, selection)
    data = place_table(close) if near else edge_table(edges)
    draw_chart("map", wide, small, map_label(edges, close, bool(near)), data, key="edge", picked=f"{edge}{near}",
               columns=("Mark", "What", "Claims", "Origins"), rows=rows, other="near")
    if near:
        draw_close_places(close, edge, keep, selection)
    else:
        draw_missing(edges, places, everything)
    return tuple(close["entity_id"]) if near else ()


def draw_missing(edges: pd.DataFrame, places: pd.DataFrame, everything: bool) -> None:
    """Which parties and places are not on the map, and why, where there are any."""
    missing, beyond = unplaced(edges, places), [] if everything else outside(edges, places)
    parts = [f"Not on the map, since no position is known: {formats.listed(missing, 12)}." if missing else "",
             f"Beyond this part of the world: {formats.listed(beyond, 12)}." if beyond else ""]
    if any(parts):
        st.html(f'<p class="cl-quiet" style="font-size:.875rem;margin:0">{plain(" ".join(filter(None, parts)))}</p>')


def map_rows(edges: pd.DataFrame, marks: list[Mark], keep: dict[str, str], selection: Selection) -> list[Row]:
    """Each mark of the map as a row that leads where a click on it leads: places that share one, arrows, places."""
    near = keep["near"]
    shared = [Row(cell_to("actors", selection, {"near": opened_by(mark, marks, near)}, keep=keep,
                          text=formats.listed([spot.name for spot in mark.spots], 4), title=f"Open these {len(mark.spots)} places"),
                  [Cell(text=f"{len(mark.spots)} places close together"), None, None]) for mark in marks if mark.is_shared]
    alone = [Row(_place_head(mark.first, "", keep, selection), [Cell(text="place"), *_counts(mark.first.n_claims, mark.first.n_origins)])
             for mark in marks if not mark.is_shared]
    return [*shared, *([] if near else rows_of(edges, "map", selection)), *alone]


def _counts(*numbers: int) -> list[Cell]:
    return [Cell(text=formats.number(number), tone="number") for number in numbers]


def _place_head(place: Any, edge: str, keep: dict[str, str], selection: Selection) -> Cell:
    mark = f"at~{place.entity_id}"
    return cell_to("actors", selection, {"edge": mark, "near": keep["near"]}, keep=keep, text=str(place.name),
                   title=f"Open the claims that name {place.name}", picked=edge == mark)


def draw_close_places(places: pd.DataFrame, edge: str, keep: dict[str, str], selection: Selection) -> None:
    """The places that share a mark, one below the other, each leading to its claims."""
    rows = [Row(_place_head(row, edge, keep, selection), _counts(row.n_claims, row.n_sources, row.n_origins))
            for row in places.itertuples(index=False)]
    columns = [Cell(text=name, tone="number") for name in ("Claims", "Sources", "Origins")]
    draw_grid("close-places", Grid("Places close together", "Place", columns, rows, finder="Find a place"), ("edge", "near"))


def place_table(places: pd.DataFrame) -> pd.DataFrame:
    """The places as a reader's table."""
    return places[["name", "lat", "lon", "n_claims", "n_sources", "n_origins"]].set_axis(
        ["place", "latitude", "longitude", "claims", "sources", "origins"], axis=1)


def map_label(edges: pd.DataFrame, places: pd.DataFrame, near: bool) -> str:
    """The map in words: as a whole, or the places that were opened on it."""
    if not near:
        return edge_label(edges, "Map")
    names = formats.listed([str(name) for name in places["name"]], 8)
    return f"Map of {formats.counted(len(places), 'place')} close together: {names}. The list below holds the same."
