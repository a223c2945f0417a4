"""The comparison as a table on screen: topics down, sources across, in each cell how the source commits itself."""

import datetime as dt

import pandas as pd
import streamlit as st

from components import formats
from components.chart import draw_data, plain
from components.grid import Cell, Grid, Row, cell_to, draw_grid
from components.palette import load_palette
from tables.comparison import MARGIN_DAYS, Matrix
from tables.selection import Selection

OWN = ("topic", "by")
MOST_SOURCES = 80
SILENT = Cell(text="–", tone="silent", title=f"Silent: it has articles from within {MARGIN_DAYS} days of the reports")


def draw_matrix_key() -> None:
    """What the shapes of the cells mean, and the two ways in which a cell can be empty."""
    shown = " ".join(
        f'<span style="white-space:nowrap;margin-right:1rem" title="{plain(look.meaning)}"><span aria-hidden="true" '
        f'style="color:{look.css}">{look.glyph}</span> {plain(look.label)}</span>' for look in load_palette().status.values())
    st.html(
        f'<p style="font-size:.875rem;line-height:1.7;margin:0">{shown} <span style="margin-right:1rem">hatched: in more '
        'than one way</span> <span style="margin-right:1rem"><b>–</b> silent: it published at the time, and says nothing '
        "of this</span> <span>blank: no article of that time here</span></p>")


def _column(source: pd.Series, selection: Selection) -> Cell:
    owned = ", state-affiliated" if source["state_affiliated"] else ""
    articles = formats.counted(int(source["n_articles"]), "article")
    return Cell(text=str(source["name"]), title=f"{source['name']} ({source['kind']}{owned}): {articles} in all")


def _cell(row: pd.Series, topic: str, source: str, selection: Selection, picked: bool) -> Cell:
    look = load_palette().status[row["status"]]
    mixed = int(row["n_statuses"]) > 1
    return cell_to(
        "claims", selection, {"topic": row["topic_id"], "by": row["source_id"]}, glyph=look.glyph, colour=look.colour,
        text=str(row["n_claims"]), tone="mixed" if mixed else "", picked=picked,
        title=f"{source} on {topic}: {row['said']}. Open its claims.",
    )


def _span(first: object, last: object) -> str:
    start, end = formats.as_day(first), formats.as_day(last)
    if not (isinstance(start, dt.date) and isinstance(end, dt.date)):
        return "undated"
    return formats.month(start) if formats.month(start) == formats.month(end) else f"{formats.month(start)} – {formats.month(end)}"


def _head(topic: pd.Series, selection: Selection, picked: bool) -> Cell:
    basis = [formats.counted(int(topic["n_claims"]), "claim"), formats.counted(int(topic["n_sources"]), "source"),
             formats.counted(int(topic["n_origins"]), "origin")]
    mark = "⚡ contested · " if topic["contested"] else ""
    return cell_to(
        "claims", selection, {"topic": topic["topic_id"]}, text=str(topic["label"]), picked=picked,
        note=f"{mark}{' · '.join(basis)} · {_span(topic['first_report'], topic['last_report'])}",
        title=f"Open the statements on {topic['label']}",
    )


def _row(matrix: Matrix, topic: pd.Series, cells: dict[tuple[str, str], pd.Series], selection: Selection,
         picked: tuple[str, str]) -> Row:  # fmt: skip
    made: list[Cell | None] = []
    for source in matrix.sources.head(MOST_SOURCES).itertuples():
        pair = (topic["topic_id"], source.source_id)
        if pair in cells:
            made.append(_cell(cells[pair], topic["label"], source.name, selection, pair == picked))
        elif pair in matrix.active:
            made.append(SILENT)
        else:
            made.append(None)
    return Row(_head(topic, selection, picked == (topic["topic_id"], "")), made)


def _groups(sources: pd.DataFrame, words: dict[str, str]) -> list[tuple[str, int]]:
    groups: list[tuple[str, int]] = []
    for name in sources.head(MOST_SOURCES)["group"]:
        said = words.get(name, str(name))
        if groups and groups[-1][0] == said:
            groups[-1] = (said, groups[-1][1] + 1)
        else:
            groups.append((said, 1))
    return groups


def draw_matrix(matrix: Matrix, selection: Selection, topic: str, by: str, countries: dict[str, str]) -> None:
    """The whole matrix; a click on a cell puts ``topic`` and ``by`` into the address, on a heading ``topic``."""
    cells = {(row["topic_id"], row["source_id"]): row for _, row in matrix.cells.iterrows()}
    rows = [_row(matrix, row, cells, selection, (topic, by)) for _, row in matrix.topics.iterrows()]
    count, across = len(rows), min(len(matrix.sources), MOST_SOURCES)
    grid = Grid(
        caption=f"{formats.counted(count, 'topic')} by {formats.counted(across, 'source')}: how each source commits itself",
        corner="Topic", columns=[_column(row, selection) for _, row in matrix.sources.head(MOST_SOURCES).iterrows()],
        rows=rows, groups=_groups(matrix.sources, countries), marks=True, upright=True,
        height=640 if count > 9 else 0, finder="Find a topic by its words",
    )
    draw_matrix_key()
    draw_grid("matrix", grid, OWN)
    if len(matrix.sources) > MOST_SOURCES:
        st.caption(f"The {MOST_SOURCES} sources with most claims are shown, of {len(matrix.sources)}; choose others under Sources.")
    draw_data("claims-by-source", _table(matrix))


def _table(matrix: Matrix) -> pd.DataFrame:
    labels = dict(zip(matrix.topics["topic_id"], matrix.topics["label"], strict=True))
    names = dict(zip(matrix.sources["source_id"], matrix.sources["name"], strict=True))
    cells = matrix.cells
    return pd.DataFrame({
        "topic": cells["topic_id"].map(labels), "source": cells["source_id"].map(names), "mostly": cells["status"],
        "claims": cells["n_claims"], "said": cells["said"],
    }).sort_values(["topic", "source"])
