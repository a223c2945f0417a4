"""The comparison as a table on screen: topics down, sources across, in each cell how the source commits itself."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from components import formats, links
from components.chart import draw_data, plain
from components.grid import Cell, Grid, Row, cell_to, draw_grid
from components.palette import load_palette
from tables.classes import Level
from tables.comparison import MARGIN_DAYS, Matrix
from tables.selection import Selection

OWN = ("topic", "by", "open", "within")
MOST_SOURCES = 80
SILENT = Cell(text="–", tone="silent", title=f"Silent: it has articles from within {MARGIN_DAYS} days of the reports")

ORDERED = ("Most contested first. A matter that names no party comes after those that name one: what is asserted and what is "
           "denied there may be two happenings.")


@dataclass(frozen=True)
class Shown:
    """How the matrix is shown: the filters, the source whose cell is open and the row that it is in, whether rows are
    topics or classes, which classes are open, and what else its links keep."""

    selection: Selection
    by: str = ""
    within: str = ""
    level: Level = "topics"
    opened: tuple[str, ...] = ()
    keep: Mapping[str, Any] = field(default_factory=dict)

    def cell(self, own: Mapping[str, Any], **look: Any) -> Cell:
        """A cell that leads to ``own`` and leaves the classes open that are."""
        return cell_to("claims", self.selection, {"open": list(self.opened), **own}, keep=self.keep, **look)

    def toggled(self, name: str) -> list[str]:
        """The open classes once this one is opened, or closed where it is open; an empty name where none is left."""
        return [each for each in self.opened if each != name] or [""] if name in self.opened else [*self.opened, name]


def draw_matrix_key(order: str) -> None:
    """What the shapes of the cells mean, the two ways in which a cell can be empty, and how the rows are ordered."""
    shown = " ".join(
        f'<span style="white-space:nowrap;margin-right:1rem" title="{plain(look.meaning)}"><span aria-hidden="true" '
        f'style="color:{look.css}">{look.glyph}</span> {plain(look.label)}</span>' for look in load_palette().status.values())
    st.html(
        f'<p style="font-size:.875rem;line-height:1.7;margin:0">{shown} <span style="margin-right:1rem">hatched: in more '
        'than one way</span> <span style="margin-right:1rem"><b>–</b> silent: it published at the time, and says nothing '
        f'of this</span> <span style="margin-right:1rem">blank: no article of that time here</span> <span class="cl-quiet">{order}</span></p>')


def _column(source: pd.Series) -> Cell:
    owned = ", state-affiliated" if source["state_affiliated"] else ""
    articles = formats.counted(int(source["n_articles"]), "article")
    return Cell(text=str(source["name"]), title=f"{source['name']} ({source['kind']}{owned}): {articles} in all")


def _cell(row: pd.Series, topic: pd.Series, source: str, shown: Shown) -> Cell:
    look = load_palette().status[row["status"]]
    folded = _is_class(topic)
    place = {"within": topic["class_id"]} if folded else {"topic": row["topic_id"]}
    return shown.cell(
        {**place, "by": row["source_id"]}, glyph=look.glyph, colour=look.colour, text=str(row["n_claims"]),
        tone="mixed" if int(row["n_statuses"]) > 1 else "",
        picked=folded and (topic["class_id"], row["source_id"]) == (shown.within, shown.by),
        title=f"{source} on {topic['label']}: {row['said']}. Open its claims.",
    )


def _is_class(topic: pd.Series) -> bool:
    return bool(topic.get("n_topics", 0))


def _span(first: object, last: object) -> str:
    start, end = formats.as_day(first), formats.as_day(last)
    if not (isinstance(start, dt.date) and isinstance(end, dt.date)):
        return "undated"
    return formats.month(start) if formats.month(start) == formats.month(end) else f"{formats.month(start)} – {formats.month(end)}"


def _basis(topic: pd.Series) -> str:
    counts = [formats.counted(int(topic[f"n_{name}s"]), name) for name in ("claim", "source", "origin")]
    return f"{' · '.join(counts)} · {_span(topic['first_report'], topic['last_report'])}"


def _head(topic: pd.Series, shown: Shown) -> Cell:
    if _is_class(topic):
        return _class_head(topic, shown)
    bare = bool(topic["partyless"])
    mark = f"⚡ contested{', no party named' if bare else ''} · " if topic["contested"] else ""
    why = " It names no party, so the conflict may be between two happenings." if bare and topic["contested"] else ""
    return shown.cell(
        {"topic": topic["topic_id"]}, text=str(topic["label"]), note=f"{mark}{_basis(topic)}",
        tone="" if shown.level == "topics" else "inner", title=f"Open the statements on {topic['label']}.{why}",
    )


def _class_head(topic: pd.Series, shown: Shown) -> Cell:
    name, matters = topic["class_id"], formats.counted(int(topic["n_topics"]), "matter")
    is_open = name in shown.opened
    contested = int(topic["n_contested"])
    mark = f"⚡ {formats.number(contested)} contested · " if contested else ""
    return shown.cell(
        {"open": shown.toggled(name)}, text=str(topic["label"]), note=f"{matters} · {mark}{_basis(topic)}",
        glyph="▾" if is_open else "▸", fold="open" if is_open else "shut",
        title=f"{topic['label']}: {'close' if is_open else 'show'} its {matters}",
    )


def _row(matrix: Matrix, topic: pd.Series, cells: dict[tuple[str, str], pd.Series], shown: Shown) -> Row:
    made: list[Cell | None] = []
    for source in matrix.sources.head(MOST_SOURCES).itertuples():
        pair = (topic["topic_id"], source.source_id)
        if pair in cells:
            made.append(_cell(cells[pair], topic, source.name, shown))
        elif pair in matrix.active:
            made.append(SILENT)
        else:
            made.append(None)
    return Row(_head(topic, shown), made)


def _groups(sources: pd.DataFrame, words: dict[str, str]) -> list[tuple[str, int]]:
    groups: list[tuple[str, int]] = []
    for name in sources.head(MOST_SOURCES)["group"]:
        said = words.get(name) or formats.country(str(name))
        if groups and groups[-1][0] == said:
            groups[-1] = (said, groups[-1][1] + 1)
        else:
            groups.append((said, 1))
    return groups


def draw_matrix(matrix: Matrix, shown: Shown, countries: dict[str, str], contested_first: bool) -> None:
    """The whole matrix. A click on a topic puts ``topic`` into the address, on one of its cells ``by`` as well; a click on
    a class opens or closes it (``open``), on one of its cells its claims (``within`` and ``by``)."""
    cells = {(row["topic_id"], row["source_id"]): row for _, row in matrix.cells.iterrows()}
    rows = [_row(matrix, row, cells, shown) for _, row in matrix.topics.iterrows()]
    across = min(len(matrix.sources), MOST_SOURCES)
    what = formats.counted(len(rows), "topic") if shown.level == "topics" else formats.counted(len(rows), "weapon class or topic",
                                                                                               "weapon classes and topics")
    grid = Grid(
        caption=f"{what} by {formats.counted(across, 'source')}: how each source commits itself",
        corner="Topic" if shown.level == "topics" else "Weapon class",
        columns=[_column(row) for _, row in matrix.sources.head(MOST_SOURCES).iterrows()],
        rows=rows, groups=_groups(matrix.sources, countries), marks=True, upright=True,
        height=640 if len(rows) > 9 else 0, finder="Find a topic by its words",
    )
    draw_matrix_key(ORDERED if contested_first else "")
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


def known_classes(opened: tuple[str, ...], classes: pd.DataFrame) -> tuple[str, ...]:
    """The classes of a link that there are (``classes.classes_of_topics``); others are left out with a notice."""
    strange = [name for name in opened if name not in set(classes["class_id"])]
    for name in strange:
        links.notice(f"Left out of this view: open={name[:60]} (no such class).")
    kept = tuple(name for name in opened if name not in strange)
    if strange:
        links.write_own("open", list(kept))
    return kept


def cell_title(matrix: Matrix, within: str, by: str) -> str:
    """The heading of the claims behind a cell of a class."""
    labels = dict(zip(matrix.topics["topic_id"], matrix.topics["label"], strict=True))
    names = dict(zip(matrix.sources["source_id"], matrix.sources["name"], strict=True))
    return ": ".join(part for part in (names.get(by, by), str(labels.get(f"class:{within}", within))) if part)
